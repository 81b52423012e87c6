"""Accounts: made and reset by the township, one role each, reaching one county, one township or one village."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from elections.rules.permissions import Actor, Role


class UserManager(BaseUserManager["User"]):
    """Makes accounts with a hashed password; the place comes along, since every page shows it."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """Return accounts with their place."""
        return super().get_queryset().select_related("county", "township__county", "village")

    def create_user(self, *, username: str, password: str, **fields: Any) -> "User":
        """Create an account; `fields` name its person, role and place."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in."""

    class RoleChoices(models.TextChoices):
        COUNTY = Role.COUNTY.value, Role.COUNTY.label
        TOWNSHIP = Role.TOWNSHIP.value, Role.TOWNSHIP.label
        CLERK = Role.CLERK.value, Role.CLERK.label
        MONITOR = Role.MONITOR.value, Role.MONITOR.label
        PROJECTOR = Role.PROJECTOR.value, Role.PROJECTOR.label
        VIEWER = Role.VIEWER.value, Role.VIEWER.label

    username = models.CharField(
        "用户名", max_length=30, unique=True, error_messages={"unique": "这个用户名已有人用，请换一个。"}
    )
    person = models.CharField("姓名", max_length=30)
    role = models.CharField("角色", max_length=10, choices=RoleChoices)
    county = models.ForeignKey("elections.County", models.PROTECT, null=True, blank=True, verbose_name="县")
    township = models.ForeignKey(
        "elections.Township", models.PROTECT, null=True, blank=True, verbose_name="乡镇"
    )
    village = models.ForeignKey("elections.Village", models.PROTECT, null=True, blank=True, verbose_name="村")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    created_at = models.DateTimeField("建立时间")
    session_mark = models.CharField("当前登录的标记", max_length=32, blank=True, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.COUNTY.value)
                | Q(county__isnull=False, township__isnull=True, village__isnull=True),
                name="county_account_has_a_county_alone",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.COUNTY.value) | Q(county__isnull=True, township__isnull=False),
                name="other_account_has_a_township",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=(Role.CLERK.value, Role.MONITOR.value)) | Q(village__isnull=False),
                name="clerk_and_monitor_have_a_village",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.TOWNSHIP.value) | Q(village__isnull=True),
                name="township_has_no_village",
            ),
        ]

    def __str__(self) -> str:
        return self.person

    @property
    def actor(self) -> Actor:
        """The person as the rules and services know them."""
        return Actor(
            user_id=self.pk,
            username=self.username,
            name=self.person,
            role=Role(self.role),
            township_id=self.township_id,
            village_id=self.village_id,
            county_id=self.county_id,
        )

    @property
    def place_name(self) -> str:
        """The village, township or county the account reaches, as a refusal names it."""
        return str(self.village or self.township or self.county)

    @property
    def authority(self) -> str:
        """The county, or county and township, as the foot of every page names it."""
        return f"{self.township.county}{self.township}" if self.township else str(self.county)

    @property
    def place_stage(self) -> None:
        """An account stands outside any election."""
        return None
