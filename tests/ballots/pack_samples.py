"""Sample facts of what goes to the printer, of two invented villages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from notices_places import Place, header

from ballots.notices.facts import Ballot, BoxLabel, Facts, NoticeKind, PackCover, PackItem, Post


def pack_cover(place: Place) -> PackCover:
    return PackCover(
        header=header(NoticeKind.PACK_COVER, place),
        ballot=Ballot.TRUST,
        post=Post.COMMITTEE,
        unit="第三村小组",
        boxes=2,
        voters=186,
        reserve=10,
        reserve_from="备用票为投票人数的5%，不足1张的按1张计，最少3张",
        printed=196,
        on_a_sheet=2,
        sheets=98,
        over=0,
        colour="白色",
        items=(
            PackItem(name="印制封面", count="1张", colour="白色", first_page=1, last_page=1),
            PackItem(name="票箱标签", count="2张", colour="白色", first_page=2, last_page=3),
            PackItem(name="计票单", count="2份", colour="白色", first_page=4, last_page=5),
            PackItem(name="信任票", count="196张", colour="白色", first_page=6, last_page=103),
        ),
        voting_on=date(place.year, 9, 5),
    )


def assembly_cover(place: Place) -> PackCover:
    return PackCover(
        header=header(NoticeKind.PACK_COVER, place, day=20),
        ballot=Ballot.COMMITTEE,
        post=Post.COMMITTEE,
        unit="党员大会",
        boxes=1,
        voters=31,
        reserve=3,
        reserve_from="备用票为投票人数的5%，不足1张的按1张计，最少3张",
        printed=34,
        on_a_sheet=4,
        sheets=9,
        over=2,
        colour="粉红色",
        items=(
            PackItem(name="印制封面", count="1张", colour="白色", first_page=1, last_page=1),
            PackItem(name="选举票", count="34张", colour="粉红色", first_page=2, last_page=10),
        ),
    )


def committee_cover(place: Place) -> PackCover:
    """The new committee of three elects its secretary."""
    return replace(
        assembly_cover(place),
        ballot=Ballot.SECRETARY,
        post=Post.SECRETARY,
        unit="支部委员会",
        by_committee=True,
        voters=3,
        printed=6,
        sheets=2,
        colour="浅黄色",
        items=(
            PackItem(name="印制封面", count="1张", colour="白色", first_page=1, last_page=1),
            PackItem(name="选举票", count="6张", colour="浅黄色", first_page=2, last_page=3),
        ),
    )


def box_label(place: Place) -> BoxLabel:
    return BoxLabel(
        header=header(NoticeKind.BOX_LABEL, place),
        ballot=Ballot.TRUST,
        unit="第三村小组",
        box="流动票箱",
        voting_on=date(place.year, 9, 5),
    )


def pack_kinds(place: Place) -> dict[str, Facts]:
    """What goes to the printer beside ballots and tally sheets."""
    return {
        "pack_cover": pack_cover(place),
        "pack_cover_assembly": assembly_cover(place),
        "box_label": box_label(place),
    }
