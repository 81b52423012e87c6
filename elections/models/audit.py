"""The audit chain: what was done to an election, by whom and when. Rows are only ever added; triggers refuse the rest."""

from django.db import models

from elections.dossier.chain import Link, moment_text

from .election import StageChoices


class Event(models.Model):
    """One event of an election's chain (elections.dossier.chain).

    `user` (the user name), `name` and `role` are copied, so that the chain stands without the accounts; `payload` is the very text
    that was hashed.
    """

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时间")
    user = models.CharField("用户名", max_length=30)
    name = models.CharField("姓名", max_length=30)
    role = models.CharField("角色", max_length=10)
    stage = models.CharField("阶段", max_length=20, choices=StageChoices)
    action = models.CharField("事项", max_length=30)
    payload = models.TextField("内容")
    previous = models.CharField("前一条的散列值", max_length=64)
    hash = models.CharField("散列值", max_length=64)

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="event_number_once_per_election")
        ]

    @property
    def link(self) -> Link:
        """The event as the chain knows it."""
        return Link(
            number=self.number,
            at=moment_text(self.at),
            user=self.user,
            name=self.name,
            role=self.role,
            stage=self.stage,
            action=self.action,
            payload=self.payload,
            previous=self.previous,
            hash=self.hash,
        )
