"""Assessments (研判) as made by the kernel, verdicts (认定) as given by persons, answers of units, warnings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from fuertong.model.verdict import Signal
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment import run_models  # noqa: F401  its tables belong to this app

WORDS = [(word.value, word.value) for word in Word if word is not Word.OPEN]


class Assessment(models.Model):
    """What the kernel said of one target at one time, with all it was made from; append-only, the newest counts."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="assessments")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    data_year = models.PositiveSmallIntegerField("数据年")
    cls = models.CharField("研判信号", max_length=20, choices=[(s.value, s.value) for s in Signal])
    n = models.PositiveSmallIntegerField("数据点数", default=0)
    latest = models.FloatField("最新值", null=True, blank=True)
    latest_year = models.PositiveSmallIntegerField("最新年份", null=True, blank=True)
    target_value = models.FloatField("判断用目标值", null=True, blank=True)
    target_hi = models.FloatField(null=True, blank=True)
    gap = models.FloatField("差距", null=True, blank=True)
    forecast = models.FloatField("预测值", null=True, blank=True)
    lo = models.FloatField("预测下限", null=True, blank=True)
    hi = models.FloatField("预测上限", null=True, blank=True)
    p = models.FloatField("达标可能性", null=True, blank=True)
    p_risk = models.FloatField(null=True, blank=True)
    pooled = models.FloatField("合并率", null=True, blank=True)
    pooled_lo = models.FloatField(null=True, blank=True)
    pooled_hi = models.FloatField(null=True, blank=True)
    direction_word = models.CharField("方向", max_length=10, blank=True)
    flags = models.JSONField("标记", default=list)
    sums = models.JSONField("加权和", default=dict)
    details = models.JSONField("其他结果", default=dict, help_text="所需和已有年均变化、合并年数、未达标单位等")
    inputs = models.JSONField("输入", default=dict, help_text="目标和序列的快照，含每点的修订标识")
    method_version = models.CharField("方法版本", max_length=20)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target", "data_year", "-at"])]

    def __str__(self) -> str:
        return f"{self.target} {self.data_year} {self.cls}"


class UnitAnswer(models.Model):
    """The unit's own view (预判) of one of its targets, with its reason."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="answers")
    data_year = models.PositiveSmallIntegerField("数据年")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="answers")
    word = models.CharField("预判", max_length=20, choices=WORDS)
    reason = models.CharField("理由", max_length=500)
    by = models.CharField("答复人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.target} {self.word}"


class Verdict(models.Model):
    """认定: what a named person decided for a target or a goal and a year; append-only, the newest counts."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey("plans.Target", models.PROTECT, null=True, blank=True, related_name="verdicts")
    goal = models.ForeignKey("plans.Goal", models.PROTECT, null=True, blank=True, related_name="verdicts")
    data_year = models.PositiveSmallIntegerField("数据年")
    word = models.CharField("认定", max_length=20, choices=WORDS)
    reason = models.CharField("理由", max_length=500, blank=True)
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="verdicts")
    taken_over = models.BooleanField("按研判信号采纳", default=False)
    evidence = models.CharField("佐证材料", max_length=300, blank=True, help_text="文件名称、文号、日期，或材料存放处")
    checklist = models.JSONField("进展清单", default=list, blank=True, help_text="定性目标：已办的各项")
    by = models.CharField("认定人", max_length=150)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")
    offline_body = models.CharField("线下认定机构", max_length=100, blank=True)
    offline_on = models.DateField("线下认定日期", null=True, blank=True)
    offline_document = models.CharField("文件", max_length=200, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target", "data_year", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None, goal__isnull=False) | Q(target__isnull=False, goal=None),
                name="verdict_of_one",
                violation_error_message="认定要针对一个指标或一个目标。",
            ),
            models.CheckConstraint(
                condition=Q(offline_on=None, offline_body="") | (Q(offline_on__isnull=False) & ~Q(offline_body="")),
                name="verdict_offline_pair",
                violation_error_message="线下认定要同时写明认定机构和日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.goal} {self.data_year} {self.word}"


class VerdictFile(models.Model):
    """A file behind the verdict of a target or a goal (佐证材料); append-only, one file may stand behind several."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey("plans.Target", models.PROTECT, null=True, blank=True, related_name="verdict_files")
    goal = models.ForeignKey("plans.Goal", models.PROTECT, null=True, blank=True, related_name="verdict_files")
    data_year = models.PositiveSmallIntegerField("数据年")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="verdict_files")
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None, goal__isnull=False) | Q(target__isnull=False, goal=None),
                name="verdict_file_of_one",
                violation_error_message="佐证材料要针对一个指标或一个目标。",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name


class Warning(models.Model):
    """A warning (预警): raised silently, released by a person after the unit's answer; both stay on record."""

    class Colour(models.TextChoices):
        RED = "red", "红色"
        ORANGE = "orange", "橙色"
        YELLOW = "yellow", "黄色"
        BLUE = "blue", "蓝色"

    class State(models.TextChoices):
        RAISED = "raised", "待核实"
        RELEASED = "released", "已发布"
        CLEARED = "cleared", "已解除"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="warnings")
    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="warnings")
    data_year = models.PositiveSmallIntegerField("数据年")
    colour = models.CharField("级别", max_length=10, choices=Colour.choices)
    rule = models.CharField("规则", max_length=60)
    sentence = models.CharField("内容", max_length=500)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RAISED)
    raised_at = models.DateTimeField("提出时间")
    decided_by = models.CharField("处理人", max_length=150, blank=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decision = models.CharField("处理意见", max_length=500, blank=True)

    class Meta:
        ordering = ["-data_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "data_year", "rule"], name="warning_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="warning_decision_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class WarningStep(models.Model):
    """One step in the life of a warning (处理经过): asked, answered, released, cleared, raised again; append-only."""

    class Kind(models.TextChoices):
        ASKED = "asked", "请单位核实"
        ANSWERED = "answered", "单位答复"
        RELEASED = "released", "发布"
        CLEARED = "cleared", "解除"
        RAISED = "raised", "再次提出"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    warning = models.ForeignKey(Warning, models.PROTECT, related_name="steps")
    kind = models.CharField("步骤", max_length=10, choices=Kind.choices)
    text = models.CharField("内容", max_length=500, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("答复期限", null=True, blank=True)
    by = models.CharField("办理人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.warning} {self.get_kind_display()}"
