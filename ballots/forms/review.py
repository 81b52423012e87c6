"""Forms of the review and of objections."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ballots.models import Review
from ballots.selectors.review import Shortlisted
from ballots.services.review import ObjectionEntry, ReviewEntry
from elections.formkit import CountField, DayField, LongTextField, TextField, VersionForm
from elections.models import ElectionMember
from elections.rules.problems import problem
from elections.rules.review import careers_of_others

COMMITTEE_MOST = 99


class ParagraphField(TextField):
    """Text that a paper sets as one paragraph: where a line ends without a sign, a semicolon ends it."""

    def to_python(self, value: Any) -> str:
        """Return the lines joined."""
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        ended = [line if line[-1] in "。；，、：" else f"{line}；" for line in lines[:-1]]
        return super().to_python("".join([*ended, *lines[-1:]]))


class ReviewForm(VersionForm):
    """One deliberation: for each preliminary candidate a tick, and a career if one likes, or a reason.

    Once checked, `taken` are the ids ticked, `declined` the reasons and `careers` the careers by id, whatever else is
    wrong.
    """

    decided_on = DayField(label="党委会研究日期")
    present = CountField(label="到会委员", min_value=1, max_value=COMMITTEE_MOST)
    minutes_number = TextField(label="会议纪要编号", max_length=40, help_text="如 许党会〔2004〕9号")

    def __init__(self, people: Sequence[Shortlisted], *args: Any, again: bool = False, **kwargs: Any) -> None:
        self.people = people
        self.taken: tuple[str, ...] = ()
        self.declined: dict[str, str] = {}
        self.careers: dict[str, str] = {}
        super().__init__(*args, **kwargs)
        self.fields["present"].error_messages["required"] = "请填写到会委员的人数。"
        for person in people:
            code, name = person.member.code, person.member.label
            self.fields[f"take_{code}"] = forms.BooleanField(
                label=f"{name}列为正式候选人", required=False, widget=_tick(name)
            )
            self.fields[f"reason_{code}"] = TextField(
                label=f"{name}不列入的理由", max_length=200, required=False, widget=_line(name)
            )
            self.fields[f"career_{code}"] = ParagraphField(
                label=f"{name}的简历", max_length=200, required=False, widget=_career(name)
            )
        if again:
            self.fields["replaces"] = LongTextField(label="重新审定的理由", max_length=500, rows=2)
            self.fields["replaces"].widget.attrs["class"] = "form-control"

    @property
    def rows(self) -> list[tuple[Shortlisted, list[forms.BoundField]]]:
        """Each person with the fields of their line: tick, career, reason."""
        return [
            (person, [self[f"{name}_{person.member.code}"] for name in ("take", "career", "reason")])
            for person in self.people
        ]

    @property
    def around(self) -> list[forms.BoundField]:
        """The fields that stand outside the table."""
        names = ("decided_on", "present", "minutes_number", "replaces")
        return [self[name] for name in names if name in self.fields]

    def entry(self) -> ReviewEntry:
        """The deliberation as the service takes it."""
        cleaned = self.cleaned_data
        return ReviewEntry(
            decided_on=cleaned["decided_on"],
            present=cleaned["present"],
            minutes_number=cleaned["minutes_number"],
            candidates=self.taken,
            declined=self.declined,
            careers=self.careers,
        )

    def clean(self) -> dict[str, Any]:
        """Each line says one thing: taken, or declined and why."""
        cleaned = super().clean() or self.cleaned_data
        codes = [person.member.code for person in self.people]
        self.taken = tuple(code for code in codes if cleaned.get(f"take_{code}"))
        self.declined = self._typed("reason", codes)
        self.careers = self._typed("career", codes)
        others = careers_of_others(self.taken, self.careers)
        for person in self.people:
            code, name = person.member.code, person.member.label
            both = code in self.taken
            if both == (code in self.declined) and f"reason_{code}" not in self.errors:
                unclear = problem("E-304" if both else "E-303", "/review", name=name)
                self.add_error(f"reason_{code}", f"{unclear.message}。")
            if code in others:
                self.add_error(
                    f"career_{code}", f"没有勾选{name}。列为正式候选人的才写简历；请勾选，或者删去简历。"
                )
        return cleaned

    def _typed(self, name: str, codes: Sequence[str]) -> dict[str, str]:
        """What stands in the fields of this name, by id, without the empty ones."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in codes}
        return {code: text for code, text in typed.items() if text}


def recorded_review(review: Review | None) -> dict[str, Any]:
    """The review on record as values of the form."""
    if review is None:
        return {}
    values: dict[str, Any] = {
        "decided_on": review.decided_on,
        "present": review.present,
        "minutes_number": review.minutes_number,
    }
    for line in review.lines.all():
        values[f"take_{line.member.code}"] = line.taken
        values[f"reason_{line.member.code}"] = line.reason
        values[f"career_{line.member.code}"] = line.career
    return values


class ObjectionForm(VersionForm):
    """One objection. Who raised it is not asked."""

    received_on = DayField(label="收到日期")
    about = forms.ChoiceField(label="针对哪位候选人", required=False)
    content = LongTextField(label="异议内容", max_length=500, help_text="只记内容，不记提出人的姓名")

    def __init__(self, candidates: Sequence[ElectionMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "不针对个人"), *((member.code, member.label) for member in candidates)]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    def entry(self) -> ObjectionEntry:
        """The objection as the service takes it."""
        cleaned = self.cleaned_data
        return ObjectionEntry(cleaned["received_on"], cleaned["about"], cleaned["content"])


class FindingForm(VersionForm):
    """What came of an objection."""

    found_on = DayField(label="调查日期")
    finding = LongTextField(
        label="调查结论", max_length=500, help_text="写明是否属实、怎样处理；属实并影响资格的，须重新审定"
    )


def _tick(name: str) -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": f"{name}列为正式候选人"})


def _career(name: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3, "class": "form-control", "aria-label": f"{name}的简历"})


def _line(name: str) -> forms.TextInput:
    attrs = {"autocomplete": "off", "class": "form-control", "aria-label": f"{name}不列入的理由"}
    return forms.TextInput(attrs=attrs)
