"""Printed documents. A notice copies its facts when it is made and never reads live data again."""

from django.db import models
from django.db.models import Q

from elections.rules.stages import Stage


class Notice(models.Model):
    """One document as it was made: the facts, the bytes, and which round it speaks of.

    `kind` is a `ballots.notices.facts.NoticeKind`; `number` counts within kind and what it is for. Invalidating keeps it.
    """

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="notices")
    round = models.ForeignKey("ballots.Round", models.PROTECT, null=True, related_name="notices")
    sheet = models.ForeignKey("ballots.Sheet", models.PROTECT, null=True, related_name="notices")
    kind = models.CharField("种类", max_length=30)
    number = models.PositiveSmallIntegerField("版次")
    stage = models.CharField("所属阶段", max_length=20)
    title = models.CharField("标题", max_length=120)
    facts = models.JSONField("内容")
    pdf = models.BinaryField("文件")
    pages = models.PositiveSmallIntegerField("页数")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("制作时间")
    made_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    invalidated_at = models.DateTimeField("失效时间", null=True)
    invalidated_reason = models.TextField("失效理由", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "kind", "number"],
                condition=Q(sheet__isnull=True, round__isnull=True),
                name="notice_number_once_per_kind",
            ),
            models.UniqueConstraint(
                fields=["sheet", "kind", "number"],
                condition=Q(sheet__isnull=False),
                name="notice_number_once_per_box",
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "number"],
                condition=Q(round__isnull=False),
                name="notice_number_once_per_round",
            ),
        ]

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.election.village.name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.election.present_stage
