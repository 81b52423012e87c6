"""The Party members' assembly (党员大会): who attended, who is excused, and its recorded order."""

from django.db import models
from django.db.models import Q


class Attendance(models.Model):
    """How many of those entitled came (实到会). The entitled follow from the register and the excusals."""

    election = models.OneToOneField("elections.Election", models.CASCADE, related_name="attendance")
    present = models.PositiveIntegerField("实到会人数")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(present__gte=0), name="present_not_negative")]


class Excusal(models.Model):
    """A member who is not counted as entitled: one of five grounds, the superior's consent, the assembly's vote.

    `ground` is the name of an `elections.rules.eligibility.Excusal`.
    """

    election = models.ForeignKey("elections.Election", models.CASCADE, related_name="excusals")
    member = models.ForeignKey(
        "elections.ElectionMember", models.PROTECT, related_name="+", verbose_name="党员"
    )
    ground = models.CharField("理由", max_length=30)
    consent_number = models.CharField("上级党组织同意的文号或日期", max_length=40, blank=True)
    adopted = models.BooleanField("大会已表决同意", default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="excused_once_per_election")
        ]


class MeetingStep(models.Model):
    """One step of the assembly's order as it was recorded; `step` is an `elections.rules.meeting.Step`."""

    election = models.ForeignKey("elections.Election", models.CASCADE, related_name="steps")
    step = models.CharField("程序", max_length=20)
    done_at = models.TimeField("时间")
    in_favour = models.PositiveIntegerField("赞成人数", null=True, blank=True)
    note = models.CharField("记录", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "step"], name="step_once_per_election")]
