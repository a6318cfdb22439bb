"""Plans (规划) as confirmed: domains, goals, targets, strategies, responsible units; and drafts of readings."""

import uuid
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from fuertong.model.plan import Audience, Confidence, Strength, TargetKind
from fuertong_web.plans import memory_models  # noqa: F401  its table belongs to this app

KIND_WORDS = {"level": "数值", "change": "比基期升降", "trend": "趋势", "keep": "保持", "milestone": "建成事项"}
STRENGTH_WORDS = {"binding": "约束性", "strive": "力争", "advocate": "倡导"}
_Row = TypeVar("_Row", bound=models.Model)


class InForce(models.Manager[_Row]):
    """What no revision of the plan has dropped; `every` on the same model gives the dropped ones too."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        """The rows in force."""
        return super().get_queryset().filter(dropped_on=None)


class Whole(models.Manager[_Row]):
    """All rows, the dropped ones too; what points to a row finds it by this."""


class OfStandingGoals(models.Manager[_Row]):
    """The rows whose goal no revision of the plan has dropped."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        """The rows of goals in force."""
        return super().get_queryset().filter(goal__dropped_on=None)


class PlanDraft(models.Model):
    """One plan as read from a document, under review; `reading` is the JSON of `fuertong read` plus the lines."""

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DROPPED = "dropped", "已放弃"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="drafts")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="drafts")
    audience = models.CharField("规划", max_length=10, choices=[(a.value, a.label) for a in Audience])
    title = models.CharField("标题", max_length=300)
    plan = models.JSONField("识别结果", help_text="一部规划，结构同 fuertong read")
    lines = models.JSONField("原文各行", default=list)
    findings = models.JSONField("发现的问题", default=list)
    checked = models.JSONField("已看过的条目", default=list)
    cursor = models.CharField("停在何处", max_length=60, blank=True)
    lock_version = models.PositiveIntegerField(default=0)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later", verbose_name="承接的上一份识别结果"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("导入时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """What a person changed in a reading: kept so that the next plan is read better."""

    draft = models.ForeignKey(PlanDraft, models.PROTECT, related_name="corrections")
    path = models.CharField("条目", max_length=60)
    before = models.JSONField("之前", default=dict)
    after = models.JSONField("之后", default=dict)
    by = models.CharField("修改人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.draft} {self.path}"


class Plan(models.Model):
    """A plan in force or archived; code = region-audience-first year-last year."""

    class State(models.TextChoices):
        ACTIVE = "active", "实施中"
        ENDED = "ended", "已到期"
        ARCHIVED = "archived", "已归档"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="plans")
    code = models.CharField("规划代码", max_length=60, unique=True)
    audience = models.CharField("规划", max_length=10, choices=[(a.value, a.label) for a in Audience])
    title = models.CharField("标题", max_length=300)
    first_year = models.PositiveSmallIntegerField("起始年")
    last_year = models.PositiveSmallIntegerField("终止年")
    base_year = models.PositiveSmallIntegerField("基期年")
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    parent_titles = models.JSONField("所依据的上级规划", default=list, blank=True)
    draft = models.ForeignKey(PlanDraft, models.PROTECT, null=True, blank=True, related_name="plans")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ACTIVE)
    confirmed_by = models.CharField("确认人", max_length=150)
    confirmed_at = models.DateTimeField("确认时间", auto_now_add=True)

    class Meta:
        ordering = ["place", "-first_year", "-audience"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="plan_years",
                violation_error_message="规划的终止年不能早于起始年。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> "Plan.State":
        """What the plan is today: one still to be worked with counts as ended once its last year is over."""
        past = self.state == self.State.ACTIVE and self.last_year < timezone.localdate().year
        return self.State.ENDED if past else self.State(self.state)

    @property
    def short(self) -> str:
        """妇女规划 or 儿童规划."""
        return f"{Audience(self.audience).label}规划"


class Domain(models.Model):
    """One 领域; code = plan/dN."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="domains")
    no = models.PositiveSmallIntegerField("序号")
    code = models.CharField("代码", max_length=80, unique=True)
    title = models.CharField("领域", max_length=100)

    class Meta:
        ordering = ["plan", "no"]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    """One 主要目标 in the words of the plan; code = plan/dN/gN."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="goals")
    no = models.PositiveSmallIntegerField("序号")
    code = models.CharField("代码", max_length=80, unique=True)
    text = models.TextField("目标")
    line = models.PositiveIntegerField("原文行", null=True, blank=True)
    dropped_on = models.DateField("删去日期", null=True, blank=True)

    objects = InForce()
    every = Whole()

    class Meta:
        ordering = ["domain", "no"]
        base_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.no}. {self.text[:60]}"


class GoalUnit(models.Model):
    """A responsible unit of a goal as the text names it, in the text's order; `unit` empty while unresolved."""

    class Part(models.TextChoices):
        LEAD = "lead", "牵头单位"
        SUPPORT = "support", "责任单位"
        COLLECTIVE = "collective", "集体称谓"

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="units")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="goal_parts")
    part = models.CharField("分工", max_length=10, choices=Part.choices)
    text = models.CharField("原文写法", max_length=200)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    valid_from = models.DateField("起始日期", null=True, blank=True)
    valid_to = models.DateField("终止日期", null=True, blank=True)

    objects = OfStandingGoals()
    every = Whole()

    class Meta:
        ordering = ["goal", "order"]
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """One indicator bounded by one sentence of a goal; code = plan/dN/gN/tN, fixed at confirmation.

    A commitment of a strategy taken as a target has the code plan/dN/sN/tN and stands under the goal it serves.

    Numbers are as written in the plan. An amendment archives nothing: it raises `version` and stands in the log.
    """

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets")
    strategy = models.ForeignKey(
        "plans.Strategy", models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="出自策略措施"
    )
    no = models.PositiveSmallIntegerField("序号")
    code = models.CharField("代码", max_length=80, unique=True)
    version = models.PositiveSmallIntegerField("版本", default=1)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="指标"
    )
    name = models.CharField("指标名称（原文）", max_length=200)
    group = models.CharField("人群", max_length=100, blank=True)
    kind = models.CharField("目标类型", max_length=10, choices=[(k.value, KIND_WORDS[k.value]) for k in TargetKind])
    comparator = models.CharField("比较", max_length=2, blank=True)
    value = models.DecimalField("目标值", max_digits=20, decimal_places=6, null=True, blank=True)
    value2 = models.DecimalField("目标值上限", max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    base_year = models.PositiveSmallIntegerField("基期年", null=True, blank=True)
    base_value = models.DecimalField("基期值", max_digits=20, decimal_places=6, null=True, blank=True)
    deadline = models.PositiveSmallIntegerField("期限", null=True, blank=True)
    direction = models.CharField("方向", max_length=5, blank=True)
    scope = models.CharField("范围", max_length=200, blank=True)
    reference = models.CharField("参照", max_length=200, blank=True)
    implied = models.BooleanField("含义推出", default=False)
    quote = models.TextField("原文", blank=True)
    slow = models.BooleanField("上升趋势减缓", default=False)
    each = models.CharField("逐一达标的单位", max_length=60, blank=True)
    against = models.CharField("对照指标", max_length=200, blank=True)
    against_indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="compared_targets"
    )
    gap = models.CharField("差距维度", max_length=20, blank=True)
    breakdown = models.CharField("分组", max_length=120, blank=True)
    strength = models.CharField(
        "约束力",
        max_length=10,
        default=Strength.BINDING,
        choices=[(s.value, STRENGTH_WORDS[s.value]) for s in Strength],
    )
    every_year = models.BooleanField("要求逐年改善", default=False)
    substitute_base = models.BooleanField("可用相近年份代替基期", default=True)
    milestones = models.JSONField("分年目标", default=list, blank=True)
    attribute = models.CharField("指标属性", max_length=10, blank=True, help_text="附表写明的约束性、预期性")
    confidence = models.CharField(
        "识别把握", max_length=10, default=Confidence.SURE, choices=[(c.value, c.label) for c in Confidence]
    )
    dropped_on = models.DateField("删去日期", null=True, blank=True)

    objects = InForce()
    every = Whole()

    class Meta:
        ordering = ["goal", "no"]
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.name


