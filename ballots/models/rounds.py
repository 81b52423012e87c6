"""A round: one ballot put to one electorate, the trust vote and every ballot of the assembly alike."""

from django.db import models
from django.db.models import Q

from elections.rules.inputs import RoundKind

from .certificates import Certificate


class Round(models.Model):
    """A trust vote or one ballot of the assembly, in the order held (`number` counts within the election).

    An invalidated round keeps every figure; a new one takes its place.
    """

    class Kind(models.TextChoices):
        TRUST = "trust", "信任投票"
        COMMITTEE = RoundKind.COMMITTEE.value, "选举支部委员"
        SUPPLEMENTARY = RoundKind.SUPPLEMENTARY.value, "另行选举"
        SECRETARY = RoundKind.SECRETARY.value, "选举书记"
        RUNOFF = RoundKind.RUNOFF.value, "重新投票"

    election = models.ForeignKey("elections.Election", models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("种类", max_length=15, choices=Kind)
    seats = models.PositiveSmallIntegerField("应选名额", null=True)
    entitled = models.PositiveIntegerField("本轮应到", null=True)
    present = models.PositiveIntegerField("本轮实到", null=True)
    reduce_seats = models.PositiveSmallIntegerField("减为", null=True)
    reduce_consent = models.PositiveIntegerField("同意减少的人数", null=True)
    proceed_reason = models.TextField("以较少人数继续的理由", blank=True)
    opened_at = models.DateTimeField("开始时间")
    opened_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    invalidated_at = models.DateTimeField("失效时间", null=True)
    invalidated_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    invalidated_reason = models.TextField("失效理由", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="round_number_once_per_election"),
            models.UniqueConstraint(
                fields=["election"],
                condition=Q(kind="trust", invalidated_at__isnull=True),
                name="one_valid_trust_round_per_election",
            ),
            models.CheckConstraint(
                condition=Q(kind="trust", seats__isnull=True) | (~Q(kind="trust") & Q(seats__gte=1)),
                name="assembly_round_has_seats",
            ),
            models.CheckConstraint(
                condition=Q(reduce_seats__isnull=True, reduce_consent__isnull=True)
                | Q(reduce_seats__isnull=False, reduce_consent__isnull=False),
                name="reduction_has_seats_and_consent",
            ),
            models.CheckConstraint(
                condition=Q(entitled__isnull=True, present__isnull=True)
                | Q(entitled__isnull=False, present__isnull=False),
                name="own_electorate_has_both_figures",
            ),
        ]

    @property
    def is_trust(self) -> bool:
        """Whether this is the trust vote, not a ballot of the assembly."""
        return self.kind == self.Kind.TRUST

    @property
    def certificate(self) -> Certificate | None:
        """The certificate that stands, be it signed by one alone so far."""
        return next((one for one in self.certificates.all() if one.lifted_at is None), None)


class BallotLine(models.Model):
    """One person on a round's ballot, at their place."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="lines")
    member = models.ForeignKey("elections.ElectionMember", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("位置")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="member_once_per_ballot"),
            models.UniqueConstraint(fields=["round", "position"], name="position_once_per_ballot"),
        ]
