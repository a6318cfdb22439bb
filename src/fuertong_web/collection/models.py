"""Collection (年度监测): rounds, forms, cells; revisions, never changed; accepted observations and their acts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.collection import models_intake, passing_models, scheme_models  # noqa: F401  their tables belong to this app
from fuertong_web.collection.enums import Cause, FormState, Nature, RoundKind, RoundSpan, RoundState
from fuertong_web.collection.filling_models import Provenance

ABSENCES = [(item.value, item.label) for item in Absence]
STATUSES = [(item.value, item.label) for item in ValueStatus]


class Round(models.Model):
    """One round: the working year and the data year are kept apart; the cut-off freezes what a report uses.

    A later batch (批次) or a further year of a back-fill is a round of its own that points to its `main` one.
    """

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="rounds")
    code = models.CharField("代码", max_length=60)
    title = models.CharField("名称", max_length=200)
    work_year = models.PositiveSmallIntegerField("工作年")
    data_year = models.PositiveSmallIntegerField("数据年")
    opens_on = models.DateField("开始日期")
    deadline = models.DateField("截止日期", help_text="当日24时截止")
    cutoff = models.DateField("数据截止", null=True, blank=True)
    form_number = models.CharField("表号", max_length=60, blank=True)
    authority = models.CharField("制定机关", max_length=100, blank=True)
    approval = models.CharField("批准文号", max_length=100, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    kind = models.CharField("类型", max_length=12, choices=RoundKind.choices, default=RoundKind.FULL)
    span = models.CharField("统计时段", max_length=3, choices=RoundSpan.choices, blank=True, default="", db_default="")
    nature = models.CharField("统计性质", max_length=10, choices=Nature.choices, default=Nature.RECORD)
    scheme = models.ForeignKey(
        "collection.SchemeVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name="监测方案",
    )
    main = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="batches")
    batch = models.PositiveSmallIntegerField("批次", default=1)

    class Meta:
        ordering = ["place", "-work_year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="round_code"),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("opens_on")),
                name="round_dates",
                violation_error_message="截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(work_year__gte=F("data_year")),
                name="round_years",
                violation_error_message="数据年不能晚于工作年。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        """The stretch of time the values are about, in words; a year's is that of each indicator."""
        return RoundSpan(self.span).words(self.data_year)

    @property
    def printed_approval(self) -> str:
        """What the form prints as 批准文号: of a survey its number, else what kind of form it is (practice 23)."""
        if self.nature == Nature.SURVEY:
            return self.approval
        words = "工作调研" if self.nature == Nature.WORK else "部门行政记录，不另行批准"
        return words if self.form_number or self.authority else ""

    @property
    def printed_validity(self) -> str:
        """有效期至 as printed: of a survey only."""
        return self.valid_until.isoformat() if self.valid_until and self.nature == Nature.SURVEY else ""


