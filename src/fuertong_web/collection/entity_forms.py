"""Forms of the lists of entities (名录)."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.collection.actions.entities import MemberRow
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import EntityList
from fuertong_web.collection.scheme_rows import named_indicators
from fuertong_web.collection.selectors.scheme import in_force
from fuertong_web.indicators.models import Indicator
from fuertong_web.ui.fields import day, text

_BETWEEN = re.compile(r"[、,，;；\s]+")


class NewListForm(forms.Form):
    """A new list."""

    name = text("名称", 60, help_text="如“乡镇（街道）”“公办幼儿园”。")
    kind = forms.ChoiceField(label="类别", choices=EntityKind.choices)
    note = text("依据、说明", 300, required=False)


class ListForm(forms.Form):
    """A list's particulars and the indicators asked for member by member."""

    name = text("名称", 60)
    words = forms.CharField(
        label="规划中的叫法", required=False, help_text="规划里“以××为单位”的其他写法，用顿号隔开。", max_length=200
    )
    note = text("依据、说明", 300, required=False)
    indicators = forms.CharField(
        label="逐个填报的指标",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一项，写名称或代码。开启监测时，报表里除合计外，名录中每一个各列一行。",
    )

    def __init__(self, *args: Any, found: EntityList, **kwargs: Any) -> None:
        chosen = sorted(found.indicators.all(), key=lambda row: row.code)
        kwargs["initial"] = {
            "name": found.name,
            "words": "、".join(found.words),
            "note": found.note,
            "indicators": "\n".join(row.name for row in chosen),
        }
        super().__init__(*args, **kwargs)
        self.found = found

    def clean_words(self) -> list[str]:
        return [word for word in _BETWEEN.split(self.cleaned_data["words"]) if word]

    def clean_indicators(self) -> list[Indicator]:
        known = in_force(self.found.place, timezone.localdate())
        try:
            return named_indicators(self.cleaned_data["indicators"], known.values())
        except FuertongError as error:
            raise forms.ValidationError(str(error)) from error


class MembersForm(forms.Form):
    """Members pasted or typed, one a line."""

    names = forms.CharField(
        label="名单",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一个，可从Excel或Word粘贴；第二列可写代码。",
        error_messages={"required": "请填写名单，每行一个。"},
    )
    since = day("起始日期", required=False, help_text="一直就有的可以不填。")

    def rows(self) -> list[MemberRow]:
        """The members as typed."""
        return [
            MemberRow(name=row.name, code=row.code, since=self.cleaned_data["since"])
            for row in lines_of(self.cleaned_data["names"])
        ]


class EndForm(forms.Form):
    """The end of a member."""

    on = day("最后一天")
    how = forms.ChoiceField(
        label="方式",
        choices=[("closed", "撤销（不再存在，所有名录同时终止）"), ("off", "只移出本名录")],
        widget=forms.RadioSelect,
        initial="closed",
    )
    note = text("依据", 200, required=False, help_text="如批复文号。")


class RenameForm(forms.Form):
    """A new name."""

    name = text("新名称", 100)
    on = day("启用日期")
    note = text("依据", 200, required=False)


class MergeForm(forms.Form):
    """The new member that covers those ticked in the table."""

    name = text("合并后的名称", 100, help_text="可以沿用其中一个的名称。")
    code = text("代码", 20, required=False, help_text="没有新代码的可以不填。")
    on = day("合并日期")
    note = text("依据", 200, required=False)


class SplitForm(forms.Form):
    """What a member is split into."""

    names = forms.CharField(
        label="拆分为",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个，第二列可写代码。",
        error_messages={"required": "请写明拆分成哪几个，每行一个。"},
    )
    on = day("拆分日期")
    note = text("依据", 200, required=False)


class MembersFileForm(forms.Form):
    """A workbook with the list."""

    file = forms.FileField(label="名录表格", error_messages={"required": "请选择文件。"})
    on = day("变动日期", help_text="表中名称与名录不同的，自这一天起更名。")


def lines_of(pasted: str) -> list[MemberRow]:
    """名称 and, in a second column, 代码 of each line that is not blank."""
    found = []
    for line in pasted.splitlines():
        parts = [part.strip() for part in re.split(r"[\t,，]", line) if part.strip()]
        if parts:
            found.append(MemberRow(name=parts[0], code=parts[1] if len(parts) > 1 else ""))
    return found
