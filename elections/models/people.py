"""The Party roster of a village. It holds the least that ballots and notices need; no resident ID numbers."""

from django.db import models

from elections.rules.inputs import Status
from elections.stroke_order import KEY_MAX_LENGTH, NAME_MAX_LENGTH


class MemberFacts(models.Model):
    """What a roster and an election's own copy of it both say of a Party member."""

    class Sex(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    class Standing(models.TextChoices):
        FULL = Status.FULL.value, "正式党员"
        PROBATIONARY = Status.PROBATIONARY.value, "预备党员"

    name = models.CharField("姓名", max_length=NAME_MAX_LENGTH)
    note = models.CharField(
        "区分说明", max_length=20, blank=True, help_text="同名的人用来区分，如 大、小，或所在村小组"
    )
    sex = models.CharField("性别", max_length=6, choices=Sex)
    birth_date = models.DateField("出生日期")
    education = models.CharField("文化程度", max_length=10, blank=True)
    joined_on = models.DateField("入党时间")
    standing = models.CharField("党员类别", max_length=12, choices=Standing, default=Standing.FULL)
    rights_suspended = models.BooleanField(
        "党员权利受限", default=False, help_text="留党察看等期间没有表决权、选举权和被选举权"
    )
    present_post = models.CharField("现任职务", max_length=40, blank=True)
    stroke_key = models.CharField("姓氏笔画序", max_length=KEY_MAX_LENGTH, editable=False)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name, with the distinguishing note in brackets where there is one."""
        return f"{self.name}（{self.note}）" if self.note else self.name


class PartyMember(MemberFacts):
    """A Party member of a village's branch as the roster stands today."""

    village = models.ForeignKey(
        "elections.Village", models.PROTECT, related_name="members", verbose_name="村"
    )
    stroke_override = models.CharField("笔画序（手工）", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        ordering = ["stroke_key", "note", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "name", "note"],
                name="member_name_and_note_once_per_village",
                violation_error_message="名册中已有同名党员，请在“区分说明”中写明区别。",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.village.name

    @property
    def place_stage(self) -> None:
        """The roster stands outside any election."""
        return None
