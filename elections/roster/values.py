"""Turn one cell into one value, or say what was expected instead."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from elections.stroke_order import NAME_MAX_LENGTH, normalise_name

Cell = str | int | float | bool | date | datetime | time | timedelta

DATE_HINT = "应为年月日或年月，例如 1968-11-03、1968年11月、1968.11"
NAME_HINT = f"应为 2 至 {NAME_MAX_LENGTH} 个汉字，少数民族姓名可用“·”"

# What a clerk's input method may leave behind: full-width digits, and spaces of any kind.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９　", "0123456789 ")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?(?:[ T]00:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_HAN = re.compile(
    "[〇\u3400-\u4dbf\u4e00-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29\U00020000-\U000323af]"
)
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")


class MisfitError(ValueError):
    """The cell holds something else; the message, if any, says more than the column's own expectation."""


def cell_text(cell: Cell) -> str:
    """Return a cell as a person reads it, trimmed: whole numbers without “.0”, dates in ISO form."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    text = unicodedata.normalize("NFC", str(cell)).translate(_FULL_WIDTH)
    return " ".join("".join(" " if _is_control(item) else item for item in text).split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def holds_id_number(cell: Cell) -> bool:
    """Say whether a resident ID number has been typed in, as text or as a number Excel has rounded."""
    if isinstance(cell, bool | date | time | timedelta):
        return False
    if isinstance(cell, int | float):
        return 1e17 <= abs(cell) < 1e18
    return bool(_ID_NUMBER.search(re.sub(r"[\s'’-]", "", unicodedata.normalize("NFKC", cell))))


def read_name(cell: Cell) -> str:
    """Read a name of Han characters; the middle dot stands between two of them."""
    name = normalise_name(cell_text(cell))
    if not 2 <= len(name) <= NAME_MAX_LENGTH or not all(
        _HAN.fullmatch(item) for item in name.replace("·", "")
    ):
        raise MisfitError(NAME_HINT)
    if not all(name.split("·")):
        raise MisfitError("“·”应写在两个汉字之间，只写一个")
    return name


def read_choice(cell: Cell, choices: Mapping[str, str]) -> str:
    """Return the identifier behind one of the listed words; what is expected, the column says."""
    text = unicodedata.normalize("NFKC", cell_text(cell)).replace(" ", "")
    if text not in choices:
        raise MisfitError
    return choices[text]


def read_text(cell: Cell, longest: int) -> str:
    """Read free text of limited length."""
    text = cell_text(cell)
    if len(text) > longest:
        raise MisfitError(f"应不超过 {longest} 个字，现有 {len(text)} 个字")
    return text


def read_date(cell: Cell, today: date) -> date:
    """Read a date in the past; a month without a day means its first day."""
    found = _date_of(cell)
    if found > today:
        raise MisfitError(f"应不晚于今天（{today.isoformat()}）")
    if found.year < today.year - 120:
        raise MisfitError(f"应不早于 {today.year - 120} 年")
    return found


def _date_of(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and not cell.is_integer():
        return _date_of_number(cell)
    text = unicodedata.normalize("NFKC", cell_text(cell)).strip()
    if " 00:00" not in text:
        text = text.replace(" ", "")
    match = _DATE.fullmatch(text) or _DIGITS.fullmatch(text)
    if match is None:
        raise MisfitError(DATE_HINT)
    return _calendar_date(int(match[1]), int(match[2]), int(match[3] or 1))


def _date_of_number(number: float) -> date:
    """Read a number such as 1968.11; Excel has dropped the last 0 of 1968.10, so 1968.1 is two months."""
    year, _, month = repr(number).partition(".")
    if len(year) != 4 or not 1 <= len(month) <= 2 or not month.isdigit():
        raise MisfitError(DATE_HINT)
    if month == "1":
        raise MisfitError(f"分不清是 1 月还是 10 月，请写成 {year}年1月 或 {year}年10月")
    return _calendar_date(int(year), int(month), 1)


def _calendar_date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise MisfitError("日历上没有这一天，" + DATE_HINT) from None
