"""What somebody might send instead of what a form asks for."""

from collections.abc import Sequence
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.conftest import PASSWORD
from tests.fuzz.reading import Field, Form

Pairs = list[tuple[str, str | bytes]]
# What is filled in where nothing stands: by kind of field, and by name where the kind says too little.
FILLED = {"date": "2004-09-06", "time": "14:30", "number": "5", "password": PASSWORD}
NEW_PASSWORD = "石塘村的票箱有九个那么多"
NAMED = {
    "birth_date": "1965-03-01",
    "joined_on": "1990-07-01",
    "seats": "",
    "shortlist_size": "",
    "stroke_override": "",
}
# Numbers as nobody counts, dates that are none, text that is no text, ids and choices of somebody else.
NUMBERS = (
    "-1",
    "0",
    "１２",
    "٣",
    "²",
    "1e9",
    "1.5",
    "NaN",
    "9" * 12,
    "9" * 30,
    "9" * 5000,
    "00005",
    "+7",
    "0x1F",
)
DAYS = (
    "2004-13-45",
    "0001-01-01",
    "9999-12-31",
    "2004年9月18日",
    "2004-02-30",
    "24:61",
    "14:30:61",
    "二〇〇四年",
)
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\u202e乱",
    "\ufeff",
    "𠮷田",
    "字" * 10_000,
    "\r\n\r\n",
    "é́" * 300,
    "<b>&'\"--",
)
OTHERS = (
    "approved",
    "trust_voting",
    "m1",
    "m99",
    "committee",
    "on",
    "true",
    "None",
    "[]",
    "../..",
    "%s",
    "{}",
)
BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"\x80")
KINDS = ("another", "missing", "another", "twice", "extra", "another", "swapped")


def filled(form: Form, button: int, *, ticked: bool) -> Pairs:
    """A form as somebody would send it who fills in everything, and ticks all or nothing more; one button pressed."""
    pressed = [one for one in form.fields if one.kind in ("submit", "button")]
    left_out = ("file", "submit", "button") if ticked else ("file", "submit", "button", "unchecked")
    sent: Pairs = [
        (one.name, _plausible(one, place))
        for place, one in enumerate(form.fields)
        if one.kind not in left_out
    ]
    if any(one.name == "again" for one in form.fields):
        sent = [(name, NEW_PASSWORD if name in ("password", "again") else value) for name, value in sent]
    if pressed:
        chosen = pressed[button % len(pressed)]
        sent.append((chosen.name, chosen.value))
    return sent


def _plausible(one: Field, place: int) -> str:
    if one.value or one.kind == "hidden":
        return one.value
    if one.kind in ("select", "radio"):
        return next((value for value in one.choices if value), "")
    return NAMED.get(one.name, FILLED.get(one.kind, f"某{place}"))


@st.composite
def sendings(draw: st.DrawFn, forms: Sequence[Form], numbers: Sequence[int]) -> tuple[Form, Pairs]:
    """One of the forms, and what is sent with it; `numbers` are those of rows everywhere."""
    form = forms[draw(st.integers(0, len(forms) - 1))]
    pairs = filled(form, draw(st.integers(0, 3)), ticked=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 4))):
        pairs = _mutated(draw, form, pairs, numbers)
    return form, pairs


def values(numbers: Sequence[int]) -> st.SearchStrategy[str | bytes]:
    """Anything in a field's place."""
    listed = st.sampled_from([*NUMBERS, *DAYS, *TEXTS, *OTHERS, *map(str, numbers)])
    return listed | st.sampled_from(BYTES) | st.text(max_size=40) | st.integers().map(str)


def _mutated(draw: st.DrawFn, form: Form, pairs: Pairs, numbers: Sequence[int]) -> Pairs:
    names = [one.name for one in form.fields] or ["x"]
    place = draw(st.integers(0, max(0, len(pairs) - 1)))
    kind = draw(st.sampled_from(KINDS))
    value = draw(values(numbers))
    rest = [*pairs[:place], *pairs[place + 1 :]]
    name = pairs[place][0] if pairs else draw(st.sampled_from(names))
    if kind == "missing":
        return rest
    if kind == "twice":
        return [*pairs, (name, value)]
    if kind == "extra":
        return [*pairs, (draw(st.sampled_from(names) | st.text(max_size=12)), value)]
    if kind == "swapped" and pairs:
        other = pairs[draw(st.integers(0, len(pairs) - 1))][1]
        return [*pairs[:place], (name, other), *pairs[place + 1 :]]
    return [*pairs[:place], (name, value), *pairs[place + 1 :]]


def body(pairs: Pairs) -> str:
    """The bytes that go over the line; lone surrogates as a faulty client writes them."""
    return urlencode(pairs, errors="surrogatepass")
