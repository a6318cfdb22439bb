"""Indicators (指标) of a place in versions: a redefinition is a new version, never a silent change."""

import uuid

from django.db import models
from django.db.models import Q

from fuertong.model.indicator import Aggregation, Kind, Polarity, Sensitivity, Standing, usual_aggregation

KIND_WORDS = {"pct": "百分比", "rate": "率（‰、/10万）", "count": "数量", "years": "岁、年、分", "ratio": "比值"}
SENSITIVITY_WORDS = {"open": "公开", "internal": "内部", "counts": "涉及小数量个案", "sealed": "限期保密"}
YEAR_WORDS = {"calendar": "日历年", "H": "10月1日至次年9月30日", "X": "学年", "J": "届次"}


class Indicator(models.Model):
    """One version of an indicator; `polarity` stays empty until a person says what is good."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="indicators")
    code = models.CharField("指标代码", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    name = models.CharField("指标名称", max_length=200)
    aliases = models.JSONField("其他叫法", default=list, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    kind = models.CharField("类型", max_length=10, choices=[(k.value, KIND_WORDS[k.value]) for k in Kind])
    per = models.PositiveIntegerField("基数", null=True, blank=True, help_text="百分比100，‰1000，/10万100000")
    decimals = models.PositiveSmallIntegerField("小数位数", default=1)
    freq = models.PositiveSmallIntegerField("调查间隔（年）", default=1)
    statistical_year = models.CharField("统计年度", max_length=10, choices=list(YEAR_WORDS.items()), default="calendar")
    polarity = models.CharField(
        "好的方向", max_length=10, null=True, blank=True, choices=[(p.value, p.label) for p in Polarity]
    )
    numerator = models.CharField("分子", max_length=200, blank=True)
    denominator = models.CharField("分母", max_length=200, blank=True)
    definition = models.TextField("口径", blank=True)
    standing = models.CharField(
        "口径来历",
        max_length=10,
        default=Standing.REFERENCE,
        choices=[(s.value, s.label) for s in Standing],
    )
    source = models.CharField("口径出处", max_length=300, blank=True)
    source_unit = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="数据来源单位"
    )
    breakdowns = models.JSONField("分组", default=list, blank=True)
    sensitivity = models.CharField(
        "敏感程度",
        max_length=10,
        default=Sensitivity.OPEN,
        choices=[(s.value, SENSITIVITY_WORDS[s.value]) for s in Sensitivity],
    )
    embargo_until = models.DateField("保密至", null=True, blank=True)
    levels = models.JSONField("产生数据的级别", default=list, blank=True)
    over_100 = models.BooleanField("允许超过100%", default=False)
    expected_month = models.PositiveSmallIntegerField("数据产生月份", null=True, blank=True)
    domains = models.JSONField("规划领域", default=list, blank=True)
    production = models.JSONField("各级产生情况", default=list, blank=True)
    aggregation = models.CharField(
        "汇总方式",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(a.value, a.label) for a in Aggregation],
        help_text="留空时按类型：数量相加，有分子、分母的率重新计算，其他不汇总",
    )
    note = models.CharField("取数说明", max_length=300, blank=True)
    version_reason = models.CharField("本版本的缘由", max_length=300, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code", "version"], name="indicator_version"),
            models.CheckConstraint(
                condition=~Q(sensitivity="sealed") | Q(embargo_until__isnull=False),
                name="sealed_has_date",
                violation_error_message="限期保密的指标要写明保密至哪一天。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rolled_up(self) -> Aggregation:
        """How the values of lower regions make the value of the whole: as declared, else the usual way."""
        if self.aggregation:
            return Aggregation(self.aggregation)
        return usual_aggregation(Kind(self.kind), self.per, self.numerator, self.denominator)


class Phrase(models.Model):
    """What a phrase of the place's documents means (叫法), as a person said it: append-only, the last row counts."""

    class Answer(models.TextChoices):
        INDICATOR = "indicator", "对应指标"
        LOCAL = "local", "单独的本地指标"
        REMOVED = "removed", "已取消"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="phrases")
    phrase = models.CharField("规整后的叫法", max_length=200)
    written = models.CharField("叫法", max_length=200)
    answer = models.CharField("回答", max_length=10, choices=Answer.choices)
    code = models.CharField("指标代码", max_length=60, blank=True)
    breakdown = models.CharField("分组", max_length=60, blank=True)
    by = models.CharField("决定人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["place", "phrase"], name="phrase_of_place")]

    def __str__(self) -> str:
        return self.written


class ExplanationFile(models.Model):
    """An official explanation of indicators (指标解释) as handed in, with the name it is cited by."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="explanation_files")
    title = models.CharField("文件名称和文号", max_length=200)
    file = models.ForeignKey("places.StoredFile", models.PROTECT, related_name="+")
    by = models.CharField("上传人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title


class ExplanationEntry(models.Model):
    """One entry of an explanation file; `taken` is the version of the indicator it became, if it was taken over."""

    file = models.ForeignKey(ExplanationFile, models.PROTECT, related_name="entries")
    no = models.PositiveIntegerField("序号")
    name = models.CharField("指标名称", max_length=200)
    definition = models.TextField("解释", blank=True)
    numerator = models.CharField("分子", max_length=200, blank=True)
    denominator = models.CharField("分母", max_length=200, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    where = models.CharField("位置", max_length=200, blank=True)
    taken = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="explanations")
    taken_by = models.CharField("采用人", max_length=150, blank=True)
    taken_at = models.DateTimeField("采用时间", null=True, blank=True)

    class Meta:
        ordering = ["file", "no"]
        constraints = [models.UniqueConstraint(fields=["file", "no"], name="explanation_entry")]

    def __str__(self) -> str:
        return self.name
