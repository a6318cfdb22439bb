"""Reports (报告) and their versions, each with the file made and the facts it was made from."""

import uuid

from django.db import models
from django.db.models import Q

from fuertong_web.reports import life_models, writing_models  # noqa: F401  their tables belong to this app


class Report(models.Model):
    """One report of one plan and year; one written for a single unit (部门简报) names it."""

    class Kind(models.TextChoices):
        """The codes are those of the report templates that come with the core."""

        MONITORING = "monitoring", "年度监测报告"
        MIDTERM = "midterm", "中期监测报告"
        FINAL = "final", "终期监测报告"
        SUPPLEMENT = "supplement", "终期监测报告补充稿"
        EVALUATION_MIDTERM = "evaluation-midterm", "中期评估报告"
        EVALUATION_FINAL = "evaluation-final", "终期评估报告"
        BRIEFING = "briefing", "政府简报"
        UNIT_BRIEFING = "unit-briefing", "部门简报"
        CARDS = "cards", "主要目标卡片"
        WARNINGS = "warnings", "早期预警清单"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="reports")
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    data_year = models.PositiveSmallIntegerField("数据年")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("标题", max_length=300)

    class Meta:
        ordering = ["-data_year", "plan"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "data_year"], condition=Q(unit=None), name="report_once"),
            models.UniqueConstraint(
                fields=["plan", "kind", "data_year", "unit"], condition=~Q(unit=None), name="report_once_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportState(models.TextChoices):
    """Where a version stands in its life, from the first draft to the archive."""

    DRAFT = "draft", "草稿"
    CONSULTED = "consulted", "征求意见"
    SUBMITTED = "submitted", "送审"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已定稿"
    ISSUED = "issued", "已印发"
    PUBLISHED = "published", "已公布"
    ARCHIVED = "archived", "已归档"


FINAL_STATES = (ReportState.APPROVED, ReportState.ISSUED, ReportState.PUBLISHED, ReportState.ARCHIVED)


class ReportVersion(models.Model):
    """One version: made from its facts and, where people edited it, from their text taken back.

    With facts, edits, `dress` (how it is sent), `style` (the place's own way) and `without_gaps` it can be written
    again byte by byte. `known_on` is set where a cut-off was chosen.
    """

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField("版次")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    facts = models.JSONField("所据事实")
    edits = models.JSONField("人工修改", null=True, blank=True)
    outdated = models.JSONField("依据已变的人工修改", default=list)
    findings = models.JSONField("检查结果", default=list)
    gaps = models.JSONField("待补充", default=list)
    cutoff = models.DateField("数据截止")
    method_version = models.CharField("方法版本", max_length=20)
    generator_version = models.CharField("程序版本", max_length=20)
    state = models.CharField("状态", max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    is_taken_back = models.BooleanField("由修改过的Word收回", default=False)
    dress = models.JSONField("行文方式", default=dict)
    style = models.ForeignKey("reports.ReportStyle", models.PROTECT, null=True, blank=True, related_name="+")
    without_gaps = models.BooleanField("删去待补充的段落", default=False)
    known_on = models.DateField("选定的数据截止", null=True, blank=True)
    final_reason = models.CharField("带待认定项定稿的说明", max_length=300, blank=True)
    by = models.CharField("生成人", max_length=150)
    at = models.DateTimeField("生成时间")

    class Meta:
        ordering = ["report", "-no"]
        constraints = [models.UniqueConstraint(fields=["report", "no"], name="report_version_no")]

    def __str__(self) -> str:
        return f"{self.report} 第{self.no}版"

    @property
    def is_final(self) -> bool:
        """Whether it has been approved (定稿)."""
        return self.state in FINAL_STATES
