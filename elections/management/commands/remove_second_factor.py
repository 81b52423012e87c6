"""manage.py remove_second_factor USERNAME: for the only person who manages accounts, when phone and paper are gone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from elections.models import User
from elections.services.second_factor import drop_second_factor


class Command(BaseCommand):
    """Takes the second factor off an account; whoever is signed in with it is signed out."""

    help = "take the second factor off an account whose phone and recovery codes are gone"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Remove, and say so."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有这个账号：{username}")
        drop_second_factor(user)
        self.stdout.write(f"{user.person}（{username}）的动态码已经取消，下次登录只用密码。")
