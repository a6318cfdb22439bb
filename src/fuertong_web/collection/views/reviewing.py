"""The statistician's pages (统计审核): accept, return value by value, reopen, and signatures on paper."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions import Offline
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.forms import OfflineForm
from fuertong_web.collection.models import FormEvent
from fuertong_web.collection.scans import keep_scan
from fuertong_web.collection.selectors import form_for
from fuertong_web.collection.sheet import count, lines_of, sees_every_cell
from fuertong_web.collection.views.filling import timeline_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.views.signing import by_difference
from fuertong_web.ui.downloads import attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large


@needs(Permission.ACCEPT)
def form_review(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Suspicious values first; accept the form, or return it with a reason for each value."""
    form = form_for(request.actor, uid)
    refused = ""
    reasons: dict[str, str] = {}
    if request.method == "POST":
        reasons = {key[7:]: str(text) for key, text in request.POST.items() if key.startswith("reason-")}
        comment = str(request.POST.get("comment", ""))
        try:
            if request.POST.get("act") == "return":
                number = actions.return_form(by=request.actor, form=form, reasons=reasons, comment=comment)
                messages.success(request, f"已退回{form.unit}，{number}项数据附有退回原因。")
            elif any(text.strip() for text in reasons.values()):
                raise FuertongError("您写了退回原因。要退回请按“退回”；要接受请先清空退回原因。")
            else:
                actions.accept_form(by=request.actor, form=form, comment=comment)
                messages.success(request, f"已接受{form.unit}的报表，数据已入库并锁定。")
            return redirect("round", uid=form.round.uid)
        except FuertongError as error:
            refused = str(error)
    lines = lines_of(request.actor, form)
    for line in lines:
        line.fields = {"reason": reasons.get(line.uid, "")}
    context = {
        "found": form,
        "phone_notes": form.phone_notes.exists(),
        "lines": by_difference(lines),
        "count": count(lines),
        "refused": refused,
        "comment": request.POST.get("comment", ""),
        "waits": form.state == FormState.SUBMITTED,
        "accepted": form.state == FormState.ACCEPTED,
        "before": form.state in (FormState.NOT_BEGUN, FormState.FILLING, FormState.TO_SIGN, FormState.RETURNED),
        "events": timeline_of(form),
        "files": _scans(form.pk),
        "crumbs": crumbs(request.actor, (f"审核{form.unit.name}", ""), form=form),
    }
    return render(request, "collection/form_review.html", context)


@needs(Permission.ACCEPT)
def form_reopen(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Reopen an accepted form with a reason."""
    form = form_for(request.actor, uid)
    back = reverse("form_review", args=[form.uid])
    problem = ""
    if request.method == "POST":
        try:
            actions.reopen_form(by=request.actor, form=form, reason=request.POST.get("reason", ""))
        except FuertongError as error:
            problem = str(error)
        else:
            messages.success(request, "已重新打开，可以逐项退回单位更正。原来接受的数据在再次接受之前不变。")
            return redirect(back)
    context = {
        "title": f"重新打开{form.unit}的报表",
        "text": "重新打开后可以逐项退回单位更正；在再次接受之前，原来接受的数据不变。",
        "reason_label": "重新打开的原因",
        "action_label": "重新打开",
        "back_url": back,
        "form_error": problem,
        "crumbs": crumbs(request.actor, (f"审核{form.unit.name}", back), ("重新打开", ""), form=form),
    }
    return render(request, "ui/confirm.html", context)


@needs(Permission.SIGN_OFFLINE)
def form_offline(request: ActorRequest, uid: UUID) -> HttpResponse:
    """线下办理: the unit signed on paper."""
    found = form_for(request.actor, uid)
    back = reverse("form_review", args=[found.uid])
    form = OfflineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and is_too_large(request):
        form = OfflineForm()
        messages.error(request, TOO_LARGE)
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                scan = keep_scan(by=request.actor, form=found, file=data["scan"])
                offline = Offline(
                    signer=data["signer"], on=data["on"], scan=scan, paper_received=data["paper_received"]
                )
                actions.sign_offline(by=request.actor, form=found, offline=offline, comment=data["comment"])
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已登记{found.unit}线下签发，请审核数据。")
            return redirect(back)
    context = {
        "form": form,
        "title": f"登记{found.unit}线下签发",
        "text": "单位在纸质报表上签字盖章的，在这里登记，等同单位审核人签发。",
        "action_label": "登记",
        "back_url": back,
        "multipart": True,
        "crumbs": crumbs(request.actor, (f"审核{found.unit.name}", back), ("线下签发", ""), form=found),
    }
    return render(request, "collection/simple_form.html", context)


@needs(Permission.VALUES_SEE, Permission.SIGN_OWN, Permission.VALUES_WRITE_OWN)
def form_file(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """The scan of a stamped paper, by its place in the form's history; always a download.

    A paper shows every figure: it is for whoever may see all of them.
    """
    form = form_for(request.actor, uid)
    scans = _scans(form.pk)
    if not 1 <= number <= len(scans):
        raise Http404
    scan = scans[number - 1].offline_file
    if scan is None:
        raise Http404
    if request.actor.code_part_id is not None or not sees_every_cell(request.actor, form):
        raise PermissionDenied("盖章件上有不对您列示的数据，只供填报单位和统计人员查看。")
    return attachment(bytes(scan.content), scan.name, scan.media_type)


def _scans(form_id: int) -> list[FormEvent]:
    events = FormEvent.objects.filter(form=form_id).exclude(offline_file=None)
    return list(events.select_related("offline_file").defer("offline_file__content"))
