"""The wording of a notice's paragraphs changed by the township before it is issued; its facts stay as they are.

A paragraph is edited as plain text. Every figure, date, title of an instrument, name and word for what came of it
(当选, 无效, 待…批准) must stand in it still, in the order in which it stood, and nothing of the kind may come in that
was not there: then the other words may change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from html import escape, unescape
from typing import Any, TypeVar

from ballots.notices.facts import Facts, Rewording
from ballots.notices.wording import SPACE, chinese_date, spaced

AnyFacts = TypeVar("AnyFacts", bound=Facts)
TEXT = re.compile(r"(?<=<!--text-->).*(?=<!--/text-->)", re.DOTALL)
PARAGRAPH = re.compile(r"(<p(?: [^>]*)?>)(.*?)(</p>)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
FIGURE = r"\d+(?:[.:∶,-]\d+)*%?"
INSTRUMENT = r"《[^》]*》|〔\d+〕"
OUTCOME = r"有效|无效|当选|批准|备案|(?:没有?|不予?|未|尚?待|已经?)(?=[^，。；]{0,8}(?:当选|批准|备案|有效))"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a notice as it reads now: its place from 0 on, and what of it is locked, in its order."""

    place: int
    text: str
    locked: tuple[str, ...]


class Unfaithful(ValueError):
    """New words that leave out or bring in a fact: by place of the paragraph, a sentence that says which."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        self.faults = dict(faults)
        super().__init__("".join(f"第{place + 1}段：{fault}" for place, fault in faults.items()))


def paragraphs(facts: Facts, html: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `html`, which was rendered from `facts`, in their order."""
    locked = _locked_in(facts)
    return tuple(
        Paragraph(place, text, tuple(locked.findall(_bare(text))))
        for place, text in enumerate(_plain(match[2]) for match in PARAGRAPH.finditer(_text(html)))
    )


def reworded(facts: AnyFacts, html: str, words: Mapping[int, str]) -> AnyFacts:
    """The facts with the new words of some paragraphs, by place; `html` is the notice as the program words it.

    Words that are the program's own are left out. Raises `Unfaithful` with all that is wrong.
    """
    locked, changed, faults = _locked_in(facts), [], {}
    for own in paragraphs(facts, html):
        text = _one_line(words.get(own.place, own.text))
        if _bare(text) != _bare(own.text):
            changed.append(Rewording(paragraph=own.place, text=text))
            if fault := _fault(own, text, locked):
                faults[own.place] = fault
    if faults:
        raise Unfaithful(faults)
    header = replace(facts.header, wording=tuple(changed))
    return replace(facts, header=header)


def put_in(html: str, wording: tuple[Rewording, ...], names: tuple[str, ...]) -> str:
    """The notice with its new words, every name in the font of names."""
    new = {each.paragraph: each.text for each in wording}
    places = iter(range(html.count("<p") + 1))

    def paragraph(match: re.Match[str]) -> str:
        place = next(places)
        return f"{match[1]}{marked(new[place], names)}{match[3]}" if place in new else match[0]

    return TEXT.sub(lambda text: PARAGRAPH.sub(paragraph, text[0]), html) if new else html


def marked(text: str, names: Collection[str]) -> str:
    """Escaped text with each name as names are set; longer ones first, so that none is taken for part of another."""
    forms = {form for name in names if name for form in (name, spaced(name))}
    if not forms:
        return escape(text)
    either = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))
    parts, place = [], 0
    for match in either.finditer(text):
        parts += [
            escape(text[place : match.start()]),
            f'<span class="name">{escape(spaced(_bare(match[0])))}</span>',
        ]
        place = match.end()
    return "".join([*parts, escape(text[place:])])


def _fault(own: Paragraph, text: str, locked: re.Pattern[str]) -> str:
    """Say what is wrong with new words for a paragraph, "" where nothing is."""
    if not text:
        return "这一段不能空着。"
    if len(text) > LONGEST:
        return f"这一段最多 {LONGEST} 字。"
    before, after = own.locked, tuple(locked.findall(_bare(text)))
    if lost := Counter(before) - Counter(after):
        return f"缺少原有的内容：{'、'.join(lost)}。数字、日期、姓名、文件名和结果须保留。"
    if added := Counter(after) - Counter(before):
        return f"多出原来没有的内容：{'、'.join(added)}。只能改动文字，不能增加数字、姓名和结果。"
    moved = next((old for old, new in zip(before, after, strict=True) if old != new), "")
    return f"“{moved}”换了位置。数字、日期、姓名、文件名和结果须按原来的次序。" if moved else ""


def _locked_in(facts: Facts) -> re.Pattern[str]:
    """What may not change in a paragraph: what the facts say, the longest first, then titles, figures and outcomes."""
    return re.compile("|".join([*map(re.escape, _words_of(facts)), INSTRUMENT, FIGURE, OUTCOME]))


def _words_of(facts: Facts) -> list[str]:
    """What the facts say in words: names, places, numbers of documents, dates; longest first."""
    found = {_bare(each) for each in _leaves(facts) if len(_bare(each)) > 1}
    return sorted(found, key=lambda word: (-len(word), word))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield chinese_date(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in ("rule_set", "wording", "chain_head"):
                yield from _leaves(getattr(value, each.name))


def _text(html: str) -> str:
    found = TEXT.search(html)
    return found[0] if found else ""


def _plain(html: str) -> str:
    return _one_line(unescape(TAG.sub("", html)))


def _one_line(text: str) -> str:
    """Without line ends and spaces around, as a paragraph is set; the wide space within names stays."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _bare(text: str) -> str:
    """Without any white space, which says nothing in Chinese."""
    return re.sub(rf"[\s{SPACE}]", "", text)
