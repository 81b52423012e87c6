"""The table of events changed by somebody who dropped its triggers: verify_chain names election and event, or it is listed.

Without dropping them the database refuses (test_audit.py).
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase

from ballots.models import Certificate, Sheet
from elections.dossier import circumstances, replay
from elections.dossier.chain import BEGINNING, Link, link_hash, payload_text, short_head
from elections.models import Election, Event, User, Village
from elections.rules.log import Deed
from elections.rules.stages import Stage
from elections.services.elections import create_election
from tests.ballots.complete import told
from tests.ballots.dossiers import new_village
from tests.ballots.stagekit import NOW, choices
from tests.ballots.tampering import columns, verified, without_triggers
from tests.elections.pages import as_user

# Another value for every column, of the kind the column holds; an event moved away leaves a gap where it was.
OTHERS: dict[str, object] = {
    "election_id": None,
    "number": 900,
    "at": "2004-01-01 00:00:00+00:00",
    "user": "mouren",
    "name": "某人",
    "role": "viewer",
    "stage": "handed_over",
    "action": "new_vote_ordered",
    "payload": '{"reason":"无"}',
    "previous": "0" * 63 + "1",
    "hash": "0" * 63 + "1",
}
GAP = "这里应是第{}条，却是第{}条，中间的记录被删去、调换或添加"
CHANGED = "内容与其散列值不符，内容被改动"
UNLINKED = "与前一条的链接不符"


def update(column: str, value: object, row: int) -> None:
    """Write one value by SQL."""
    quoted = connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE elections_event SET {quoted} = %s WHERE id = %s", [value, row])  # noqa: S608


@pytest.mark.django_db
class TestEvents(TestCase):
    """One election for all, its trust vote certified; and another one."""

    election: Election
    elsewhere: Election

    @classmethod
    def setUpTestData(cls) -> None:
        village, user = new_village()
        cls.election = told(village, user, until=Stage.TRUST_CERTIFIED)
        other = Village.objects.create(township=village.township, name="长沙坑村", population=1800)
        cls.elsewhere = create_election(
            village_id=other.pk, era="pilot_2004", year=2004, choices=choices(), by=user.actor, at=NOW
        )

    def setUp(self) -> None:
        assert verified()[0] == 0
        without_triggers()
        self.last = Event.objects.filter(election=self.election).latest("number").number

    def event(self, number: int) -> Event:
        return Event.objects.get(election=self.election, number=number)

    def faults(self, tamper: Callable[[], Any], *only: str) -> list[str]:
        """What verify_chain says of the election after `tamper`, without the place it names first."""
        place = f"选举 {self.election.pk}（中坊村）"
        with transaction.atomic():
            tamper()
            status, lines = verified("--election", str(self.election.pk), *only)
            transaction.set_rollback(True)
        assert all(line.startswith(place) for line in lines)
        return [line.removeprefix(place) for line in lines] if status else []

    def test_every_column(self) -> None:
        assert {field.attname for field in columns(Event)} == set(OTHERS)
        for number in (2, 5, self.last):
            for column, value in OTHERS.items():
                other = self.elsewhere.pk if value is None else value
                found = self.faults(partial(update, column, other, self.event(number).pk))
                if (column, number) == ("election_id", self.last):
                    # The last event moved away leaves no gap: the tables tell of it.
                    assert found[0].startswith("表内数据与留痕不符 /")
                else:
                    assert found == [f"第{number}条：{self.said(column, number)}"], (column, number)

    def said(self, column: str, number: int) -> str:
        if column in ("election_id", "number"):
            return GAP.format(number, 900 if number == self.last else number + 1)
        return UNLINKED if column == "previous" else CHANGED

    def test_an_event_moved_to_another_election_breaks_both(self) -> None:
        with transaction.atomic():
            update("election_id", self.elsewhere.pk, self.event(self.last).pk)
            status, lines = verified()
            transaction.set_rollback(True)
        assert status == 1
        assert {line.split("（")[1].split("）")[0] for line in lines} == {"中坊村", "长沙坑村"}

    def test_rows_removed(self) -> None:
        for number in (1, 5, self.last - 1):
            found = self.faults(self.event(number).delete)
            assert found == [f"第{number}条：{GAP.format(number, number + 1)}"]
        # The last one leaves no gap: the certificate that it made is still in the tables.
        found = self.faults(self.event(self.last).delete)
        places = [line.split("：")[0].removeprefix("表内数据与留痕不符 ") for line in found]
        assert places == ["/rounds/1/certificates/1/head", "/rounds/1/certificates/1/made"]

    def test_rows_swapped(self) -> None:
        def swap() -> None:
            third, fourth = self.event(3).pk, self.event(4).pk
            for number, row in ((900, third), (3, fourth), (4, third)):
                update("number", number, row)

        assert self.faults(swap) == [f"第3条：{UNLINKED}"]

    def test_rows_appended(self) -> None:
        after = self.last + 1
        assert self.faults(partial(self.append, link=self.event(5).link)) == [f"第{after}条：{UNLINKED}"]
        assert self.faults(partial(self.append, hash="0" * 64)) == [f"第{after}条：{CHANGED}"]
        assert self.faults(partial(self.append, payload="{}")) == [
            f"第{after}条：与前面的记录接不上，留痕被重新写过"
        ]

    def test_a_keying_appended_with_the_right_hash(self) -> None:
        """Out of its turn it does not fit what came before; a word that the tables do not hold is named."""
        keyed = Event.objects.filter(election=self.election, action="sheet_keyed").latest("number").link
        figures = {**keyed.data, "counts": {"issued": 1}}
        assert self.faults(partial(self.append, action="sheet_keyed", payload=payload_text(figures))) == [
            f"第{self.last + 1}条：与前面的记录接不上，留痕被重新写过"
        ]
        where = {name: keyed.data[name] for name in ("round", "sheet")}
        sheet = Sheet.objects.get(round__number=where["round"], number=where["sheet"])
        words = payload_text({**where, "version": sheet.version + 1, "words": {"W-101 /invalid": "改"}})
        found = self.faults(partial(self.append, action="warnings_explained", payload=words))
        place = f"表内数据与留痕不符 /rounds/{where['round']}/sheets/{where['sheet']}"
        assert [line.partition("：")[0] for line in found] == [
            f"{place}/explanations/W-101 ~1invalid",
            f"{place}/version",
        ]

    def test_what_appended_with_the_right_hash_is_not_found(self) -> None:
        """Deeds that change nothing which the chain rebuilds: docs/integrity.md says so."""
        silent = {deed.value for deed in Deed} - {*replay.STEPS, *circumstances.STEPS}
        assert silent == {"invitation_made", "invitation_withdrawn", "invitation_used", "new_vote_ordered"}
        for action in silent:
            assert self.faults(partial(self.append, action=action, payload="{}")) == []

    def test_a_deed_a_role_and_a_stage_that_there_are_none_of_are_found_and_the_log_still_opens(self) -> None:
        silent = {"action": "new_vote_ordered", "payload": "{}"}
        page = as_user(User.objects.get(username=self.event(1).user))
        for strange in ({"action": "made_up"}, {"role": "nonsense"}, {"stage": "nonsense"}):
            tamper = partial(self.append, **{**silent, **strange})
            assert self.faults(tamper) == [f"第{self.last + 1}条：与前面的记录接不上，留痕被重新写过"]
            with transaction.atomic():
                tamper()
                answer = page.get(f"/elections/{self.election.pk}/log/")
                transaction.set_rollback(True)
            assert (answer.status_code, "不是本程序写的记录，请核对留痕" in answer.text) == (200, True)

    def append(self, link: Link | None = None, **values: Any) -> None:
        """One more event: this one once more, or one like the last, rightly linked unless `values` say otherwise."""
        last = self.event(self.last).link
        new = replace(link or replace(last, previous=last.hash), number=self.last + 1, **values)
        if link is None and "hash" not in values:
            new = replace(new, hash=link_hash(new))
        facts = {**asdict(new), "at": NOW}
        Event.objects.create(election=self.election, **facts)

    def test_a_chain_written_anew_is_found_by_the_head_on_paper_alone(self) -> None:
        head = short_head(Certificate.objects.get(lifted_at=None).head)
        assert self.faults(lambda: None, "--head", head) == []
        assert self.faults(self.write_anew) == []
        (found,) = self.faults(self.write_anew, "--head", head)
        assert found == f"第{self.last + 1}条：没有链首为 {head} 的记录，末尾的记录被截去或改写"

    def write_anew(self) -> None:
        """Somebody else did what the second event tells of; every link and every certified head after it is made anew."""
        previous = BEGINNING
        for event in Event.objects.filter(election=self.election).order_by("number"):
            name = "别人" if event.number == 2 else event.name
            link = replace(event.link, name=name, previous=previous)
            previous = link_hash(link)
            Certificate.objects.filter(head=event.hash).update(head=previous)
            Event.objects.filter(pk=event.pk).update(name=name, previous=link.previous, hash=previous)
