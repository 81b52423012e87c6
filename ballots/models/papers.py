"""Printed documents. A notice copies its facts when it is made and never reads live data again."""

from django.db import models
from django.db.models import Q

from elections.rules.papers import PaperStatus, paper_status
from elections.rules.stages import Stage

TALLY_SHEET, CORRECTION = "tally_sheet", "correction"


class Notice(models.Model):
    """One document as it was made: the facts, the bytes, and which round it speaks of.

    `kind` is a `ballots.notices.facts.NoticeKind`; `number` counts the versions within kind and what it is for, `serial`
    what its issuing body issued in a year. Invalidating keeps it.
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
    superseded = models.BooleanField("已由新版代替", default=False)
    # Whose series of numbers it is in: the township's, or, where there is none, the election committee's own.
    township = models.ForeignKey("elections.Township", models.PROTECT, null=True, related_name="+")
    serial_year = models.PositiveSmallIntegerField("编号年份", null=True)
    serial = models.PositiveIntegerField("编号", null=True)
    code = models.CharField("查验码", max_length=15, blank=True)
    # The code of the group on whose board it hangs: a group may still go from the register, the paper stays.
    group = models.CharField("村小组", max_length=10, blank=True)
    # Of a correction: the paper it corrects.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        ordering = ["pk"]
        constraints = [
            # A tally sheet whose box was let go by going back keeps the number it had for that box.
            models.UniqueConstraint(
                fields=["election", "kind", "group", "number"],
                condition=Q(sheet__isnull=True, round__isnull=True, corrects__isnull=True)
                & ~Q(kind=TALLY_SHEET),
                name="notice_number_once_per_kind",
            ),
            models.UniqueConstraint(
                fields=["corrects", "number"],
                condition=Q(corrects__isnull=False),
                name="notice_number_once_per_corrected",
            ),
            models.CheckConstraint(
                condition=Q(kind=CORRECTION, corrects__isnull=False)
                | ~Q(kind=CORRECTION) & Q(corrects__isnull=True),
                name="notice_correction_of_a_paper",
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
            models.UniqueConstraint(
                fields=["township", "serial_year", "serial"],
                condition=Q(township__isnull=False),
                name="notice_serial_once_per_township",
            ),
            models.UniqueConstraint(
                fields=["election", "serial_year", "serial"],
                condition=Q(township__isnull=True, serial__isnull=False),
                name="notice_serial_once_per_committee",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=False, serial_year__isnull=False)
                | Q(serial__isnull=True, serial_year__isnull=True, township__isnull=True),
                name="notice_serial_with_its_year",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="notice_code_once"),
            models.CheckConstraint(
                condition=Q(superseded=False) | Q(invalidated_at__isnull=False),
                name="notice_superseded_no_longer_counts",
            ),
        ]

    @property
    def status(self) -> PaperStatus:
        """How it stands, as the rules have it of what was recorded."""
        hanging = [one.taken_down_on is None for one in self.postings.all()]
        return paper_status(
            superseded=self.superseded,
            invalidated=self.invalidated_at is not None,
            hanging=hanging.count(True),
            taken_down=hanging.count(False),
        )

    @property
    def document_number(self) -> str:
        """Its number as printed, "" for what carries none; the paper's own word, whatever the township writes today."""
        return str(self.facts.get("header", {}).get("number", ""))

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.election.village.name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.election.present_stage


class Posting(models.Model):
    """A paper on a board: where, since when, who put it up, a picture of it; and who took it down when.

    Who recorded it stands in the audit chain. `photo` is a JPEG without metadata, at most 1600 pixels a side.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="postings")
    number = models.PositiveSmallIntegerField("序号")
    place = models.CharField("张贴地点", max_length=60)
    posted_on = models.DateField("张贴日期")
    posted_by = models.CharField("张贴人", max_length=40)
    photo = models.BinaryField("照片", blank=True, default=b"")
    photo_sha256 = models.CharField("照片 SHA-256", max_length=64, blank=True)
    taken_down_on = models.DateField("撤下日期", null=True)
    taken_down_by = models.CharField("撤下人", max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="posting_number_once_per_notice"),
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True, taken_down_by="")
                | Q(taken_down_on__isnull=False, taken_down_on__gte=models.F("posted_on"))
                & ~Q(taken_down_by=""),
                name="posting_taken_down_after_posting_by_somebody",
            ),
        ]

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.notice.place_name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.notice.place_stage
