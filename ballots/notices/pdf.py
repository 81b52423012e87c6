"""HTML to PDF: the only place that knows WeasyPrint.

Identical facts give identical bytes: all dates in a file come from the date of issue. WeasyPrint is
imported on first use, so that commands which print nothing start without it.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import re
import threading
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import fromstring

from django.core.checks import CheckMessage, Error

from ballots.notices import fonts, harfbuzz
from ballots.notices.facts import Facts, Family, to_bytes
from ballots.notices.lines import set_to_measure
from ballots.notices.render import render_html

CSS_DIRECTORY = fonts.HERE / "css"
VARIANT = "pdf/a-3u"
ATTACHMENT = "facts.json"
LEVEL = 1
COVERING = (fonts.KAI, *fonts.RARE)

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper."""

    pdf: bytes
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A paper whose pages are known and not yet written."""

    document: Any

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return len(self.document.pages)


class MissingGlyphs(ValueError):
    """Characters that no font of the papers has; such a paper is refused."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(characters)
        super().__init__(f"没有字形，不能制作材料：{'；'.join(map(_named, self.characters))}。")


def render_pdf(facts: Facts, *, poster: bool = False) -> Rendered:
    """The paper as PDF/A-3u with its facts attached; raises `MissingGlyphs` or `fonts.FontMissing`.

    `poster` sets the same facts on A3; only kinds that have one.
    """
    document = _laid_out(facts, poster=poster)
    document.metadata.attachments = [_attachment(facts)]
    document.color_profiles["srgb"] = _colours()
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT, output_intent="given", finisher=_finish)
    return Rendered(pdf=pdf, pages=len(document.pages), sha256=hashlib.sha256(pdf).hexdigest())


def lay_out(facts: Facts) -> LaidOut:
    """A paper laid out for the printer; raises `MissingGlyphs` or `fonts.FontMissing`."""
    return LaidOut(_laid_out(facts))


def write_together(papers: Sequence[LaidOut]) -> bytes:
    """Papers one after another in one plain PDF for the printer: fonts are written once, nothing is attached."""
    pages = [page for paper in papers for page in paper.document.pages]
    pdf: bytes = papers[0].document.copy(pages).write_pdf()
    return pdf


def _laid_out(facts: Facts, *, poster: bool = False) -> Any:
    """A paper's pages, not yet written."""
    html = render_html(facts, poster=poster)
    check_glyphs(html)
    configuration, sheets = _styles(Family.POSTER if poster else facts.kind.family, rare=_needs_rare(html))
    return _page()(html).render(stylesheets=sheets, font_config=configuration)


def check_glyphs(html: str) -> None:
    """Raise `MissingGlyphs` unless the fonts that end every list of families have each character, and XML allows all."""
    missing = [*fonts.uncovered(_text(html), COVERING), *NOT_IN_XML.findall(html)]
    if missing:
        raise MissingGlyphs(dict.fromkeys(missing))


def _text(html: str) -> str:
    """All that is printed: the text, and the foot, which stands in an attribute."""
    return unescape("".join([re.sub(r"<[^>]*>", "", html), *re.findall(r'data-imprint="([^"]*)"', html)]))


def _needs_rare(html: str) -> bool:
    return 'class="names-hana' in html or bool(fonts.uncovered(_text(html), [fonts.KAI]))


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"“{character}”（{code}）" if character.isprintable() else f"看不见的字符（{code}）"


def _attachment(facts: Facts) -> Any:
    issued = datetime.combine(facts.header.issued_on, time(), tzinfo=UTC)
    return _weasyprint().Attachment(
        string=to_bytes(facts).decode(),
        url_fetcher=_no_fetching(),
        name=ATTACHMENT,
        description="制作本文书所依据的数据",
        created=issued,
        modified=issued,
        relationship="Data",
    )


