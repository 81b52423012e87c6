"""Timings of paper: a notice beside headless Chromium, a whole print pack, memory over five hundred notices.

`bench.py` prints these rows with its own; pack and memory are measured in processes of their own, which it starts.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ballots")]
RUNS = 15
NOTICES, WARM_UP, EVERY = 500, 100, 10
GROUPS, ELIGIBLE = 12, 167
CHROMIUM = "/usr/bin/chromium"


def bench_paper(election_id: int) -> list[tuple[str, str, str]]:
    """The rows of the table; `election_id` is in its trust vote, with 12 groups and 2 004 villagers who may vote."""
    return [*_notice_rows(), *_pack_rows(election_id), _memory_row()]


def _notice_rows() -> list[tuple[str, str, str]]:
    """A one-page notice, warm, turn by turn with Chromium printing the same HTML with the same style sheets."""
    from notices_samples import PILOT, all_kinds

    from ballots.notices.pdf import render_pdf

    facts = all_kinds(PILOT)["appointment"]
    if render_pdf(facts).pages != 1:
        raise RuntimeError("the notice has more than one page")
    with tempfile.TemporaryDirectory() as directory, _chromium(_page(facts, Path(directory))) as chromium:
        chromium()
        pairs = [(_ms(lambda: render_pdf(facts)), _ms(chromium)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(slow / fast for fast, slow in pairs)
    return [
        ("a one-page notice, warm", f"{ours:.0f} ms", "(limit 60 ms)"),
        ("the same in headless Chromium, warm", f"{theirs:.0f} ms", f"{ratio:.1f} × ours (limit 6, or more)"),
    ]


def _page(facts: Any, directory: Path) -> str:
    """The address of the notice as a file with its style sheets inside."""
    from ballots.notices import fonts, pdf
    from ballots.notices.render import render_html

    sheets = (pdf._faces(fonts.USUAL), pdf._css("base"), pdf._css("notice"))
    page = directory / "notice.html"
    html = render_html(facts).replace("</head>", f"<style>{''.join(sheets)}</style></head>")
    page.write_text(html, encoding="utf-8")
    return page.as_uri()


@contextmanager
def _chromium(address: str) -> Iterator[Callable[[], bytes]]:
    """A browser that stays open, and what prints the page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()

        def print_page() -> bytes:
            page.goto(address)
            return page.pdf(prefer_css_page_size=True)

        yield print_page
        browser.close()


def _pack_rows(election_id: int) -> list[tuple[str, str, str]]:
    found = _in_a_process("pack", str(election_id))
    what = f"a print pack, {found['voters']:,} voters in {GROUPS} groups, {found['pages']:,} pages"
    return [
        (what, f"{found['warm']:.2f} s", "(limit 3 s)"),
        (
            "… the first in its process",
            f"{found['cold']:.2f} s",
            f"peak {found['peak']:.0f} MB (limit 300 MB)",
        ),
    ]


def _memory_row() -> tuple[str, str, str]:
    found = _in_a_process("memory")
    return (
        f"memory over {NOTICES} notices, each another",
        f"{found['slope']:+.2f} KB",
        f"a notice; {found['first']:.0f} MB after {WARM_UP}, {found['last']:.0f} MB at the end",
    )


def _in_a_process(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def measure_pack(election_id: int) -> dict[str, Any]:
    """Seconds of the pack's ZIP from the database on, the first time and the median of five, and the peak of memory."""
    from django.utils import timezone

    from ballots.notices.binding import pages_in
    from ballots.selectors.papers import packs
    from ballots.services.packs import pack_files, zipped
    from elections.selectors.elections import chosen_elections

    def make() -> Any:
        (election,) = chosen_elections(election_id)
        pack = packs(election, today=timezone.localdate())[0]
        files = list(pack_files(pack))
        b"".join(zipped(files, on=timezone.localdate()))
        return pack, files

    cold = _ms(make) / 1000
    warm = statistics.median(_ms(make) for _ in range(5)) / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pack, files = make()
    voters = sum(bundle.cover.voters for bundle in pack.bundles)
    pages = sum(pages_in(file.content) for file in files)
    return {"cold": cold, "warm": warm, "peak": peak, "voters": voters, "pages": pages}


def measure_memory() -> dict[str, Any]:
    """The slope of this process's memory over notices that each have another number, in KB a notice."""
    from dataclasses import replace

    from notices_samples import PILOT, elected

    from ballots.notices.pdf import render_pdf

    facts, points = elected(PILOT), []
    for number in range(NOTICES):
        render_pdf(replace(facts, header=replace(facts.header, number=f"公告第{number + 1}号")))
        if number >= WARM_UP and number % EVERY == 0:
            points.append((number, _resident_kb()))
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    return {"slope": slope, "first": points[0][1] / 1024, "last": points[-1][1] / 1024}


def _resident_kb() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure in this process what `bench.py` asks for, and print it as JSON."""
    import django

    django.setup()
    what, *rest = sys.argv[1:]
    found = measure_pack(int(rest[0])) if what == "pack" else measure_memory()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
