"""Timings of what must be fast: medians of at least five runs, side by side in one run, one table."""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
RUNS = 15


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of `work` in milliseconds, after one run that is not counted."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def big_dossier(groups: int = 20, nominees: int = 60) -> str:
    """A dossier of one village with a sheet for each of `groups` groups and `nominees` nominees."""
    people = [f"m{number}" for number in range(1, nominees + 1)]
    codes = [str(number) for number in range(1, groups + 1)]
    votes = {
        person: {"trust": 60 + place, "distrust": 80 - place, "abstain": 30}
        for place, person in enumerate(people)
    }
    counts = {"kind": "group", "issued": 178, "returned": 175, "invalid": 5, "valid": 170}
    village = {"county": "崇仁县", "township": "许坊乡", "name": "大村", "population": 4200}
    listed = [{"code": code, "name": f"第{code}村小组", "eligible": 180} for code in codes]
    member = {"status": "full", "rights_suspended": False}
    dossier = {
        "format": "liangpiao-dossier",
        "version": 1,
        "village": {**village, "groups": listed},
        "rules": {},
        "members": [{"id": person, "name": f"党员{person}", **member} for person in people],
        "trust": {"nominees": people, "sheets": [{"unit": code, **counts, "votes": votes} for code in codes]},
    }
    return json.dumps(dossier, ensure_ascii=False, indent=1)


def bench_decide() -> list[tuple[str, str, str]]:
    """decide on parsed input, validation included, against json.loads of the same text."""
    from elections.dossier.schema import parse
    from elections.rules.decision import decide

    text = big_dossier()
    data = json.loads(text)
    pairs = [
        (median_ms(lambda: json.loads(text), 3), median_ms(lambda: decide(parse(data)), 3))
        for _ in range(RUNS)
    ]
    loads, decides = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = statistics.median(slow / fast for fast, slow in pairs)
    return [
        ("json.loads, 20 groups × 60 nominees", f"{statistics.median(loads):.2f} ms", ""),
        (
            "decide, validation included",
            f"{statistics.median(decides):.2f} ms",
            f"{ratio:.2f} × json.loads (limit 5)",
        ),
    ]


def bench_save(directory: str) -> list[tuple[str, str, str]]:
    """Saving entries through the page, request to redirect, with their queries, on SQLite in a file."""
    import django
    from django.core.management import call_command

    os.environ["DATABASE_URL"] = f"sqlite:///{directory}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "liangpiao.settings.test"
    django.setup()
    call_command("migrate", verbosity=0)
    saves = [
        row for groups, nominees in ((12, 3), (12, 60), (50, 60)) for row in _save_rows(groups, nominees)
    ]
    return [*saves, _export_row(40, 100), _chain_row(12, 60), *_paper_rows()]


def _paper_rows() -> list[tuple[str, str, str]]:
    """Notices and a print pack; the pack's election is in the database that bench_save made."""
    from bench_paper import ELIGIBLE, GROUPS, bench_paper

    election = _village("两千人村", GROUPS, 12, eligible=ELIGIBLE)
    return bench_paper(election.pk)


def _export_row(groups: int, nominees: int) -> tuple[str, str, str]:
    """The dossier of a village whose every box was keyed twice, and then counted and keyed again."""
    from ballots.services.dossier import export_dossier
    from tests.ballots.factories import codes_of, even_figures, trust_sheets
    from tests.ballots.keyers import key_sheet

    election = _village(f"{groups} 组 {nominees} 人村", groups, nominees)
    sheets = trust_sheets(election)
    codes = codes_of(sheets[0].round)
    for sheet in sheets:
        key_sheet(sheet, even_figures(codes, favours=dict.fromkeys(codes, 60)))
    middle = median_ms(lambda: export_dossier(election.pk))
    size = len(export_dossier(election.pk)) // 1024
    what = f"export a dossier, {groups} groups × {nominees} nominees keyed twice"
    return what, f"{middle:.0f} ms", f"{size} KiB (limit 1000 ms)"


def _chain_row(groups: int, nominees: int, length: int = 20_000) -> tuple[str, str, str]:
    """Verifying a chain of the events that an election with every box keyed has, over and over, as they are read."""
    from dataclasses import replace
    from itertools import cycle, islice

    from elections.dossier.chain import BEGINNING, link_hash, verify
    from elections.selectors.audit import links_of
    from tests.ballots.keyers import key_all

    election = _village(f"{groups} 组 {nominees} 人村留痕", groups, nominees)
    key_all(election)
    links, previous = [], BEGINNING
    for number, event in enumerate(islice(cycle(list(links_of(election))), length), start=1):
        link = replace(event, number=number, previous=previous)
        previous = link_hash(link)
        links.append(replace(link, hash=previous))
    if verify(links) is not None:
        raise RuntimeError("the chain does not hold")
    took = median_ms(lambda: verify(links), 5)
    what = f"verify a chain, {length:,} events of {groups} groups × {nominees} nominees"
    return what, f"{took:.0f} ms", f"{length / took * 1000:,.0f} events/s (limit 20,000, or more)"


def _save_rows(groups: int, nominees: int) -> list[tuple[str, str, str]]:
    """Both entries of every box, each by a clerk of their own."""
    from tests.ballots.factories import trust_sheets
    from tests.conftest import one_of_crew

    election = _village(f"{groups} 组 {nominees} 人村", groups, nominees)
    sheets, rows = trust_sheets(election), []
    for version, (name, words) in enumerate((("luruyuan", "first"), ("erlu", "second"))):
        clerk = one_of_crew(election.village, name)
        took, queries = _save_all(sheets, clerk, version)
        note = f"{queries} queries" + (" (limit 60 ms)" if nominees == 60 else "")
        rows.append((f"save a {words} entry, {groups} groups × {nominees} nominees", f"{took:.1f} ms", note))
    return rows


def _save_all(sheets: list[Any], clerk: Any, version: int) -> tuple[float, int]:
    """The median of a save through the page, in ms, and the queries of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.ballots.factories import codes_of, even_figures, posted

    client = Client()
    client.force_login(clerk)
    data = posted(even_figures(codes_of(sheets[0].round)), version=version)
    times = []
    for sheet in sheets:
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            answer = client.post(reverse("sheet", args=[sheet.pk]), data)
            times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 302:
            raise RuntimeError(f"the sheet was not saved: {answer.status_code}")
    return statistics.median(times), len(queries)


def _village(name: str, groups: int, nominees: int, *, eligible: int = 100) -> Any:
    from django.db import transaction

    from elections.models import County, Township, User, Village
    from tests.ballots.factories import AT, make_election

    county, _ = County.objects.get_or_create(name="崇仁县")
    township, _ = Township.objects.get_or_create(county=county, name="许坊乡")
    village = Village.objects.create(township=township, name=name, population=1463)
    by = User.objects.create_user(
        username=f"xiangzhen{village.pk}",
        password="not used: nobody signs in with it",
        person="乡镇",
        role="township",
        township=township,
        must_change_password=False,
        created_at=AT,
    )
    with transaction.atomic():
        return make_election(village, by, members=nominees, groups=groups, eligible=eligible)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as directory:
        rows = bench_decide() + bench_save(directory)
    width = max(len(row[0]) for row in rows)
    for what, figure, note in rows:
        sys.stdout.write(f"{what:<{width}}  {figure:>12}  {note}\n")


if __name__ == "__main__":
    main()
