"""Tally sheets (计票单) and what was keyed from them. Keyings are only ever added: every figure typed stays."""

from django.db import models
from django.db.models import Q

from elections.rules.sheet_state import COUNTS, SheetState


class Sheet(models.Model):
    """The tally sheet of one box, or of one assembly round (`group` is null there).

    `version` counts the saves and guards against stale ones; `current` is the keying that counts.
    `status` says what elections.rules found in it when it was saved.
    """

    class Kind(models.TextChoices):
        GROUP = "group", "固定票箱"
        MOBILE = "mobile", "流动票箱"
        ASSEMBLY = "assembly", "大会票箱"

    class Status(models.TextChoices):
        EMPTY = SheetState.EMPTY.value, "未开始"
        PARTIAL = SheetState.PARTIAL.value, "进行中"
        FAULTY = SheetState.FAULTY.value, "有问题"
        COMPLETE = SheetState.COMPLETE.value, "完成"

    round = models.ForeignKey("ballots.Round", models.CASCADE, related_name="sheets")
    group = models.ForeignKey("elections.ElectionGroup", models.PROTECT, null=True, related_name="sheets")
    kind = models.CharField("票箱", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField("编号")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.EMPTY)
    warnings_open = models.PositiveSmallIntegerField("未说明的提示", default=0)
    version = models.PositiveIntegerField("版本", default=0)
    current = models.ForeignKey("ballots.Keying", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="sheet_number_once_per_round"),
            models.UniqueConstraint(
                fields=["round", "group"], condition=Q(kind="group"), name="one_main_box_per_group"
            ),
        ]

    @property
    def label(self) -> str:
        """The box by name, "第三村小组票箱"."""
        if self.group is None:
            return "大会票箱"
        return f"{self.group.name}{'流动' if self.kind == self.Kind.MOBILE else ''}票箱"


class Keying(models.Model):
    """One save of a sheet, by one person. Empty figures are null: not yet typed.

    `entry` says whose turn it was (1 = first entry). `explanations` holds the words that tick a warning off, by
    the warning's code and place. `confirmed_reason` records that figures that look impossible stand so on the paper.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="keyings")
    entry = models.PositiveSmallIntegerField("录入次序", default=1)
    version = models.PositiveIntegerField("版本")
    keyed_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    keyed_at = models.DateTimeField("录入时间")
    printed = models.PositiveIntegerField("印制", null=True)
    issued = models.PositiveIntegerField("发出", null=True)
    spoiled = models.PositiveIntegerField("作废", null=True)
    unused = models.PositiveIntegerField("剩余", null=True)
    returned = models.PositiveIntegerField("收回", null=True)
    valid = models.PositiveIntegerField("有效", null=True)
    invalid = models.PositiveIntegerField("无效", null=True)
    proxies = models.PositiveIntegerField("代投", null=True)
    explanations = models.JSONField("说明", default=dict)
    confirmed_reason = models.TextField("与纸面一致的说明", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "entry", "version"], name="keying_version_once_per_sheet"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"keying_{name}_not_negative",
                )
                for name in COUNTS
            ),
        ]


class KeyedVote(models.Model):
    """The figures of one person on one keying: trust/distrust/abstain or approve/against/abstain."""

    keying = models.ForeignKey(Keying, models.CASCADE, related_name="votes")
    line = models.ForeignKey("ballots.BallotLine", models.PROTECT, related_name="+")
    favour = models.PositiveIntegerField("信任或赞成", null=True)
    against = models.PositiveIntegerField("不信任或不赞成", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["keying", "line"], name="line_once_per_keying")]


class KeyingWriteIn(models.Model):
    """Votes for somebody not on the ballot (另选他人)."""

    keying = models.ForeignKey(Keying, models.CASCADE, related_name="write_ins")
    member = models.ForeignKey("elections.ElectionMember", models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField("票数")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["keying", "member"], name="write_in_once_per_keying"),
            models.CheckConstraint(condition=Q(votes__gte=1), name="write_in_has_votes"),
        ]
