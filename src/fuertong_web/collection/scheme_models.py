"""What a round rests on: the scheme in versions (监测方案), shared denominators (共用基数), reminders, cut-offs."""

import uuid

from django.db import models
from django.db.models import Q

from fuertong_web.collection.enums import Nature, SchemeState


class SchemeVersion(models.Model):
    """One version of a place's scheme; once submitted it is never edited, the next version begins from its lines."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="scheme_versions")
    no = models.PositiveSmallIntegerField("版本")
    title = models.CharField("名称", max_length=200)
    reason = models.CharField("本版本的缘由", max_length=300, blank=True)
    base_title = models.CharField("所落实的上级方案", max_length=200, blank=True)
    nature = models.CharField("统计性质", max_length=10, choices=Nature.choices, default=Nature.RECORD)
    form_number = models.CharField("表号", max_length=60, blank=True)
    authority = models.CharField("制定机关", max_length=100, blank=True)
    approval = models.CharField("批准文号", max_length=100, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=SchemeState.choices, default=SchemeState.DRAFT)
    comment = models.CharField("审批意见", max_length=500, blank=True)
    made_by = models.CharField("编制人", max_length=150)
    made_at = models.DateTimeField("编制时间", auto_now_add=True)
    approving_body = models.CharField("审批机构", max_length=100, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.CharField("批准人或登记人", max_length=150, blank=True)
    document = models.CharField("批准文件", max_length=200, blank=True)
    is_offline = models.BooleanField("线下办理", default=False)
    offline_file = models.ForeignKey("places.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["place", "-no"]
        constraints = [
            models.UniqueConstraint(fields=["place", "no"], name="scheme_version_no"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_on__isnull=False) & ~Q(approving_body="")),
                name="scheme_approval_whole",
                violation_error_message="批准的方案要写明审批机构和日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.no}版）"


class SchemeLine(models.Model):
    """One indicator of a version: who answers for it, which breakdowns, in which rounds, when it is expected."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="lines")
    order = models.PositiveIntegerField("顺序", default=0)
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="scheme_lines")
    unit = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="scheme_lines", verbose_name="责任单位"
    )
    breakdowns = models.JSONField("要求的分组", default=list, blank=True)
    is_key = models.BooleanField("重点监测指标", default=False)
    is_evaluation = models.BooleanField("评估指标", default=False)
    is_inherited = models.BooleanField("上级方案指标", default=False)
    from_below = models.BooleanField("下级报送", default=False, db_default=False)
    expected_month = models.PositiveSmallIntegerField("数据产生月份", null=True, blank=True)
    due = models.CharField("报送期限（月-日）", max_length=5, blank=True)
    flash_first = models.BooleanField("先报预计数", default=False)

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "indicator"], name="scheme_line_once")]

    def __str__(self) -> str:
        return str(self.indicator)


class DataCutoff(models.Model):
    """A named cut-off (数据截止): what was accepted up to the end of its day is what a report may use."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="cutoffs")
    data_year = models.PositiveSmallIntegerField("数据年")
    name = models.CharField("名称", max_length=100)
    on = models.DateField("截至")
    by = models.CharField("设定人", max_length=150)
    at = models.DateTimeField("设定时间", auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="cutoff_name")]

    def __str__(self) -> str:
        return f"{self.name}（截至{self.on.isoformat()}）"


class Urging(models.Model):
    """A reminder that a person sent by hand (催报记录): on which day, by which way."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="urgings")
    on = models.DateField("发出日期")
    way = models.CharField("方式", max_length=20)
    by = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.form} {self.on.isoformat()} {self.way}"


class SharedBase(models.Model):
    """A shared denominator (共用基数) such as 活产数: one figure, many indicators."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="shared_bases")
    name = models.CharField("基数名称", max_length=100)
    unit = models.CharField("计量单位", max_length=20, default="人")
    note = models.CharField("口径、来源", max_length=300, blank=True)
    indicators = models.ManyToManyField("indicators.Indicator", related_name="shared_bases", verbose_name="用作分母")

    class Meta:
        ordering = ["place", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="shared_base_name")]

    def __str__(self) -> str:
        return self.name


class BaseValue(models.Model):
    """One version of a shared denominator for a year and a group; append-only, the last row counts."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    base = models.ForeignKey(SharedBase, models.PROTECT, related_name="values")
    data_year = models.PositiveSmallIntegerField("数据年")
    breakdown = models.CharField("分组", max_length=120, blank=True)
    value = models.DecimalField("数值", max_digits=20, decimal_places=6)
    source = models.CharField("来源", max_length=300, blank=True)
    reason = models.CharField("修订原因", max_length=300, blank=True)
    by = models.CharField("录入人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["base", "data_year", "breakdown"], name="base_value_key")]

    def __str__(self) -> str:
        return f"{self.base} {self.data_year}"


class BaseEffect(models.Model):
    """A revision that a new denominator made (待确认): decided together with the others of the same denominator."""

    value = models.ForeignKey(BaseValue, models.PROTECT, related_name="effects")
    revision = models.OneToOneField("collection.Revision", models.PROTECT, related_name="base_effect")
    decision = models.CharField("处理", max_length=10, blank=True, choices=[("taken", "已接受"), ("left", "不采用")])
    decided_by = models.CharField("处理人", max_length=150, blank=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        ordering = ["value", "pk"]

    def __str__(self) -> str:
        return str(self.revision)


class BaseDispute(models.Model):
    """A unit's objection to a shared denominator (异议), answered once."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    value = models.ForeignKey(BaseValue, models.PROTECT, related_name="disputes")
    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="base_disputes")
    text = models.CharField("异议", max_length=500)
    by = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间", auto_now_add=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.CharField("答复人", max_length=150, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
