"""The township's review of the shortlist (党委会研究) and the objections raised in the 公示期."""

from django.db import models
from django.db.models import Q


class Review(models.Model):
    """One deliberation of the township Party committee on the shortlist of a trust round."""

    round = models.ForeignKey("ballots.Round", models.CASCADE, related_name="reviews")
    decided_on = models.DateField("研究日期")
    present = models.PositiveSmallIntegerField("到会委员")
    minutes_number = models.CharField("会议纪要编号", max_length=40)
    made_at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    invalidated_at = models.DateTimeField("失效时间", null=True)
    invalidated_reason = models.TextField("失效理由", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(invalidated_at__isnull=True), name="one_valid_review_per_round"
            )
        ]


class ReviewLine(models.Model):
    """Whether one preliminary candidate was taken: with a brief career for the notice, or the reason why not."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="lines")
    member = models.ForeignKey("elections.ElectionMember", models.PROTECT, related_name="+")
    taken = models.BooleanField("列为正式候选人")
    reason = models.CharField("不列入的理由", max_length=200, blank=True)
    career = models.CharField("简历", max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="member_once_per_review"),
            models.CheckConstraint(condition=Q(taken=True) | ~Q(reason=""), name="declined_with_a_reason"),
            models.CheckConstraint(condition=Q(taken=True) | Q(career=""), name="career_of_those_taken"),
        ]


class Objection(models.Model):
    """One objection and its finding. Who objected is not recorded: the least personal data."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="objections")
    about = models.ForeignKey(
        "elections.ElectionMember", models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField("收到日期")
    content = models.TextField("异议内容", max_length=500)
    found_on = models.DateField("调查日期", null=True, blank=True)
    finding = models.TextField("调查结论", max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="", found_on__isnull=True) | (~Q(finding="") & Q(found_on__isnull=False)),
                name="finding_has_a_date",
            )
        ]
