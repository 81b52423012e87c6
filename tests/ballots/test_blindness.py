"""The second clerk is told no figure of the first: every answer they can get is searched, in every phase of a sheet.

Pages, answers to good and bad posts, error pages, downloads, headers, the server's own log.
"""

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import pdfplumber
import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from factories import codes_of, make_election, posted
from keyers import accept, key_once, recount, retype, version_on_record

from ballots.models import Round, Sheet
from ballots.selectors.papers import catalogue
from ballots.services.papers import make_paper
from elections.models import Election, User, Village
from elections.rules.tally import Line, TallyFigures
from tests.ballots.stagekit import NOW
from tests.elections.pages import as_user

ELIGIBLE = 9_000_000
PHASES = (
    "first",
    "first_errors",
    "second_due",
    "second",
    "different",
    "third_due",
    "confirm_due",
    "recounted",
)


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    made = make_election(village, township_user, members=4, groups=1, eligible=ELIGIBLE)
    entry = next(entry for entry in catalogue(made, today=NOW.date()) if entry.sheet and not entry.waits_for)
    make_paper(election=made, key=entry.key, by=township_user.actor, at=NOW)
    return made


def figures_from(sheet: Sheet, start: int) -> TallyFigures:
    """Figures that add up, every one so large that it stands for itself."""
    valid = start + 5_000_000
    votes: dict[str, Line] = {}
    for place, code in enumerate(codes_of(sheet.round), start=1):
        favour, against = 3_000_017 + start + 1301 * place, 1_100_003 + 2 * start + 977 * place
        votes[code] = (favour, against, valid - favour - against)
    counts = {"issued": valid + 41_231, "returned": valid + 20_011, "valid": valid, "invalid": 20_011}
    return TallyFigures(votes=votes, proxies=1_234_577 + start, **counts)


def digits(figures: TallyFigures) -> set[str]:
    """The figures of six and seven digits, as they would stand on a page."""
    found = [figures.issued, figures.returned, figures.valid, figures.proxies]
    found += [figure for row in figures.votes.values() for figure in row]
    return {str(figure) for figure in found if figure is not None and figure >= 100_000}


def bring(sheet: Sheet, phase: str, mine: TallyFigures, by: Sequence[User]) -> None:
    """Bring the sheet to a phase; the first clerk's figures are `figures_from(sheet, 0)` throughout."""
    first, second, third = by
    hidden = figures_from(sheet, 0)
    if phase == "first":
        key_once(sheet, replace(hidden, valid=None), first)
        return
    if phase in ("first_errors", "recounted"):
        wrong = replace(hidden, issued=1_999_993)
        key_once(sheet, wrong, first, as_on_paper=True)
        if phase == "recounted":
            recount(sheet, f"收回 {wrong.returned} 张，发出只有 {wrong.issued} 张")
        return
    key_once(sheet, hidden, first)
    if phase == "second_due":
        return
    if phase == "second":
        key_once(sheet, replace(mine, valid=None), second)
        return
    key_once(sheet, mine, second)
    if phase in ("third_due", "confirm_due"):
        retype(sheet, mine, second)
    if phase == "confirm_due":
        retype(sheet, mine, third)


