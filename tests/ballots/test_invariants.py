"""What cannot be is named: each invariant broken once, in the tables' own form; and the command's exit status."""

import copy
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from dossiers import new_village
from factories import codes_of, even_figures, trust_sheets
from keyers import accept, key_once, key_sheet, of_crew, recount, retype
from meetings import FIVE, hold, in_assembly

from ballots.models import Keying, Round
from ballots.selectors.ledger import invariants, table_values
from elections.dossier.invariants import invariant_faults
from elections.models import Election, Event

Json = dict[str, Any]


def sheet(data: Json, held: int = 0, number: int = 0) -> Json:
    found: Json = data["record"]["rounds"][held]["sheets"][number]
    return found


def certificate(data: Json, held: int = 0) -> Json:
    found: Json = data["record"]["rounds"][held]["certificates"][0]
    return found


def last(data: Json) -> Json:
    found: Json = sheet(data)["keyings"][-1]
    return found


def both(data: Json, change: Callable[[Json], object]) -> None:
    """Change both entries alike, as somebody would who covers a trace."""
    for keying in sheet(data)["keyings"]:
        change(keying)


def official(data: Json, account: str) -> Json:
    return next(one for one in data["record"]["officials"] if one["account"] == account)


# What is broken, and the lines that it gives.
BOX = "第 1 轮 1 号票箱："
FOLLOWS = ("正式候选人", "已过“审定与公示”阶段，正式候选人")
BREAKS: dict[str, tuple[Callable[[Json], object], list[str]]] = {
    "counts unverified": (
        lambda d: sheet(d).update(phase="second_due"),
        [f"{BOX}没有核对一致，却已计入结果"],
    ),
    "one entry": (lambda d: last(d).update(turn=3), [f"{BOX}只录过一遍，却已计入结果"]),
    "unfinished": (lambda d: last(d).update(finished=False), [f"{BOX}只录过一遍，却已计入结果"]),
    "of another attempt": (lambda d: last(d).update(attempt=2), [f"{BOX}只录过一遍，却已计入结果"]),
    "one person": (
        lambda d: (last(d).update(keyed_by="luruyuan"), sheet(d).update(second_by="luruyuan")),
        [f"{BOX}各遍不是由不同的人录入"],
    ),
    "somebody else": (lambda d: sheet(d).update(second_by="sanlu"), [f"{BOX}记录的录入人不是录入的人"]),
    "the first counts": (
        lambda d: sheet(d).update(current=0),
        [f"{BOX}计入结果的不是最后核对一致的那一遍"],
    ),
    "two differ": (
        lambda d: last(d).update(proxies=5),
        [f"{BOX}计入结果的数字没有两遍一致，也没有监票人确认", f"{BOX}两遍录入不一致，却已计入结果"],
    ),
    "does not add up": (
        lambda d: both(d, lambda keying: keying.update(invalid=2)),
        [
            f"{BOX}有效票 87 + 无效票 2 = 89，应等于收回票 88，多 1 票。请重新清点有效票和无效票（E-203）",
            "第 1 轮：核定的票数与计入结果的票数不同",
        ],
    ),
    "not whole": (
        lambda d: both(d, lambda keying: keying["votes"].update(m1=[80, None, 0])),
        [f"{BOX}数字没有录全，却已计入结果", "第 1 轮：核定的票数与计入结果的票数不同"],
    ),
    "warnings counted wrong": (
        lambda d: sheet(d).update(warnings_open=1),
        [f"{BOX}没有说明的提示应为 0 处，记为 1 处"],
    ),
    "a signature is missing": (
        lambda d: certificate(d)["signatures"].pop(),
        ["第 1 轮：核定的签字不齐，或者有不该签字的人"],
    ),
    "a signature too many": (
        lambda d: certificate(d)["signatures"].append({"capacity": "assembly_clerk", "signed_by": "erlu"}),
        ["第 1 轮：核定的签字不齐，或者有不该签字的人"],
    ),
    "one signs for both": (
        lambda d: certificate(d)["signatures"][1].update(signed_by="zhuren"),
        ["第 1 轮：核定的签字不是由不同的人所签"],
    ),
    "shown otherwise": (
        lambda d: certificate(d).update(shown="0" * 64),
        ["第 1 轮：核定所示的内容与其散列值不符"],
    ),
    "a head from nowhere": (
        lambda d: certificate(d).update(head="0" * 64),
        ["第 1 轮：核定时的链首不在留痕中"],
    ),
    "a total that is no sum": (
        lambda d: certificate(d)["facts"]["totals"].update(returned=177),
        ["第 1 轮：核定所示的内容与其散列值不符", "第 1 轮：核定的合计 177，各票箱相加为 176"],
    ),
    "keyed by the township": (
        lambda d: (last(d).update(keyed_by="xiangzhen"), sheet(d).update(second_by="xiangzhen")),
        ["第 1 轮：xiangzhen 不是村选举工作人员，却经手了票数"],
    ),
    "keyed by a nominee": (
        lambda d: official(d, "erlu").update(member="m7"),
        ["第 1 轮：erlu 是候选人（或被投信任票的党员）或其近亲属，却经手了票数"],
    ),
    "keyed by a near relative": (
        lambda d: official(d, "erlu").update(relative_of=["m7"]),
        ["第 1 轮：erlu 是候选人（或被投信任票的党员）或其近亲属，却经手了票数"],
    ),
    "signed by a candidate": (
        lambda d: official(d, "zongjian").update(member="m1"),
        ["第 2 轮：zongjian 是候选人（或被投信任票的党员）或其近亲属，却经手了票数"],
    ),
    "a candidate from outside": (
        lambda d: d["record"]["rounds"][0]["reviews"][0]["lines"][0].update(member="m9"),
        ["正式候选人 m9 不在预备候选人名单中", "已过“审定与公示”阶段，正式候选人却不符合规则"],
    ),
    "nothing certified": (
        lambda d: certificate(d).update(made_at=None),
        ["已过“公布信任票”阶段，票数却没有核定"],
    ),
    "the assembly not certified": (
        lambda d: (d["record"]["election"].update(stage="approved"), certificate(d, 1).update(made_at=None)),
        ["已过“党员大会”阶段，票数却没有核定"],
    ),
    "two trust votes": (
        lambda d: d["record"]["rounds"][1].update(kind="trust", seats=None, certificates=[], sheets=[]),
        ["已过“公布信任票”阶段，票数却没有核定", "有效的信任投票不止一次"],
    ),
    "a paper on a fallen round": (
        lambda d: (
            d["record"]["notices"].append(
                {"title": "选票", "round": 9, "invalidated_at": None, "corrects": ""}
            )
            or d["record"]["rounds"].append(fallen())
        ),
        ["《选票》依据的第 9 轮已经作废，材料却仍有效"],
    ),
}


