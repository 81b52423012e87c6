"""The forms of a page as a browser would send them: where to, and every field with what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.urls import Resolver404, resolve

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its present value; `choices` of a list or of radio buttons."""

    name: str
    value: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Form:
    """A form, or an element that sends the fields of one while somebody types (`hx-post`)."""

    action: str
    method: str
    id: str = ""
    fields: list[Field] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.senders: list[tuple[str, str, Form | None]] = []
        self.inside: Form | None = None
        self.choosing: Attributes | None = None
        self.choices: list[tuple[str, bool]] = []
        self.text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.url, given.get("action") or self.url)
            self.inside = Form(action, given.get("method", "get"), given.get("id", ""))
            self.forms.append(self.inside)
        if "hx-post" in given:
            self.senders.append((given["hx-post"], given.get("hx-include", ""), self.inside))
        if tag == "select":
            self.choosing, self.choices = given, []
        elif tag == "option":
            self.choices.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.choosing, self.text = given, ""
        elif tag in ("input", "button") and given.get("name"):
            self._add(
                given, given.get("value", ""), given.get("type", "submit" if tag == "button" else "text")
            )

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select" and self.choosing:
            chosen = [value for value, selected in self.choices if selected]
            values = tuple(value for value, _ in self.choices)
            self._add(self.choosing, (chosen or [*values, ""])[0], "select", values)
        elif tag == "textarea" and self.choosing:
            self._add(self.choosing, (self.text or "").removeprefix("\n"), "textarea")
            self.text = None

    def _add(self, given: Attributes, value: str, kind: str, choices: tuple[str, ...] = ()) -> None:
        by_id = next((form for form in self.forms if form.id and form.id == given.get("form")), None)
        form = by_id or self.inside
        if form is None or not given.get("name"):
            return
        if kind == "checkbox" and "checked" not in given:
            kind = "unchecked"
        if kind == "text" and given.get("inputmode") == "numeric":
            kind = "number"
        form.fields.append(Field(given["name"], value or ("on" if "check" in kind else ""), kind, choices))


def forms_of(html: str, url: str) -> list[Form]:
    """Every form of a page at `url`, and every element that sends one by itself."""
    page = _Page(url)
    page.feed(html)
    for address, include, around in page.senders:
        sent = next((form for form in page.forms if form.id and f"#{form.id}" == include), around)
        if sent is not None:
            page.forms.append(Form(urljoin(url, address), "post", "", list(sent.fields)))
    return [replace(form, fields=_radios_together(form.fields)) for form in page.forms]


def _radios_together(fields: Iterable[Field]) -> list[Field]:
    """Radio buttons of one name are one field with choices."""
    found: dict[str, Field] = {}
    for number, one in enumerate(fields):
        if one.kind != "radio":
            found[f"{number}"] = one
        else:
            known = found.get(one.name)
            found[one.name] = Field(
                one.name, one.value, "radio", (*(known.choices if known else ()), one.value)
            )
    return list(found.values())


def route_of(address: str) -> str:
    """The name of the route that an address leads to, "" where there is none."""
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
