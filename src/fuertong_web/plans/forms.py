"""Forms of plans: the document, one target as read, a goal, the head of a plan, an amendment."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from fuertong.model.numbers import format_number, parse_number
from fuertong.model.plan import Audience, Strength, TargetKind
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import KIND_WORDS, STRENGTH_WORDS, Target
from fuertong_web.plans.reading_tree import Node
from fuertong_web.plans.wording import COMPARATORS, DIRECTIONS

_SEPARATORS = re.compile(r"[、,，;；\n]+")
_ANY = [("", "（无）")]


class PlainNumber(forms.CharField):
    """A number typed in any usual way (full width, 8.2%); the sentence of the number parser on anything else."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        found = parse_number(text)
        if found.is_refused:
            raise forms.ValidationError("".join(item.message + item.remedy for item in found.findings))
        return found.value


class ImportForm(forms.Form):
    """A document, or its text pasted."""

    file = forms.FileField(label="规划文件", required=False, allow_empty_file=True)
    text = forms.CharField(label="粘贴规划全文", required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not (given.get("text") or "").strip():
            raise forms.ValidationError("请选择规划文件，或把规划全文粘贴到下面的框中。")
        return given


class TargetForm(forms.Form):
    """One target of a draft or of a confirmed plan, in the fields of the reading."""

    indicator = forms.CharField(label="指标名称", max_length=200)
    kind = forms.ChoiceField(label="目标类型", choices=[(kind.value, KIND_WORDS[kind.value]) for kind in TargetKind])
    comparator = forms.ChoiceField(label="比较", required=False, choices=[*_ANY, *COMPARATORS.items()])
    value = PlainNumber(label="目标值", required=False, max_length=40)
    value2 = PlainNumber(label="区间上限", required=False, max_length=40)
    unit = forms.CharField(label="单位", required=False, max_length=20)
    direction = forms.ChoiceField(label="方向", required=False, choices=[*_ANY, *DIRECTIONS.items()])
    base_year = forms.IntegerField(label="基期年", required=False, min_value=1949, max_value=2100)
    deadline = forms.IntegerField(label="期限（年）", required=False, min_value=1949, max_value=2100)
    gap = forms.ChoiceField(
        label="差距维度",
        required=False,
        choices=[*_ANY, *((gap, f"{gap}差距") for gap in ("城乡", "区域", "性别", "群体", "校际", "民族"))],
    )
    against = forms.CharField(label="对照的指标", required=False, max_length=200)
    reference = forms.CharField(label="参照", required=False, max_length=200)
    each = forms.CharField(label="每个…都要达到", required=False, max_length=60)
    group = forms.CharField(label="人群", required=False, max_length=100)
    scope = forms.CharField(label="范围", required=False, max_length=200)
    strength = forms.ChoiceField(
        label="约束力", choices=[(item.value, STRENGTH_WORDS[item.value]) for item in Strength], required=False
    )
    slow = forms.BooleanField(label="上升（下降）趋势减缓", required=False)
    implied = forms.BooleanField(label="没有写明数字，由文字推出", required=False)
    quote = forms.CharField(label="原文", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    MAIN = ("indicator", "kind", "comparator", "value", "unit", "direction", "deadline")
    MORE = (
        "value2",
        "base_year",
        "gap",
        "against",
        "reference",
        "each",
        "group",
        "scope",
        "strength",
        "slow",
        "implied",
        "quote",
    )

    TELLING = ("value2", "gap", "against", "reference", "each", "slow")

    @classmethod
    def initial_of(cls, target: Node) -> dict[str, Any]:
        """The form's text for a target of a reading."""
        shown = {name: target.get(name) for name in cls.base_fields}
        for name in ("value", "value2"):
            if shown[name] is not None:
                shown[name] = format_number(Decimal(str(shown[name])))
        return shown

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == TargetKind.CHANGE and given.get("value") is None and "value" not in self.errors:
            self.add_error("value", "“比基期升降”的目标请填写升降的幅度。")
        return given

    def node(self) -> Node:
        """The fields as the reading writes them: numbers as numbers, nothing as None."""
        fields: Node = {}
        for name, value in self.cleaned_data.items():
            if isinstance(value, Decimal):
                fields[name] = int(value) if value == value.to_integral() else float(value)
            else:
                fields[name] = value if isinstance(value, bool) or value not in ("", None) else None
        return fields | {"quote": self.cleaned_data["quote"], "strength": self.cleaned_data["strength"] or "binding"}

    def main_fields(self) -> list[forms.BoundField]:
        """The fields nearly every target needs."""
        return [self[name] for name in self.MAIN if name in self.fields]

    def more_fields(self) -> list[forms.BoundField]:
        """The rest, folded away until asked for."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def opens_more(self) -> bool:
        """Whether one of the folded fields has something to say."""
        return any(self[name].errors or self[name].value() not in (None, "", False) for name in self.TELLING)


class GoalForm(forms.Form):
    """The words and units of a goal in a draft."""

    text = forms.CharField(label="目标", widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.CharField(label="牵头单位", required=False, help_text="几个单位之间用顿号分开")
    support = forms.CharField(label="责任单位", required=False, help_text="几个单位之间用顿号分开")
    collective = forms.CharField(label="集体称谓", required=False, help_text="如“各成员单位”")

    @staticmethod
    def initial_of(goal: Node) -> dict[str, str]:
        """The form's text for a goal of a reading."""
        parts = {name: "、".join(goal.get(name) or []) for name in ("lead", "support", "collective")}
        return {"text": goal.get("text", "")} | parts

    def fields_of(self) -> Node:
        """The fields as the reading writes them."""
        names = {
            part: [name.strip() for name in _SEPARATORS.split(self.cleaned_data[part]) if name.strip()]
            for part in ("lead", "support", "collective")
        }
        return {"text": " ".join(self.cleaned_data["text"].split()), **names}


class DomainForm(forms.Form):
    """The title of a domain in a draft."""

    title = forms.CharField(label="领域名称", max_length=100)


class HeadForm(forms.Form):
    """The head of a plan as read."""

    title = forms.CharField(label="标题", max_length=300)
    audience = forms.ChoiceField(label="规划", choices=[(item.value, f"{item.label}规划") for item in Audience])
    region = forms.CharField(label="地区（原文）", required=False, max_length=60)
    first_year = forms.IntegerField(label="起始年", min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label="终止年", min_value=1990, max_value=2100)
    document_number = forms.CharField(label="文号", required=False, max_length=100)
    issued_on = forms.DateField(label="印发日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    @staticmethod
    def initial_of(plan: Node) -> dict[str, Any]:
        """The form's text for the head of a reading."""
        first, last = plan.get("period") or (None, None)
        names = ("title", "audience", "region", "document_number", "issued_on")
        return {name: plan.get(name) for name in names} | {"first_year": first, "last_year": last}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "终止年不能早于起始年。")
        return given

    def head(self) -> Node:
        """The fields as the reading writes them."""
        given = self.cleaned_data
        issued: date | None = given["issued_on"]
        return {
            "title": given["title"],
            "audience": given["audience"],
            "region": given["region"] or None,
            "period": [given["first_year"], given["last_year"]],
            "document_number": given["document_number"] or None,
            "issued_on": issued.isoformat() if issued else None,
        }


class AmendForm(TargetForm):
    """A change of a confirmed target, with the indicator it is judged on and the reason."""

    linked = forms.ModelChoiceField(label="对应的指标", queryset=Indicator.objects.none(), required=False)
    every_year = forms.BooleanField(label="要求逐年改善", required=False)
    reason = forms.CharField(
        label="修改的原因或依据", max_length=300, help_text="如规划调整的文号；记入日志，报告中可查"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["linked"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows
        del self.fields["implied"], self.fields["quote"]

    @classmethod
    def initial_for(cls, target: Target) -> dict[str, Any]:
        """The form's text for a confirmed target."""
        names = [name for name in TargetForm.base_fields if name not in ("indicator", "quote", "implied")]
        shown = {name: getattr(target, name) for name in names}
        for name in ("value", "value2"):
            shown[name] = format_number(shown[name])
        own = {"indicator": target.name, "linked": target.indicator_id, "every_year": target.every_year}
        return shown | own | {"version": target.version}

    def changes(self) -> dict[str, Any]:
        """The new values by model field."""
        given = dict(self.cleaned_data)
        given["name"], given["indicator"] = given.pop("indicator"), given.pop("linked")
        for name in ("reason", "version"):
            given.pop(name)
        given["strength"] = given["strength"] or Strength.BINDING.value
        return given


def names_in(text: str) -> list[str]:
    """The names of a text field, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
