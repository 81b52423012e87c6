"""Print packs: what lies in the bundle of each group and round, and how many ballots of which paper."""

import io
import zipfile
from dataclasses import astuple

import pytest
from factories import AT, codes_of, even_figures, make_election, trust_sheets
from keyers import key_sheet
from meetings import FIVE, hold, in_assembly, in_review, settle, start

from ballots.models import Notice
from ballots.notices.binding import pages_in
from ballots.notices.facts import NoticeKind
from ballots.selectors.papers import Bundle, Pack, PaperKey, packs
from ballots.services.boxes import add_mobile_box
from ballots.services.packs import every_paper, pack_files, zipped
from ballots.services.papers import make_paper
from elections.models import Election, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    """Two groups of 100; the first has a mobile box too; eight nominees, so two ballots to an A4."""
    election = make_election(village, clerk, members=8, groups=2)
    group = trust_sheets(election)[0].group_id
    assert group is not None
    add_mobile_box(election_id=election.pk, group_id=group, known=2, by=clerk.actor, at=AT)
    return election


def trust_pack(election: Election) -> Pack:
    return packs(election, today=TODAY)[0]


def assembly_pack(election: Election) -> Pack:
    return packs(election, today=TODAY)[1]


def run(bundle: Bundle) -> tuple[str, int, int, int, int, int, int, str]:
    """Name, voters, reserve, printed, ballots on an A4, sheets, too many on the last, colour."""
    cover = bundle.cover
    return (
        bundle.name, cover.voters, cover.reserve, cover.printed, cover.on_a_sheet, cover.sheets, cover.over,
        cover.colour,
    )  # fmt: skip


def test_a_groups_bundle_has_its_ballots_and_for_each_box_a_label_and_a_tally_sheet(
    election: Election,
) -> None:
    pack = trust_pack(election)
    assert [run(bundle) for bundle in pack.bundles] == [
        ("第1村小组", 100, 5, 105, 2, 53, 1, "白色"),
        ("第2村小组", 100, 5, 105, 2, 53, 1, "白色"),
    ]
    assert (pack.ballots, pack.colours) == (210, {"白色": 106})
    assert [[label.box for label in bundle.labels] for bundle in pack.bundles] == [
        ["投票箱", "流动票箱"],
        ["投票箱"],
    ]
    assert [[(t.facts.unit, t.facts.box) for t in bundle.tallies] for bundle in pack.bundles] == [
        [("第1村小组", "投票箱"), ("第1村小组", "流动票箱")],
        [("第2村小组", "投票箱")],
    ]


def test_the_file_of_a_bundle_lists_on_its_cover_what_is_in_it(election: Election) -> None:
    first, second = pack_files(trust_pack(election))
    assert (first.name, second.name) == ("01 第1村小组.pdf", "02 第2村小组.pdf")
    # A cover, two labels, two tally sheets and 53 sheets of ballots; in the second group one of each.
    assert (pages_in(first.content), pages_in(second.content)) == (1 + 2 + 2 + 53, 1 + 1 + 1 + 53)


def test_what_the_verified_sheets_say_was_printed_is_what_the_pack_prints(election: Election) -> None:
    # 95 and 15 printed for the boxes of the first group; the second group's box is not keyed yet.
    first, _, mobile = trust_sheets(election)
    key_sheet(first, even_figures(codes_of(first.round)))
    key_sheet(mobile, even_figures(codes_of(first.round), issued=10, returned=10))
    bundles = trust_pack(election).bundles
    assert [run(bundle)[:4] for bundle in bundles] == [
        ("第1村小组", 100, 10, 110),
        ("第2村小组", 100, 5, 105),
    ]
    assert [bundle.cover.reserve_from for bundle in bundles] == [
        "印制数以计票单上已核对的“印制”为准",
        "备用票为投票人数的5%，不足1张的按1张计，最少3张",
    ]


def test_the_same_facts_give_the_same_zip_with_an_index_of_its_files(election: Election) -> None:
    pieces = list(zipped(pack_files(trust_pack(election)), on=TODAY))
    assert len(pieces) == 3  # one when each bundle is done, then the index and the directory
    assert b"".join(pieces) == b"".join(zipped(pack_files(trust_pack(election)), on=TODAY))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["01 第1村小组.pdf", "02 第2村小组.pdf", "目录.sha256"]
        assert {entry.date_time for entry in archive.infolist()} == {(2004, 8, 28, 0, 0, 0)}
        index = archive.read("目录.sha256").decode().splitlines()
    assert [line.split("  ")[1] for line in index] == ["01 第1村小组.pdf", "02 第2村小组.pdf"]


def test_nothing_of_a_pack_is_stored(election: Election) -> None:
    list(pack_files(trust_pack(election)))
    assert Notice.objects.count() == 0


