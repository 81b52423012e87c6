"""更正公告: numbered and frozen like any paper, under the body of the paper it corrects, standing and falling with it."""

import hashlib
from datetime import date

import pytest
from boards import corrected
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from dossiers import exported, new_village, through_the_database
from factories import AT, make_election
from stagekit import begin
from test_issuing import issue, reworded, with_conditions
from test_papers import certify

from ballots.models import Notice
from ballots.notices.attached import attached_facts
from ballots.notices.facts import Amended, Correction, from_json
from ballots.notices.pdf import MissingGlyphs, render_pdf
from ballots.selectors.ledger import invariants
from ballots.selectors.papers import catalogue
from ballots.services.going_back import go_back
from ballots.services.packs import every_paper
from elections.dossier.schema import loads
from elections.models import Election, Township, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from elections.services.refusals import AtField
from tests.ballots.tampering import verified

pytestmark = pytest.mark.django_db
SAID, RIGHT = "群众信得过", "群众信任"
TOWNSHIP = "中共崇仁县许坊乡委员会"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return with_conditions(make_election(village, township_user, members=8, groups=2))


@pytest.fixture
def paper(election: Election, township_user: User) -> Notice:
    return issue(election, "conditions", township_user)


def correct(notice: Notice, by: User, *, said: str = SAID, right: str = RIGHT) -> Notice:
    return corrected(notice, by, said=said, right=right, at=AT)


