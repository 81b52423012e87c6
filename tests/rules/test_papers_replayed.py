"""Papers rebuilt from the chain: those of before there were numbers, and postings that cannot have been."""

import pytest

from elections.dossier.chain import Link, payload_text
from elections.dossier.circumstances import replayed
from elections.dossier.replay import Unreplayable

MADE = {
    "kind": "formal",
    "number": 1,
    "title": "中坊村正式候选人公示",
    "round": None,
    "box": None,
    "pages": 1,
    "stage": "reviewed",
    "facts": "f" * 64,
    "sha256": "a" * 64,
    "former": "",
}
CORRECTION = {**MADE, "kind": "correction", "corrects": "7K3F-9Q2M-XR81D", "sha256": "c" * 64}
NAMED = {"paper": ["formal", 1, "a" * 64], "posting": 1, "posted_at": "公告栏"}
POSTED = {**NAMED, "posted_on": "2004-09-02", "posted_by": "熊六", "photo": ""}
DOWN = {**NAMED, "taken_down_on": "2004-09-09", "taken_down_by": "熊七"}


def links(*deeds: tuple[str, dict[str, object]]) -> list[Link]:
    return [
        Link(
            number=number,
            at="2004-09-02T01:00:00.000000+00:00",
            user="xiang",
            name="相",
            role="township",
            stage="reviewed",
            action=action,
            payload=payload_text(payload),
            previous="",
        )
        for number, (action, payload) in enumerate(deeds, start=1)
    ]


def test_a_paper_of_before_there_were_numbers_has_none() -> None:
    (paper,) = replayed(links(("paper_made", MADE))).papers
    assert (paper["serial"], paper["serial_year"], paper["township"], paper["code"]) == (None, None, None, "")


def test_a_paper_numbered_superseded_and_still_on_its_board() -> None:
    first = {**MADE, "township": "township", "serial_year": 2004, "serial": 7, "code": "7K3F-9Q2M-XR81D"}
    second = {**MADE, "number": 2, "sha256": "b" * 64, "former": "已由许党发〔2004〕8号代替"}
    found = replayed(links(("paper_made", first), ("paper_posted", POSTED), ("paper_made", second))).papers
    assert [paper["superseded"] for paper in found] == [True, False]
    assert found[0]["serial"] == 7
    assert found[0]["postings"] == {1: ["公告栏", "2004-09-02", "熊六", "", None, ""]}


def test_a_new_version_takes_the_place_of_a_paper_and_its_correction_and_of_nothing_else() -> None:
    first = {**MADE, "code": "7K3F-9Q2M-XR81D"}
    other = {**MADE, "kind": "conditions", "code": "1K3F-9Q2M-XR81D", "sha256": "d" * 64}
    second = {**MADE, "number": 2, "code": "2K3F-9Q2M-XR81D", "sha256": "b" * 64, "former": "已由第2版代替"}
    deeds = [first, other, {**CORRECTION, "corrects": other["code"]}, CORRECTION, second]
    found = replayed(links(*(("paper_made", deed) for deed in deeds))).papers
    assert [paper["superseded"] for paper in found] == [True, False, False, True, False]


def test_a_second_correction_takes_the_place_of_the_first() -> None:
    deeds = [{**MADE, "code": "7K3F-9Q2M-XR81D"}, CORRECTION, {**CORRECTION, "number": 2, "sha256": "e" * 64}]
    found = replayed(links(*(("paper_made", deed) for deed in deeds))).papers
    assert [paper["superseded"] for paper in found] == [False, True, False]


def test_a_paper_taken_down() -> None:
    (paper,) = replayed(
        links(("paper_made", MADE), ("paper_posted", POSTED), ("paper_taken_down", DOWN))
    ).papers
    assert paper["postings"] == {1: ["公告栏", "2004-09-02", "熊六", "", "2004-09-09", "熊七"]}


@pytest.mark.parametrize(
    "deeds",
    [
        (("paper_posted", POSTED),),
        (("paper_made", MADE), ("paper_posted", {**POSTED, "posting": 2})),
        (("paper_made", MADE), ("paper_taken_down", DOWN)),
        (("paper_made", MADE), ("paper_posted", POSTED), *[("paper_taken_down", DOWN)] * 2),
        (("paper_made", MADE), ("paper_made", CORRECTION)),
    ],
    ids=["of no paper", "a place left out", "never posted", "down twice", "a correction of no paper"],
)
def test_what_cannot_have_been_does_not_replay(deeds: tuple[tuple[str, dict[str, object]], ...]) -> None:
    with pytest.raises(Unreplayable) as refused:
        replayed(links(*deeds))
    assert refused.value.number == len(deeds)
