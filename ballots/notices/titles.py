"""Titles and signatures broken by sense into balanced lines, as GB/T 9704 asks: 词意完整, 梯形 or 菱形."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise

from ballots.notices.facts import Facts, Header, NoticeKind

# Twenty characters of 22 pt are 440 pt of a line's 442.2, nineteen of a poster's 36 pt are 684 of 706; a signature is
# to be centred on its date.
TITLE_LIMIT, POSTER_LIMIT, SIGNATURE_LIMIT = 20, 19, 14
USUAL_LINES, USUAL_WIDTH = 3, 18

# What stands under the name of the issuing body; 〈村〉 is the village.
SUBJECTS = {
    NoticeKind.CONDITIONS: "关于〈村〉党支部委员会委员任职条件的公告",
    NoticeKind.TRUST_RESULT: "关于信任投票结果的公告",
    NoticeKind.PRELIMINARY: "关于党支部委员会预备候选人的公示",
    NoticeKind.FORMAL: "关于〈村〉党支部委员会正式候选人的公示",
    NoticeKind.RESULT_REPORT: "选举结果报告单",
    NoticeKind.ELECTED: "关于党支部委员会当选人的公告",
    NoticeKind.WORK_PLAN: "关于〈村〉党支部委员会“两票制”选举工作的安排",
    NoticeKind.COMMITTEE_LIST: "关于〈村〉党支部“两票制”选举委员会名单的公告",
    NoticeKind.VOTER_LIST: "关于有投票权的村民名单的公告",
    NoticeKind.ELECTION_METHOD: "〈村〉党支部委员会“两票制”选举办法（草案）",
    NoticeKind.OPEN_LETTER: "致〈村〉全体村民的公开信",
    NoticeKind.VOTING_NOTICE: "关于信任投票的通知",
    NoticeKind.PROXY_LIST: "关于委托投票的公示",
    NoticeKind.TRUST_REPORT: "信任投票监票报告单",
    NoticeKind.MEETING_NOTICE: "关于召开党员大会选举支部委员会的通知",
    NoticeKind.AGENDA: "党员大会选举议程",
    NoticeKind.SUBMISSION: "关于支部委员会选举结果的请示",
    NoticeKind.REPLY: "关于〈村〉党支部委员会选举结果的批复",
    NoticeKind.APPOINTMENT: "关于〈村〉党支部委员会组成人员任职的公告",
    NoticeKind.HANDOVER_LIST: "工作交接清单",
    NoticeKind.DIVISION: "关于委员分工和党小组长的公告",
    NoticeKind.CORRECTION: "更正公告",
}

# A set of rules and a letter are called by what they are; the body that issues them stands at the end alone.
WITHOUT_BODY = frozenset({NoticeKind.ELECTION_METHOD, NoticeKind.OPEN_LETTER})

# A line may end after one of these, the sooner the less it costs; what cuts a name or a word costs most.
PHRASES = re.compile("党?支部委员会|党支部(?=“)|选举委员会|党员大会|全体村民的")
HALF_PHRASES = re.compile("“两票制”")
OPENS_SUBJECT = re.compile("关于")
INSIDE_NAMES = re.compile("[省市州县区旗乡镇村寨族](?!自治|[省市州县区旗乡镇村寨族])")
PHRASE, HALF_PHRASE, NAME, OPENING, INSIDE_NAME, ANYWHERE = 1, 2, 4, 5, 6, 12
BODY_RUNS_ON, LINE_TOO_MANY, TOO_WIDE = 5, 6, 2
NOT_FIRST = ("委员会", "”", "》", "、", "（", "）", "的")
NOT_LAST = "“《（"


def title_lines(facts: Facts) -> tuple[str, ...]:
    """The title of a board notice: issuing body, then subject."""
    header = facts.header
    subject = SUBJECTS[facts.kind].replace("〈村〉", header.village)
    body = _body(facts)
    return broken(body + subject, TITLE_LIMIT, _names(header), len(body))


def _body(facts: Facts) -> str:
    """The body a title begins with: who signs, but for monitors the body they serve, and the branch for its assembly."""
    if facts.kind in WITHOUT_BODY:
        return ""
    signed = facts.header.signature.removesuffix("监票人")
    return signed.removesuffix("委员会") if facts.kind is NoticeKind.AGENDA else signed


def poster_lines(header: Header) -> tuple[str, ...]:
    """What stands over the subject of a poster."""
    return broken(f"{header.village}党支部委员会选举", POSTER_LIMIT, _names(header))


def signature_lines(header: Header) -> tuple[str, ...]:
    """The issuing body over the date."""
    return broken(header.signature, SIGNATURE_LIMIT, _names(header))


def in_shape(lengths: tuple[int, ...]) -> bool:
    """梯形 or 菱形: lines grow, or shrink, or grow and then shrink; none is narrower than those on both sides."""
    shrunk = False
    for before, after in pairwise(lengths):
        if after > before and shrunk:
            return False
        shrunk = shrunk or after < before
    return True


@lru_cache(maxsize=512)
def broken(text: str, limit: int, names: tuple[str, ...] = (), body: int = 0) -> tuple[str, ...]:
    """Lines of at most `limit` characters that end by sense and make an allowed shape.

    `names` are the places in the text, `body` the length of the issuing body it begins with. Three lines, unless
    long names leave no room; a word is cut only where no other way is left.
    """
    needed = -(-len(text) // limit)
    by_sense = _places(text, names, body)
    anywhere = {place: ANYWHERE for place in range(1, len(text)) if _may_end(text, place)} | by_sense
    tries = [
        (by_sense, range(needed, max(USUAL_LINES, needed + 1) + 1)),
        *((anywhere, range(count, count + 1)) for count in (needed, needed + 1)),
    ]
    found = (_best(places, len(text), limit, counts, body) for places, counts in tries)
    lengths = next(filter(None, found), (len(text),))
    return tuple(text[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True))


def _names(header: Header) -> tuple[str, ...]:
    return (header.county, header.township, header.village)


def _places(text: str, names: tuple[str, ...], body: int) -> dict[int, int]:
    """Where a line may end by sense, and what that costs."""
    costs: dict[int, int] = {}
    for pattern, cost in (
        (INSIDE_NAMES, INSIDE_NAME),
        (OPENS_SUBJECT, OPENING),
        (HALF_PHRASES, HALF_PHRASE),
        (PHRASES, PHRASE),
    ):
        costs |= {found.end(): cost for found in pattern.finditer(text)}
    costs |= {found.end(): NAME for name in names if name for found in re.finditer(re.escape(name), text)}
    costs[body] = 0
    return {place: cost for place, cost in costs.items() if 0 < place < len(text) and _may_end(text, place)}


def _may_end(text: str, place: int) -> bool:
    return text[place - 1] not in NOT_LAST and not text.startswith(NOT_FIRST, place)


def _best(
    costs: Mapping[int, int], size: int, limit: int, counts: range, body: int
) -> tuple[int, ...] | None:
    """The lengths of the lines that cost least: ends against the sense, unlike lengths, lines beyond three."""

    def cost(lengths: tuple[int, ...]) -> tuple[int, int]:
        ends = list(accumulate(lengths))[:-1]
        runs_on = BODY_RUNS_ON if body and body not in ends else 0
        too_many = LINE_TOO_MANY * max(0, len(lengths) - USUAL_LINES)
        unlike = max(lengths) - min(lengths) + TOO_WIDE * max(0, max(lengths) - USUAL_WIDTH)
        return sum(costs[end] for end in ends) + runs_on + too_many + unlike, len(lengths)

    shaped = (way for count in counts for way in _ways(sorted(costs), size, limit, count) if in_shape(way))
    return min(shaped, key=cost, default=None)


def _ways(places: list[int], size: int, limit: int, count: int, start: int = 0) -> Iterator[tuple[int, ...]]:
    """All ways to set what follows `start` in `count` lines, as their lengths."""
    if count == 1:
        if size - start <= limit:
            yield (size - start,)
        return
    for place in places:
        if start < place <= start + limit and size - place <= limit * (count - 1):
            for rest in _ways(places, size, limit, count - 1, place):
                yield (place - start, *rest)
