"""Every change is chained with it; the chain alone gives the tables back; whatever is tampered with is named."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from ballots.models import Certificate, Keying, Notice, Round, Sheet
from ballots.selectors.ledger import from_tables
from ballots.services.assembly_rounds import withdraw_round
from ballots.services.boxes import add_mobile_box, remove_mobile_box
from ballots.services.going_back import go_back
from ballots.services.sheet_decisions import accept_sheet, explain_warnings, recount_sheet
from ballots.services.sheets import retype_sheet, take_over
from elections.dossier.chain import Broken, short_head, verify
from elections.dossier.replay import replay
from elections.models import Election, Event, User, Village
from elections.rules.log import Deed
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures
from elections.selectors.audit import links_of
from tests.ballots.factories import AT, codes_of, even_figures
from tests.ballots.keyers import key_once, retype, version_on_record
from tests.ballots.meetings import recorder
from tests.ballots.signers import agree, ask, take_back
from tests.ballots.stagekit import begin, carry
from tests.ballots.tampering import verified, without_triggers


def test_a_released_trust_round_is_rebuilt(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.TRUST_VOTING, township_user)
    assert from_tables(election).rounds[1].sheets
    election.refresh_from_db()
    go_back(
        election_id=election.pk,
        version=election.version,
        target=Stage.ANNOUNCED,
        reason="名册有误",
        by=township_user.actor,
        at=AT,
    )
    election.refresh_from_db()
    links = list(links_of(election))
    assert verify(links) is None
    assert replay(links) == from_tables(election)
    assert from_tables(election).rounds[1].sheets == {}


def test_the_chain_names_people_by_user_name(village: Village, township_user: User) -> None:
    begin(village, township_user)
    event = Event.objects.get()
    assert (event.user, event.name, event.role) == ("xiangzhen", "xiangzhen人", "township")


def test_a_chain_made_before_is_not_rewritten_by_the_migration(village: Village, township_user: User) -> None:
    begin(village, township_user)
    migration = import_module("elections.migrations.0008_events_by_user_name")
    with pytest.raises(CommandError, match="已有记录"):
        migration.no_events(apps, SimpleNamespace(connection=connection))


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestDemoChain(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_demo")

    def election(self, name: str) -> Election:
        return Election.objects.select_related("village__township__county").get(village__name=name)

    def agrees(self, election: Election) -> None:
        links = list(links_of(election))
        assert verify(links) is None
        election.refresh_from_db()
        assert replay(links) == from_tables(election)

    def test_the_demo_is_chained_and_rebuilt_from_its_chains(self) -> None:
        for election in Election.objects.all():
            self.agrees(election)
        status, lines = verified()
        assert (status, len(lines)) == (0, 8)

    def test_the_chain_holds_every_figure_and_the_certificate(self) -> None:
        election = self.election("长沙坑村")
        state = replay(links_of(election))
        assert sum(
            len(sheet.keyings) for held in state.rounds.values() for sheet in held.sheets.values()
        ) == (Keying.objects.filter(sheet__round__election=election).count())
        events = Event.objects.filter(election=election, action=Deed.ROUND_CERTIFIED.value)
        for held, event in zip(Round.objects.filter(election=election), events, strict=True):
            certificate = held.certificate
            assert certificate is not None
            assert (certificate.head, certificate.made_at) == (event.hash, event.at)
            (told,) = state.rounds[held.number].certificates
            assert (told.head, told.shown) == (event.hash, certificate.shown)
        signed = [
            [(capacity, mark.user) for capacity, mark in held.certificates[0].signed.items()]
            for held in state.rounds.values()
        ]
        ballot = [
            ("chief_monitor", "zhangguihua"),
            ("assembly_counter", "zengqingyun"),
            ("assembly_chair", "zhoujingen"),
        ]
        assert signed == [
            [("committee_head", "luoximao"), ("trust_monitor", "jinfushou")],
            ballot,
            ballot,
        ]
        assert state.finished is not None

    def test_a_scripted_election_with_every_way_back_is_rebuilt(self) -> None:
        election, user = self.election("石塘村"), User.objects.get(username="xufang")
        trust = Round.objects.get(election=election, kind="trust")
        group = election.groups.first()
        assert group is not None
        known = trust.sheets.count()
        box = add_mobile_box(election_id=election.pk, group_id=group.pk, known=known, by=user.actor, at=AT)
        self.agrees(election)
        remove_mobile_box(sheet_id=box.pk, by=user.actor, at=AT)
        sheet = trust.sheets.filter(version=0).first()
        assert sheet is not None
        self.four_eyes(election, sheet, even_figures(codes_of(trust), issued=20, returned=18))
        self.assembly_undone(user)

    def four_eyes(self, election: Election, sheet: Sheet, right: TallyFigures) -> None:
        """Every move that a sheet can make."""
        first, second, third, monitor = (
            User.objects.get(username=name) for name in ("shitang", "duanhongmei", "bolingyu", "yaoshuilian")
        )

        def moved(move: Callable[..., object], by: User, **given: object) -> None:
            move(sheet_id=sheet.pk, version=version_on_record(sheet), by=by.actor, at=AT, **given)
            self.agrees(election)

        faulty, slip = replace(right, issued=17, printed=None, proxies=None), replace(right, proxies=5)
        key_once(sheet, TallyFigures(issued=1), second)
        moved(take_over, first)
        key_once(sheet, faulty, first, as_on_paper=True)
        moved(accept_sheet, monitor, reason="清点三遍")
        moved(recount_sheet, monitor, reason="两沓粘在一起")
        key_once(sheet, right, first)
        key_once(sheet, slip, second)
        retype(sheet, slip, second)
        moved(retype_sheet, third, figures=replace(right, proxies=6))
        moved(accept_sheet, monitor, reason="对照纸面")
        words = {sheet.pk: {"W-101 /invalid": "勾画不清"}}
        versions = {sheet.pk: version_on_record(sheet)}
        told = {"election_id": election.pk, "words": words, "versions": versions}
        assert explain_warnings(by=first.actor, at=AT, **told) == 1
        self.agrees(election)

    def assembly_undone(self, user: User) -> None:
        election = self.election("中坊村")
        held = Round.objects.filter(election=election, invalidated_at=None).latest("number")
        withdraw_round(
            election_id=election.pk,
            version=election.version,
            round_id=held.pk,
            reason="票面印错",
            by=recorder(election),
            at=AT,
        )
        self.agrees(election)
        for target in (Stage.ASSEMBLY, Stage.REVIEWED, Stage.SHORTLISTED, Stage.TRUST_CERTIFIED):
            election.refresh_from_db()
            if election.present_stage is not target:
                go_back(
                    election_id=election.pk,
                    version=election.version,
                    target=target,
                    reason="名单有误",
                    by=user.actor,
                    at=AT,
                )
            self.agrees(election)
        self.reopened(election, user)

    def reopened(self, election: Election, user: User) -> None:
        """Asked for, taken back, asked for again and signed by both."""
        held = Round.objects.get(election=election, kind="trust")
        for withdrawn in (True, False):
            election.refresh_from_db()
            asked = ask(held, user, "有一箱票数录错", at=AT)
            agree(held, asked, "committee_head", at=AT)
            self.agrees(election)
            if withdrawn:
                take_back(held, asked, user, at=AT)
            else:
                agree(held, asked, "trust_monitor", at=AT)
            self.agrees(election)
        assert election.present_stage is Stage.TRUST_VOTING

    def test_the_database_refuses_to_change_or_delete_an_event(self) -> None:
        for statement in ("UPDATE elections_event SET name = 'x'", "DELETE FROM elections_event"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                sql(statement)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Event.objects.all().delete()
        if connection.vendor == "sqlite":
            row = "SELECT id, election_id, number, at, \"user\", 'x', role, stage, action, payload, previous, hash"
            into = 'id, election_id, number, at, "user", name, role, stage, action, payload, previous, hash'
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                sql(f"REPLACE INTO elections_event ({into}) {row} FROM elections_event WHERE number = 2")
        with pytest.raises(ProtectedError):
            self.election("竹坪村").delete()
        assert verified()[0] == 0

    def test_a_cut_tail_is_found_by_the_head_on_paper_and_by_the_tables(self) -> None:
        election = self.election("石塘村")
        last = Event.objects.filter(election=election).latest("number")
        head = short_head(last.hash)
        assert verified("--election", str(election.pk), "--head", head)[0] == 0
        without_triggers()
        Event.objects.filter(pk=last.pk).delete()
        assert verify(links_of(election)) is None
        assert verify(links_of(election), head) == Broken(
            last.number, f"没有链首为 {head} 的记录，末尾的记录被截去或改写"
        )
        assert verified("--election", str(election.pk), "--head", head)[0] == 1
        status, lines = verified("--election", str(election.pk))
        assert status == 1
        assert "表内数据与留痕不符" in lines[0]

    def test_all_events_gone_is_found(self) -> None:
        election = self.election("竹坪村")
        without_triggers()
        Event.objects.filter(election=election).delete()
        assert verified("--election", str(election.pk)) == (
            1,
            [f"选举 {election.pk}（竹坪村）第1条：没有任何记录"],
        )

    def test_every_notice_after_the_certificate_prints_its_head(self) -> None:
        election = self.election("长沙坑村")
        trust, *_, last = (
            short_head(one.head) for one in Certificate.objects.filter(round__election=election)
        )
        heads = {
            kind: facts["header"]["chain_head"]
            for kind, facts in Notice.objects.filter(election=election).values_list("kind", "facts")
        }
        after = {"trust_result", "preliminary", "formal", "election_ballot"}
        after |= {"trust_report", "meeting_notice", "agenda"}
        assert {kind for kind, printed in heads.items() if printed == trust} - {"tally_sheet"} == after
        reports = {
            "result_report",
            "elected",
            "submission",
            "reply",
            "appointment",
            "handover_list",
            "division",
        }
        assert {kind for kind, printed in heads.items() if printed == last} == reports
        others = heads.keys() - after - reports - {"tally_sheet"}
        assert {heads[kind] for kind in others} == {""}

    def test_a_wrong_call_is_refused(self) -> None:
        for args in (["--election", "99"], ["--head", "0" * 16], ["--election", "1", "--head", "xyz"]):
            with pytest.raises(CommandError) as refused:
                call_command("verify_chain", *args)
            assert refused.value.returncode == 2
