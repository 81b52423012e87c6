"""An election of one village's Party branch committee: its rules, register, people and stages."""

from datetime import date

from django.db import models
from django.db.models import Q

from elections.rules.duties import ACCOUNT_NEEDED, OfficialDuty
from elections.rules.inputs import Method
from elections.rules.stages import Stage, window_ends

from .people import MemberFacts


class Era(models.TextChoices):
    """Which shipped rule set an election started from; notices cite its instruments."""

    PILOT_2004 = "pilot_2004", "2004 试点"
    CURRENT = "current", "现行"


class StageChoices(models.TextChoices):
    """The ten stages for the database; the transitions are in elections.rules.stages."""

    PREPARATION = Stage.PREPARATION.value, Stage.PREPARATION.label
    COMMITTEE_FORMED = Stage.COMMITTEE_FORMED.value, Stage.COMMITTEE_FORMED.label
    ANNOUNCED = Stage.ANNOUNCED.value, Stage.ANNOUNCED.label
    TRUST_VOTING = Stage.TRUST_VOTING.value, Stage.TRUST_VOTING.label
    TRUST_CERTIFIED = Stage.TRUST_CERTIFIED.value, Stage.TRUST_CERTIFIED.label
    SHORTLISTED = Stage.SHORTLISTED.value, Stage.SHORTLISTED.label
    REVIEWED = Stage.REVIEWED.value, Stage.REVIEWED.label
    ASSEMBLY = Stage.ASSEMBLY.value, Stage.ASSEMBLY.label
    APPROVED = Stage.APPROVED.value, Stage.APPROVED.label
    HANDED_OVER = Stage.HANDED_OVER.value, Stage.HANDED_OVER.label


class Election(models.Model):
    """One election. `rules` is the dossier's rules object; `version` guards every form against stale saves."""

    class MethodChoices(models.TextChoices):
        COMMITTEE_THEN_SECRETARY = Method.COMMITTEE_THEN_SECRETARY.value, "两次选举：先选委员，再选书记"
        DIRECT = Method.DIRECT.value, "直选：党员大会直接选举委员和书记"

    class WindowUnit(models.TextChoices):
        CALENDAR = "calendar", "天"
        WORKING = "working", "个工作日"

    village = models.ForeignKey(
        "elections.Village", models.PROTECT, related_name="elections", verbose_name="村"
    )
    year = models.PositiveSmallIntegerField("年份")
    era = models.CharField("规则", max_length=12, choices=Era, default=Era.PILOT_2004)
    rules = models.JSONField("选举规则")
    method = models.CharField("书记产生办法", max_length=30, choices=MethodChoices)
    population = models.PositiveIntegerField("全村人口")
    reference_date = models.DateField("年满十八周岁的计算日期", null=True, blank=True)
    objection_days = models.PositiveSmallIntegerField("公示期", default=7)
    objection_unit = models.CharField(
        "公示期单位", max_length=10, choices=WindowUnit, default=WindowUnit.CALENDAR
    )
    term_years = models.PositiveSmallIntegerField("任期（年）", default=3)
    conditions_secretary = models.TextField("书记（副书记）任职条件", blank=True)
    conditions_member = models.TextField("委员任职条件", blank=True)
    stage = models.CharField("阶段", max_length=20, choices=StageChoices, default=StageChoices.PREPARATION)
    finished_at = models.DateTimeField("办结时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    created_at = models.DateTimeField("建立时间")
    created_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(finished_at__isnull=True),
                name="one_running_election_per_village",
            )
        ]

    def __str__(self) -> str:
        return f"{self.village.name}党支部委员会选举"

    @property
    def present_stage(self) -> Stage:
        """The stage being worked on, as the rules know it."""
        return Stage(self.stage)

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.village.name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.present_stage

    @property
    def register_open(self) -> bool:
        """Whether groups and members still follow the village's; from the trust vote on they are the election's own."""
        return self.present_stage.number < Stage.TRUST_VOTING.number

    def objections_end(self, posted: date) -> date:
        """Return the last day of the objection window when the formal candidates are posted on `posted`."""
        working = self.objection_unit == self.WindowUnit.WORKING
        return window_ends(posted, days=self.objection_days, working=working)