def stored(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def test_a_correction_is_the_next_paper_of_the_same_body(
    election: Election, paper: Notice, township_user: User
) -> None:
    made = correct(paper, township_user)
    facts = from_json(made.kind, made.facts)
    assert isinstance(facts, Correction)
    assert (made.document_number, made.number, made.stage, made.title) == (
        "许党发〔2004〕2号",
        1,
        paper.stage,
        "中坊村任职条件公告的更正公告",
    )
    assert facts.header.signature == TOWNSHIP
    assert (facts.corrected, facts.corrected_number, facts.corrected_on) == (
        f"{TOWNSHIP}关于中坊村党支部委员会委员任职条件的公告",
        "许党发〔2004〕1号",
        date(2004, 8, 28),
    )
    assert (facts.reason, facts.changes) == ("誊写有误", (Amended(said=SAID, right=RIGHT),))
    assert stored(paper).status.label == "已发布"
    follows = issue(reworded(election, "办事公道。"), "conditions", township_user)
    assert follows.document_number == "许党发〔2004〕3号"


def test_a_committees_paper_is_corrected_in_the_committees_series(
    election: Election, township_user: User
) -> None:
    certify(election, township_user)
    result = issue(election, "trust_result", township_user)
    made = correct(result, township_user, said="集中开箱", right="集中启封")
    assert (result.document_number, made.document_number, made.township_id) == (
        "公告第1号",
        "公告第2号",
        None,
    )
    assert from_json(made.kind, made.facts).header.signature == "许坊乡中坊村党支部“两票制”选举委员会"
    with pytest.raises(AtField, match="票数、人数以核定的结果为准"):
        correct(result, township_user, said="应选委员3名", right="应选委员5名")


def test_its_bytes_are_kept_and_rendering_its_facts_gives_them_again(
    paper: Notice, township_user: User
) -> None:
    made = stored(correct(paper, township_user))
    Township.objects.update(name="许坊镇", document_prefix="另发")
    assert hashlib.sha256(made.pdf).hexdigest() == made.sha256
    assert render_pdf(from_json(made.kind, made.facts)).pdf == made.pdf
    assert attached_facts(bytes(made.pdf)) == from_json(made.kind, made.facts)


def test_the_same_correction_is_issued_once_another_takes_its_place(
    paper: Notice, township_user: User
) -> None:
    first = correct(paper, township_user)
    assert correct(paper, township_user).pk == first.pk
    second = correct(paper, township_user, right="群众公认")
    header = from_json(second.kind, second.facts).header
    assert (second.number, header.number, header.replaces) == (2, "许党发〔2004〕3号", "许党发〔2004〕2号")
    assert [stored(first).status.label, stored(second).status.label] == ["已被代替", "已发布"]
    assert stored(paper).status.label == "已发布"


def test_two_papers_are_corrected_apart(election: Election, paper: Notice, township_user: User) -> None:
    plan = issue(election, "voter_list", township_user)
    one, other = (
        correct(paper, township_user),
        correct(plan, township_user, said="村民名单", right="村民名册"),
    )
    assert [(made.number, stored(made).status.label) for made in (one, other)] == [(1, "已发布")] * 2


def test_a_new_version_takes_the_place_of_the_paper_and_its_correction(
    election: Election, paper: Notice, township_user: User
) -> None:
    made = correct(paper, township_user)
    issue(reworded(election, "办事公道。"), "conditions", township_user)
    assert [stored(one).invalidated_reason for one in (paper, made)] == ["已由许党发〔2004〕3号代替"] * 2
    with pytest.raises(Refused, match="这一版已被代替，不必更正。"):
        correct(paper, township_user)


def test_going_back_takes_the_correction_with_its_paper(election: Election, township_user: User) -> None:
    certify(election, township_user)
    listed = issue(election, "preliminary", township_user)
    made = correct(listed, township_user, said="现将预备候选人", right="现将入围的预备候选人")
    election.refresh_from_db()
    go_back(
        election_id=election.pk,
        version=election.version,
        target=Stage.TRUST_CERTIFIED,
        reason="有人举报",
        by=township_user.actor,
        at=AT,
    )
    assert [stored(one).status.label for one in (listed, made)] == ["已失效", "已失效"]


def test_what_has_no_number_is_made_again_instead(election: Election, township_user: User) -> None:
    with pytest.raises(Refused, match="只有编了号的公告、公示才发更正公告"):
        correct(issue(election, "trust_ballot", township_user), township_user)


def test_a_correction_is_not_corrected_words_must_stand_and_not_everybody_may(
    paper: Notice, township_user: User, viewer: User
) -> None:
    with pytest.raises(Refused, match="在原材料上重新发布更正公告"):
        correct(correct(paper, township_user), township_user)
    with pytest.raises(AtField) as refused:
        correct(paper, township_user, said="没有的话")
    assert list(refused.value.faults) == ["said-0"]
    with pytest.raises(MissingGlyphs):
        correct(paper, township_user, right="群众\U0010ffff")
    with pytest.raises(PermissionDenied):
        correct(paper, viewer, right="群众公认")
    assert Notice.objects.filter(kind="correction").count() == 1


def test_a_rare_character_is_set_in_a_correction(paper: Notice, township_user: User) -> None:
    assert correct(paper, township_user, right="群众𬭚䶮信得过").pages >= 1


def test_the_database_refuses_a_correction_of_nothing_and_a_number_twice(
    paper: Notice, township_user: User
) -> None:
    first = correct(paper, township_user)
    second = correct(paper, township_user, right="群众公认")
    changes = (
        (first, {"corrects": None}),
        (paper, {"corrects": first.pk}),
        (second, {"number": 1}),
        (first, {"kind": "conditions"}),
    )
    for notice, change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(**change)


def test_export_import_and_export_again_keep_what_it_corrects() -> None:
    def build() -> Election:
        village, user = new_village()
        election = begin(village, user)
        paper = issue(election, "voter_list", user)
        for right in ("村民名册", "选民名单"):
            correct(paper, user, said="村民名单", right=right)
        return election

    content = exported(build)
    again, _ = through_the_database(content)
    record = loads(content)["record"]
    paper, *corrections = record["notices"]
    assert again == content
    assert (paper["corrects"], [one["corrects"] for one in corrections]) == (None, [paper["code"]] * 2)
    told = [event["payload"] for event in record["chain"] if event["action"] == "paper_made"]
    assert [f'"corrects":"{paper["code"]}"' in payload for payload in told] == [False, True, True]


def test_changed_by_sql_it_is_found(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    papers = [issue(election, kind, township_user) for kind in ("voter_list", "open_letter")]
    made = correct(papers[0], township_user, said="村民名单", right="村民名册")
    assert verified("--election", str(election.pk))[0] == 0
    Notice.objects.filter(pk=made.pk).update(corrects=papers[1])
    status, lines = verified("--election", str(election.pk))
    assert (status, "/papers/2/corrects" in lines[0]) == (1, True)


def test_a_correction_that_outlives_its_paper_is_found(
    election: Election, paper: Notice, township_user: User
) -> None:
    correct(paper, township_user)
    Notice.objects.filter(pk=paper.pk).update(invalidated_at=AT, invalidated_reason="改")
    found = Election.objects.select_related("village__township__county").get(pk=election.pk)
    assert "《中坊村任职条件公告的更正公告》所更正的材料已经失效，更正却仍有效" in invariants(found)


def test_it_is_listed_under_its_paper_and_goes_to_the_printer_and_the_archive(
    election: Election, paper: Notice, township_user: User
) -> None:
    made = correct(paper, township_user)
    listed = catalogue(election, today=AT.date())
    (line,) = [place for place, entry in enumerate(listed) if entry.kind == "correction"]
    assert (listed[line].label, listed[line].made, listed[line].corrects) == (
        "任职条件公告的更正公告",
        (made,),
        paper,
    )
    assert (listed[line - 1].kind, listed[line - 1].correction) == ("conditions", made)
    names = [file.name for file in every_paper(election, today=AT.date())]
    assert any(name.endswith("任职条件公告的更正公告.pdf") for name in names)


def test_anybody_sees_that_a_paper_is_corrected_and_where(paper: Notice, township_user: User) -> None:
    made = correct(paper, township_user)
    page = Client().get(reverse("check_paper", args=[paper.code])).text
    assert ">有效</h1>" in page
    assert f'这份材料已更正</strong>，见<a href="/v/{made.code}/">许党发〔2004〕2号</a>' in page
    page = Client().get(reverse("check_paper", args=[made.code])).text
    assert f'<a href="/v/{paper.code}/">中坊村任职条件公告（许党发〔2004〕1号）</a>' in page
    assert ("这份材料已更正" in page, "誊写有误" in page, SAID in page) == (False, True, True)
