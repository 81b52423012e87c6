"""Whole numbers and ratios as people read them."""

from __future__ import annotations

from fractions import Fraction

PARTS = "零一二三四五六七八九十"
MAX_DECIMALS = 4


def percent(part: int, whole: int) -> str:
    """`part` of `whole` in percent with two decimals, cut and never rounded up; "0.00" of nothing."""
    if not whole:
        return "0.00"
    hundredths = part * 10000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def as_percent(ratio: Fraction) -> str:
    """A ratio of the rules in percent, exact where decimals can say it: "70%", "66.66…%"."""
    text = decimal(ratio * 100)
    return f"{text}%"


def decimal(value: Fraction) -> str:
    """A fraction as a decimal number; cut after four places and marked "…" if it goes on."""
    whole, rest = divmod(value.numerator, value.denominator)
    digits = ""
    while rest and len(digits) < MAX_DECIMALS:
        digit, rest = divmod(rest * 10, value.denominator)
        digits += str(digit)
    return f"{whole}{'.' if digits else ''}{digits}{'…' if rest else ''}"


def part_name(ratio: Fraction) -> str:
    """A ratio as official papers say it: 半数, 五分之四, else percent."""
    if ratio == Fraction(1, 2):
        return "半数"
    if 0 < ratio < 1 and ratio.denominator < len(PARTS):
        return f"{PARTS[ratio.denominator]}分之{PARTS[ratio.numerator]}"
    return as_percent(ratio)


def gap_text(found: int, due: int) -> str:
    """How far a sum is off: "少 1 票" or "多 2 票"."""
    return f"少 {due - found} 票" if found < due else f"多 {found - due} 票"
