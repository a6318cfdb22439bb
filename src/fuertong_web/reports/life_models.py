"""The life of a report (报告流转): its dated steps, the units asked, their opinions and the answers."""

import uuid

from django.db import models


class ReportStep(models.Model):
    """One step of a version, never changed afterwards: who took it when, and what belongs to it."""

    version = models.ForeignKey("reports.ReportVersion", models.PROTECT, related_name="steps")
    step = models.CharField("步骤", max_length=12)
    by = models.CharField("办理人", max_length=150)
    at = models.DateTimeField("办理时间")
    body = models.CharField("审定或发文机关", max_length=100, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    document = models.CharField("文号或会议纪要", max_length=200, blank=True)
    signer = models.CharField("签发人", max_length=60, blank=True)
    address = models.CharField("公布地址", max_length=300, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    is_offline = models.BooleanField("线下办理", default=False)
    file = models.ForeignKey("places.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.step}"


class Consultation(models.Model):
    """One unit asked for its opinion on a version (征求意见), and its reply."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("reports.ReportVersion", models.PROTECT, related_name="consultations")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    due = models.DateField("答复期限")
    asked_by = models.CharField("发起人", max_length=150)
    asked_at = models.DateTimeField("发起时间")
    replied_by = models.CharField("答复人", max_length=150, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    recorder_note = models.CharField("代录说明", max_length=200, blank=True)

    class Meta:
        ordering = ["unit__order", "unit__pk"]
        constraints = [models.UniqueConstraint(fields=["version", "unit"], name="consultation_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.unit}"


class Comment(models.Model):
    """One opinion on a passage of a version, and how it was taken (采纳情况)."""

    class Taken(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        DECLINED = "declined", "不采纳"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("reports.ReportVersion", models.PROTECT, related_name="comments")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    passage = models.CharField("位置或原文", max_length=300, blank=True)
    text = models.CharField("意见", max_length=1000)
    by = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间")
    taken = models.CharField("采纳情况", max_length=10, choices=Taken.choices, blank=True)
    answer = models.CharField("说明", max_length=500, blank=True)
    answered_by = models.CharField("办理人", max_length=150, blank=True)
    answered_at = models.DateTimeField("办理时间", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ReturnedFile(models.Model):
    """A Word file that came back edited (修改稿): what people did to it, looked at before it becomes a version."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("reports.ReportVersion", models.PROTECT, related_name="returned")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    edits = models.JSONField("修改")
    seen = models.JSONField("回收结果")
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("上传时间")
    made = models.OneToOneField(
        "reports.ReportVersion", models.PROTECT, null=True, blank=True, related_name="made_from"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version} 修改稿"


class UnitReport(models.Model):
    """The report of one unit as it came back (单位报告): one row a file, the newest of an occasion and year counts."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="unit_reports")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="unit_reports")
    occasion = models.CharField("种类", max_length=10)
    year = models.PositiveSmallIntegerField("报告年度")
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    seen = models.JSONField("读出的内容")
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("上传时间")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["place", "occasion", "year"], name="unit_report_occasion")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
