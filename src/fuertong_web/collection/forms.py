"""Forms of the collection; their messages say how to mend the entry."""

from typing import Any

from django import forms
from django.utils import timezone

from fuertong.model.observation import ValueStatus
from fuertong_web.collection.models import Form, Round
from fuertong_web.ui.fields import day, text

SCAN_KINDS = ".pdf,.jpg,.jpeg,.png"
BOOK_KINDS = ".xlsx,.xls,.et,.ods,.csv"
SERIES_KINDS = ".xlsx,.xls,.et,.ods,.csv"


def _year(label: str) -> forms.IntegerField:
    messages = {"invalid": f"{label}请填四位年份，如2025。", "required": f"请填写{label}。"}
    return forms.IntegerField(label=label, min_value=2000, max_value=2100, error_messages=messages)


class RoundForm(forms.Form):
    """Opening a round; the rest is carried over from the last one."""

    title = text("名称", 200)
    data_year = _year("数据年")
    work_year = _year("工作年")
    opens_on = day("开始日期")
    deadline = day("截止日期", help_text="当日24时截止")
    cutoff = day("数据截止", required=False, help_text="监测报告使用截至这一天的数据")
    form_number = text("表号", 60, required=False)
    authority = text("制定机关", 100, required=False)
    approval = text("批准文号", 100, required=False)
    valid_until = day("有效期至", required=False)

    @classmethod
    def proposal(cls, last: Round | None, place_name: str) -> dict[str, Any]:
        """First values: the year after the last round, its head carried over."""
        today = timezone.localdate()
        data_year = last.data_year + 1 if last else today.year - 1
        kept = {name: getattr(last, name) for name in ("form_number", "authority", "approval")} if last else {}
        return {
            "title": f"{data_year}年度{place_name}妇女儿童发展规划统计监测",
            "data_year": data_year,
            "work_year": data_year + 1,
            "opens_on": today,
            **kept,
        }


class CodeForm(forms.Form):
    """The door of a one-time code."""

    code = forms.CharField(
        label="一次性填报码",
        max_length=60,
        help_text="16位，见通知；大小写和短横线不影响。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        error_messages={"required": "请输入通知上的填报码。"},
    )


class FillerForm(forms.Form):
    """Who fills in with a code."""

    filler = text("填表人姓名", 60)
    phone = text("联系电话", 40, help_text="统计人员核对数据时使用，不对外公开。")


class HeadForm(forms.Form):
    """The people of the form's foot, stated at 报送."""

    unit_head = text("单位负责人", 60, required=False)
    statistics_head = text("统计负责人", 60, required=False)
    filler = text("填表人", 60)
    phone = text("联系电话", 40)

    @classmethod
    def proposal(cls, form: Form, label: str, phone: str) -> dict[str, str]:
        """What the form says already, else the person who submits."""
        return {
            "unit_head": form.unit_head,
            "statistics_head": form.statistics_head,
            "filler": form.filler or label,
            "phone": form.filler_phone or phone,
        }


class _Stamped(forms.Form):
    """A stamped paper: uploaded, or said to be here."""

    scan = forms.FileField(
        label="盖章扫描件或照片",
        required=False,
        help_text="PDF、JPG或PNG，不超过50MB；没有扫描的，请勾选下一项。",
        widget=forms.ClearableFileInput(attrs={"accept": SCAN_KINDS}),
        error_messages={"empty": "这个文件是空的，请重新选择。"},
    )
    paper_received = forms.BooleanField(label="已收到纸质件，存办公室备查", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("scan") and not data.get("paper_received") and "scan" not in self.errors:
            self.add_error("scan", "请上传盖章扫描件，或勾选“已收到纸质件”。")
        return data


class OfflineForm(_Stamped):
    """单位线下签字: who signed, when."""

    signer = text("签字的单位负责人", 60)
    on = day("签字日期")
    comment = text("备注", 300, required=False)
    field_order = ["signer", "on", "scan", "paper_received", "comment"]


class PaperForm(_Stamped):
    """代录: the paper's particulars."""

    unit_head = text("单位负责人", 60)
    statistics_head = text("统计负责人", 60, required=False)
    filler = text("填表人", 60)
    phone = text("联系电话", 40)
    on = day("报出日期")
    field_order = ["unit_head", "statistics_head", "filler", "phone", "on", "scan", "paper_received"]


class BookForm(forms.Form):
    """A workbook handed in."""

    file = forms.FileField(
        label="电子表格", error_messages={"required": "请选择要上传的文件。", "empty": "这个文件是空的，请重新选择。"}
    )


class ExtendForm(forms.Form):
    """More time for one unit."""

    to = day("延期至", help_text="当日24时截止")
    reason = text("原因", 300)


class SeriesForm(BookForm):
    """Several years at once: how the values are to be marked."""

    source = text("数据来源", 200, help_text="如“县统计年鉴2020—2024”，随每个数据保存。")
    status = forms.ChoiceField(
        label="数据性质",
        choices=[
            (item.value, item.label)
            for item in (ValueStatus.HISTORICAL, ValueStatus.FINAL, ValueStatus.PRELIMINARY, ValueStatus.SUPERIOR)
        ],
    )
