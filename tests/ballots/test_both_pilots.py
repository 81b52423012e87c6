"""Every document exists for both pilot villages, and `print_pack` writes them all."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from io import StringIO
from pathlib import Path

import pytest
from boards import corrected
from django.core.management import call_command

from ballots.demo.load import COMPLETE, begin, carry_on, moves
from ballots.demo.story import PLANNED, RUNNING, StageStory, VillageStory, read_township, read_village
from ballots.notices.facts import NoticeKind
from elections.models import Election, User
from elections.rules.stages import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NAMES = {kind.label for kind in NoticeKind if kind not in (NoticeKind.PACK_COVER, NoticeKind.BOX_LABEL)}


def zhongfang_to_its_end() -> VillageStory:
    """The demo leaves 中坊村 before its first ballot; its dossier knows the ballots, and the rest is as 长沙坑村's."""
    told, end = read_village("zhongfang"), read_village("changkeng").stages
    assert told.meeting is not None
    steps = {
        "counted": (time(11, 5), "当众计票"),
        "reported": (time(11, 35), "报告"),
        "declared": (time(11, 40), "宣布"),
    }
    met = replace(told.meeting, steps={**told.meeting.steps, **steps})
    later = timedelta(days=(met.begun_at.date() - date(2004, 9, 8)).days)
    stages = {
        stage: moved(end[stage], later) for stage in (Stage.ASSEMBLY, Stage.APPROVED, Stage.HANDED_OVER)
    }
    return replace(told, meeting=met, stages={**told.stages, **stages})


def moved(told: StageStory, later: timedelta) -> StageStory:
    items = {key: value + later if isinstance(value, date) else value for key, value in told.items.items()}
    assert told.drafted_at is not None
    assert told.closed_at is not None
    return replace(told, items=items, drafted_at=told.drafted_at + later, closed_at=told.closed_at + later)


def written(election: Election, folder: Path) -> set[str]:
    """The names of what `print_pack --papers` writes, without number, place and box."""
    call_command("print_pack", str(election.pk), output=folder, papers=True, stdout=StringIO())
    labels = {re.sub(r"^\d+ |\.pdf$", "", file.name) for file in (folder / "全部文书").iterdir()}
    assert sorted(file.name for file in folder.glob("*.zip")) == ["信任投票印刷包.zip", "党员大会印刷包.zip"]
    return {"更正公告" if label.endswith("的更正公告") else label.split(" ")[0] for label in labels}


def test_every_document_of_both_villages_is_written(tmp_path: Path) -> None:
    stories = {key: read_village(key) for key in (*RUNNING, *PLANNED)}
    campaigns = begin(read_township(), {**stories, "zhongfang": zhongfang_to_its_end()})
    carry_on(move for key in ("changkeng", "zhongfang") for move in moves(campaigns[key], *COMPLETE))
    user = User.objects.get(username="xufang")
    for key in ("changkeng", "zhongfang"):
        election = campaigns[key].election
        listed = election.notices.get(kind=NoticeKind.VOTER_LIST)
        corrected(listed, user, said="全体村民", right="各位村民", at=listed.made_at)
        assert written(election, tmp_path / key) == NAMES
