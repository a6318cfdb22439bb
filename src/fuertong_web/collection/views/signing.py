"""The unit reviewer's page (单位审核): differences from last year first, then sign or refuse."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions.submitting import is_same_person
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.selectors import form_for
from fuertong_web.collection.sheet import Line, count, lines_of
from fuertong_web.collection.views.filling import timeline_of
from fuertong_web.collection.views.pages import crumbs


def by_difference(lines: list[Line]) -> list[Line]:
    """The rows by how far they are from last year, relative to it; what cannot be compared comes last."""

    def size(line: Line) -> Decimal:
        last = line.last.value if line.last is not None else None
        if line.cell.value is None or last is None:
            return Decimal(-1)
        return abs(line.cell.value - last) / (abs(last) or Decimal(1))

    return sorted(lines, key=lambda line: (not line.findings, -size(line), line.cell.order))


@needs(Permission.SIGN_OWN)
def form_sign(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Look at the values, sign or refuse."""
    form = form_for(request.actor, uid)
    if not request.actor.can(Permission.SIGN_OWN, unit_id=form.unit_id):
        raise PermissionDenied("只有本单位的审核人可以签发。")
    refused = ""
    if request.method == "POST":
        comment = request.POST.get("comment", "")
        try:
            if request.POST.get("act") == "refuse":
                actions.refuse_form(by=request.actor, form=form, comment=comment)
                messages.success(request, "已退回填报人修改。")
            else:
                actions.sign_form(by=request.actor, form=form, comment=comment)
                messages.success(request, "已签发，报表送统计人员审核。")
            return redirect("forms")
        except FuertongError as error:
            refused = str(error)
    lines = lines_of(request.actor, form)
    context = {
        "found": form,
        "lines": by_difference(lines),
        "count": count(lines),
        "refused": refused,
        "comment": request.POST.get("comment", ""),
        "waits": form.state == FormState.TO_SIGN,
        "same_person": is_same_person(request.actor, form),
        "events": timeline_of(form),
        "crumbs": crumbs(request.actor, ("审核签发", ""), form=form),
    }
    return render(request, "collection/form_sign.html", context)
