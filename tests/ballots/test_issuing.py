"""Issued papers: numbers without gaps by issuing body and year, versions that cite the former, the same bytes for good."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from factories import AT, make_election, set_stage
from test_papers import certify

from ballots.models import Notice
from ballots.notices.attached import attached_facts
from ballots.notices.facts import NoticeKind, from_json
from ballots.notices.pdf import render_pdf
from ballots.selectors.papers import PaperKey
from ballots.services import papers
from ballots.services.papers import make_paper
from elections.models import Election, Township, User, Village
from elections.rules.stages import Stage
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime(2005, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return with_conditions(make_election(village, township_user, members=8, groups=2))


def with_conditions(election: Election) -> Election:
    election.conditions_secretary = election.conditions_member = "群众信得过。"
    election.save()
    return election


def issue(election: Election, kind: str, by: User, *, at: datetime = AT, **key: int) -> Notice:
    return make_paper(election=election, key=PaperKey(NoticeKind(kind), **key), by=by.actor, at=at)


def reworded(election: Election, words: str) -> Election:
    election.conditions_member = words
    election.save()
    return election


def test_the_townships_numbers_run_over_its_villages_and_begin_anew_each_year(
    election: Election, township: Township, township_user: User
) -> None:
    other = Village.objects.create(township=township, name="长沙坑村", population=1800)
    second = with_conditions(make_election(other, township_user))
    made = [
        issue(election, "conditions", township_user),
        issue(second, "conditions", township_user),
        issue(reworded(election, "办事公道。"), "conditions", township_user),
        issue(reworded(second, "办事公道。"), "conditions", township_user, at=NEXT_YEAR),
    ]
    assert [notice.document_number for notice in made] == [
        "许党发〔2004〕1号",
        "许党发〔2004〕2号",
        "许党发〔2004〕3号",
        "许党发〔2005〕1号",
    ]


def test_another_township_counts_for_itself(
    election: Election, township: Township, township_user: User
) -> None:
    issue(election, "conditions", township_user)
    beside = Township.objects.create(county=township.county, name="相山镇", document_prefix="相党发")
    village = Village.objects.create(township=beside, name="浯漳村", population=900)
    theirs = make_user("xiangshan", "township", beside)
    made = issue(with_conditions(make_election(village, theirs)), "conditions", theirs)
    assert made.document_number == "相党发〔2004〕1号"


def test_a_committees_numbers_are_its_own_and_forms_have_none(
    election: Election, township: Township, township_user: User
) -> None:
    ballot = issue(election, "trust_ballot", township_user)
    issue(election, "conditions", township_user)
    certify(election, township_user)
    result = issue(election, "trust_result", township_user)
    listed = issue(election, "preliminary", township_user)
    assert (ballot.document_number, ballot.code, ballot.serial) == ("", "", None)
    assert [result.document_number, listed.document_number] == ["公告第1号", "公告第2号"]


def test_a_township_without_a_prefix_counts_its_announcements(
    election: Election, township: Township, township_user: User
) -> None:
    Township.objects.update(document_prefix="")
    election = Election.objects.get(pk=election.pk)
    assert issue(election, "conditions", township_user).document_number == "公告第1号"


def test_a_new_version_takes_the_next_number_and_cites_the_former(
    election: Election, township_user: User
) -> None:
    first = issue(election, "conditions", township_user)
    second = issue(reworded(election, "办事公道。"), "conditions", township_user)
    first.refresh_from_db()
    header = from_json(second.kind, second.facts).header
    assert (header.number, header.replaces) == ("许党发〔2004〕2号", "许党发〔2004〕1号")
    assert (first.status.label, first.invalidated_reason) == ("已被代替", "已由许党发〔2004〕2号代替")
    assert second.status.label == "已发布"
    assert first.code != second.code
    assert (len(first.code), len(second.code)) == (15, 15)


def test_another_day_alone_makes_no_other_version(election: Election, township_user: User) -> None:
    first = issue(election, "conditions", township_user)
    later = AT + timedelta(days=3)
    assert issue(election, "conditions", township_user, at=later).pk == first.pk
    assert issue(election, "open_letter", township_user).facts["header"]["issued_on"] == "2004-08-28"
    assert issue(election, "open_letter", township_user, at=later).number == 1
    changed = issue(reworded(election, "办事公道。"), "conditions", township_user, at=later)
    assert (changed.number, changed.facts["header"]["issued_on"]) == (2, "2004-08-31")


def test_new_words_for_what_a_paper_says_today_are_issued_today(
    election: Election, township_user: User
) -> None:
    """The notice counts the villagers up to the day of issue as long as no other is recorded."""
    key = PaperKey(NoticeKind.VOTER_LIST)
    first = issue(election, "voter_list", township_user)
    later = AT + timedelta(days=3)
    own, _ = papers.paragraphs_of(election=election, key=key, at=later)
    words = {
        each.place: f"{each.text.rstrip('。')}，请互相转告。" for each in own if "有投票权的村民" in each.text
    }
    assert words
    made = make_paper(election=election, key=key, by=township_user.actor, at=later, words=words)
    assert (made.number, len(made.facts["header"]["wording"])) == (2, len(words))
    again = make_paper(
        election=election, key=key, by=township_user.actor, at=later + timedelta(days=1), words=words
    )
    assert (again.pk, first.pk != again.pk) == (made.pk, True)


def test_forms_do_not_name_the_form_before(election: Election, township_user: User) -> None:
    issue(election, "proxy_card", township_user)
    election.village.groups.all()
    Election.objects.filter(pk=election.pk).update(era="current")
    second = issue(Election.objects.get(pk=election.pk), "proxy_card", township_user)
    assert (second.number, second.facts["header"]["replaces"]) == (2, "")


def test_the_same_facts_are_issued_once_under_one_number(election: Election, township_user: User) -> None:
    first = issue(election, "conditions", township_user)
    again = issue(election, "conditions", township_user)
    assert (again.pk, again.document_number, Notice.objects.count()) == (first.pk, "许党发〔2004〕1号", 1)


def test_a_number_taken_while_the_paper_was_rendered_is_not_given_twice(
    election: Election, township: Township, township_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Village.objects.create(township=township, name="长沙坑村", population=1800)
    second = with_conditions(make_election(other, township_user))
    render, met = papers.render_pdf, []

    def meanwhile(facts: Any) -> Any:
        """The first time, somebody else issues a paper of the township; rendered it is for real."""
        met.append(facts.header.number)
        if len(met) == 1:
            issue(second, "conditions", township_user)
        return render(facts)

    monkeypatch.setattr(papers, "render_pdf", meanwhile)
    made = issue(election, "conditions", township_user)
    assert met == ["许党发〔2004〕1号", "许党发〔2004〕1号", "许党发〔2004〕2号"]
    assert made.document_number == "许党发〔2004〕2号"
    assert made.sha256 == render(from_json(made.kind, made.facts)).sha256
    assert sorted(Notice.objects.values_list("serial", flat=True)) == [1, 2]


def test_the_database_refuses_a_number_given_twice(election: Election, township_user: User) -> None:
    first = issue(election, "conditions", township_user)
    second = issue(reworded(election, "办事公道。"), "conditions", township_user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(serial=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(code=first.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(serial_year=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=second.pk).update(superseded=True)


def test_an_issued_paper_stays_the_same_and_renders_the_same(
    election: Election, township_user: User, client: Client
) -> None:
    made = issue(election, "conditions", township_user)
    issue(reworded(election, "办事公道。"), "conditions", township_user)
    Township.objects.update(document_prefix="另发", name="许坊镇")
    client.force_login(township_user)
    content = client.get(reverse("paper_pdf", args=[made.pk])).content
    assert hashlib.sha256(content).hexdigest() == made.sha256
    stored = Notice.objects.get(pk=made.pk)
    assert render_pdf(from_json(stored.kind, stored.facts)).pdf == content


def test_a_preview_has_neither_number_nor_code(election: Election) -> None:
    shown = papers.preview_paper(election=election, key=PaperKey(NoticeKind.CONDITIONS), at=AT)
    header = attached_facts(shown.pdf).header
    assert (header.number, header.code, header.check_url) == ("", "", "")


def test_the_address_of_the_check_is_on_the_paper_where_one_is_configured(
    election: Election, township_user: User, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://toupiao.example.org"
    made = issue(election, "conditions", township_user)
    header = from_json(made.kind, made.facts).header
    assert header.check_url == f"https://toupiao.example.org/v/{made.code}/"
    settings.PUBLIC_URL = ""
    again = issue(election, "conditions", township_user)
    assert again.pk == made.pk
    plain = issue(reworded(election, "办事公道。"), "conditions", township_user)
    assert from_json(plain.kind, plain.facts).header == replace(
        header, number="许党发〔2004〕2号", replaces="许党发〔2004〕1号", code=plain.code, check_url=""
    )


def test_the_stage_records_the_number_of_the_issued_paper(
    election: Election, township_user: User, client: Client
) -> None:
    set_stage(election, Stage.ANNOUNCED, township_user)
    client.force_login(township_user)
    page = reverse("stage_close", args=[election.pk])
    typed = {
        "version": election.version,
        "stage": "announced",
        "document_number": "许党发〔2004〕26号",
        "save": "1",
    }
    client.post(page, typed)
    assert election.records.get(stage="announced").items["document_number"] == "许党发〔2004〕26号"
    issue(election, "conditions", township_user)
    assert 'value="许党发〔2004〕1号"' in client.get(page).text
    client.post(page, {**typed, "version": election.version + 1})
    assert election.records.get(stage="announced").items["document_number"] == "许党发〔2004〕1号"
