"""County → township → village → village groups, with the eligible villagers of each group."""

from django.db import models


class County(models.Model):
    """A county (县). `invented` marks demo data: every page and paper says so."""

    name = models.CharField("县", max_length=40, unique=True)
    invented = models.BooleanField("演示数据", default=False)

    def __str__(self) -> str:
        return self.name


class Township(models.Model):
    """A township (乡镇), whose Party committee runs the elections of its villages."""

    county = models.ForeignKey(County, models.PROTECT, related_name="townships", verbose_name="县")
    name = models.CharField("乡镇", max_length=40)
    document_prefix = models.CharField("发文代字", max_length=10, blank=True, help_text="如 许党发")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="township_name_once_per_county")
        ]

    def __str__(self) -> str:
        return self.name


class Village(models.Model):
    """A village (村) with one Party branch. `version` guards the forms of the village and its groups."""

    township = models.ForeignKey(Township, models.PROTECT, related_name="villages", verbose_name="乡镇")
    name = models.CharField("村", max_length=40)
    population = models.PositiveIntegerField("全村人口", default=0)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["township", "name"], name="village_name_once_per_township")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.name

    @property
    def place_stage(self) -> None:
        """A village stands outside any election."""
        return None


class VillageGroup(models.Model):
    """A village group (村小组) as it stands today; an election keeps its own copy."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="groups", verbose_name="村")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("村小组", max_length=40)
    eligible = models.PositiveIntegerField("有权投票人数")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["village", "name"], name="group_name_once_per_village")
        ]

    def __str__(self) -> str:
        return self.name