def _colours() -> Any:
    """The output intent PDF/A asks for; WeasyPrint's own way leaves the profile's file open."""
    from weasyprint.css import ColorProfile  # noqa: PLC0415

    return ColorProfile(
        io.BytesIO(_profile()), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@cache
def _profile() -> bytes:
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _finish(_document: Any, pdf: Any) -> None:
    """Name the attachment once, which WeasyPrint lists twice; compress at a third of the time for a few per cent more bytes.

    The widths of glyphs are put in bytes here once, not once for the file and once more for its identifier.
    """
    pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    for each in pdf.objects:
        if isinstance(each, dict) and "W" in each:
            each["W"] = each["W"].data
        if getattr(each, "compress", False) and all(isinstance(item, bytes) for item in each.stream):
            each.stream, each.compress = [zlib.compress(b"\n".join(each.stream), LEVEL)], False
            each.extra["Filter"] = "/FlateDecode"


def _styles(family: Family, *, rare: bool) -> tuple[Any, list[Any]]:
    """This thread's font configuration, and the parsed style sheets of a family of papers."""
    weasyprint = _weasyprint()
    if not hasattr(_thread, "configuration"):
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        _thread.configuration = FontConfiguration()
        _thread.sheets = {}
        if threading.current_thread() is threading.main_thread():
            atexit.register(
                _thread.__dict__.clear
            )  # its folder of fonts goes while Python can still remove it
    key = (family, rare)
    if key not in _thread.sheets:
        chosen = (*fonts.USUAL, *fonts.RARE) if rare else fonts.USUAL
        css = [_faces(chosen), *(_css(name) for name in ("base", family.value))]
        _thread.sheets[key] = [weasyprint.CSS(string=text, font_config=_thread.configuration) for text in css]
    return _thread.configuration, _thread.sheets[key]


def _faces(chosen: Iterable[fonts.Font]) -> str:
    return "".join(
        f'@font-face{{font-family:"{family}";src:url({file.as_uri()})}}'
        for font in chosen
        for family, file in zip(font.families, fonts.files_for(font), strict=True)
    )


def _css(name: str) -> str:
    """A style sheet; where it names a font that is divided into parts, all of them."""
    text = (CSS_DIRECTORY / f"{name}.css").read_text(encoding="utf-8")
    for font in fonts.USUAL:
        text = text.replace(f'"{font.family}"', ", ".join(f'"{family}"' for family in font.families))
    return text


def _weasyprint() -> Any:
    import weasyprint  # noqa: PLC0415 - needs system libraries, whose absence check_fonts explains
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.pdf import fonts as embedded  # noqa: PLC0415

    inline.justify_line = set_to_measure
    embedded.get_hb_object_data = _not_copied
    embedded.Font.subset = _cut_once
    return weasyprint


def _not_copied(_face: Any) -> bytes:
    """Stands for the file of a font until it is cut from the face: WeasyPrint would copy all of it for each paper."""
    return b""


def _cut_once(font: Any, to_unicode: Mapping[int, str], _hinting: bool) -> None:
    """Cut a font for the file; takes the place of WeasyPrint's way, which cuts twice for the same result."""
    from weasyprint.text.ffi import ffi  # noqa: PLC0415

    if to_unicode:
        font.file_content = harfbuzz.kept_in_place(int(ffi.cast("uintptr_t", font.hb_face)), to_unicode)


@cache
def _page() -> Any:
    """WeasyPrint's page as papers need it: read as the XML it is, with default.css for the style sheets of the web."""
    weasyprint = _weasyprint()
    from cssselect2 import ElementWrapper  # noqa: PLC0415 - comes with WeasyPrint

    defaults = [weasyprint.CSS(string=_css("default"))]

    class Page(weasyprint.HTML):  # type: ignore[misc, name-defined]
        def __init__(self, html: str) -> None:
            root = fromstring(html)  # noqa: S314 - written by the papers' own templates
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element
            self.base_url, self.url_fetcher, self.media_type = None, _no_fetching(), "print"

        def _ua_stylesheets(self, _forms: bool = False) -> list[Any]:
            return defaults

        def _ph_stylesheets(self) -> list[Any]:
            return []

    return Page


@cache
def _no_fetching() -> Any:
    """A paper needs nothing from outside itself."""
    return _weasyprint().URLFetcher(allowed_protocols=("data",))


def check_fonts(app_configs: object = None, **_: object) -> list[CheckMessage]:
    """System check: the fonts and libraries of the papers are installed."""
    errors: list[CheckMessage] = []
    try:
        harfbuzz.load()
    except OSError:
        message = f"缺少 {harfbuzz.LIBRARY}（libharfbuzz-subset0），每页要多花几秒。"
        errors.append(Error(message, hint=fonts.SETUP, id="notices.E001"))
    for font in (*fonts.USUAL, *fonts.RARE):
        try:
            fonts.path_of(font)
        except fonts.FontMissing as missing:
            errors.append(Error(str(missing), hint=fonts.SETUP, id="notices.E002"))
    return errors
