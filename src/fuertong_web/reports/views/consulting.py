"""征求意见: choosing units, a unit's reply, opinions and how they were taken, the 意见采纳情况表."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.workbooks.tables import Column, write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.reports.actions import consulting
from fuertong_web.reports.forms import CommentForm, ConsultForm, ReplyForm
from fuertong_web.reports.kinds import WRITE, may_write, writer_words
from fuertong_web.reports.selectors import (
    WRITERS,
    comment_for,
    comments_of,
    consultation_for,
    units_to_ask,
    version_for,
)
from fuertong_web.ui.downloads import XLSX, attachment
from fuertong_web.ui.frame import Crumb


@needs(*WRITE)
def report_consult(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Choose the units asked for their opinion, all that lead goals ticked at first."""
    version = version_for(request.actor, uid)
    if not may_write(request.actor, version.report.kind):
        raise PermissionDenied(writer_words(version.report.kind))
    units = units_to_ask(version)
    ticked = request.POST.getlist("unit") if request.method == "POST" else [unit.code for unit, led in units if led]
    form = ConsultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [unit for unit, _ in units if unit.code in ticked]
        try:
            number = consulting.consult(by=request.actor, version=version, units=chosen, due=form.cleaned_data["due"])
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"已向{number}个单位征求意见。有账号的单位登录后即可看到；其余单位请发送Word，收到答复后代录。"
            )
            return redirect("report_version", uid=version.uid)
    context = {
        "version": version,
        "units": units,
        "ticked": ticked,
        "form": form,
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿", url=reverse("report_version", args=[version.uid])),
            Crumb(title="征求意见"),
        ],
    }
    return render(request, "reports/consult.html", context)


@needs(*WRITERS, Permission.REPORT_WRITE_OWN)
def report_reply(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The reply of a unit, written by itself or written down by the office."""
    found = consultation_for(request.actor, uid)
    is_own = request.actor.can(Permission.REPORT_WRITE_OWN, unit_id=found.unit_id)
    back = reverse("report_version", args=[found.version.uid])
    form = ReplyForm(request.POST or None)
    if is_own:
        del form.fields["recorder_note"]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        opinions = _opinions(data["opinions"])
        try:
            consulting.reply(
                by=request.actor, consultation=found, opinions=opinions, recorder_note=data.get("recorder_note", "")
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            said = f"{len(opinions)}条意见" if opinions else "无意见"
            messages.success(request, f"{found.unit.name}已答复：{said}。")
            return redirect(back)
    title = "答复意见" if is_own else f"代录{found.unit.name}的答复"
    context = {
        "form": form,
        "title": title,
        "text": f"{found.version.report.title}（第{found.version.no}稿），请于{found.due:%Y-%m-%d}前答复。",
        "action_label": "提交答复",
        "back_url": back,
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{found.version.report.title}第{found.version.no}稿", url=back),
            Crumb(title=title),
        ],
    }
    return render(request, "reports/step.html", context)


@needs(*WRITERS)
@require_POST
def report_comment(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One opinion of the office, the bureau or the group."""
    version = version_for(request.actor, uid)
    form = CommentForm(request.POST)
    try:
        if not form.is_valid():
            raise FuertongError("请写明意见，最多1000个字。")
        data = form.cleaned_data
        opinion = consulting.Opinion(passage=data["passage"], text=data["text"])
        consulting.comment(by=request.actor, version=version, opinion=opinion)
        messages.success(request, "意见已记下。")
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("report_version", uid=version.uid)


@needs(*WRITE)
@require_POST
def report_answer(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Whether an opinion is adopted."""
    found = comment_for(request.actor, uid)
    try:
        words = request.POST.get("answer", "")
        consulting.answer(by=request.actor, comment=found, taken=request.POST.get("taken", ""), words=words)
        messages.success(request, "已写明采纳情况。")
    except FuertongError as error:
        messages.error(request, f"“{found.text[:20]}”：{error}")
    return redirect(reverse("report_version", args=[found.version.uid]) + "#opinions")


@needs(*WRITERS)
def report_opinions(request: ActorRequest, uid: UUID) -> HttpResponse:
    """意见采纳情况表: every unit asked with what it said and how it was taken."""
    version = version_for(request.actor, uid)
    rows = [
        [
            number,
            row.unit.name if row.unit else row.by,
            row.passage,
            row.text,
            row.get_taken_display() if row.taken else "未办理",
            row.answer,
        ]
        for number, row in enumerate(comments_of(request.actor, version), 1)
    ]
    silent = [row for row in version.consultations.select_related("unit") if row.replied_at]
    said = {row.unit_id for row in comments_of(request.actor, version)}
    rows += [
        [len(rows) + number, row.unit.name, "", "无意见", "", ""]
        for number, row in enumerate((one for one in silent if one.unit_id not in said), 1)
    ]
    columns: list[Column | str] = ["序号", "单位", "位置或原文", "意见", "采纳情况", "说明"]
    name = f"{version.report.title}（第{version.no}稿）意见采纳情况表"
    content = write_table(name, columns, rows, note="内部")
    return attachment(content, f"{name}.xlsx", XLSX)


def _opinions(text: str) -> list[consulting.Opinion]:
    """One opinion a line; what stands before the first ： within 40 characters is the passage."""
    made = []
    for line in text.splitlines():
        words = line.strip()
        head, colon, rest = words.partition("：")
        if colon and len(head) <= 40 and rest.strip():
            made.append(consulting.Opinion(passage=head.strip(), text=rest.strip()))
        elif words:
            made.append(consulting.Opinion(passage="", text=words))
    return made
