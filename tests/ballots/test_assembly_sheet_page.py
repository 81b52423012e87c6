"""The sheet of a ballot of the assembly: approvals, write-ins, no proxies."""

import re

import pytest
from factories import assembly_round, set_stage
from keyers import keyings

from ballots.models import Sheet
from elections.models import Election, User
from elections.rules.stages import Stage
from tests.elections.pages import as_user


def url(sheet: Sheet) -> str:
    return f"/sheets/{sheet.pk}/"


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def assembly_sheet(election: Election, by: User, **given: object) -> Sheet:
    set_stage(election, Stage.ASSEMBLY, by)
    return assembly_round(election, by, **given).sheets.get()


ASSEMBLY = {"version": "0", "issued": "8", "returned": "8", "valid": "8", "invalid": "0"}
ROWS = {
    f"m{n}-{part}": count
    for n in range(1, 6)
    for part, count in (("favour", "4"), ("against", "3"), ("abstain", "1"))
}


def test_an_assembly_sheet_is_keyed_with_write_ins(election: Election, clerk: User) -> None:
    sheet, client = assembly_sheet(election, clerk), as_user(clerk)
    page = client.get(url(sheet)).content.decode()
    assert 'name="proxies"' not in page
    assert re.findall(r'<option value="(m\d)">', page)[:3] == ["m6", "m7", "m8"]
    answer = client.post(
        url(sheet),
        {**ASSEMBLY, **ROWS, "write-in-member-1": "m7", "write-in-votes-1": "2", "write-in-votes-2": ""},
    )
    assert answer.url == f"/elections/{election.pk}/assembly/?settled={sheet.pk}-0"
    assert keyings(sheet) == [(1, 1, "luruyuan", True, 8)]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ({"write-in-member-1": "m7", "write-in-votes-1": ""}, "请填写票数；没有的，这一行不选人。"),
        ({"write-in-member-1": "", "write-in-votes-1": "2"}, "请选择另选的是谁。"),
        ({"write-in-member-1": "m1", "write-in-votes-1": "2"}, "请从列出的党员中选择。"),
        ({"write-in-member-1": "m7", "write-in-votes-1": "0"}, "不能小于 1。"),
        ({"write-in-member-1": "m7", "write-in-votes-1": "多"}, "这里只能填整数，如 0、12、1463。"),
        (
            {
                "write-in-member-1": "m7",
                "write-in-votes-1": "1",
                "write-in-member-2": "m7",
                "write-in-votes-2": "2",
            },
            "这个人写了两行，请合成一行。",
        ),
    ],
)
def test_a_write_in_that_cannot_be_read_is_kept_and_explained(
    election: Election, clerk: User, rows: dict[str, str], fault: str
) -> None:
    sheet = assembly_sheet(election, clerk)
    page = as_user(clerk).post(url(sheet), {**ASSEMBLY, **ROWS, **rows}).content.decode()
    assert fault in page
    assert value_of(page, "write-in-votes-1") == rows["write-in-votes-1"]
    assert value_of(page, "m1-favour") == "4"
    assert keyings(sheet) == []


def test_a_run_off_has_no_write_ins(election: Election, clerk: User) -> None:
    sheet, client = assembly_sheet(election, clerk, kind="runoff", seats=1), as_user(clerk)
    assert "另选他人" not in client.get(url(sheet)).content.decode()
    page = client.post(
        url(sheet), {**ASSEMBLY, "write-in-member-1": "m7", "write-in-votes-1": "1"}
    ).content.decode()
    assert "请从列出的党员中选择。" in page
    assert keyings(sheet) == []
