"""Reconciling the figures of one box or one ballot (核票): the only place for its equations.

Entry forms call `reconcile` while a sheet is half filled, `decide` calls it on
whole sheets. A figure that is None is not entered yet: equations that need it
are passed over, and `missing_fields` lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from elections.rules.faults import pointer_token
from elections.rules.inputs import Round, TrustSheet
from elections.rules.numbers import as_percent, gap_text, percent
from elections.rules.problems import Problem, problem
from elections.rules.ruleset import PILOT_2004, RuleSet

Line = tuple[int | None, int | None, int | None]

TRUST_PARTS = ("trust", "distrust", "abstain")
ASSEMBLY_PARTS = ("approve", "against", "abstain")
TRUST_WORDS = ("信任", "不信任")
ASSEMBLY_WORDS = ("赞成", "不赞成")


@dataclass(frozen=True, slots=True)
class TallyFigures:
    """The figures of one sheet, in ballots; None = not entered, or not recorded on this form.

    `votes` maps a person to (favour, against, abstain); `write_ins` a person
    not on the ballot to the times written in.
    """

    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    votes: Mapping[str, Line] = field(default_factory=dict)
    write_ins: Mapping[str, int | None] = field(default_factory=dict)
    printed: int | None = None
    spoiled: int | None = None
    unused: int | None = None
    proxies: int | None = None

    @classmethod
    def of_sheet(cls, sheet: TrustSheet) -> TallyFigures:
        """The figures of a trust sheet."""
        return cls(sheet.issued, sheet.returned, sheet.valid, sheet.invalid, sheet.votes)

    @classmethod
    def of_round(cls, held: Round) -> TallyFigures:
        """The figures of one ballot of the assembly."""
        return cls(held.issued, held.returned, held.valid, held.invalid, held.votes, held.write_ins)


def reconcile(
    figures: TallyFigures,
    *,
    lines: Sequence[str],
    labels: Mapping[str, str],
    eligible: int | None = None,
    seats: int | None = None,
    rules: RuleSet = PILOT_2004,
    at: str = "",
) -> tuple[Problem, ...]:
    """What does not add up on one sheet, and what is unusual there.

    `lines` are the ids on the ballot, `labels` their names, `eligible` the
    people who may get a ballot (the group's villagers; in the assembly those
    present), `seats` the seats of an assembly ballot and None for a trust
    sheet. `at` is put before each place. Source: 核票 rules of the pilot's
    workflow; 选举工作条例: 收回的选票数等于或少于发出的选票数，选举有效.
    """
    found = [*_box_errors(figures, eligible, seats, at), *_paper_errors(figures, at)]
    found += _line_problems(figures, lines, labels, seats, at)
    if seats is not None:
        found += _ballot_errors(figures, lines, seats, at)
    elif figures.returned and figures.returned == eligible:
        found.append(problem("W-102", f"{at}/returned", returned=figures.returned, eligible=eligible))
    found += _invalid_warning(figures, rules, at)
    return tuple(found)


def missing_fields(
    figures: TallyFigures, *, lines: Sequence[str], seats: int | None = None
) -> tuple[str, ...]:
    """Places still empty, in the order of the paper.

    "/issued" …, "/votes/ID" where a whole line is empty, "/votes/ID/distrust"
    (assembly: "/votes/ID/against") where only a part of it is.
    """
    parts = TRUST_PARTS if seats is None else ASSEMBLY_PARTS
    names = ("issued", "returned", "invalid", "valid")
    empty = [f"/{name}" for name in names if getattr(figures, name) is None]
    votes = figures.votes
    for line in lines:
        row = votes.get(line)
        if row is None or row == (None, None, None):
            empty.append(f"/votes/{pointer_token(line)}")
        elif None in row:
            place = f"/votes/{pointer_token(line)}"
            empty += [f"{place}/{p}" for p, v in zip(parts, row, strict=True) if v is None]
    empty += [f"/write_ins/{pointer_token(i)}" for i, n in figures.write_ins.items() if n is None]
    return tuple(empty)


def missing_lines(
    figures: TallyFigures, *, lines: Sequence[str], labels: Mapping[str, str], at: str = ""
) -> tuple[Problem, ...]:
    """An error for each person of the ballot who has no votes on a sheet that counts as complete."""
    return tuple(
        problem("E-205", f"{at}/votes/{pointer_token(line)}", name=labels.get(line, line))
        for line in lines
        if line not in figures.votes
    )


def _box_errors(figures: TallyFigures, eligible: int | None, seats: int | None, at: str) -> Iterator[Problem]:
    issued, returned = figures.issued, figures.returned
    valid, invalid = figures.valid, figures.invalid
    if returned is not None and issued is not None and returned > issued:
        gap = returned - issued
        yield problem("E-201", f"{at}/returned", returned=returned, issued=issued, gap=gap)
    if issued is not None and eligible is not None and issued > eligible:
        whom = "有权投票" if seats is None else "实到会"
        gap = issued - eligible
        yield problem("E-202", f"{at}/issued", issued=issued, eligible=eligible, gap=gap, whom=whom)
    if valid is None or invalid is None or returned is None or valid + invalid == returned:
        return
    gap_words = gap_text(valid + invalid, returned)
    yield problem(
        "E-203",
        f"{at}/valid",
        valid=valid,
        invalid=invalid,
        sum=valid + invalid,
        returned=returned,
        gap=gap_words,
    )


def _paper_errors(figures: TallyFigures, at: str) -> Iterator[Problem]:
    issued, printed = figures.issued, figures.printed
    spoiled, unused, proxies = figures.spoiled, figures.unused, figures.proxies
    if issued is None:
        return
    if printed is not None and spoiled is not None and unused is not None:
        total = issued + spoiled + unused
        if total != printed:
            yield problem(
                "E-206",
                f"{at}/printed",
                issued=issued,
                spoiled=spoiled,
                unused=unused,
                sum=total,
                printed=printed,
                gap=gap_text(total, printed),
            )
    if proxies is not None and proxies > issued:
        yield problem("E-207", f"{at}/proxies", proxies=proxies, issued=issued)


def _line_problems(
    figures: TallyFigures,
    lines: Sequence[str],
    labels: Mapping[str, str],
    seats: int | None,
    at: str,
) -> list[Problem]:
    """One pass over the votes: the hot loop of `decide`, so it does nothing else while all is well."""
    valid = figures.valid
    if valid is None:
        return []
    found = []
    votes, is_trust = figures.votes, seats is None
    for line in lines:
        row = votes.get(line)
        if row is None:
            continue
        favour, against, abstain = row
        if favour is None:
            continue
        if against is not None and abstain is not None and favour + against + abstain != valid:
            name = labels.get(line, line)
            found.append(_line_error(line, name, (favour, against, abstain), valid, is_trust, at))
        elif is_trust and valid and (favour == 0 or favour == valid):
            code = "W-103" if favour == 0 else "W-104"
            name = labels.get(line, line)
            found.append(problem(code, f"{at}/votes/{pointer_token(line)}", name=name, valid=valid))
    return found


def _line_error(
    line: str, name: str, row: tuple[int, int, int], valid: int, is_trust: bool, at: str
) -> Problem:
    favour, against, abstain = row
    words = TRUST_WORDS if is_trust else ASSEMBLY_WORDS
    return problem(
        "E-204",
        f"{at}/votes/{pointer_token(line)}",
        name=name,
        favour_word=words[0],
        favour=favour,
        against_word=words[1],
        against=against,
        abstain=abstain,
        sum=sum(row),
        valid=valid,
        gap=gap_text(sum(row), valid),
    )


def _ballot_errors(figures: TallyFigures, lines: Sequence[str], seats: int, at: str) -> Iterator[Problem]:
    """Σ approvals and write-ins ≤ valid × seats; Σ write-ins ≤ Σ against.

    Sums of half-filled ballots are lower bounds: what they exceed already, they
    exceed for good. Only the against votes must all be there.
    """
    write_ins = sum(count or 0 for count in figures.write_ins.values())
    rows = figures.votes.values()
    approvals = write_ins + sum(row[0] or 0 for row in rows)
    if figures.valid is not None and approvals > figures.valid * seats:
        yield problem(
            "E-209",
            f"{at}/votes",
            sum=approvals,
            valid=figures.valid,
            seats=seats,
            most=figures.valid * seats,
        )
    against = [row[1] for row in rows if row[1] is not None]
    if len(against) >= len(lines) and write_ins > sum(against):
        yield problem("E-210", f"{at}/write_ins", write_ins=write_ins, against=sum(against))


def _invalid_warning(figures: TallyFigures, rules: RuleSet, at: str) -> Iterator[Problem]:
    invalid, returned, limit = figures.invalid, figures.returned, rules.invalid_warning
    if not invalid or not returned:
        return
    if invalid * limit.denominator >= limit.numerator * returned:
        yield problem(
            "W-101",
            f"{at}/invalid",
            invalid=invalid,
            returned=returned,
            percent=percent(invalid, returned),
            limit=as_percent(limit)[:-1],
        )
