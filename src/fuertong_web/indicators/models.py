"""Indicators (指标) of a place in versions: a redefinition is a new version, never a silent change."""

import uuid

from django.db import models
from django.db.models import Q

from fuertong.model.indicator import Kind, Polarity, Sensitivity, Standing

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
