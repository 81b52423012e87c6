"""What stands on the paper sheets, and what people type who read from them: right, wrong, half of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

Fields = dict[str, str]
COUNTS = {"printed": 95, "issued": 90, "spoiled": 2, "unused": 3}
RETURNED = {"returned": 88, "valid": 87, "invalid": 1, "proxies": 4}
# Of this one more came back than was handed out: it takes a monitor to let that stand.
ODD = 6


def paper_of(number: int, nominees: Sequence[str]) -> Fields:
    """The figures of the sheet with this number, by field, as they are typed."""
    figures = {**COUNTS, **RETURNED}
    if number == ODD:
        figures |= {"printed": 85, "issued": 80}
    for place, code in enumerate(nominees):
        favour = 50 + (7 * number + 3 * place) % 30
        figures |= {f"{code}-favour": favour, f"{code}-against": 80 - favour, f"{code}-abstain": 7}
    return {name: str(value) for name, value in figures.items()}


def typed(paper: Mapping[str, str], dice: Random) -> Fields:
    """A whole sheet as somebody types it."""
    fields = dict(paper)
    votes = sorted(name for name in fields if name.endswith("-favour"))
    name = dice.choice(votes)
    slip = dice.randint(1, 9)
    match dice.randrange(10):
        case 0 | 1:  # not done yet
            fields |= dict.fromkeys(dice.sample(votes, slip), "")
        case 2 | 3:  # adds up, and is wrong
            fields[name] = str(int(paper[name]) - slip)
            fields[name.replace("favour", "against")] = str(
                int(paper[name.replace("favour", "against")]) + slip
            )
        case 4:  # does not add up
            fields[name] = str(int(paper[name]) + slip)
    # Said of every entry: it finishes those that do not add up and changes nothing of the others.
    return fields | ({"as_on_paper": "1"} if dice.randrange(4) else {})


def retyped(paper: Mapping[str, str], asked: Sequence[str], dice: Random) -> Fields:
    """The places asked for, now and then wrong again."""
    fields = {name: paper[name] for name in asked}
    if dice.randrange(3) == 0:
        name = dice.choice(asked)
        fields[name] = str(int(fields[name]) + dice.randint(1, 9))
    return fields
