"""Places: regions (行政区划) and units (责任单位) with validity dates, settings (设置), stored files."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fuertong.model.organisation import Level, UnitKind


def _choices(enum: type[Level] | type[UnitKind]) -> list[tuple[str, str]]:
    return [(item.value, item.label) for item in enum]


class Region(models.Model):
    """An area with its GB/T 2260 code; a change of borders closes one row and opens another."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("行政区划代码", max_length=20)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("级别", max_length=10, choices=_choices(Level))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField("起始日期", null=True, blank=True)
    valid_to = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="region_code_current"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="region_dates",
                violation_error_message="终止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegionName(models.Model):
    """A name a region bore until a day (曾用名); the row keeps its code and its series."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="former_names")
    name = models.CharField("曾用名", max_length=100)
    until = models.DateField("用至")
    note = models.CharField("依据", max_length=200, blank=True)
    by = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ["region", "until"]

    def __str__(self) -> str:
        return self.name


class RegionSuccession(models.Model):
    """区划变动: from a day on the new region covers all of the old one (合并) or a part of it (拆分)."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    old = models.ForeignKey(Region, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Region, models.PROTECT, related_name="inherited")
    kind = models.CharField("变动", max_length=10, choices=Kind.choices)
    on = models.DateField("变动日期")
    note = models.CharField("依据", max_length=200, blank=True)
    by = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="region_succession_once"),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="region_succession_not_self",
                violation_error_message="变动后的地区不能是原地区自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Place(models.Model):
    """A region that runs its plans in this instance."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    region = models.OneToOneField(Region, models.PROTECT, related_name="place")
    short_name = models.CharField("简称", max_length=20, help_text="报告中的自称，如“我县”")
    is_example = models.BooleanField("示例数据", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        ordering = ["region__code"]

    def __str__(self) -> str:
        return self.region.name

    @property
    def code(self) -> str:
        """The region's code."""
        return self.region.code


class Unit(models.Model):
    """A unit of any kind; dissolved units keep their row and point to successors."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="units")
    code = models.CharField("单位代码", max_length=60)
    name = models.CharField("单位名称", max_length=100)
    short = models.CharField("简称", max_length=40, blank=True)
    aliases = models.JSONField("其他写法", default=list, blank=True)
    kind = models.CharField("类别", max_length=20, choices=_choices(UnitKind), default=UnitKind.GOVERNMENT)
    order = models.PositiveIntegerField("排序", default=0)
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="unit_code"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_dates",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """职责承接: from `since` on the successor answers for the old unit; printed text keeps the old name."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="inherited")
    since = models.DateField("承接日期")
    note = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="succession_not_self",
                violation_error_message="承接单位不能是原单位自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Setting(models.Model):
    """One value of a registered setting from a moment on; rows are only ever added."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="settings")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="settings")
    key = models.CharField("设置项", max_length=80)
    value = models.JSONField("值")
    valid_from = models.DateTimeField("生效时间")
    by = models.CharField("设置人", max_length=150)
    reason = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        ordering = ["valid_from", "pk"]
        indexes = [models.Index(fields=["place", "key", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class StoredFile(models.Model):
    """A file as received or made; its bytes stand in the data base so that file and record live or die together."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="files")
    name = models.CharField("文件名", max_length=255)
    media_type = models.CharField("类型", max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("字节数")
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
