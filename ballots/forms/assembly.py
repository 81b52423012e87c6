"""Forms of the assembly: who came, who is excused, the order of the meeting, the next ballot."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from ballots.services.assembly import ExcusalEntry, StepEntry
from elections.formkit import ClockField, CountField, LongTextField, TextField, VersionForm
from elections.models import ElectionMember
from elections.rules.agenda import NextRound
from elections.rules.eligibility import Excusal as Ground
from elections.rules.inputs import RoundKind
from elections.rules.meeting import Step
from elections.rules.standing import Electorate

GROUNDS = [(ground.name, ground.label) for ground in Ground]


class AttendanceForm(VersionForm):
    """How many came."""

    present = CountField(label="实到会人数", help_text="有表决权并到会的正式党员；大会不能委托投票")


class ExcusalForm(VersionForm):
    """Who is excused and why; without `members` the person stands already."""

    member = forms.ChoiceField(label="请假的党员")
    ground = forms.ChoiceField(label="理由", choices=GROUNDS, widget=forms.RadioSelect)
    consent_number = TextField(
        label="上级党组织同意的文号或日期",
        max_length=40,
        required=False,
        help_text="没有上级同意的，仍算应到会",
    )
    adopted = forms.BooleanField(label="大会已表决同意", required=False)

    def __init__(self, *args: Any, members: Sequence[ElectionMember] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members is None:
            del self.fields["member"]
        else:
            choices = [("", "请选择"), *((member.code, member.label) for member in members)]
            self.fields["member"].choices = choices  # type: ignore[attr-defined]

    def entry(self) -> ExcusalEntry:
        """The excusal as the service takes it."""
        cleaned = self.cleaned_data
        return ExcusalEntry(cleaned["ground"], cleaned["consent_number"], cleaned["adopted"])


class StepsForm(VersionForm):
    """The order of the meeting, all steps in one table. A line where nothing stands is not recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in Step:
            name = step.value
            self.fields[f"{name}_at"] = ClockField(label=f"{step.label}：时间", required=False)
            if step.by_show_of_hands:
                self.fields[f"{name}_favour"] = CountField(label=f"{step.label}：赞成人数", required=False)
            self.fields[f"{name}_note"] = TextField(
                label=f"{step.label}：记录", max_length=200, required=False
            )
        for field in self.fields.values():
            field.widget.attrs.update({"class": "form-control", "aria-label": field.label or ""})

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each step with its fields."""
        return [
            {
                "step": step,
                "at": self[f"{step.value}_at"],
                "favour": self[f"{step.value}_favour"] if step.by_show_of_hands else None,
                "note": self[f"{step.value}_note"],
            }
            for step in Step
        ]

    def clean(self) -> dict[str, Any]:
        """A line that says anything says when; a show of hands says how many."""
        cleaned = super().clean() or self.cleaned_data
        for step in Step:
            name = step.value
            timed, favour = cleaned.get(f"{name}_at"), cleaned.get(f"{name}_favour")
            if timed and step.by_show_of_hands and favour is None and f"{name}_favour" not in self.errors:
                self.add_error(f"{name}_favour", "请填写举手赞成的人数。")
            told = favour is not None or cleaned.get(f"{name}_note")
            if told and not timed and f"{name}_at" not in self.errors:
                self.add_error(f"{name}_at", "请填写时间；这一项还没有进行的，把这一行清空。")
        return cleaned

    def steps(self) -> dict[Step, StepEntry]:
        """The steps recorded."""
        cleaned = self.cleaned_data
        return {
            step: StepEntry(
                cleaned[f"{step.value}_at"],
                cleaned.get(f"{step.value}_favour"),
                cleaned[f"{step.value}_note"],
            )
            for step in Step
            if cleaned.get(f"{step.value}_at")
        }


class RoundForm(VersionForm):
    """The next ballot: its candidates, and the electorate where it has one of its own."""

    kind = forms.CharField(widget=forms.HiddenInput)
    entitled = CountField(label="本轮应到", required=False)
    present = CountField(label="本轮实到", required=False)

    def __init__(
        self, offered: NextRound, people: Mapping[str, ElectionMember], *args: Any, **kwargs: Any
    ) -> None:
        self.offered = offered
        self.pool = [member for code, member in people.items() if code in offered.pool]
        super().__init__(*args, **kwargs)
        self.initial["kind"] = offered.kind.value
        if not offered.own_electorate:
            del self.fields["entitled"], self.fields["present"]
        if offered.fixed:
            return
        if offered.kind is RoundKind.SECRETARY:
            self._ask_order()
        else:
            self._ask_ticks()

    @property
    def orders(self) -> list[tuple[ElectionMember, forms.BoundField]]:
        """Each person with the place asked for."""
        names = [(member, f"order_{member.code}") for member in self.pool]
        return [(member, self[name]) for member, name in names if name in self.fields]

    def candidates(self) -> tuple[str, ...]:
        """The ids of the candidates in the order given."""
        if self.offered.fixed:
            return self.offered.pool
        if self.offered.kind is RoundKind.SECRETARY:
            placed = [(self.cleaned_data.get(f"order_{m.code}"), m.code) for m in self.pool]
            return tuple(code for place, code in sorted((p, c) for p, c in placed if p is not None))
        return tuple(dict.fromkeys(self.cleaned_data.get("candidates", ())))

    def own(self) -> Electorate | None:
        """The electorate of its own, where one was typed."""
        entitled, present = self.cleaned_data.get("entitled"), self.cleaned_data.get("present")
        return None if entitled is None or present is None else Electorate(entitled, present)

    def clean(self) -> dict[str, Any]:
        """Both figures of an electorate or neither; no place in the order given twice."""
        cleaned = super().clean() or self.cleaned_data
        both = ("entitled", "present")
        for name, other in (both, both[::-1]):
            alone = cleaned.get(other) is not None and cleaned.get(name) is None
            if alone and name in self.fields and name not in self.errors:
                self.add_error(name, "应到和实到要么都填，要么都不填。")
        self._refuse_same_places(cleaned)
        return cleaned

    def _refuse_same_places(self, cleaned: Mapping[str, Any]) -> None:
        first: dict[int, str] = {}
        for member, _ in self.orders:
            place = cleaned.get(f"order_{member.code}")
            if place in first:
                self.add_error(f"order_{member.code}", f"与{first[place]}的次序相同，请排出先后。")
            elif place is not None:
                first[place] = member.label

    def _ask_order(self) -> None:
        start = 1 if len(self.pool) == 1 else None
        for member in self.pool:
            field = CountField(
                label=f"{member.label}的次序", required=False, min_value=1, max_value=999, initial=start
            )
            field.widget.attrs["class"] = "form-control"
            self.fields[f"order_{member.code}"] = field

    def _ask_ticks(self) -> None:
        self.fields["candidates"] = forms.MultipleChoiceField(
            label="候选人",
            choices=[(member.code, member.label) for member in self.pool],
            initial=list(self.offered.suggested),
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            error_messages={
                "invalid_choice": "请从列出的各人中选择。",
                "invalid_list": "请从列出的各人中选择。",
            },
        )


class ReduceForm(VersionForm):
    """How many consented to fewer seats."""

    consent = CountField(label="同意减少名额的人数")


class WithdrawForm(VersionForm):
    """Why a ballot is withdrawn."""

    reason = LongTextField(label="撤回的理由", max_length=500, rows=2)
