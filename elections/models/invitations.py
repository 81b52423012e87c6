"""Invitations: a link and a code, with which somebody makes the account they work with in one election."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from elections.rules.duties import OfficialDuty
from elections.rules.invitations import CODES_BORNE, InvitationState, invitation_state
from elections.rules.permissions import Role
from elections.rules.stages import Stage


class Invitation(models.Model):
    """One person invited for one duty. Link and code are kept as hashes alone; `entry` is what will name the person.

    `entry` holds what a naming needs (ballots.services.officials): duty, post, member, group, relatives, by the
    election's codes.
    """

    class RoleChoices(models.TextChoices):
        CLERK = Role.CLERK.value, Role.CLERK.label
        MONITOR = Role.MONITOR.value, Role.MONITOR.label

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField("序号")
    person = models.CharField("姓名", max_length=30)
    role = models.CharField("角色", max_length=10, choices=RoleChoices)
    entry = models.JSONField("登记内容")
    token_hash = models.CharField("链接的散列值", max_length=64, unique=True)
    code_hash = models.CharField("邀请码的散列值", max_length=64)
    made_at = models.DateTimeField("邀请时间")
    made_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("有效期至")
    wrong = models.PositiveSmallIntegerField("输错次数", default=0)
    withdrawn_at = models.DateTimeField("收回时间", null=True)
    used_at = models.DateTimeField("接受时间", null=True)
    account = models.OneToOneField("elections.User", models.PROTECT, null=True, related_name="invitation")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "number"], name="invitation_number_once_per_election"
            ),
            models.CheckConstraint(
                condition=Q(role__in=(Role.CLERK.value, Role.MONITOR.value)),
                name="invitation_for_clerk_or_monitor",
            ),
            models.CheckConstraint(condition=Q(wrong__lte=CODES_BORNE), name="invitation_wrong_codes"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, account__isnull=True)
                | Q(used_at__isnull=False, account__isnull=False, withdrawn_at__isnull=True),
                name="invitation_used_makes_an_account",
            ),
        ]

    def state_at(self, now: datetime) -> InvitationState:
        """Return what became of it."""
        return invitation_state(
            now=now,
            expires_at=self.expires_at,
            used=self.used_at is not None,
            withdrawn=self.withdrawn_at is not None,
            wrong=self.wrong,
        )

    @property
    def duty(self) -> OfficialDuty:
        """What the person is invited for."""
        return OfficialDuty(self.entry["duty"])

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.election.village.name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.election.present_stage
