"""The township puts a notice in its own words: the page, the paper, the next version."""

import pytest
from django.test import Client
from factories import make_election

from ballots.models import Notice
from elections.models import Election, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db

OWN = "特此公告。"
NEW = "特此公告，请相互转告。"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    election = make_election(village, township_user, stage=Stage.ANNOUNCED)
    Election.objects.filter(pk=election.pk).update(
        conditions_secretary="1、公道正派，任党员满2年。", conditions_member="1、办事公开。"
    )
    return election


@pytest.fixture
def address(election: Election) -> str:
    return f"/elections/{election.pk}/papers/wording/"


@pytest.fixture
def office(client: Client, township_user: User) -> Client:
    client.force_login(township_user)
    return client


def fields(client: Client, address: str) -> dict[str, str]:
    form = client.get(address, {"kind": "conditions"}).context["form"]
    return {bound.html_name: bound.value() for _, bound in form.rows}


def place(found: dict[str, str], text: str) -> str:
    (name,) = (name for name, value in found.items() if value == text)
    return name


def send(client: Client, address: str, then: str = "issue", **changed: str):
    found = fields(client, address) | {name.replace("_", "-"): text for name, text in changed.items()}
    return client.post(address, {**found, "kind": "conditions", "then": then})


def test_every_paragraph_stands_in_a_field_with_what_is_locked(office: Client, address: str) -> None:
    page = office.get(address, {"kind": "conditions"})
    form = page.context["form"]
    assert next(own.text for own, _ in form.rows) == "全体党员、村民："
    assert "（一）公道正派，任党员满2年。" in [own.text for own, _ in form.rows]
    assert "须保留：公道正派，任党员满2年。" in page.content.decode()


def test_it_is_issued_in_the_new_words_and_keeps_them(
    office: Client, address: str, election: Election
) -> None:
    name = place(fields(office, address), OWN)
    answer = send(office, address, **{name: NEW})
    assert (answer.status_code, answer["Location"]) == (302, f"/elections/{election.pk}/papers/")
    notice = Notice.objects.get()
    wording = [{"paragraph": int(name.rpartition("-")[2]), "text": NEW}]
    assert notice.facts["header"]["wording"] == wording
    assert fields(office, address)[name] == NEW
    office.post(f"/elections/{election.pk}/papers/make/", {"kind": "conditions"})
    assert Notice.objects.get() == notice
    Election.objects.filter(pk=election.pk).update(conditions_member="1、办事公开公正。")
    office.post(f"/elections/{election.pk}/papers/make/", {"kind": "conditions"})
    assert Notice.objects.last().facts["header"]["wording"] == wording


def test_a_fact_left_out_is_named_at_its_paragraph_and_nothing_typed_is_lost(
    office: Client, address: str
) -> None:
    found = fields(office, address)
    name, condition = place(found, OWN), place(found, "（一）公道正派，任党员满2年。")
    answer = send(office, address, **{name: NEW, condition: "（一）公道正派，任党员满3年。"})
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form.errors == {
        condition: ["缺少原有的内容：公道正派，任党员满2年。。数字、日期、姓名、文件名和结果须保留。"]
    }
    assert form[name].value() == NEW
    assert not Notice.objects.exists()


def test_the_paper_is_looked_at_and_nothing_is_stored(office: Client, address: str) -> None:
    name = place(fields(office, address), OWN)
    answer = send(office, address, then="look", **{name: NEW})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert not Notice.objects.exists()


def test_words_that_no_longer_fit_the_facts_are_asked_for_again(
    office: Client, address: str, election: Election
) -> None:
    condition = place(fields(office, address), "（一）公道正派，任党员满2年。")
    assert send(office, address, **{condition: "（一）必须公道正派，任党员满2年。"}).status_code == 302
    Election.objects.filter(pk=election.pk).update(conditions_secretary="1、公道正派，任党员满5年。")
    for answer in (
        office.post(f"/elections/{election.pk}/papers/make/", {"kind": "conditions"}, follow=True),
        office.get(f"/elections/{election.pk}/papers/preview/", {"kind": "conditions"}, follow=True),
    ):
        assert (
            "内容已有变化，改写过的文字与它不符，请打开“改文字”逐段核对以后发布。" in answer.content.decode()
        )
    assert Notice.objects.count() == 1


def test_ballots_have_no_wording(office: Client, address: str) -> None:
    assert office.get(address, {"kind": "trust_ballot"}).status_code == 404
    assert office.get(address, {"kind": "nonsense"}).status_code == 404
