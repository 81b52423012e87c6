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
    """Saving a sheet through the page, request to redirect, with its queries, on SQLite in a file."""
    import django
    from django.core.management import call_command

    os.environ["DATABASE_URL"] = f"sqlite:///{directory}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "liangpiao.settings.test"
    django.setup()
    call_command("migrate", verbosity=0)
    saves = [_save_row(groups, nominees) for groups, nominees in ((12, 3), (12, 60), (50, 60))]
    return [*saves, _export_row(40, 100)]


def _export_row(groups: int, nominees: int) -> tuple[str, str, str]:
    """The dossier of a village whose every box was keyed twice."""
    from ballots.services.dossier import export_dossier
    from tests.ballots.factories import codes_of, even_figures, key_sheet, trust_sheets

    clerk, election = _village(f"{groups} 组 {nominees} 人村", groups, nominees)
    sheets = trust_sheets(election)
    codes = codes_of(sheets[0].round)
    for favour in (60, 61):
        for sheet in sheets:
            key_sheet(sheet, even_figures(codes, favours=dict.fromkeys(codes, favour)), clerk)
    middle = median_ms(lambda: export_dossier(election.pk))
    size = len(export_dossier(election.pk)) // 1024
    what = f"export a dossier, {groups} groups × {nominees} nominees keyed twice"
    return what, f"{middle:.0f} ms", f"{size} KiB (limit 1000 ms)"


def _save_row(groups: int, nominees: int) -> tuple[str, str, str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.ballots.factories import codes_of, even_figures, posted, trust_sheets

    clerk, election = _village(f"{groups} 组 {nominees} 人村", groups, nominees)
    sheet = trust_sheets(election)[0]
    codes = codes_of(sheet.round)
    client = Client()
    client.force_login(clerk)
    address = reverse("sheet", args=[sheet.pk])
    versions = iter(range(1000))

    def save() -> None:
        version = next(versions)
        # Other figures each time: the same ones sent twice would not be saved again.
        figures = even_figures(codes, favours=dict.fromkeys(codes, 60 + version % 20))
        answer = client.post(address, posted(figures, version=version))
        if answer.status_code != 302:
            raise RuntimeError(f"the sheet was not saved: {answer.status_code}")

    middle = median_ms(save)
    with CaptureQueriesContext(connection) as queries:
        save()
    note = f"{len(queries)} queries" + (" (limit 60 ms)" if nominees == 60 else "")
    return f"save a sheet, {groups} groups × {nominees} nominees", f"{middle:.1f} ms", note


def _village(name: str, groups: int, nominees: int) -> tuple[Any, Any]:
    from elections.models import County, Township, User, Village
    from tests.ballots.factories import AT, make_election

    county, _ = County.objects.get_or_create(name="崇仁县")
    township, _ = Township.objects.get_or_create(county=county, name="许坊乡")
    village = Village.objects.create(township=township, name=name, population=1463)
    clerk = User.objects.create_user(
        username=f"clerk{village.pk}",
        password="not used: the client is signed in",
        person="录入员",
        role="clerk",
        township=township,
        village=village,
        must_change_password=False,
        created_at=AT,
    )
    return clerk, make_election(village, clerk, members=nominees, groups=groups)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as directory:
        rows = bench_decide() + bench_save(directory)
    width = max(len(row[0]) for row in rows)
    for what, figure, note in rows:
        sys.stdout.write(f"{what:<{width}}  {figure:>12}  {note}\n")


if __name__ == "__main__":
    main()
