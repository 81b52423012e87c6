"""`create_account`: an account for a county or for a township, made by whoever runs the program."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from elections.account_fields import NewUserNameField
from elections.formkit import TextField
from elections.services.accounts import Issued
from elections.services.authorities import open_county, open_township
from elections.services.guard import Refused

FIELDS = {
    "county": TextField(label="县", max_length=40),
    "township": TextField(label="乡镇", max_length=40, required=False),
    "document_prefix": TextField(label="发文代字", max_length=10, required=False),
    "username": NewUserNameField(),
    "person": TextField(label="姓名", max_length=30),
}


class Command(BaseCommand):
    """Makes a county's account, or with --township a township's; prints the initial password this once."""

    help = (
        "建立县级账号；加上 --township 则建立乡镇管理员账号，没有这个乡镇的先登记它。初始密码只显示这一次。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, field in FIELDS.items():
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, required=field.required, default="", help=str(field.label))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            issued = self._open({name: self._cleaned(name, options[name]) for name in FIELDS})
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        user = issued.user
        self.stdout.write(f"已建立{user.get_role_display()}账号：{user.place_name}，{user.person}。")
        self.stdout.write(
            f"用户名    {user.username}\n初始密码  {issued.password}\n首次登录时须换成自己的密码。"
        )

    def _cleaned(self, name: str, given: str) -> str:
        try:
            return str(FIELDS[name].clean(given))
        except ValidationError as error:
            raise CommandError(f"{FIELDS[name].label}：{''.join(error.messages)}") from error

    def _open(self, facts: dict[str, str]) -> Issued:
        at = timezone.now()
        if facts["township"]:
            return open_township(**facts, at=at)
        return open_county(**{key: facts[key] for key in ("county", "username", "person")}, at=at)