def routes(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def addresses(election: Election, sheet: Sheet) -> Iterator[str]:
    """Every route of the program, with the numbers of this election put in."""
    numbers: dict[str, list[object]] = {
        "election_id": [election.pk],
        "village_id": [election.village_id],
        "sheet_id": [sheet.pk],
        "round_id": [Round.objects.get().pk],
        "notice_id": list(election.notices.values_list("pk", flat=True)),
        "member_id": [election.village.members.first().pk],  # type: ignore[union-attr]
        "user_id": [User.objects.get(username="luruyuan").pk],
        "objection_id": [1],
        "excusal_id": [1],
        "invitation_id": [1],
        "posting_id": [1],
        "token": ["abc"],
        "code": ["7K3F-9Q2M-XR8TD"],
    }
    for route in routes(get_resolver().url_patterns):
        if route.name is None or route.name == "sign_out":
            continue
        names = re.findall(r"<\w+:(\w+)>", str(route.pattern))
        values = [numbers[name] for name in names]
        for pick in range(max((len(given) for given in values), default=1)):
            chosen = dict(zip(names, (given[min(pick, len(given) - 1)] for given in values), strict=True))
            try:
                yield reverse(route.name, kwargs=chosen)
            except NoReverseMatch as error:
                raise AssertionError(f"{route.name} takes other numbers than {chosen}") from error


def told(answer) -> str:
    """Everything an answer tells, its files unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    parts = [content.decode("utf-8", "replace"), str(dict(answer.headers)), str(answer.cookies)]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    if content.startswith(b"%PDF"):
        parts.append(printed(content))
    return "\n".join(parts)


@lru_cache
def printed(content: bytes) -> str:
    """What a paper tells, its attached files unpacked; the same paper is read once."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    return "\n".join([*pages, *map(unpacked, streams)])


def unpacked(stream: bytes) -> str:
    """A stream of a PDF as text, an attached file among them."""
    try:
        return zlib.decompress(stream).decode("utf-8", "replace")
    except zlib.error:
        return stream.decode("utf-8", "replace")


def posts(sheet: Sheet, mine: TallyFigures) -> list[tuple[str, dict[str, str]]]:
    """What the second clerk may send of a sheet: right and wrong, on this version, an older and none."""
    version = version_on_record(sheet)
    tails = ("", "check/", "retype/", "take-over/", "decide/", "explain/", "remove/")
    data = [
        posted(mine, version=version),
        posted(mine, version=0),
        posted(mine, version=version + 7),
        posted(mine, version=version, issued="十", proxies="-1"),
        {"version": str(version)},
        {},
    ]
    return [(f"/sheets/{sheet.pk}/{tail}", each) for tail in tails for each in data]


@pytest.mark.parametrize(
    ("who", "phase"),
    [*(("erlu", phase) for phase in PHASES), ("sanlu", "third_due"), ("sanlu", "confirm_due")],
)
def test_no_answer_tells_a_figure_of_the_first(
    sheet: Sheet,
    election: Election,
    clerk: User,
    second_clerk: User,
    third_clerk: User,
    caplog: pytest.LogCaptureFixture,
    who: str,
    phase: str,
) -> None:
    mine = replace(figures_from(sheet, 1_013), proxies=None)
    hidden = digits(figures_from(sheet, 0)) | {"1999993"}
    assert len(hidden) == 17
    bring(sheet, phase, mine, (clerk, second_clerk, third_clerk))
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=who))
    found = []
    with caplog.at_level(logging.DEBUG):
        answers = [(address, client.get(address)) for address in addresses(election, sheet)]
        answers += [(address, client.post(address, data)) for address, data in posts(sheet, mine)]
        for address, answer in answers:
            text = told(answer)
            found += [(address, figure) for figure in hidden if figure in text]
    found += [("log", figure) for figure in hidden if figure in caplog.text]
    assert found == []
    assert {answer.status_code for _, answer in answers} <= {200, 302, 400, 403, 404, 405}


def test_what_is_hidden_would_be_found(sheet: Sheet, election: Election, clerk: User, monitor: User) -> None:
    """The same search finds the figures where a monitor may read them, and anybody once they count."""
    hidden = figures_from(sheet, 0)
    key_once(sheet, replace(hidden, issued=1_999_993), clerk, as_on_paper=True)
    client = as_user(monitor)
    page = told(client.get(f"/sheets/{sheet.pk}/"))
    assert {figure for figure in digits(hidden) if figure not in page} == {str(hidden.issued)}
    accept(sheet)
    key_once(sheet, replace(hidden, issued=1_999_993), User.objects.get(username="erlu"))
    client.force_login(User.objects.get(username="sanlu"))
    page = told(client.get(f"/sheets/{sheet.pk}/"))
    assert {figure for figure in digits(hidden) if figure not in page} == {str(hidden.issued)}