class Strategy(models.Model):
    """One 策略措施; code = plan/dN/sN."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="strategies")
    no = models.PositiveSmallIntegerField("序号")
    code = models.CharField("代码", max_length=80, unique=True)
    title = models.CharField("标题", max_length=300)
    text = models.TextField("内容")
    numbers = models.JSONField("含数字的要求", default=list, blank=True)
    line = models.PositiveIntegerField("原文行", null=True, blank=True)
    dropped_on = models.DateField("删去日期", null=True, blank=True)

    objects = InForce()
    every = Whole()

    class Meta:
        ordering = ["domain", "no"]
        base_manager_name = "every"
        verbose_name_plural = "策略措施"

    def __str__(self) -> str:
        return self.title


class SectionItem(models.Model):
    """One item of a part outside the domains (组织实施, 监测评估)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="section_items")
    section = models.CharField("部分", max_length=100)
    no = models.PositiveSmallIntegerField("序号")
    title = models.CharField("标题", max_length=300, blank=True)
    text = models.TextField("内容")
    line = models.PositiveIntegerField("原文行", null=True, blank=True)

    class Meta:
        ordering = ["plan", "pk"]

    def __str__(self) -> str:
        return self.title or self.text[:40]


class PlanRevision(models.Model):
    """One revision (修订) of a confirmed plan by a new document; `before` is the whole plan as it stood until then."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    no = models.PositiveSmallIntegerField("第几次修订")
    draft = models.ForeignKey(PlanDraft, models.PROTECT, related_name="revisions")
    effective_on = models.DateField("起效日期")
    document_number = models.CharField("文号", max_length=100, blank=True)
    reason = models.CharField("修订的原因或依据", max_length=300)
    before = models.JSONField("修订前的规划")
    changes = models.JSONField("各处改动", default=list)
    by = models.CharField("修订人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["plan", "no"]
        constraints = [models.UniqueConstraint(fields=["plan", "no"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.plan} 第{self.no}次修订"


class UpperPlan(models.Model):
    """A plan of an upper level kept to compare with (上级规划): its reading, never the place's own duties."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="upper_plans")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    audience = models.CharField("规划", max_length=10, choices=[(a.value, a.label) for a in Audience])
    name = models.CharField("上级", max_length=60)
    title = models.CharField("标题", max_length=300)
    plan = models.JSONField("识别结果", help_text="一部规划，结构同 fuertong read")
    by = models.CharField("添加人", max_length=150)
    at = models.DateTimeField("添加时间", auto_now_add=True)
    dropped_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title


class TargetSuccession(models.Model):
    """A person's word on a target of the plan before and one of the new plan (接续): the same, or not."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    old = models.ForeignKey(Target, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Target, models.PROTECT, related_name="predecessions")
    same = models.BooleanField("同一指标")
    by = models.CharField("确认人", max_length=150)
    at = models.DateTimeField("确认时间", auto_now=True)

    class Meta:
        ordering = ["new", "old"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="target_succession_pair"),
            models.UniqueConstraint(fields=["new"], condition=Q(same=True), name="target_succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
