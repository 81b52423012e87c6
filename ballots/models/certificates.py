"""Certificates of rounds, the signatures under them, and requests to lift them. Nothing here is ever deleted."""

from django.db import models
from django.db.models import Q

from elections.rules.certifying import MAKE, Purpose, Signatures, Signed
from elections.rules.duties import OfficialDuty

CAPACITIES = [(duty.value, duty.label) for duty in (*MAKE[True], *MAKE[False], OfficialDuty.ASSEMBLY_CHAIR)]


class Certificate(models.Model):
    """What was shown of a round to those who signed it, and what became of it.

    `facts` is that content and `shown` its SHA-256, the same for every signature. It is begun by the first signature
    and made by the second, which stores the head that the audit chain then has. Lifting it keeps everything.
    """

    round = models.ForeignKey("ballots.Round", models.CASCADE, related_name="certificates")
    shown = models.CharField("所示内容的 SHA-256", max_length=64)
    facts = models.JSONField("所示内容")
    begun_at = models.DateTimeField("开始签字的时间")
    made_at = models.DateTimeField("核定时间", null=True)
    head = models.CharField("核定时的链首", max_length=64, blank=True)
    lifted_at = models.DateTimeField("撤销时间", null=True)
    lifted_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    lifted_reason = models.TextField("撤销理由", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_certificate_per_round",
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, head="") | (Q(made_at__isnull=False) & ~Q(head="")),
                name="made_certificate_has_a_head",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="lifted_certificate_has_a_reason",
            ),
        ]

    @property
    def certified_by(self) -> list["Signature"]:
        """The signatures for the result, in the order given."""
        return [one for one in self.signatures.all() if one.reopening_id is None]

    @property
    def signing(self) -> Signatures:
        """The same as the rules know them."""
        return Signatures(self.round.is_trust, Purpose.CERTIFY, signed(self.certified_by))

    @property
    def asked(self) -> "Reopening | None":
        """The request to lift it that is neither carried out nor withdrawn."""
        return next((one for one in self.reopenings.all() if one.open), None)


class Reopening(models.Model):
    """A request of the township to lift a certificate; carried out once the two who made it have signed that too."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="reopenings")
    reason = models.TextField("理由")
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    done_at = models.DateTimeField("办理时间", null=True)
    withdrawn_at = models.DateTimeField("收回时间", null=True)
    withdrawn_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_reopening_per_certificate",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="reopening_done_or_withdrawn",
            ),
        ]

    @property
    def open(self) -> bool:
        """Whether it still waits for signatures."""
        return self.done_at is None and self.withdrawn_at is None

    @property
    def agreed_by(self) -> list["Signature"]:
        """The signatures that the certificate is lifted, in the order given."""
        return [one for one in self.certificate.signatures.all() if one.reopening_id == self.pk]

    @property
    def signing(self) -> Signatures:
        """The same as the rules know them."""
        return Signatures(self.certificate.round.is_trust, Purpose.REOPEN, signed(self.agreed_by))


class Signature(models.Model):
    """One person's signature, in one capacity (an `OfficialDuty`): for the result, or for a request to lift it."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="signatures")
    reopening = models.ForeignKey(Reopening, models.CASCADE, null=True, related_name="signatures")
    capacity = models.CharField("身份", max_length=20, choices=CAPACITIES)
    name = models.CharField("姓名", max_length=30)
    signed_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("签字时间")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "capacity"],
                condition=Q(reopening__isnull=True),
                name="certified_once_in_a_capacity",
            ),
            models.UniqueConstraint(
                fields=["certificate", "signed_by"],
                condition=Q(reopening__isnull=True),
                name="certified_once_by_a_person",
            ),
            models.UniqueConstraint(
                fields=["reopening", "capacity"],
                condition=Q(reopening__isnull=False),
                name="reopened_once_in_a_capacity",
            ),
            models.UniqueConstraint(
                fields=["reopening", "signed_by"],
                condition=Q(reopening__isnull=False),
                name="reopened_once_by_a_person",
            ),
        ]


def signed(given: list[Signature]) -> tuple[Signed, ...]:
    """Return signatures as the rules know them."""
    return tuple(Signed(OfficialDuty(one.capacity), one.signed_by_id) for one in given)
