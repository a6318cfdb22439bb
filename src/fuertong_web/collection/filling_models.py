"""What stands beside the cells of a form: parts, printed pages, questions, telephone notes, evidence, entity lists."""

import uuid

from django.db import models
from django.db.models import F, Q

from fuertong_web.collection.enums import Attested, EntityKind


class Provenance(models.Model):
    """Where a value was taken from (取数说明), and the verdict that stands in for a figure (认证无数字)."""

    taken_report = models.CharField("取自报表", max_length=200, blank=True, default="", db_default="")
    taken_table = models.CharField("表名、表号", max_length=120, blank=True, default="", db_default="")
    taken_column = models.CharField("栏目", max_length=120, blank=True, default="", db_default="")
    taken_by = models.CharField("提供人", max_length=60, blank=True, default="", db_default="")
    attested = models.CharField(
        "认证结论", max_length=12, choices=Attested.choices, blank=True, default="", db_default=""
    )
    attested_by = models.CharField("确认部门", max_length=100, blank=True, default="", db_default="")
    attested_document = models.CharField("依据文件", max_length=200, blank=True, default="", db_default="")
    attested_on = models.DateField("确认日期", null=True, blank=True)

    class Meta:
        abstract = True


class FormPart(models.Model):
    """A part of a form (分表) that one section (股室) fills in, with its own workbook or one-time link."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="parts")
    name = models.CharField("股室", max_length=60)
    filler = models.CharField("填表人", max_length=60, blank=True)
    filler_phone = models.CharField("联系电话", max_length=40, blank=True)
    done_at = models.DateTimeField("交回时间", null=True, blank=True)
    made_by = models.CharField("分表人", max_length=150)
    made_at = models.DateTimeField("分表时间", auto_now_add=True)

    class Meta:
        ordering = ["form", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "name"], name="part_name", violation_error_message="本表已有同名的股室。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}分表"


class PrintedPage(models.Model):
    """A page as it was printed (打印页): its check code and what it said, so that a stamped paper can be compared."""

    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="printed")
    number = models.PositiveSmallIntegerField("页")
    code = models.CharField("校验码", max_length=9)
    cells = models.JSONField("页上的数值")
    by = models.CharField("导出人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["form", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "number", "code"], name="printed_once")]

    def __str__(self) -> str:
        return f"第{self.number}页 {self.code}"


class PageCheck(models.Model):
    """A stamped page compared with the electronic form by its check code (核对校验码)."""

    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField("页", null=True, blank=True)
    entered = models.CharField("输入的校验码", max_length=20)
    agrees = models.BooleanField("与电子版一致")
    by = models.CharField("核对人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["form", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.entered} {'一致' if self.agrees else '不一致'}"


class Question(models.Model):
    """A question on how an indicator is counted (口径问答): answered once, shown to every unit and next year."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="questions")
    code = models.CharField("指标代码", max_length=60)
    cell = models.ForeignKey("collection.Cell", models.PROTECT, null=True, blank=True, related_name="questions")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="questions")
    text = models.CharField("问题", max_length=500)
    by_phone = models.BooleanField("电话询问", default=False)
    asked_by = models.CharField("提问人", max_length=150)
    asked_at = models.DateTimeField("提问时间", auto_now_add=True)
    answer = models.CharField("答复", max_length=1000, blank=True)
    answered_by = models.CharField("答复人", max_length=150, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        ordering = ["place", "-asked_at"]
        indexes = [models.Index(fields=["place", "code"], name="question_code")]

    def __str__(self) -> str:
        return self.text[:60]


class PhoneNote(models.Model):
    """电话核实: what the unit said by telephone about a value, noted by the reviewer (代记)."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="phone_notes")
    cell = models.ForeignKey("collection.Cell", models.PROTECT, related_name="phone_notes")
    said_by = models.CharField("答复人", max_length=60)
    said_on = models.DateField("通话日期")
    text = models.CharField("答复内容", max_length=500)
    value = models.CharField("核实时的数值", max_length=120, blank=True)
    noted_by = models.CharField("记录人", max_length=150)
    at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        ordering = ["form", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.cell} {self.said_by}"


class Evidence(models.Model):
    """Evidence (佐证材料) of a form or of one value: a file kept as received, or a link with its page."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey("collection.Form", models.PROTECT, related_name="evidence")
    cell = models.ForeignKey("collection.Cell", models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField("名称", max_length=200)
    file = models.ForeignKey("places.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    link = models.CharField("网址", max_length=500, blank=True)
    page = models.CharField("页码", max_length=30, blank=True)
    by = models.CharField("提供人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        ordering = ["form", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(link=""),
                name="evidence_file_or_link",
                violation_error_message="请上传文件或填写网址。",
            )
        ]

    def __str__(self) -> str:
        return self.title


class EntityList(models.Model):
    """A list of entities below the place (名录): 乡镇、学校、领导班子; every-unit targets count its members."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="entity_lists")
    name = models.CharField("名录", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=EntityKind.choices, default=EntityKind.OTHER)
    words = models.JSONField("规划中的叫法", default=list, blank=True)
    note = models.CharField("依据、说明", max_length=300, blank=True, default="", db_default="")
    indicators = models.ManyToManyField("indicators.Indicator", related_name="entity_lists", blank=True)

    class Meta:
        ordering = ["place", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], name="entity_list_name", violation_error_message="已有同名的名录。"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Entity(models.Model):
    """One member of a list from a day to a day; closed ones keep their row for old years."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey(EntityList, models.PROTECT, related_name="members")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering = ["list", "region__code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "region"], name="entity_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="entity_dates",
                violation_error_message="终止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.region)