def test_an_issued_paper_is_printed_as_issued(election: Election, clerk: User) -> None:
    sheet = trust_sheets(election)[1]
    ballot = make_paper(election=election, key=PaperKey(NoticeKind.TRUST_BALLOT), by=clerk.actor, at=AT)
    tally = make_paper(
        election=election, key=PaperKey(NoticeKind.TALLY_SHEET, sheet.pk), by=clerk.actor, at=AT
    )
    first, second = trust_pack(election).bundles
    assert first.ballot.pdf == second.ballot.pdf == bytes(ballot.pdf)
    assert [printed.pdf for printed in (*first.tallies, *second.tallies)] == [None, None, bytes(tally.pdf)]


def test_an_issued_ballot_with_other_names_than_now_is_not_printed(election: Election, clerk: User) -> None:
    make_paper(election=election, key=PaperKey(NoticeKind.TRUST_BALLOT), by=clerk.actor, at=AT)
    election.members.filter(code="m1").update(note="大")
    assert astuple(trust_pack(election)) == (
        "信任投票", (), "已制作的信任票（第1版）与现在的内容不一致，请先重新制作。",
    )  # fmt: skip


def test_before_the_vote_and_before_the_review_each_pack_says_what_it_waits_for(
    village: Village, clerk: User
) -> None:
    election = make_election(village, clerk, stage=Stage.ANNOUNCED)
    assert [(pack.name, pack.waits_for) for pack in packs(election, today=TODAY)] == [
        ("信任投票", "信任投票开始后，各组有了票箱，才能打包印制。"),
        ("党员大会", "正式候选人确定后，才能打包印制选举票。"),
    ]


def test_the_members_ballots_are_ready_before_the_assembly_with_a_tally_sheet(
    village: Village, township_user: User
) -> None:
    election = in_review(village, township_user)
    settle(election, township_user, *FIVE)
    (bundle,) = assembly_pack(election).bundles
    # Twelve full members; five names and three lines for others leave room for two ballots on an A4.
    assert run(bundle) == ("党员大会 支部委员选举", 12, 3, 15, 2, 8, 1, "粉红色")
    (tally,) = bundle.tallies
    assert (tally.facts.unit, tally.facts.entitled, tally.facts.present) == ("党员大会", 12, None)
    assert (len(tally.facts.nominees), tally.facts.seats, tally.facts.write_in_rows) == (5, 3, 3)
    assert [label.box for label in bundle.labels] == ["投票箱"]


def test_each_round_of_the_assembly_has_its_own_colour_and_its_own_voters(
    village: Village, township_user: User
) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    start(election, "secretary", "m1", "m2", own=(3, 3))
    committee, secretary = assembly_pack(election).bundles
    # The first round's sheet is verified: eleven were printed. The three elected choose the secretary.
    assert run(committee) == ("党员大会 支部委员选举", 12, 0, 11, 2, 6, 1, "粉红色")
    assert run(secretary) == ("支部委员会 支部书记选举", 3, 3, 6, 4, 2, 2, "浅黄色")
    assert [len(bundle.tallies) for bundle in (committee, secretary)] == [1, 1]


def test_the_new_committees_bundle_is_printed_for_those_elected_to_it(
    village: Village, township_user: User
) -> None:
    """Three elected, 5 % of three makes at least three in reserve: six. Nobody wrote an electorate for the ballot."""
    election = in_assembly(village, township_user)
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    start(election, "secretary", "m1", "m2")
    committee, secretary = assembly_pack(election).bundles
    assert [(b.cover.unit, b.cover.by_committee, b.labels[0].unit) for b in (committee, secretary)] == [
        ("党员大会", False, "党员大会"),
        ("支部委员会", True, "支部委员会"),
    ]
    assert run(secretary) == ("支部委员会 支部书记选举", 3, 3, 6, 4, 2, 2, "浅黄色")
    (tally,) = secretary.tallies
    assert (tally.facts.unit, tally.facts.entitled, tally.facts.present) == ("支部委员会", 3, 3)


def test_the_assembly_has_the_secretarys_bundle_where_the_method_says_so(
    village: Village, township_user: User
) -> None:
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    start(election, "secretary", "m1", "m2")
    cover = assembly_pack(election).bundles[1].cover
    assert (cover.unit, cover.by_committee, cover.voters, cover.printed) == ("党员大会", False, 12, 15)


def test_every_paper_that_can_be_made_is_among_all_papers(election: Election, clerk: User) -> None:
    issued = make_paper(election=election, key=PaperKey(NoticeKind.TRUST_BALLOT), by=clerk.actor, at=AT)
    files = list(every_paper(election, today=TODAY))
    assert [file.name for file in files] == [
        "01 村民名单公告.pdf",
        "02 选举办法（草案）.pdf",
        "03 致村民公开信.pdf",
        "04 投票通知 第1村小组.pdf",
        "05 投票通知 第2村小组.pdf",
        "06 信任票.pdf",
        "07 委托投票证.pdf",
        "08 委托投票公示.pdf",
        "09 计票单 第1村小组票箱.pdf",
        "10 计票单 第2村小组票箱.pdf",
        "11 计票单 第1村小组流动票箱.pdf",
    ]
    assert files[5].content == bytes(issued.pdf)
