"""Judging in the background (后台研判): a run of many places or years, its parts, how far it came; kept."""

import uuid

from django.db import models
from django.db.models import Q


class JudgingRun(models.Model):
    """What is to be judged again; a process of its own works it off. A place has at most one that is not ended.

    `worker` is the process that has it in hand, `heartbeat` its last sign of life.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待办理"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="judging_runs")
    below = models.BooleanField("连同下级地区", default=False)
    reason = models.CharField("缘由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    message = models.CharField("说明", max_length=300, blank=True)
    by = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间")
    worker = models.CharField(max_length=36, blank=True)
    heartbeat = models.DateTimeField("最近回音", null=True, blank=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state__in=["waiting", "running"]),
                name="judging_run_once",
                violation_error_message="这个地区已有一次研判正在办理。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.get_state_display()}"


class JudgingPart(models.Model):
    """One place and data year of a run; `asked_at` moves when its values change while the run is under way."""

    run = models.ForeignKey(JudgingRun, models.CASCADE, related_name="parts")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    data_year = models.PositiveSmallIntegerField("数据年")
    asked_at = models.DateTimeField("提出时间")
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    new = models.PositiveIntegerField("新结果", default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "place", "data_year"], name="judging_part_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.data_year}年"
