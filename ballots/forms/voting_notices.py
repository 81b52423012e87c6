"""When and where each group votes, and where its mobile box goes, for the groups' notices."""

from collections.abc import Mapping, Sequence

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from ballots.selectors.papers import GroupVote
from elections.formkit import TextField, VersionForm
from elections.models import ElectionGroup

PARTS = {"hours": ("投票时间", 30), "voting_at": ("投票地点", 40), "mobile_route": ("流动票箱路线", 100)}


class VotingNoticesForm(VersionForm):
    """Three fields for each group; what stays empty is written in by hand, but for the route."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        groups: Sequence[ElectionGroup],
        votes: Mapping[str, GroupVote],
        version: int,
    ) -> None:
        given = {
            _name(group, part): getattr(votes.get(group.code, GroupVote()), part)
            for group in groups
            for part in PARTS
        }
        super().__init__(data, initial={"version": version, **given})
        self.groups = groups
        for group in groups:
            for part, (label, longest) in PARTS.items():
                self.fields[_name(group, part)] = _field(f"{group.name}的{label}", longest)

    @property
    def rows(self) -> list[tuple[ElectionGroup, list[tuple[str, BoundField]]]]:
        """Each group with its fields, and what each is."""
        return [
            (group, [(label, self[_name(group, part)]) for part, (label, _) in PARTS.items()])
            for group in self.groups
        ]

    @property
    def votes(self) -> dict[str, GroupVote]:
        """What was typed, by the groups' codes; once the form is valid."""
        return {
            group.code: GroupVote(*(self.cleaned_data[_name(group, part)] for part in PARTS))
            for group in self.groups
        }


def _name(group: ElectionGroup, part: str) -> str:
    return f"{part}-{group.code}"


def _field(label: str, longest: int) -> TextField:
    widget = forms.TextInput(attrs={"class": "form-control", "aria-label": label})
    return TextField(label=label, max_length=longest, required=False, widget=widget)
