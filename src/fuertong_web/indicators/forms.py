"""Forms of indicators: particulars that do not touch the series, and a redefinition that breaks it."""

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from fuertong.catalogue import load
from fuertong.model.indicator import Aggregation, Polarity
from fuertong.model.organisation import Level
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place
from fuertong_web.places.selectors import units_of

LEVELS = [(level.value, level.label) for level in (Level.PROVINCE, Level.CITY, Level.COUNTY)]
BREAKDOWNS = [("sex", "性别"), ("residence", "城乡"), ("age", "年龄"), ("region", "地区")]
_SEPARATORS = re.compile(r"[、,，;；\n]+")

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Indicator]
else:
    _ModelForm = forms.ModelForm


class ParticularsForm(_ModelForm):
    """What may change without touching the meaning of the series."""

    other_names = forms.CharField(
        label="其他叫法", required=False, help_text="几个之间用顿号分开，导入规划和数据时按这些名称对上"
    )
    levels = forms.MultipleChoiceField(
        label="产生数据的级别", choices=LEVELS, required=False, widget=forms.CheckboxSelectMultiple
    )
    breakdowns = forms.MultipleChoiceField(label="分组", required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Indicator
        fields = (
            "polarity", "decimals", "freq", "source_unit", "standing", "source", "sensitivity", "embargo_until",
            "over_100", "expected_month", "aggregation", "note",
        )  # fmt: skip
        widgets = {"embargo_until": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["source_unit"]
        if isinstance(unit, forms.ModelChoiceField):
            unit.queryset = units_of(place)
        own = [code for code in self.instance.breakdowns if code not in dict(BREAKDOWNS)]
        for name, choices in (("breakdowns", [*BREAKDOWNS, *((code, code) for code in own)]), ("levels", LEVELS)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
                field.initial = getattr(self.instance, name)
        polarity = self.fields["polarity"]
        if isinstance(polarity, forms.ChoiceField):
            polarity.choices = [("", "待回答"), *((item.value, item.label) for item in Polarity)]
        way = self.fields.get("aggregation")
        if isinstance(way, forms.ChoiceField):
            way.choices = [("", "按类型（数量相加，率重新计算）"), *((item.value, item.label) for item in Aggregation)]
            way.help_text = ""
        self.fields["other_names"].initial = "、".join(self.instance.aliases)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("sensitivity") == "sealed" and not given.get("embargo_until"):
            self.add_error("embargo_until", "限期保密的指标要写明保密至哪一天。")
        return given

    def _post_clean(self) -> None:
        """The instance is changed by the action alone."""

    def changes(self) -> dict[str, Any]:
        """The new values by model field."""
        given = dict(self.cleaned_data)
        given["aliases"] = [name.strip() for name in _SEPARATORS.split(given.pop("other_names")) if name.strip()]
        given["polarity"] = given["polarity"] or None
        return given


class RedefineForm(_ModelForm):
    """A new definition with the day it begins and why."""

    since = forms.DateField(label="启用日期", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="修订的原因或依据", max_length=300, help_text="如新的统计监测方案文号；印在报告脚注")

    class Meta:
        model = Indicator
        fields = ("name", "unit", "kind", "per", "numerator", "denominator", "definition", "statistical_year")
        widgets = {"definition": forms.Textarea(attrs={"rows": 4})}

    def _post_clean(self) -> None:
        """The instance is changed by the action alone."""

    def changes(self) -> dict[str, Any]:
        """The new values by model field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewIndicatorForm(ParticularsForm):
    """A local indicator by hand: every field, the good direction said and never guessed."""

    domains = forms.MultipleChoiceField(label="规划领域", required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Indicator
        fields = (
            "name", "unit", "kind", "per", "numerator", "denominator", "definition", "statistical_year",
            *ParticularsForm.Meta.fields,
        )  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "embargo_until": forms.DateInput(attrs={"type": "date"}),
            "definition": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, place=place, **kwargs)
        self.fields["definition"].required = True
        domains = self.fields["domains"]
        if isinstance(domains, forms.MultipleChoiceField):
            domains.choices = [(row.code, row.label) for row in load().domains]
        self.fields["levels"].initial = [place.region.level]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == "rate" and not given.get("per"):
            self.add_error("per", "率指标请填基数，如1000（‰）或100000（/10万）。")
        if given.get("kind") in ("pct", "rate") and not (given.get("numerator") and given.get("denominator")):
            self.add_error("numerator", "百分比和率要写明分子和分母。")
        return given


class ExplanationForm(forms.Form):
    """The file and the name it is cited by."""

    title = forms.CharField(
        label="文件名称和文号",
        max_length=200,
        help_text="作为口径出处印在报告里，如《妇女儿童统计监测指标解释》（国统办〔2022〕1号）",
        error_messages={"required": "请填写文件名称和文号。"},
    )
    file = forms.FileField(label="文件", error_messages={"required": "请选择文件。"})
