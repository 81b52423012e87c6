"""Tally sheets (计票单) and what was keyed from them. Keyings are only ever added: every figure typed stays."""

from django.db import models
from django.db.models import F, Q

from elections.rules.entry import Entries, Phase, Turn
from elections.rules.sheet_state import COUNTS

KEYED_WHOLE = (int(Turn.FIRST), int(Turn.SECOND), int(Turn.THIRD))


class Sheet(models.Model):
    """The tally sheet of one box, or of one assembly round (`group` is null there).

    `phase`, `attempt`, `first_by`, `second_by` and `draft_by` are an `elections.rules.entry.Entries`. `current` is the
    keying that counts; nothing counts before two people keyed the same. `version` counts every change and guards
    against stale ones. `explanations` are the words that tick a warning off, by the warning's code and place.
    """

    class Kind(models.TextChoices):
        GROUP = "group", "固定票箱"
        MOBILE = "mobile", "流动票箱"
        ASSEMBLY = "assembly", "大会票箱"

    round = models.ForeignKey("ballots.Round", models.CASCADE, related_name="sheets")
    group = models.ForeignKey("elections.ElectionGroup", models.PROTECT, null=True, related_name="sheets")
    kind = models.CharField("票箱", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField("编号")
    phase = models.CharField(
        "状态",
        max_length=15,
        choices=[(phase.value, phase.label) for phase in Phase],
        default=Phase.EMPTY.value,
    )
    attempt = models.PositiveSmallIntegerField("第几次清点", default=1)
    first_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    second_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    draft_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    warnings_open = models.PositiveSmallIntegerField("未说明的提示", default=0)
    explanations = models.JSONField("说明", default=dict)
    version = models.PositiveIntegerField("版本", default=0)
    current = models.ForeignKey("ballots.Keying", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="sheet_number_once_per_round"),
            models.UniqueConstraint(
                fields=["round", "group"], condition=Q(kind="group"), name="one_main_box_per_group"
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.VERIFIED.value, current__isnull=False)
                | (~Q(phase=Phase.VERIFIED.value) & Q(current__isnull=True)),
                name="only_a_verified_sheet_counts",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (Q(first_by__isnull=False) & ~Q(first_by=F("second_by"))),
                name="sheet_keyed_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(draft_by__isnull=True)
                | Q(phase=Phase.FIRST.value, first_by__isnull=True)
                | (Q(phase=Phase.SECOND.value, first_by__isnull=False) & ~Q(first_by=F("draft_by"))),
                name="second_entry_begun_by_another",
            ),
        ]

    @property
    def label(self) -> str:
        """The box by name, "第三村小组票箱"."""
        if self.group is None:
            return "大会票箱"
        return f"{self.group.name}{'流动' if self.kind == self.Kind.MOBILE else ''}票箱"

    @property
    def entries(self) -> Entries:
        """Where the sheet stands, as the rules know it."""
        return Entries(Phase(self.phase), self.attempt, self.first_by_id, self.second_by_id, self.draft_by_id)

    @property
    def verified(self) -> bool:
        """Whether its figures count."""
        return self.phase == Phase.VERIFIED


class Keying(models.Model):
    """One save of a sheet, by one person. Empty figures are null: not yet typed.

    `turn` is an `elections.rules.entry.Turn`; `finished` says whether the entry was done with it. Where only what
    differed was typed, `retyped` names those places and the other figures are the second entry's.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="keyings")
    attempt = models.PositiveSmallIntegerField("第几次清点")
    turn = models.PositiveSmallIntegerField("第几遍", choices=[(turn.value, turn.label) for turn in Turn])
    finished = models.BooleanField("录完")
    retyped = models.JSONField("重录的地方", default=list)
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

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "version"], name="keying_version_once_per_sheet"),
            models.UniqueConstraint(
                fields=["sheet", "attempt", "turn"],
                condition=Q(finished=True),
                name="each_turn_finished_once",
            ),
            # The second clerk retypes what differed; nobody else keys twice.
            models.UniqueConstraint(
                fields=["sheet", "attempt", "keyed_by"],
                condition=Q(finished=True, turn__in=KEYED_WHOLE),
                name="nobody_keys_a_sheet_twice",
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
        ordering = [
            "pk"
        ]  # as on the ballot; rows come back in another order once a database has reused their space
        constraints = [models.UniqueConstraint(fields=["keying", "line"], name="line_once_per_keying")]


class KeyingWriteIn(models.Model):
    """Votes for somebody not on the ballot (另选他人)."""

    keying = models.ForeignKey(Keying, models.CASCADE, related_name="write_ins")
    member = models.ForeignKey("elections.ElectionMember", models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField("票数")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["keying", "member"], name="write_in_once_per_keying"),
            models.CheckConstraint(condition=Q(votes__gte=1), name="write_in_has_votes"),
        ]


class SheetDecision(models.Model):
    """What a monitor decided of a sheet: its figures stand as on the paper, or the ballots are counted again.

    `errors` are the codes of what does not add up and was let stand.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", "照纸面认定"
        RECOUNT = "recount", "重新清点"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="decisions")
    attempt = models.PositiveSmallIntegerField("第几次清点")
    version = models.PositiveIntegerField("版本")
    kind = models.CharField("处理", max_length=10, choices=Kind)
    errors = models.JSONField("认定的错误", default=list)
    reason = models.TextField("理由")
    decided_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("处理时间")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "version"], name="decision_version_once_per_sheet"),
            models.UniqueConstraint(
                fields=["sheet", "attempt"], condition=Q(kind="recount"), name="recounted_once_per_attempt"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="sheet_decision_has_a_reason"),
        ]
