"""The files: fonts, missing glyphs, identical bytes, the facts attached, the system check."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from notices_reading import (
    catalog_of,
    font_programs,
    fonts_in,
    fonts_of_name,
    metadata_of,
    pages_of,
    rendered,
)
from notices_samples import PILOT, PLACES, TODAY, all_kinds, election_ballot, tally_sheet, trust, trust_ballot
from pdfminer.pdftypes import resolve1, resolve_all

from ballots.notices import fonts, harfbuzz, pdf
from ballots.notices.facts import Person, to_bytes
from ballots.notices.pdf import MissingGlyphs, check_fonts, render_pdf

SAMPLES = {f"{p}-{k}": facts for p, place in PLACES.items() for k, facts in all_kinds(place).items()}
EVERY = [pytest.param(facts, id=name) for name, facts in SAMPLES.items()]
ALLOWED = {"Paper-Fang", "Paper-Song-Bold", "Paper-Hei-Bold", "Paper-Kai"}
MORE = {"Paper-Fang-More", "Paper-Song-More-Bold", "Paper-Hei-More-Bold", "Paper-Kai-More"}
KAI = {"Paper-Kai"}


@pytest.mark.parametrize("facts", EVERY)
def test_only_the_fonts_of_the_papers_are_embedded(facts) -> None:
    assert fonts_in(facts) <= ALLOWED | MORE


@pytest.mark.parametrize(
    "facts", [trust_ballot(TODAY), election_ballot(TODAY, count=11), tally_sheet(TODAY), trust(TODAY)],
    ids=["trust_ballot", "election_ballot", "tally_sheet", "trust_result"],
)  # fmt: skip
def test_every_name_is_set_in_the_one_font_that_covers_them_all(facts) -> None:
    for person in getattr(facts, "nominees", ()) or facts.candidates:
        name = getattr(person, "person", person).name
        assert fonts_of_name(facts, name[:4]) == KAI, name


def test_a_name_beyond_the_usual_font_takes_the_whole_ballot_along() -> None:
    rare = next(
        chr(code)
        for code in sorted(fonts.coverage(fonts.HANA_B))
        if code > 0x20000 and code not in fonts.coverage(fonts.KAI)
    )
    facts = replace(trust_ballot(TODAY), nominees=(Person(name="王大明"), Person(name=f"李{rare}生")))
    assert fonts_of_name(facts, "王大明") == {"Paper-Hana-A-Medium"}
    assert fonts_of_name(facts, f"李{rare}生") == {"Paper-Hana-A-Medium", "Paper-Hana-B-Medium"}


def test_glyph_numbers_are_character_ids_for_viewers_of_either_kind() -> None:
    programs = [TTFont(io.BytesIO(data), lazy=True) for data in font_programs(SAMPLES["pilot-elected"])]
    cut = [font["CFF "].cff.topDictIndex[0].charset for font in programs if "CFF " in font]
    assert len(cut) == 3
    assert all(charset[1:] == [f"cid{i:05d}" for i in range(1, len(charset))] for charset in cut)


@pytest.mark.parametrize(
    ("character", "named"),
    [("\ue000", "看不见的字符（U+E000）"), ("\U0001fae0", "“\U0001fae0”（U+1FAE0）"), ("\U000323af", "（U+323AF）")],
)  # fmt: skip
def test_a_character_without_glyph_is_refused_by_name(character, named) -> None:
    facts = replace(trust_ballot(PILOT), nominees=(Person(name=f"王{character}"), Person(name="李明")))
    with pytest.raises(MissingGlyphs) as refusal:
        render_pdf(facts)
    assert refusal.value.characters == (character,)
    assert named in str(refusal.value)


@pytest.mark.parametrize("character", ["\uffff", "\x01", "\U000323ae"])
def test_a_character_that_only_the_foot_carries_is_refused_too(character) -> None:
    facts = SAMPLES["pilot-trust_result"]
    header = replace(facts.header, place=f"公告栏{character}")
    with pytest.raises(MissingGlyphs) as refusal:
        render_pdf(replace(facts, header=header))
    assert refusal.value.characters == (character,)


@pytest.mark.parametrize("facts", EVERY)
def test_the_same_facts_give_the_same_bytes(facts) -> None:
    again = render_pdf(facts)
    assert again.sha256 == rendered(facts).sha256
    assert again.pdf == rendered(facts).pdf
    assert again.pages == len(pages_of(facts))


ELSEWHERE = """
import django
django.setup()
from notices_samples import PLACES, all_kinds
from ballots.notices.pdf import render_pdf
for place, sample in PLACES.items():
    for kind, facts in all_kinds(place=sample).items():
        print(f"{place}-{kind}", render_pdf(facts).sha256)
"""


def test_another_process_gives_the_same_bytes(tmp_path) -> None:
    here = Path(__file__).resolve().parent
    found = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ELSEWHERE],
        capture_output=True, text=True, check=True, cwd=tmp_path,
        env={
            "DJANGO_SETTINGS_MODULE": "liangpiao.settings.test", "PYTHONHASHSEED": "7", "TZ": "America/New_York",
            "HOME": str(tmp_path), "PYTHONPATH": f"{here.parent.parent}:{here}",
        },
    )  # fmt: skip
    assert dict(line.split() for line in found.stdout.splitlines()) == {
        name: rendered(facts).sha256 for name, facts in SAMPLES.items()
    }


def test_threads_do_not_disturb_each_other() -> None:
    found: list[str] = []

    def work() -> None:
        found.extend(render_pdf(SAMPLES[name]).sha256 for name in ("pilot-elected", "today-trust_ballot"))

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    expected = [rendered(SAMPLES[name]).sha256 for name in ("pilot-elected", "today-trust_ballot")]
    assert sorted(found) == sorted(expected * 3)


@pytest.mark.parametrize("facts", EVERY)
def test_the_file_carries_its_facts_and_calls_itself_pdf_a(facts) -> None:
    catalog = catalog_of(facts)
    (specification,) = resolve_all(catalog["AF"])
    assert specification["AFRelationship"].name == "Data"
    assert resolve1(specification["EF"]["F"]).get_data() == to_bytes(facts)
    metadata = resolve1(catalog["Metadata"]).get_data().decode()
    assert re.search(r'pdfaid:part[">=]+3', metadata)
    assert re.search(r'pdfaid:conformance[">=]+U', metadata)
    assert metadata_of(facts)["Title"] == f"{facts.header.township}{facts.header.village}{facts.kind.label}"
    assert metadata_of(facts)["CreationDate"].startswith(f"D:{facts.header.issued_on:%Y%m%d}")


def test_the_check_is_silent_when_all_is_installed() -> None:
    assert check_fonts() == []


def test_the_check_names_what_is_missing_and_the_cure(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(fonts, "directories", lambda: (tmp_path,))
    monkeypatch.setattr(harfbuzz, "LIBRARY", "libharfbuzz-subset-missing.so.0")
    fonts.path_of.cache_clear()
    try:
        errors = check_fonts()
    finally:
        fonts.path_of.cache_clear()
    assert [error.id for error in errors] == ["notices.E001"] + ["notices.E002"] * 6
    assert "libharfbuzz-subset0" in errors[0].msg
    assert "FandolFang-Regular.otf" in errors[1].msg
    assert {error.hint for error in errors} == {"请运行 script/setup"}


def test_a_paper_fetches_nothing() -> None:
    fetcher = pdf._no_fetching()
    with pytest.raises(Exception, match=r"protocol|disallowed"):
        fetcher.fetch("file:///etc/hostname")
