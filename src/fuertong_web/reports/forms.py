"""Forms of a report's life; their messages say how to mend the entry."""

from django import forms

from fuertong_web.ui.fields import day, text


class ConsultForm(forms.Form):
    """征求意见: until when; the units are ticked in the table."""

    due = day("答复期限")


class ReplyForm(forms.Form):
    """A unit's reply: 无意见, or opinions in lines."""

    opinions = forms.CharField(
        label="修改意见",
        required=False,
        max_length=6000,
        help_text="一行一条；可在前面写明位置，用“：”隔开，如“二（一）孕产妇保健：建议补充流动人口数”。没有意见的留空。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    recorder_note = text("代录说明", 200, required=False, help_text="代录书面或电话答复时填写：何时、何人、来文文号")


class CommentForm(forms.Form):
    """One opinion of the office, the bureau or the group."""

    passage = text("位置或原文", 300, required=False)
    text = forms.CharField(
        label="意见",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明意见。", "max_length": "意见最多1000个字，请分条填写。"},
    )


class NoteForm(forms.Form):
    """送审、退回: a sentence."""

    note = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class OfflineForm(forms.Form):
    """线下审定: body, day, document, scan."""

    body = text("审定机构", 100)
    on = day("审定日期")
    document = text("批准文件", 200, help_text="文号或会议纪要，如“×妇儿工委会纪〔2026〕3号”")
    reason = text("带待认定项定稿的理由", 300, required=False)


class IssueForm(forms.Form):
    """印发: as on the printed document."""

    number = text("文号", 200, help_text="如“×妇儿工委〔2026〕5号”")
    on = day("印发日期")
    signer = text("签发人", 60)
    body = text("发文机关", 100)


class PublishForm(forms.Form):
    """公布: since when and where."""

    on = day("公布日期")
    address = text("公布的网址或刊物", 300)


class ArchiveForm(forms.Form):
    """归档 under a number."""

    number = text("档号", 200, required=False)


class DressForm(forms.Form):
    """行文方式: nothing but the text unless asked for."""

    head = forms.ChoiceField(
        label="版头",
        required=False,
        choices=[("", "不加版头"), ("red", "红头文件（带版记）"), ("letter", "信函格式")],
    )
    number = text("发文字号", 60, required=False, help_text="如“×妇儿工委〔2026〕5号”，可以空着，印发前再填")
    to = text("主送机关", 200, required=False)
    copies = text("抄送机关", 300, required=False, help_text="多个机关用顿号或逗号隔开，只印在红头文件的版记里")
    sources = forms.BooleanField(label="附出处清单：每个数的来源、提供单位、审核日期", required=False)
