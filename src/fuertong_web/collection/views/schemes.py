"""Pages of the scheme (监测方案): versions, lines as a list to edit, what changed, approval."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.enums import SchemeState
from fuertong_web.collection.scans import scan_of
from fuertong_web.collection.scheme_forms import BaseSchemeForm, OfflineApprovalForm, SchemeHeadForm
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.scheme_rows import Row, edits_of, named_indicators, rows_of
from fuertong_web.collection.selectors.passing import lower_regions
from fuertong_web.collection.selectors.scheme import in_force
from fuertong_web.collection.selectors.schemes import (
    differences,
    dimension_labels,
    version_before,
    version_for,
    version_to_open,
    versions_of,
)
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.indicators.sheets import SheetTable, sheet
from fuertong_web.places.models import Place
from fuertong_web.places.selectors import setting, units_of


@needs(Permission.SCHEME_SEE)
def schemes(request: ActorRequest) -> HttpResponse:
    """The version in hand, or how to make the first one."""
    place = _place(request)
    newest = next(iter(versions_of(place)), None)
    if newest is not None:
        chosen = version_to_open(place) if not request.actor.can(Permission.SCHEME_WRITE) else newest
        return redirect("scheme", uid=(chosen or newest).uid)
    context = {
        "may_write": request.actor.can(Permission.SCHEME_WRITE),
        "crumbs": crumbs(request.actor, ("监测方案", "")),
    }
    return render(request, "collection/no_scheme.html", context)


@needs(Permission.SCHEME_WRITE)
@require_POST
def scheme_new(request: ActorRequest) -> HttpResponse:
    """Make the next version and go on to edit it."""
    try:
        made = actions.draft_scheme(by=request.actor, reason=request.POST.get("reason", ""))
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("schemes")
    messages.success(request, f"已生成第{made.no}版，共{made.lines.count()}项指标。请核对责任单位和分组。")
    return redirect("scheme", uid=made.uid)


@needs(Permission.SCHEME_SEE)
def scheme(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One version: its lines by unit, what it changes, where it stands."""
    version = version_for(request.actor, uid)
    rows = rows_of(version)
    chosen = request.GET.get("only", "")
    shown = [row for row in rows if row.fits(chosen)]
    context = _common(request, version) | {
        "rows": shown,
        "only": chosen,
        "counts": _counts(rows),
        "changes": differences(version),
        "before": version_before(version),
        "approves": request.actor.can(Permission.SCHEME_APPROVE) and version.state == SchemeState.SUBMITTED,
        "opens": request.actor.can(Permission.ROUND_MANAGE),
        "crumbs": crumbs(request.actor, ("监测方案", "")),
    }
    return render(request, "collection/scheme.html", context)


