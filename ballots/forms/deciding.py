"""A monitor's decision on a sheet: what it is, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ballots.models import SheetDecision
from elections.formkit import TextField, VersionForm

WORDS = {
    SheetDecision.Kind.ACCEPT: "照纸面认定，数字照此继续",
    SheetDecision.Kind.RECOUNT: "重新清点选票，清点以后由两名录入员重新录入",
}


class DecideForm(VersionForm):
    """`kinds` are the decisions that the rules leave open; a single one is not asked for."""

    decision = forms.ChoiceField(label="处理", widget=forms.RadioSelect)
    reason = TextField(label="理由", max_length=200)

    def __init__(self, *args: Any, kinds: Sequence[SheetDecision.Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, WORDS[kind]) for kind in kinds]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["decision"].initial = choices[0][0]
