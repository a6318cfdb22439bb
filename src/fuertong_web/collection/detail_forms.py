"""Forms of the page of one value (取数、佐证、问答) and of split forms."""

from django import forms

from fuertong_web.collection.enums import Attested
from fuertong_web.ui.fields import day, text

EVIDENCE_KINDS = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.xls,.et"


class SourceForm(forms.Form):
    """取数说明."""

    report = text("取自报表", 200, required=False, help_text="如“卫生健康统计年报”。")
    table = text("表名、表号", 120, required=False)
    column = text("栏目、行次", 120, required=False)
    giver = text("提供人", 60, required=False, help_text="科室和姓名，便于明年再找。")


class EvidenceForm(forms.Form):
    """A file or a link."""

    file = forms.FileField(
        label="文件",
        required=False,
        help_text="PDF、图片、Word（.docx）或Excel，不超过50MB。",
        widget=forms.ClearableFileInput(attrs={"accept": EVIDENCE_KINDS}),
        error_messages={"empty": "这个文件是空的，请重新选择。"},
    )
    link = text("或者网址", 500, required=False)
    title = text("名称", 200, required=False, help_text="不填时用文件名。")
    page = text("页码", 30, required=False)


class AttestForm(forms.Form):
    """认证无数字."""

    word = forms.ChoiceField(label="认证结论", choices=Attested.choices)
    department = text("确认部门", 100, help_text="如“县委组织部”。")
    document = text("依据文件", 200, help_text="文件名称和文号，或会议名称。")
    on = day("确认日期")


class QuestionForm(forms.Form):
    """A question on how an indicator is counted."""

    text = forms.CharField(
        label="问题",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="其他单位也看得到，请不要写具体数字。",
        error_messages={"required": "请写明要问的问题。", "max_length": "问题最多500个字，请删减。"},
    )


class PhoneForm(forms.Form):
    """电话核实."""

    said_by = text("答复人", 60)
    said_on = day("通话日期")
    text = forms.CharField(
        label="答复内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明答复内容。", "max_length": "答复内容最多500个字，请删减。"},
    )


class PageCodeForm(forms.Form):
    """The check code of a stamped page."""

    code = forms.CharField(
        label="校验码",
        max_length=20,
        help_text="8位，印在每页末行；一次输一页，大小写和短横线不影响。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        error_messages={"required": "请输入纸质表上的校验码。"},
    )
