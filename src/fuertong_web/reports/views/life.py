"""The life of a version: 送审, 退回, 定稿, 线下审定, 印发, 公布, 归档; one page with one form each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.selectors import setting
from fuertong_web.reports.actions import approving, moving
from fuertong_web.reports.forms import ArchiveForm, IssueForm, NoteForm, OfflineForm, PublishForm
from fuertong_web.reports.kinds import WRITE, may_write, writer_words
from fuertong_web.reports.models import ReportVersion
from fuertong_web.reports.selectors import version_for
from fuertong_web.ui.frame import Crumb

Act = Callable[[ReportVersion, dict[str, Any]], object]


@needs(*WRITE)
def report_submit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """送审."""
    version = _written(request, uid)
    text = f"第{version.no}稿送监测评估组审核。"
    if version.gaps:
        text += f"还有{len(version.gaps)}处待责任单位补充，补齐前不能定稿。"
    return _page(
        request,
        version,
        NoteForm(request.POST or None),
        title="送审",
        text=text,
        said="已送审。",
        act=lambda found, data: moving.submit_report(by=request.actor, version=found, note=data["note"]),
    )


@needs(Permission.REPORT_APPROVE)
def report_return(request: ActorRequest, uid: UUID) -> HttpResponse:
    """退回修改, with the reason."""
    return _page(
        request,
        version_for(request.actor, uid),
        NoteForm(request.POST or None),
        title="退回修改",
        text="请写明要修改什么，编写人据此修改后另成一稿。",
        said="已退回修改。",
        act=lambda found, data: moving.return_report(by=request.actor, version=found, reason=data["note"]),
    )


@needs(Permission.REPORT_APPROVE)
@require_POST
def report_finish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Make a version final."""
    version = version_for(request.actor, uid)
    try:
        approving.finish_report(by=request.actor, version=version, reason=request.POST.get("reason", ""))
        messages.success(request, "已定稿。")
    except (FuertongError, PermissionDenied) as error:
        messages.error(request, str(error))
    return redirect("report_version", uid=uid)


@needs(*WRITE)
def report_offline(request: ActorRequest, uid: UUID) -> HttpResponse:
    """线下审定: decided in a meeting or on paper, written down here."""
    version = _written(request, uid)
    plan = version.report.plan
    initial = {"body": setting(plan.place, "evaluation.leading_body", plan=plan), "on": timezone.localdate()}

    def act(found: ReportVersion, data: dict[str, Any]) -> None:
        paper = approving.Paper(body=data["body"], on=data["on"], document=data["document"])
        approving.finish_offline(by=request.actor, version=found, paper=paper, reason=data["reason"])

    return _page(
        request,
        version,
        OfflineForm(request.POST or None, initial=initial),
        title="登记线下审定",
        text=f"会议或书面已经审定的，在此登记。登记人为{request.actor.label}，审定机构另行写明。",
        said="已登记审定，本稿定稿。",
        act=act,
    )


@needs(*WRITE)
def report_issue(request: ActorRequest, uid: UUID) -> HttpResponse:
    """印发."""
    version = _written(request, uid)
    plan = version.report.plan
    body = str(setting(plan.place, "reports.issuer", plan=plan) or "")
    return _page(
        request,
        version,
        IssueForm(request.POST or None, initial={"on": timezone.localdate(), "body": body}),
        title="登记印发",
        text="按印发的文件填写。",
        said="已登记印发。",
        act=lambda found, data: moving.issue_report(by=request.actor, version=found, **data),
    )


@needs(*WRITE)
def report_publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """公布."""
    return _page(
        request,
        _written(request, uid),
        PublishForm(request.POST or None, initial={"on": timezone.localdate()}),
        title="登记公布",
        text="对外公布请用“公开版”，其中不印内部标记，少量数据不印人数。",
        said="已登记公布。",
        act=lambda found, data: moving.publish_report(by=request.actor, version=found, **data),
    )


@needs(*WRITE)
def report_archive(request: ActorRequest, uid: UUID) -> HttpResponse:
    """归档."""
    return _page(
        request,
        _written(request, uid),
        ArchiveForm(request.POST or None),
        title="登记归档",
        text="归档后各稿、意见和办理记录都保留，可以查阅，不再变动。",
        said="已登记归档。",
        act=lambda found, data: moving.archive_report(by=request.actor, version=found, **data),
    )


def _written(request: ActorRequest, uid: UUID) -> ReportVersion:
    """The version, for who writes reports of its kind."""
    version = version_for(request.actor, uid)
    if not may_write(request.actor, version.report.kind):
        raise PermissionDenied(writer_words(version.report.kind))
    return version


def _page(
    request: ActorRequest, version: ReportVersion, form: forms.Form, *, title: str, text: str, said: str, act: Act
) -> HttpResponse:
    """Show the form; on POST act and go back to the version, or keep what was typed and say what is wrong."""
    back = reverse("report_version", args=[version.uid])
    if request.method == "POST" and form.is_valid():
        try:
            act(version, form.cleaned_data)
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(back)
    context = {
        "form": form,
        "title": title,
        "text": text,
        "action_label": title,
        "back_url": back,
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿", url=back),
            Crumb(title=title),
        ],
    }
    return render(request, "reports/step.html", context)