class Form(models.Model):
    """The form of one unit in one round; who filled and signed it stands in its head."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="forms")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="forms")
    state = models.CharField("状态", max_length=12, choices=FormState.choices, default=FormState.NOT_BEGUN)
    unit_head = models.CharField("单位负责人", max_length=60, blank=True)
    statistics_head = models.CharField("统计负责人", max_length=60, blank=True)
    filler = models.CharField("填表人", max_length=60, blank=True)
    filler_phone = models.CharField("联系电话", max_length=40, blank=True)
    reported_on = models.DateField("报出日期", null=True, blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        ordering = ["round", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="form_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}《{self.round}》报表"


class Cell(Provenance):
    """The working copy of one value; autosave changes it in place under `lock_version` (409 when outdated)."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="cells")
    order = models.PositiveIntegerField("顺序", default=0)
    part = models.ForeignKey("collection.FormPart", models.SET_NULL, null=True, blank=True, related_name="cells")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="cells")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="cells")
    period = models.CharField("统计期", max_length=10)
    breakdown = models.CharField("分组", max_length=120, blank=True)
    raw = models.CharField("填报原文", max_length=100, blank=True)
    raw_numerator = models.CharField("分子原文", max_length=100, blank=True)
    raw_denominator = models.CharField("分母原文", max_length=100, blank=True)
    value = models.DecimalField("数值", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField("分母", max_digits=20, decimal_places=6, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位数", null=True, blank=True)
    absence = models.CharField("缺数原因", max_length=20, choices=ABSENCES, blank=True)
    status = models.CharField("数据性质", max_length=12, choices=STATUSES, default=ValueStatus.FINAL)
    note = models.CharField("说明、来源", max_length=500, blank=True)
    base_value = models.ForeignKey(
        "collection.BaseValue", models.PROTECT, null=True, blank=True, related_name="cells", verbose_name="共用基数"
    )
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    answer = models.CharField("单位答复", max_length=500, blank=True)
    lock_version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField("修改人", max_length=150, blank=True)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)

    class Meta:
        ordering = ["form", "order"]
        constraints = [
            models.UniqueConstraint(fields=["form", "indicator", "region", "period", "breakdown"], name="cell_key"),
            models.CheckConstraint(
                condition=Q(absence="") | Q(value=None),
                name="cell_value_or_absence",
                violation_error_message="填了数值就不能再选缺数原因，请保留其中一项。",
            ),
            models.CheckConstraint(
                condition=Q(attested="") | Q(value=None, absence=""),
                name="cell_attested_alone",
                violation_error_message="有数值或缺数原因的，不再填认证结论。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.breakdown}".strip()


class Revision(Provenance):
    """One version of one value as somebody answered for it; append-only."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="revisions")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="revisions")
    period = models.CharField("统计期", max_length=10)
    data_year = models.PositiveSmallIntegerField("数据年")
    breakdown = models.CharField("分组", max_length=120, blank=True)
    value = models.DecimalField("数值", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField("分母", max_digits=20, decimal_places=6, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位数", null=True, blank=True)
    absence = models.CharField("缺数原因", max_length=20, choices=ABSENCES, blank=True)
    raw = models.CharField("填报原文", max_length=300, blank=True)
    status = models.CharField("数据性质", max_length=12, choices=STATUSES)
    cause = models.CharField("缘由", max_length=16, choices=Cause.choices)
    reason = models.CharField("原因", max_length=500, blank=True)
    source = models.CharField("来源", max_length=300, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    document = models.ForeignKey("places.StoredFile", models.PROTECT, null=True, blank=True, related_name="revisions")
    form = models.ForeignKey(Form, models.PROTECT, null=True, blank=True, related_name="revisions")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="revisions")
    filler = models.CharField("填表人", max_length=60, blank=True)
    filler_phone = models.CharField("联系电话", max_length=40, blank=True)
    entered_by = models.CharField("录入人", max_length=150)
    entered_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    at = models.DateTimeField("时间")
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next")
    break_before = models.BooleanField("口径变化", default=False)
    splice = models.DecimalField("旧口径值", max_digits=20, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["indicator", "region", "period", "breakdown"]),
            models.Index(fields=["form"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(absence="") | Q(value=None), name="revision_value_or_absence"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.value if self.value is not None else self.absence}"


class Observation(models.Model):
    """One accepted value a key: a pointer to its revision."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="observations")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="observations")
    period = models.CharField("统计期", max_length=10)
    data_year = models.PositiveSmallIntegerField("数据年")
    breakdown = models.CharField("分组", max_length=120, blank=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("接受时间")

    class Meta:
        ordering = ["indicator", "region", "data_year", "breakdown"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region", "period", "breakdown"], name="observation_key"),
        ]
        indexes = [models.Index(fields=["region", "data_year"])]

    def __str__(self) -> str:
        return str(self.revision)


class PointerMove(models.Model):
    """The act of accepting a revision: value as known on day D = last move up to D."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="moves")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="moves")
    previous = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.CharField("审核人", max_length=150)
    at = models.DateTimeField("时间")
    reason = models.CharField("原因", max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.observation} {self.at:%Y-%m-%d}"


class FormEvent(models.Model):
    """A change of a form's state, dated and named; offline acts carry the paper's particulars."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="events")
    name = models.CharField("动作", max_length=20)
    before = models.CharField("之前", max_length=12, choices=FormState.choices)
    after = models.CharField("之后", max_length=12, choices=FormState.choices)
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间")
    comment = models.CharField("意见", max_length=500, blank=True)
    offline_on = models.DateField("线下日期", null=True, blank=True)
    offline_by = models.CharField("线下签字人", max_length=60, blank=True)
    offline_file = models.ForeignKey("places.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offline_on=None, offline_by="") | (Q(offline_on__isnull=False) & ~Q(offline_by="")),
                name="offline_pair",
                violation_error_message="线下办理要同时写明日期和签字人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.name}"


class FormCode(models.Model):
    """A one-time code (一次性填报码) that opens one form until it closes; only its hash is kept."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="codes")
    part = models.ForeignKey("collection.FormPart", models.PROTECT, null=True, blank=True, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField("发放人", max_length=150)
    made_at = models.DateTimeField("发放时间", auto_now_add=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)
    used_at = models.DateTimeField("首次使用", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.form} 填报码"


class CodeAttempt(models.Model):
    """A wrong code from an address; ten an hour close the door for it."""

    address = models.GenericIPAddressField("地址")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return str(self.address)
