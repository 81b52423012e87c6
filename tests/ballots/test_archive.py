"""The archive ZIP: who may have it, and that its index tells what is in it."""

import hashlib
import io
import json
import zipfile

import pytest
from django.test import Client
from factories import AT, codes_of, even_figures, make_election, trust_sheets
from keyers import key_once

from ballots.models import Notice
from ballots.selectors.papers import catalogue
from ballots.services.papers import make_paper
from elections.dossier.check import faults_of
from elections.dossier.schema import loads
from elections.models import Election, User, Village
from tests.elections.pages import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    made = make_election(village, township_user)
    for entry in [entry for entry in catalogue(made, today=AT.date()) if entry.sheet]:
        make_paper(election=made, key=entry.key, by=township_user.actor, at=AT)
    first = Notice.objects.order_by("pk")[0]
    Notice.objects.filter(pk=first.pk).update(invalidated_at=AT, invalidated_reason="退回", title="甲/乙")
    return made


def page(election: Election) -> str:
    return f"/elections/{election.pk}/archive.zip"


def opened(user: User, election: Election) -> zipfile.ZipFile:
    client = as_user(user)
    answer = client.get(page(election))
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    # Reading to the end also closes the answer.
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_it_holds_the_dossier_every_paper_and_their_hashes(election: Election, township_user: User) -> None:
    archive = opened(township_user, election)
    assert archive.testzip() is None
    assert archive.namelist() == [
        "选举档案包.json",
        "失效材料/001 甲_乙 第1版.pdf",
        "材料/002 中坊村计票单 第2村小组票箱 第1版.pdf",
        "目录.sha256",
    ]
    index = archive.read("目录.sha256").decode().splitlines()
    assert index == [
        f"{hashlib.sha256(archive.read(name)).hexdigest()}  {name}" for name in archive.namelist()[:-1]
    ]
    data = loads(archive.read("选举档案包.json"))
    # The paper was renamed and set aside above without any service.
    assert faults_of(data) == (
        "办理记录与留痕不符 /papers/0/fell：留痕为 null，办理记录为 an object of 3 keys",
        '办理记录与留痕不符 /papers/0/title：留痕为 "中坊村计票单 第1村小组票箱"，办理记录为 "甲/乙"',
    )
    assert archive.read(archive.namelist()[1]).startswith(b"%PDF")


def test_a_paper_that_came_without_its_file_is_named(election: Election, township_user: User) -> None:
    last = Notice.objects.order_by("pk").last()
    assert last is not None
    Notice.objects.filter(pk=last.pk).update(pdf=b"")
    archive = opened(township_user, election)
    assert len(archive.namelist()) == 3
    line = archive.read("目录.sha256").decode().splitlines()[-1]
    assert line == f"# 没有文件：{last.sha256}  材料/002 中坊村计票单 第2村小组票箱 第1版.pdf"
    client = as_user(township_user)
    assert client.get(f"/papers/{last.pk}.pdf").status_code == 404
    key = next(entry.key for entry in catalogue(election, today=AT.date()) if last in entry.made)
    assert make_paper(election=election, key=key, by=township_user.actor, at=AT).number == 2


def test_who_may_have_it(
    election: Election, township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User
) -> None:
    expected = {township_user: 200, clerk: 403, viewer: 403, other_clerk: 404, stranger: 404}
    for user, status in expected.items():
        client = as_user(user)
        answer = client.get(page(election))
        assert answer.status_code == status, user.username
        assert bool(answer.getvalue())
    anonymous = Client().get(page(election))
    assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (302, "/sign-in/")
    assert Client().post(page(election)).status_code in (302, 405)


def test_the_button_is_there_for_those_who_may(election: Election, township_user: User, clerk: User) -> None:
    for user, there in ((township_user, True), (clerk, False)):
        client = as_user(user)
        assert (page(election) in client.get(f"/elections/{election.pk}/papers/").content.decode()) is there


def test_an_election_that_makes_no_dossier_says_so_in_chinese(
    election: Election, township_user: User
) -> None:
    election.groups.update(eligible=0)
    client = as_user(township_user)
    answer = client.get(page(election), follow=True)
    text = answer.content.decode()
    assert "还做不成选举档案包" in text
    assert "found 0" not in text


def test_it_waits_while_a_sheet_is_keyed_and_not_verified(election: Election, township_user: User) -> None:
    """The dossier holds every entry, and nobody but a monitor reads one before it counts."""
    sheet = trust_sheets(election)[0]
    key_once(sheet, even_figures(codes_of(sheet.round)), User.objects.get(username="luruyuan"))
    client = as_user(township_user)
    answer = client.get(page(election), follow=True)
    assert "还有 1 张计票单录过、没有核对一致，核对一致以后才能下载选举档案。" in answer.text


def test_the_dossier_in_it_is_the_one_exported(election: Election, township_user: User) -> None:
    told = json.loads(opened(township_user, election).read("选举档案包.json"))
    assert told["record"]["notices"][0]["invalidated_reason"] == "退回"