def fallen() -> Json:
    """A round that was set aside, with nothing in it."""
    nothing: Json = {"ballot": [], "sheets": [], "certificates": [], "reviews": []}
    return {"number": 9, "kind": "committee", "invalidated_at": "2004-09-22T01:00:00+00:00", **nothing}


@pytest.mark.django_db
class TestInvariants(TestCase):
    """One election in its assembly, with one ballot held."""

    @classmethod
    def setUpTestData(cls) -> None:
        village, user = new_village()
        made = in_assembly(village, user)
        hold(made, "committee", dict.fromkeys(FIVE, 6))
        cls.election = Election.objects.select_related("village__township__county").get(pk=made.pk)
        cls.hashes = set(Event.objects.filter(action="round_certified").values_list("hash", flat=True))

    def test_an_election_rightly_held_breaks_nothing(self) -> None:
        assert invariants(self.election) == []
        out = StringIO()
        call_command("check_invariants", stdout=out)
        assert out.getvalue() == "各次选举的数据都没有自相矛盾的地方。\n"

    def test_each_is_named_once_broken(self) -> None:
        whole = table_values(self.election)
        for name, (change, lines) in BREAKS.items():
            data = copy.deepcopy(whole)
            change(data)
            found = list(invariant_faults(data, certified=self.hashes, gone={}))
            # Figures that cannot be leave no shortlist either: what follows from the first faults comes after them.
            assert found[: len(lines)] == lines, name
            assert all(line.startswith(FOLLOWS) for line in found[len(lines) :]), name

    def test_the_command_says_each_on_a_line_and_fails(self) -> None:
        Keying.objects.filter(sheet__round__kind="trust", sheet__number=1, turn=2).update(proxies=5)
        out = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("check_invariants", "--election", str(self.election.pk), stdout=out)
        place = f"选举 {self.election.pk}（{self.election.village.name}）{BOX}"
        assert ended.value.code == 1
        assert out.getvalue().splitlines() == [
            f"{place}计入结果的数字没有两遍一致，也没有监票人确认",
            f"{place}两遍录入不一致，却已计入结果",
        ]

    def test_an_election_that_is_not_there_is_a_wrong_call(self) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("check_invariants", "--election", "999")
        assert refused.value.returncode == 2


@pytest.mark.django_db
def test_every_way_to_figures_that_count_holds() -> None:
    village, user = new_village()
    election = in_assembly(village, user)
    election.stage = "trust_voting"
    election.save(update_fields=["stage"])
    first, second = trust_sheets(election)
    Round.objects.get(kind="trust").certificates.all().delete()
    figures = even_figures(codes_of(first.round))
    key_sheet(first, even_figures(codes_of(first.round), issued=80, returned=81), accepted="清点三遍")
    key_sheet(second, figures)
    assert [line for line in invariants(election) if "票箱" in line] == []
    key_sheet(first, figures)
    again = trust_sheets(election)[0]
    recount(again)
    for name, given in (("luruyuan", 88), ("erlu", 87)):
        key_once(again, even_figures(codes_of(first.round), returned=given), of_crew(again, name))
    retype(again, even_figures(codes_of(first.round), returned=86), of_crew(again, "erlu"))
    retype(again, figures, of_crew(again, "sanlu"))
    accept(again)
    assert [line for line in invariants(election) if "票箱" in line] == []
