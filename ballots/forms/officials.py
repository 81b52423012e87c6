"""The form that names somebody for a duty."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ballots.services.officials import OfficialEntry
from elections.formkit import PlainForm, TextField
from elections.models import ElectionGroup, ElectionMember, Official, User

NOBODY, ANOTHER, EVERY_BOX = "none", "another", "all"


class PersonForm(PlainForm):
    """One person and one duty."""

    duty = forms.ChoiceField(label="职责", choices=[("", "请选择"), *Official.Duty.choices])
    member = forms.ChoiceField(
        label="是否本支部党员", initial=NOBODY, help_text="是本支部党员的，从名册中选。"
    )
    name = TextField(label="姓名", max_length=30, required=False, help_text="从名册中选了的不用填。")
    post = TextField(label="身份或职务", max_length=40, required=False, help_text="如 村民代表、乡干部")
    group = forms.ChoiceField(
        label="票箱", initial=EVERY_BOX, help_text="只有信任投票的唱票、计票、监票人分票箱。"
    )
    relatives = forms.MultipleChoiceField(
        label="是哪些党员的配偶、父母、子女或兄弟姐妹",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        members: Iterable[ElectionMember],
        groups: Iterable[ElectionGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(member.pk), member.label) for member in members]
        asked = [(NOBODY, "不是"), *people, (ANOTHER, "与党员同名的另一人")]
        self._offer("member", asked)
        self._offer("relatives", people)
        self._offer("group", [(EVERY_BOX, "全部票箱"), *((str(one.pk), f"{one.name}票箱") for one in groups)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a name where the roster does not give one."""
        data = super().clean() or self.cleaned_data
        if (
            "member" in data
            and data["member"] in (NOBODY, ANOTHER)
            and data.get("name") == ""
            and not data.get("account")
        ):
            self.add_error("name", "请填写姓名，或者从名册中选一名党员。")
        return data

    def entry(self) -> OfficialEntry:
        """Return what was typed."""
        data = self.cleaned_data
        member = data["member"]
        return OfficialEntry(
            duty=data["duty"],
            name=data["name"],
            post=data["post"],
            member_id=int(member) if member not in (NOBODY, ANOTHER) else None,
            another=member == ANOTHER,
            relatives=frozenset(int(one) for one in data["relatives"]),
            account_id=int(data["account"]) if data.get("account") else None,
            group_id=None if data["group"] == EVERY_BOX else int(data["group"]),
        )


class OfficialForm(PersonForm):
    """Somebody named, with the account they sign in with."""

    account = forms.ChoiceField(
        label="账号",
        required=False,
        help_text="录入员必须选；监票人、选举委员会主任、计票人、主持人要在系统中签字的，也选。",
    )

    def __init__(self, *args: Any, accounts: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (str(one.pk), f"{one.person}（{one.username}，{one.get_role_display()}）") for one in accounts
        ]
        self._offer("account", [("", "不用账号"), *known])