@needs(Permission.SCHEME_WRITE)
def scheme_edit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Head and lines of a draft, all on one page."""
    version = version_for(request.actor, uid)
    place = _place(request)
    if version.state != SchemeState.DRAFT:
        messages.error(
            request, f"这一版方案{version.get_state_display()}，不能修改。需要调整的，请撤回或编制新的版本。"
        )
        return redirect("scheme", uid=version.uid)
    head = SchemeHeadForm(request.POST or None, initial=SchemeHeadForm.of(version))
    rows = rows_of(version)
    newest = in_force(place, version.made_at.date())
    status = 200
    if request.method == "POST" and head.is_valid():
        try:
            edits, drop = edits_of(request.POST, rows, list(units_of(place)))
            add = named_indicators(request.POST.get("add", ""), newest.values())
            number = actions.edit_scheme(
                by=request.actor, version=version, head=head.cleaned_data, edits=edits, drop=drop, add=add
            )
        except FuertongError as error:
            head.add_error(None, str(error))
            rows = [row.typed(request.POST) for row in rows]
            status = 400
        else:
            messages.success(request, f"已保存，{number}项指标有变动。" if number else "已保存。")
            return redirect("scheme" if "done" in request.POST else "scheme_edit", uid=version.uid)
    listed = {row.code for row in rows}
    context = _common(request, version) | {
        "head": head,
        "rows": rows,
        "units": units_of(place),
        "dimensions": dimension_labels(),
        "asks_below": bool(lower_regions(place)),
        "added": request.POST.get("add", ""),
        "others": [row for code, row in newest.items() if code not in listed],
        "crumbs": crumbs(request.actor, ("监测方案", reverse("scheme", args=[version.uid])), ("修改", "")),
    }
    return render(request, "collection/scheme_edit.html", context, status=status)


@needs(Permission.SCHEME_WRITE)
def scheme_base(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take over the indicators of the upper office's scheme as a read-only base."""
    version = version_for(request.actor, uid)
    place = _place(request)
    kept = [row.name for row in rows_of(version) if row.line.is_inherited]
    initial = {"title": version.base_title, "names": "\n".join(kept)}
    form = BaseSchemeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found = named_indicators(form.cleaned_data["names"], in_force(place, version.made_at.date()).values())
            number = actions.take_base(
                by=request.actor, version=version, title=form.cleaned_data["title"], indicators=found
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{number}项指标按上级方案带入，其余为本地增加。")
            return redirect("scheme", uid=version.uid)
    context = {
        "form": form,
        "title": "落实上级方案",
        "text": "上级方案中的指标列为基础，本地不能删去，要求的分组只能增加；其余指标为本地增加。",
        "action_label": "带入",
        "back_url": reverse("scheme", args=[version.uid]),
        "crumbs": crumbs(request.actor, ("监测方案", reverse("scheme", args=[version.uid])), ("落实上级方案", "")),
    }
    return render(request, "collection/simple_form.html", context)


@needs(Permission.SCHEME_WRITE, Permission.SCHEME_APPROVE)
@require_POST
def scheme_act(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Submit, take back, return or approve."""
    version = version_for(request.actor, uid)
    comment = request.POST.get("comment", "")
    try:
        words = _act(request, version, request.POST.get("act", ""), comment)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("scheme", uid=version.uid)


@needs(Permission.SCHEME_WRITE)
def scheme_offline(request: ActorRequest, uid: UUID) -> HttpResponse:
    """线下办理 of the approval: body, day, document, scan; who writes it down is kept."""
    version = version_for(request.actor, uid)
    place = _place(request)
    initial = {"body": setting(place, "evaluation.leading_body")}
    form = OfflineApprovalForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            scan = scan_of(by=request.actor, place=place, file=data["scan"])
            actions.approve_scheme_offline(
                by=request.actor,
                version=version,
                body=data["body"],
                on=data["on"],
                document=data["document"],
                scan=scan,
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{version}”已登记为批准。")
            return redirect("scheme", uid=version.uid)
    context = {
        "form": form,
        "title": "登记线下批准",
        "text": f"“{version}”已在会议上或书面批准的，在此登记。登记人为{request.actor.label}，审批机构另行写明。",
        "action_label": "登记批准",
        "back_url": reverse("scheme", args=[version.uid]),
        "multipart": True,
        "crumbs": crumbs(request.actor, ("监测方案", reverse("scheme", args=[version.uid])), ("登记线下批准", "")),
    }
    return render(request, "collection/simple_form.html", context)


@needs(Permission.SCHEME_SEE)
def scheme_xlsx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The version as a workbook: one row an indicator."""
    version = version_for(request.actor, uid)
    columns = ("序号", "指标", "计量单位", "责任单位", "分组", "类别", "产生月份", "报送期限", "先报预计数", "来历")
    rows = [
        (
            number,
            row.name,
            row.line.indicator.unit,
            row.unit,
            row.groups,
            row.flags,
            row.line.expected_month or "",
            row.line.due,
            "是" if row.line.flash_first else "",
            row.origin,
        )
        for number, row in enumerate(rows_of(version), start=1)
    ]
    return sheet(str(version), SheetTable(columns=columns, rows=rows))


def _act(request: ActorRequest, version: SchemeVersion, act: str, comment: str) -> str:
    by = request.actor
    if act == "submit":
        actions.submit_scheme(by=by, version=version)
        return "已提请审批。监测评估组批准前，这一版不能再改；需要修改的，可以撤回。"
    if act == "return":
        actions.return_scheme(by=by, version=version, comment=comment)
        return "已退回编制。"
    if act == "approve":
        actions.approve_scheme(by=by, version=version, document=request.POST.get("document", ""), comment=comment)
        return f"“{version}”已批准，下一轮监测按这一版开启。"
    raise FuertongError("没有这一项办理。请刷新页面后再试。")


def _common(request: ActorRequest, version: SchemeVersion) -> dict[str, object]:
    return {
        "version": version,
        "versions": versions_of(version.place),
        "may_write": request.actor.can(Permission.SCHEME_WRITE),
        "is_draft": version.state == SchemeState.DRAFT,
        "is_submitted": version.state == SchemeState.SUBMITTED,
        "is_approved": version.state == SchemeState.APPROVED,
    }


def _counts(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    found = list(rows)
    kinds = (
        ("", "全部"),
        ("key", "重点监测指标"),
        ("evaluation", "评估指标"),
        ("status", "状况指标"),
        ("open", "没有单位"),
    )
    return [(code, label, sum(row.fits(code) for row in found)) for code, label in kinds]


def _place(request: ActorRequest) -> Place:
    if request.actor.place is None or request.actor.code_form_id is not None:
        raise Http404 if request.actor.place is None else PermissionDenied
    return request.actor.place
