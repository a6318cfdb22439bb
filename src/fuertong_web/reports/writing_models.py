"""What a place and its people add to the writing of reports: own styles, texts, and runs in the background."""

import uuid

from django.db import models
from django.db.models import Q


class ReportStyle(models.Model):
    """A place's own way of one kind of report (本地样式), as an overlay; the newest counts, an empty one is ours."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="report_styles")
    kind = models.CharField("种类", max_length=20)
    text = models.TextField("样式", blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.CharField("修改人", max_length=150)
    at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["place", "kind"], name="report_style_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ReportText(models.Model):
    """What people wrote for one part of a report (人工撰写部分); the newest row of a part counts, "" takes it back.

    `under` are the numbers it was written over, so that a change of one of them is told.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="report_texts")
    kind = models.CharField("种类", max_length=20)
    data_year = models.PositiveSmallIntegerField("数据年")
    part = models.CharField("部分", max_length=80)
    text = models.TextField("内容", blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    under = models.JSONField("所据的数", default=list)
    by = models.CharField("撰写人", max_length=150)
    at = models.DateTimeField("撰写时间")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["plan", "kind", "data_year"], name="report_text_report")]

    def __str__(self) -> str:
        return f"{self.part} {self.text[:40]}"


class ReportRun(models.Model):
    """A long report being written by a process of its own (后台编写): how far it is, and what came of it.

    A report (plan, kind, year, unit) has at most one run under way. `heartbeat` is its last sign of life.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待编写"
        RUNNING = "running", "正在编写"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="report_runs")
    kind = models.CharField("种类", max_length=20)
    data_year = models.PositiveSmallIntegerField("数据年")
    options = models.JSONField("编写方式", default=dict)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by = models.CharField("编写人", max_length=150)
    at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    step = models.CharField("写到", max_length=200, blank=True)
    message = models.CharField("说明", max_length=500, blank=True)
    heartbeat = models.DateTimeField("最近回音", null=True, blank=True)
    version = models.ForeignKey("reports.ReportVersion", models.PROTECT, null=True, blank=True, related_name="runs")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "data_year"],
                condition=Q(state__in=["waiting", "running"]),
                name="report_run_once",
                violation_error_message="这份报告正在编写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.kind} {self.get_state_display()}"
