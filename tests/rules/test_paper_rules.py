"""Numbers, codes and the life of a paper."""

from datetime import date

import pytest

from elections.rules.papers import (
    CODE_ALPHABET,
    CODE_LENGTH,
    PaperStatus,
    document_number,
    grouped_code,
    paper_status,
    posting_fault,
    read_code,
    removal_fault,
)

DAY = date(2004, 9, 2)


def test_a_number_is_the_townships_or_the_committees() -> None:
    assert document_number("许党发", 2004, 3) == "许党发〔2004〕3号"
    assert document_number("", 2004, 3) == "公告第3号"


def test_a_code_has_more_than_sixty_bits_and_no_letter_that_reads_as_a_digit() -> None:
    assert len(set(CODE_ALPHABET)) ** CODE_LENGTH == 2**65
    assert set("ILOU") & set(CODE_ALPHABET) == set()


@pytest.mark.parametrize(
    "typed",
    [
        "7K3F-9Q2M-XR81D",
        "7k3f-9q2m-xr81d",
        "7K3F9Q2MXR81D",
        " 7k3f 9q2m xr8id ",
        "7K3F-9Q2M-XR8LD",
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "7K3F-9Q2M-XR81D" == grouped_code("7K3F9Q2MXR81D")


@pytest.mark.parametrize(
    "typed", ["", "7K3F", "7K3F-9Q2M-XR81DD", "7K3F-9Q2M-XR81U", "７K3F-9Q2M-XR81D", "<>"]
)
def test_what_is_no_code_reads_as_none(typed: str) -> None:
    assert read_code(typed) == ""


@pytest.mark.parametrize(
    ("superseded", "invalidated", "hanging", "taken_down", "status", "counts"),
    [
        (False, False, 0, 0, "已发布", True),
        (False, False, 1, 0, "已张贴", True),
        (False, False, 1, 2, "已张贴", True),
        (False, False, 0, 2, "已撤下", True),
        (True, True, 1, 0, "已被代替", False),
        (False, True, 0, 1, "已失效", False),
    ],
)
def test_the_status_of_a_paper(
    superseded: bool, invalidated: bool, hanging: int, taken_down: int, status: str, counts: bool
) -> None:
    found = paper_status(
        superseded=superseded, invalidated=invalidated, hanging=hanging, taken_down=taken_down
    )
    assert (found.label, found.counts) == (status, counts)


@pytest.mark.parametrize(
    ("status", "posted_on", "fault"),
    [
        (PaperStatus.ISSUED, DAY, ""),
        (PaperStatus.TAKEN_DOWN, date(2004, 9, 5), ""),
        (PaperStatus.ISSUED, date(2004, 9, 1), "张贴日期早于发布日期，请核对。"),
        (PaperStatus.POSTED, date(2004, 9, 6), "张贴日期晚于今天，请照实际日期填写。"),
        (PaperStatus.SUPERSEDED, DAY, "这一版已被代替，不能再张贴。"),
        (PaperStatus.INVALIDATED, DAY, "这一版已失效，不能再张贴。"),
    ],
)
def test_when_a_paper_can_have_been_put_up(status: PaperStatus, posted_on: date, fault: str) -> None:
    assert posting_fault(status, posted_on=posted_on, made_on=DAY, today=date(2004, 9, 5)) == fault


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2004, 9, 2), ""),
        (date(2004, 9, 5), ""),
        (date(2004, 9, 1), "撤下日期早于张贴日期，请核对。"),
        (date(2004, 9, 6), "撤下日期晚于今天，请照实际日期填写。"),
    ],
)
def test_when_a_paper_can_have_been_taken_down(day: date, fault: str) -> None:
    assert removal_fault(taken_down_on=day, posted_on=DAY, today=date(2004, 9, 5)) == fault
