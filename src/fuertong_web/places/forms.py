"""Forms of the set-up and of units."""

import re
from typing import Any

from django import forms

from fuertong.model.organisation import Level, UnitKind, is_region_code
from fuertong_web.accounts.roles import Role
from fuertong_web.places.models import Unit

FOUNDERS = [
    ("sysadmin", Role.SYSADMIN, "建立账号和单位"),
    ("secadmin", Role.SECADMIN, "授予和收回身份"),
    ("auditor", Role.AUDITOR, "查看操作日志"),
    ("office", Role.OFFICE, "管理规划、认定和评估"),
    ("stat", Role.STATISTICIAN, "管理指标和年度监测"),
]


class PlaceForm(forms.Form):
    """The place and its plans."""

    name = forms.CharField(label="地区名称", max_length=100, help_text="全称，如“××县”。")
    code = forms.CharField(label="行政区划代码", max_length=20, help_text="国家标准6位代码。")
    level = forms.ChoiceField(
        label="级别",
        choices=[(level.value, level.label) for level in (Level.COUNTY, Level.CITY, Level.PROVINCE)],
    )
    short_name = forms.CharField(
        label="报告中的自称", max_length=20, required=False, help_text="留空时按级别写作我县、我市、我省。"
    )
    upper_name = forms.CharField(label="上级地区名称", max_length=100, required=False)
    upper_code = forms.CharField(label="上级行政区划代码", max_length=20, required=False)
    plans = forms.MultipleChoiceField(
        label="规划",
        choices=[("women", "妇女发展规划"), ("children", "儿童发展规划")],
        initial=["women", "children"],
        widget=forms.CheckboxSelectMultiple,
    )
    years = forms.ChoiceField(
        label="规划类型",
        choices=[("ten", "十年规划（2021—2030年）"), ("five", "五年规划（2026—2030年）")],
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field, label in (("code", "行政区划代码"), ("upper_code", "上级行政区划代码")):
            text = str(data.get(field) or "").strip()
            if text and not is_region_code(text):
                self.add_error(field, f"{label}“{text}”应为6位数字，开发区写作371500-K01。")
        if bool(data.get("upper_name")) != bool(data.get("upper_code")):
            self.add_error("upper_code", "上级地区的名称和代码请一起填写，或都留空。")
        return data


class FounderForm(forms.Form):
    """The first accounts: the same account name on several lines makes one person with several roles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, role, _ in FOUNDERS:
            needed = key != "stat"
            self.fields[f"{key}_name"] = forms.CharField(label=f"{role.label}姓名", max_length=60, required=needed)
            self.fields[f"{key}_username"] = forms.CharField(label="账号", max_length=60, required=needed)
            self.fields[f"{key}_password"] = forms.CharField(
                label="密码",
                max_length=100,
                required=False,
                help_text="同一账号再次出现时可以不填。",
                widget=forms.PasswordInput(render_value=True),
            )

    def rows(self) -> list[tuple[Role, str, list[forms.BoundField]]]:
        """The three fields of each founder, for the page."""
        return [
            (role, words, [self[f"{key}_{part}"] for part in ("name", "username", "password")])
            for key, role, words in FOUNDERS
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: dict[str, str] = {}
        for key, role, _ in FOUNDERS:
            username, password = data.get(f"{key}_username", ""), data.get(f"{key}_password", "")
            if username and username not in seen:
                if not password:
                    self.add_error(f"{key}_password", f"请为{role.label}的账号{username}填写密码。")
                seen[username] = password
            elif username and password and password != seen[username]:
                self.add_error(f"{key}_password", "同一账号的密码只填一次，或前后一致。")
        return data

    def people(self) -> list[tuple[str, str, str, list[Role]]]:
        """(username, name, password, roles) of each person named."""
        found: dict[str, tuple[str, str, str, list[Role]]] = {}
        for key, role, _ in FOUNDERS:
            username = self.cleaned_data.get(f"{key}_username", "")
            if not username:
                continue
            row = found.setdefault(
                username,
                (username, self.cleaned_data[f"{key}_name"], self.cleaned_data[f"{key}_password"], []),
            )
            row[3].append(role)
        return list(found.values())


class UnitsForm(forms.Form):
    """A pasted list of units."""

    text = forms.CharField(
        label="单位名单",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="每行一个单位，可从Word或Excel粘贴；第二列可写简称。",
    )


class UnitForm(forms.Form):
    """One unit's particulars."""

    name = forms.CharField(label="单位名称", max_length=100)
    short = forms.CharField(label="简称", max_length=40, required=False)
    aliases = forms.CharField(label="其他写法", required=False, help_text="规划原文里可能出现的写法，用顿号隔开。")
    kind = forms.ChoiceField(label="类别", choices=[(kind.value, kind.label) for kind in UnitKind])

    def clean_aliases(self) -> list[str]:
        return [part for part in re.split(r"[、,，;；\s]+", self.cleaned_data["aliases"]) if part]


class DissolveForm(forms.Form):
    """A unit's end and who takes over its duties."""

    since = forms.DateField(label="承接日期", widget=forms.DateInput(attrs={"type": "date"}))
    successors = forms.ModelMultipleChoiceField(
        label="承接单位", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="依据", max_length=200, required=False, help_text="如机构改革方案文号。")
