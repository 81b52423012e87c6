"""Forms of an election's set-up: its numbers, conditions for office and planned dates."""

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from elections.formkit import (
    REQUIRED,
    CountField,
    DayField,
    LongTextField,
    PlainForm,
    VersionForm,
    plain,
)
from elections.models import Election
from elections.rules.consequences import MAJORITY_BASE_WORDS, TRUST_BASE_WORDS
from elections.rules.numbers import decimal
from elections.rules.reading import RATIO
from elections.rules.ruleset import SHIPPED, RuleSet
from elections.rules.stages import ORDER, Stage
from elections.services.elections import RuleChoices

NUMBERS = (
    "seats",
    "shortlist_size",
    "trust_threshold",
    "trust_base",
    "trust_turnout",
    "majority_base",
    "secretary_voters",
)
UNITS = {"days": Election.WindowUnit.CALENDAR, "working_days": Election.WindowUnit.WORKING}
WHERE_ELECTED = {"committee": "新当选的委员会", "assembly": "党员大会"}


class PercentField(forms.Field):
    """A part of a whole, typed in percent (70, 66.5) or as a fraction (2/3); exact, never a float."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), error_messages=REQUIRED, **kwargs)

    def to_python(self, value: Any) -> Fraction | None:
        """Read the text as an exact fraction of one."""
        text = plain(str(value or "")).removesuffix("%").strip()
        if not text:
            return None
        whole = RATIO.fullmatch(text)
        number, _, places = text.partition(".")
        if len(text) > 12 or not (whole or ((number + places).isdecimal() and (number + places).isascii())):
            raise ValidationError("请填写百分数，如 70、66.5，或分数，如 2/3。", code="invalid")
        try:
            return Fraction(text) if "/" in text else Fraction(text) / 100
        except (ValueError, ZeroDivisionError):
            raise ValidationError("请填写百分数，如 70、66.5，或分数，如 2/3。", code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a fraction in percent where decimals can say it, else as a fraction."""
        if not isinstance(value, Fraction):
            return value
        text = decimal(value * 100)
        return str(value) if text.endswith("…") else text


class RulesForm(PlainForm):
    """The common numbers of a rule set, the way to the secretary, the objection window and the term."""

    method = forms.ChoiceField(
        label="书记产生办法", choices=Election.MethodChoices.choices, widget=forms.RadioSelect
    )
    secretary_voters = forms.ChoiceField(
        label="先选委员的，书记由谁选举", choices=list(WHERE_ELECTED.items())
    )
    seats = CountField(label="委员职数", required=False, min_value=1, max_value=99)
    shortlist_size = CountField(label="预备候选人名额", required=False, min_value=1, max_value=999)
    trust_threshold = PercentField(label="信任率标准（%，含本数）")
    trust_base = forms.ChoiceField(label="信任率的基数", choices=list(TRUST_BASE_WORDS.items()))
    trust_turnout = PercentField(label="收回票须超过有权投票人数的（%）")
    majority_base = forms.ChoiceField(label="当选票数的基数", choices=list(MAJORITY_BASE_WORDS.items()))
    objection_days = CountField(label="公示期", min_value=1, max_value=60)
    objection_unit = forms.ChoiceField(label="公示期单位", choices=Election.WindowUnit.choices)
    term_years = CountField(label="任期（年）", min_value=1, max_value=10)
    reference_date = DayField(
        label="年满十八周岁的计算日期", required=False, help_text="村民名单按这一天计算年龄，一般为投票日。"
    )

    seats.help_text = "不填的，按全村人口确定。"
    shortlist_size.help_text = "不填的，取应有的最少名额；可以定得更多。"

    def choices(self) -> RuleChoices:
        """Return what was chosen, in the form the rules read."""
        data = self.cleaned_data
        numbers = {
            name: str(data[name]) if isinstance(data[name], Fraction) else data[name] for name in NUMBERS
        }
        return RuleChoices(
            numbers=numbers,
            method=data["method"],
            objection_days=data["objection_days"],
            objection_unit=data["objection_unit"],
            term_years=data["term_years"],
            reference_date=data["reference_date"],
        )

    def numbers_so_far(self) -> dict[str, object]:
        """Return the numbers that can be read from what is typed, for the preview."""
        self.is_valid()
        data = {name: self.cleaned_data[name] for name in NUMBERS if name in self.cleaned_data}
        return {name: str(value) if isinstance(value, Fraction) else value for name, value in data.items()}


class ChangeRulesForm(RulesForm, VersionForm):
    """The numbers of an election on record."""


class NewElectionForm(RulesForm):
    """A new election; `era` names the shipped rule set it starts from."""

    era = forms.ChoiceField(
        label="规则",
        choices=[(key, shipped.name) for key, shipped in SHIPPED.items()],
        widget=forms.HiddenInput,
    )
    year = CountField(label="年份", min_value=1990, max_value=2100)


class ConditionsForm(VersionForm):
    """The conditions for office, as they are posted."""

    secretary = LongTextField(
        label="书记（副书记）任职条件", rows=10, help_text="一行一条，不写序号；公告上自动编号。"
    )
    member = LongTextField(label="委员任职条件", rows=9)


class PlanForm(VersionForm):
    """A planned date for each stage, any of them empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in ORDER:
            field = DayField(label=f"{stage.number}. {stage.label}", required=False)
            field.widget.attrs["class"] = "form-control"
            self.fields[f"planned_{stage.value}"] = field

    def planned(self) -> dict[Stage, Any]:
        """Return the dates typed, by stage."""
        dates = {stage: self.cleaned_data[f"planned_{stage.value}"] for stage in ORDER}
        return {stage: day for stage, day in dates.items() if day}


def initial_rules(rules: RuleSet) -> dict[str, object]:
    """Return the numbers of a rule set as the form shows them."""
    return {name: getattr(rules, name) for name in NUMBERS}


def initial_shipped(era: str) -> dict[str, object]:
    """Return what a new election starts from."""
    shipped = SHIPPED[era]
    return initial_rules(shipped.rules) | {
        "era": era,
        "method": Election.MethodChoices.COMMITTEE_THEN_SECRETARY,
        "objection_days": shipped.customs.objection_window,
        "objection_unit": UNITS[shipped.customs.objection_unit],
        "term_years": shipped.customs.term_years,
    }


def initial_election(election: Election) -> dict[str, object]:
    """Return the numbers of an election on record."""
    names = ("method", "objection_days", "objection_unit", "term_years", "reference_date")
    rules = RuleSet.from_mapping(election.rules)
    return initial_rules(rules) | {name: getattr(election, name) for name in names}
