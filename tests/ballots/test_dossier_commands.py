"""`export_dossier` and `import_dossier`: exit statuses, sentences, and all or nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from dossiers import exported, new_village
from factories import make_election
from keyers import key_all

from ballots.models import Notice
from elections.dossier.canonical import canonical_bytes
from elections.dossier.seal import sealed
from elections.models import County, Election, ElectionMember, PartyMember, User, Village
from elections.services.first_run import nobody_yet
from elections.services.register import copy_register

pytestmark = pytest.mark.django_db


def small() -> Election:
    village, user = new_village()
    election = make_election(village, user)
    key_all(election)
    return election


@pytest.fixture
def content() -> bytes:
    return exported(small)


def refusal(*words: object) -> str:
    with pytest.raises(CommandError) as error:
        call_command(*map(str, words), stdout=StringIO())
    assert error.value.returncode == 2
    return str(error.value)


def brought_in(data: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "election.json"
    path.write_bytes(data)
    return path


def changed(content: bytes, **record: Any) -> bytes:
    """The dossier with parts of its record replaced, sealed anew as a forger would."""
    data = json.loads(content)
    kept = {key: part for key, part in data.pop("record").items() if key != "seal"}
    return canonical_bytes(sealed(data, {**kept, **record}))


def test_the_list() -> None:
    election = small()
    out = StringIO()
    call_command("export_dossier", "--list", stdout=out)
    assert out.getvalue() == f"{election.pk}\t中坊村\ttrust_voting\n"


def test_to_a_file_and_to_standard_output(tmp_path: Path) -> None:
    election, path, out = small(), tmp_path / "a.json", StringIO()
    call_command("export_dossier", str(election.pk), "-o", str(path))
    call_command("export_dossier", str(election.pk), stdout=out)
    assert path.read_bytes() == out.getvalue().encode()


def test_what_cannot_be_exported(tmp_path: Path) -> None:
    assert refusal("export_dossier", 7) == "没有编号为 7 的选举，编号见 export_dossier --list。"
    election = small()
    assert "No such file" in refusal("export_dossier", election.pk, "-o", tmp_path / "none" / "a.json")
    election.groups.update(eligible=0)
    assert "还做不成选举档案包" in refusal("export_dossier", election.pk)


def test_an_import_leaves_what_the_file_tells_and_no_more(content: bytes, tmp_path: Path) -> None:
    call_command("import_dossier", str(brought_in(content, tmp_path)), stdout=StringIO())
    user, election = User.objects.get(username="xiangzhen"), Election.objects.get()
    assert (user.username, user.person, user.role, user.is_active) == (
        "xiangzhen",
        "xiangzhen人",
        "township",
        False,
    )
    assert not any(one.is_active or one.has_usable_password() for one in User.objects.all())
    assert User.objects.count() == 9
    assert (election.village.name, election.stage, election.created_by) == ("中坊村", "trust_voting", user)
    assert PartyMember.objects.count() == ElectionMember.objects.count() == 8
    assert Notice.objects.count() == 0


def test_the_register_goes_on_following_the_roster(content: bytes, tmp_path: Path) -> None:
    call_command("import_dossier", str(brought_in(content, tmp_path)), stdout=StringIO())
    election = Election.objects.get()
    before = list(election.members.values_list("pk", "code", "name"))
    copy_register(election)
    assert list(election.members.values_list("pk", "code", "name")) == before


def test_the_first_account_can_still_be_made(content: bytes, tmp_path: Path) -> None:
    call_command("import_dossier", str(brought_in(content, tmp_path)), stdout=StringIO())
    assert nobody_yet()
    asked = {
        "county": "崇仁县",
        "township": "许坊乡",
        "document_prefix": "许党发",
        "person": "谢晓琴",
        "password": "xufang-2004-两票",
        "again": "xufang-2004-两票",
    }
    client = Client()
    assert "这个用户名属于随档案包导入的账号" in (
        client.post("/first-run/", {**asked, "username": "xiangzhen"}).content.decode()
    )
    assert client.post("/first-run/", {**asked, "username": "xufang"}).status_code == 302
    assert "中坊村" in client.get("/elections/").content.decode()


def test_only_into_an_empty_database(content: bytes, tmp_path: Path) -> None:
    path = brought_in(content, tmp_path)
    small()
    assert "只能导入空的数据库" in refusal("import_dossier", path)
    assert Village.objects.count() == 1


def test_a_file_that_does_not_verify_is_refused(content: bytes, tmp_path: Path) -> None:
    path = brought_in(content.replace(b'"attendance": null', b'"attendance": 3'), tmp_path)
    assert "/record/attendance: not as it was sealed" in refusal("import_dossier", path)
    path = brought_in(b"{}", tmp_path)
    assert "/format: found nothing" in refusal("import_dossier", path)
    assert "no readable file" in refusal("import_dossier", tmp_path / "none.json")


def test_figures_without_a_record_are_refused() -> None:
    path = Path(__file__).parents[2] / "ballots" / "demo" / "changkeng.json"
    assert "没有办理记录" in refusal("import_dossier", path)


def other_rounds(content: bytes, **keying: Any) -> list[Any]:
    rounds = json.loads(content)["record"]["rounds"]
    rounds[0]["sheets"][0]["keyings"][0].update(keying)
    return list(rounds)


@pytest.mark.parametrize(
    ("part", "make"),
    [
        ("people", lambda c: []),
        ("people", lambda c: [{"username": "a", "person": "甲", "role": "emperor", "reach": "village"}]),
        ("people", lambda c: [{**one, "role": "county"} for one in json.loads(c)["record"]["people"]]),
        ("people", lambda c: 7),
        ("place", lambda c: {"document_prefix": "许党发"}),
        ("election", lambda c: {}),
        ("election", lambda c: {**json.loads(c)["record"]["election"], "stage": "elsewhere"}),
        ("election", lambda c: {**json.loads(c)["record"]["election"], "created_at": "2004-08-28T06:30:00"}),
        ("election", lambda c: {**json.loads(c)["record"]["election"], "year": 10**30}),
        ("register", lambda c: []),
        ("register", lambda c: json.loads(c)["record"]["register"] * 2),
        ("groups", lambda c: [{"code": "1", "position": 1}, {"code": "9", "position": 2}]),
        ("rounds", lambda c: []),
        ("rounds", lambda c: [{}]),
        ("rounds", lambda c: other_rounds(c, returned=87)),
        ("rounds", lambda c: other_rounds(c, keyed_by="nobody")),
        ("rounds", lambda c: other_rounds(c, votes={"m1": [1, 2]})),
        ("rounds", lambda c: other_rounds(c, votes={"m1": [1, 2, "3"]})),
        ("rounds", lambda c: other_rounds(c, write_ins={"m77": 1})),
        ("rounds", lambda c: other_rounds(c, explanations=[])),
        ("notices", lambda c: [{"kind": "conditions"}]),
        ("attendance", lambda c: -1),
        ("steps", lambda c: [{"step": "x", "done_at": "25:00", "in_favour": None, "note": "\0"}]),
        ("plans", lambda c: [{"stage": "announced", "planned_on": "2004-02-30"}]),
        ("more", lambda c: 1),
    ],
)
def test_a_record_that_contradicts_itself_or_the_figures_leaves_nothing(
    content: bytes, tmp_path: Path, part: str, make: Any
) -> None:
    path = brought_in(changed(content, **{part: make(content)}), tmp_path)
    assert "没有导入" in refusal("import_dossier", path)
    assert (County.objects.count(), User.objects.count(), Election.objects.count()) == (0, 0, 0)
