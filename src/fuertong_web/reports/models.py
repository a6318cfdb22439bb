"""Reports (报告) and their versions, each with the file made and the facts it was made from."""

import uuid

from django.db import models


class Report(models.Model):
    """One report of one plan and year."""

    class Kind(models.TextChoices):
        MONITORING = "monitoring", "年度监测报告"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="reports")
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    data_year = models.PositiveSmallIntegerField("数据年")
    title = models.CharField("标题", max_length=300)

    class Meta:
        ordering = ["-data_year", "plan"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "data_year"], name="report_once")]

    def __str__(self) -> str:
        return self.title


class ReportVersion(models.Model):
    """One generated version: can be made again byte for byte from its facts."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField("版次")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    facts = models.JSONField("所据事实")
    findings = models.JSONField("检查结果", default=list)
    gaps = models.JSONField("待补充", default=list)
    cutoff = models.DateField("数据截止")
    method_version = models.CharField("方法版本", max_length=20)
    generator_version = models.CharField("程序版本", max_length=20)
    is_final = models.BooleanField("定稿", default=False)
    final_reason = models.CharField("带待认定项定稿的说明", max_length=300, blank=True)
    by = models.CharField("生成人", max_length=150)
    at = models.DateTimeField("生成时间")

    class Meta:
        ordering = ["report", "-no"]
        constraints = [models.UniqueConstraint(fields=["report", "no"], name="report_version_no")]

    def __str__(self) -> str:
        return f"{self.report} 第{self.no}版"