class ElectionGroup(models.Model):
    """A village group as this election counts it. `code` is its key in the dossier."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="groups")
    source = models.ForeignKey("elections.VillageGroup", models.SET_NULL, null=True, related_name="+")
    code = models.CharField("编号", max_length=10)
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("村小组", max_length=40)
    eligible = models.PositiveIntegerField("有权投票人数")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="group_code_once_per_election"),
        ]

    def __str__(self) -> str:
        return self.name


class ElectionMember(MemberFacts):
    """A Party member as this election knows them. `code` is their id in the dossier ("m1")."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="members")
    source = models.ForeignKey("elections.PartyMember", models.SET_NULL, null=True, related_name="+")
    code = models.CharField("编号", max_length=10)

    class Meta:
        ordering = ["stroke_key", "note", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="member_code_once_per_election"),
        ]

    def __str__(self) -> str:
        return self.label


class Official(models.Model):
    """Somebody who leads, guides, calls, counts or watches in an election; refused where the rules ban it."""

    class Duty(models.TextChoices):
        GUIDANCE = OfficialDuty.GUIDANCE.value, OfficialDuty.GUIDANCE.label
        COMMITTEE_HEAD = OfficialDuty.COMMITTEE_HEAD.value, OfficialDuty.COMMITTEE_HEAD.label
        COMMITTEE = OfficialDuty.COMMITTEE.value, OfficialDuty.COMMITTEE.label
        TRUST_CALLER = OfficialDuty.TRUST_CALLER.value, OfficialDuty.TRUST_CALLER.label
        TRUST_COUNTER = OfficialDuty.TRUST_COUNTER.value, OfficialDuty.TRUST_COUNTER.label
        TRUST_MONITOR = OfficialDuty.TRUST_MONITOR.value, OfficialDuty.TRUST_MONITOR.label
        TRUST_CLERK = OfficialDuty.TRUST_CLERK.value, OfficialDuty.TRUST_CLERK.label
        CHIEF_MONITOR = OfficialDuty.CHIEF_MONITOR.value, OfficialDuty.CHIEF_MONITOR.label
        ASSEMBLY_MONITOR = OfficialDuty.ASSEMBLY_MONITOR.value, OfficialDuty.ASSEMBLY_MONITOR.label
        ASSEMBLY_CALLER = OfficialDuty.ASSEMBLY_CALLER.value, OfficialDuty.ASSEMBLY_CALLER.label
        ASSEMBLY_COUNTER = OfficialDuty.ASSEMBLY_COUNTER.value, OfficialDuty.ASSEMBLY_COUNTER.label
        ASSEMBLY_CLERK = OfficialDuty.ASSEMBLY_CLERK.value, OfficialDuty.ASSEMBLY_CLERK.label
        ASSEMBLY_CHAIR = OfficialDuty.ASSEMBLY_CHAIR.value, OfficialDuty.ASSEMBLY_CHAIR.label

    election = models.ForeignKey(Election, models.CASCADE, related_name="officials")
    duty = models.CharField("职责", max_length=20, choices=Duty)
    name = models.CharField("姓名", max_length=30)
    post = models.CharField("身份或职务", max_length=40, blank=True, help_text="如 村民代表、乡干部")
    member = models.ForeignKey(ElectionMember, models.PROTECT, null=True, blank=True, related_name="duties")
    relative_of = models.ManyToManyField(ElectionMember, blank=True, related_name="relatives_on_duty")
    group = models.ForeignKey(ElectionGroup, models.PROTECT, null=True, blank=True, related_name="officials")
    account = models.ForeignKey(
        "elections.User", models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="账号"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(duty__in=sorted(duty.value for duty in ACCOUNT_NEEDED))
                | Q(account__isnull=False),
                name="keying_duty_has_an_account",
            ),
            models.UniqueConstraint(
                fields=["election", "duty", "name", "group"], name="official_once_per_box"
            ),
            models.UniqueConstraint(
                fields=["election", "duty", "name"],
                condition=Q(group__isnull=True),
                name="official_once_per_duty",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StagePlan(models.Model):
    """When a stage is planned for; the time line shows it until the stage is closed."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="plans")
    stage = models.CharField("阶段", max_length=20, choices=StageChoices)
    planned_on = models.DateField("计划日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "stage"], name="plan_once_per_stage")]


class StageRecord(models.Model):
    """What a stage recorded. A draft has no `closed_at`; going back invalidates a record and keeps it."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="records")
    stage = models.CharField("阶段", max_length=20, choices=StageChoices)
    items = models.JSONField("记录", default=dict)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey("elections.User", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    invalidated_at = models.DateTimeField("失效时间", null=True, blank=True)
    invalidated_by = models.ForeignKey("elections.User", models.PROTECT, null=True, related_name="+")
    invalidated_reason = models.TextField("退回理由", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "stage"],
                condition=Q(invalidated_at__isnull=True),
                name="one_valid_record_per_stage",
            ),
        ]
