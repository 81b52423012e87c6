"""What the screen in the hall shows when, stage by stage and ground by ground."""

import pytest

from elections.rules.hall import Ground, ballots_shown, counting_words, ground_of, scene_of
from elections.rules.stages import ORDER

C, W, S, Q = Ground.COUNTING, Ground.WAITING, Ground.STANDS, Ground.IN_QUESTION

# The scene in each of the ten stages, by its first three letters: trust vote's ground, posted, last ballot's ground.
SCENES = [
    #                 筹  成  公  信  核  预  审  大  批  交
    (C, False, None, "com com com cou sig sig sig sig sig sig"),
    (W, False, None, "com com com cou sig sig sig sig sig sig"),
    (Q, True, S, "com com com cou sig sig sig sig sig sig"),
    (S, False, None, "com com com cou res res res ass ass ass"),
    (S, True, None, "com com com cou res res can ass ass ass"),
    (S, True, C, "com com com cou res res can ass ass ass"),
    (S, True, W, "com com com cou res res can ass ass ass"),
    (S, True, Q, "com com com cou res res can ass ass ass"),
    (S, True, S, "com com com cou res res can ass ele ele"),
]


@pytest.mark.parametrize(("trust", "posted", "last", "scenes"), SCENES)
def test_scenes(trust: Ground, posted: bool, last: Ground | None, scenes: str) -> None:
    found = [scene_of(stage, trust=trust, posted=posted, last=last).value[:3] for stage in ORDER]
    assert " ".join(found) == scenes


@pytest.mark.parametrize(
    ("complete", "announced", "reopening", "ground"),
    [
        (False, False, False, C),
        (True, False, False, W),
        (True, True, False, S),
        (True, False, True, Q),
        (True, True, True, Q),
    ],
)
def test_ground(complete: bool, announced: bool, reopening: bool, ground: Ground) -> None:
    assert ground_of(complete=complete, announced=announced, reopening=reopening) is ground


@pytest.mark.parametrize(
    ("grounds", "shown"),
    [((), 0), ((S,), 1), ((C,), 0), ((S, W), 1), ((S, S, Q), 2), ((W, S), 0), ((S, S), 2)],
)
def test_nothing_after_a_ballot_that_is_not_announced(grounds: tuple[Ground, ...], shown: int) -> None:
    assert ballots_shown(grounds) == shown


@pytest.mark.parametrize(
    ("total", "done", "ground", "words"),
    [
        (0, 0, C, "等待开箱计票"),
        (9, 0, C, "等待开箱计票"),
        (9, 3, C, "正在计票"),
        (9, 9, W, "各票箱都已录完，等待签字核定"),
        (9, 9, Q, "票数正在复查，暂不显示结果"),
    ],
)
def test_how_the_count_stands(total: int, done: int, ground: Ground, words: str) -> None:
    assert counting_words(total=total, done=done, ground=ground) == words
