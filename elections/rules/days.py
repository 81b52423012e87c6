"""Dates as they are recorded: nothing done lies in the future, nothing comes before what it follows."""

from datetime import date


def day_fault(label: str, day: date, *, today: date, after: tuple[str, date] | None = None) -> str:
    """Say what is wrong with the date of something done; "" where nothing is.

    `after` names what it cannot come before, and that day.
    """
    if day > today:
        return f"{label}晚于今天，请照实际日期填写。"
    if after and day < after[1]:
        return f"{label}早于{after[0]}（{_written(after[1])}），请核对。"
    return ""


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
