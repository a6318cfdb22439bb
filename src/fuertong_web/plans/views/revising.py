"""Pages of the revision (修订): what a new document changes, taking it over with a reason, and what was taken."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.planning.revision import compare
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.actions import revise_plan
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.models import Goal, Plan, PlanDraft
from fuertong_web.plans.revising import comparison_with, standing_plan
from fuertong_web.plans.revision_keys import Keys
from fuertong_web.plans.revision_page import revision_page
from fuertong_web.plans.selectors import draft_for, plan_for
from fuertong_web.plans.views.pages import crumbs


class RevisionForm(forms.Form):
    """Why and from when a plan is revised."""

    reason = forms.CharField(label="修订的原因或依据", max_length=300, help_text="如“按征求意见修改后正式印发”")
    document_number = forms.CharField(label="修订文件的文号", max_length=100, required=False)
    effective_on = forms.DateField(label="起效日期", widget=forms.DateInput(attrs={"type": "date"}))


@needs(Permission.PLAN_WRITE)
def draft_compare(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The draft beside the plan in force, else beside the earlier document; the office takes the changes over."""
    found = draft_for(request.actor, uid)
    if found.state != PlanDraft.State.OPEN:
        return redirect("draft", uid=uid)
    plan = standing_plan(found)
    form = RevisionForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    if (
        request.method == "POST"
        and plan is not None
        and form.is_valid()
        and (done := _take(request, found, plan, form))
    ):
        return done
    steps = crumbs(("核对", reverse("draft", args=[uid])), ("修订对照", ""))
    context = {"draft": found, "plan": plan, "form": form, "crumbs": steps, "page": _page(found, plan)}
    context["left_out"] = _left(request) if request.method == "POST" else _added_by_hand(plan)
    return render(request, "plans/compare.html", context)


def _initial(found: PlanDraft) -> dict[str, Any]:
    issued = found.plan.get("issued_on")
    day = date.fromisoformat(issued) if issued else timezone.localdate()
    return {"document_number": found.plan.get("document_number") or "", "effective_on": day.isoformat()}


def _page(found: PlanDraft, plan: Plan | None) -> Any:
    if plan is not None:
        return revision_page(comparison_with(plan, found), Keys(plan, found))
    if found.earlier is not None:
        return revision_page(compare(plan_of_tree(found.earlier.plan), plan_of_tree(found.plan)))
    return None


def _added_by_hand(plan: Plan | None) -> set[str]:
    """Goals that stand in no line of the document (from an annex, or missed by the reader): kept unless ticked."""
    rows = Goal.objects.filter(domain__plan=plan, line=None).prefetch_related("targets") if plan else ()
    return {code for goal in rows for code in (goal.code, *(target.code for target in goal.targets.all()))}


def _left(request: ActorRequest) -> set[str]:
    """The changes the person took the tick away from."""
    return set(request.POST.getlist("shown")) - set(request.POST.getlist("take"))


def _take(request: ActorRequest, found: PlanDraft, plan: Plan, form: RevisionForm) -> HttpResponse | None:
    version = request.POST.get("version", "")
    try:
        revision = revise_plan(
            by=request.actor,
            draft=found,
            plan=plan,
            reason=form.cleaned_data["reason"],
            effective_on=form.cleaned_data["effective_on"],
            document_number=form.cleaned_data["document_number"],
            leave=_left(request),
            seen_version=int(version) if version.isdigit() else None,
        )
    except FuertongError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, f"已完成第{revision.no}次修订，改动{len(revision.changes)}处，编号和历年数据不变。")
    return redirect("plan_revisions", code=plan.code)


@needs(Permission.PLAN_SEE)
def plan_revisions(request: ActorRequest, code: str) -> HttpResponse:
    """The revisions of a plan, the latest first, with what each changed."""
    plan = plan_for(request.actor, code)
    rows = plan.revisions.select_related("draft__file").defer("before", "draft__plan", "draft__lines").order_by("-no")
    steps = crumbs((plan.short, reverse("plan", args=[code])), ("历次修订", ""))
    context = {"plan": plan, "rows": rows.defer("draft__file__content"), "crumbs": steps}
    context["may_write"] = request.actor.can(Permission.PLAN_WRITE)
    return render(request, "plans/revisions.html", context)
