"""What comes from elsewhere: files of day one (历年材料), forms of the upper office (套表), source systems (数据源)."""

import uuid

from django.db import models


class Intake(models.Model):
    """Files of several years dropped in together; a working copy until its values are imported."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="intakes")
    picks = models.JSONField("选用", default=dict, blank=True)
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)
    imported_at = models.DateTimeField("导入时间", null=True, blank=True)
    imported = models.PositiveIntegerField("导入个数", default=0)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"历年材料 {self.at:%Y-%m-%d}"


class IntakeFile(models.Model):
    """One of the files with the values read from it, as the child process gave them."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="files")
    document = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("数据年", null=True, blank=True)
    values = models.JSONField("读出的数", default=list)
    findings = models.JSONField("发现的问题", default=list)

    class Meta:
        ordering = ["intake", "year", "pk"]

    def __str__(self) -> str:
        return str(self.document)


class UpperForm(models.Model):
    """A form of the upper office that is filled every year."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="upper_forms")
    title = models.CharField("名称", max_length=200)
    issuer = models.CharField("制发机关", max_length=100, blank=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class UpperFormEdition(models.Model):
    """One blank as it was issued, with what each of its cells means; the newest one is filled."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(UpperForm, models.PROTECT, related_name="editions")
    document = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    grids = models.JSONField("表格", default=list)
    slots = models.JSONField("对应关系", default=list)
    checked_by = models.CharField("核对人", max_length=150, blank=True)
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["form", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.form} {self.at:%Y-%m-%d}"


class SourceSystem(models.Model):
    """A system or publication that values come from (数据源), with the mapping of its codes that is remembered."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="source_systems")
    name = models.CharField("名称", max_length=100)
    owner = models.CharField("主管单位", max_length=100, blank=True)
    delivers = models.CharField("提供什么数据", max_length=200, blank=True)
    rhythm = models.CharField("何时提供", max_length=100, blank=True)
    mapping = models.JSONField("对应关系", default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], name="source_system_name", violation_error_message="已有同名的数据源。"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceDelivery(models.Model):
    """One file of a source system, and when its values were imported."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    system = models.ForeignKey(SourceSystem, models.PROTECT, related_name="deliveries")
    document = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    table = models.JSONField("读出的表", default=dict)
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)
    imported_at = models.DateTimeField("导入时间", null=True, blank=True)
    imported = models.PositiveIntegerField("导入个数", default=0)

    class Meta:
        ordering = ["system", "-at"]

    def __str__(self) -> str:
        return str(self.document)
