"""Changes of a confirmed plan by the office: one target, the units of one goal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.indicators.selectors import indicators_of
from fuertong_web.places.models import Unit
from fuertong_web.places.selectors import units_of
from fuertong_web.plans.actions import amend_target
from fuertong_web.plans.forms import AmendForm
from fuertong_web.plans.responsibility import assign_units
from fuertong_web.plans.selectors import goal_for, target_for
from fuertong_web.plans.views.pages import crumbs


@needs(Permission.PLAN_WRITE)
def target_edit(request: ActorRequest, code: str) -> HttpResponse:
    """Amend a target with a reason; the code stays, the version rises."""
    found = target_for(request.actor, code)
    plan = found.goal.domain.plan
    rows = indicators_of(plan.place)
    form = (
        AmendForm(request.POST, rows=rows)
        if request.method == "POST"
        else AmendForm(rows=rows, initial=AmendForm.initial_for(found))
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            amend_target(
                by=request.actor,
                target=found,
                changes=form.changes(),
                reason=given["reason"],
                seen_version=given["version"],
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{found.name}”已修改，日志中留有前后内容和原因。")
            return redirect("goal", code=found.goal.code)
    steps = crumbs((plan.short, reverse("plan", args=[plan.code])), ("修改指标值", ""))
    return render(request, "plans/target_edit.html", {"target": found, "form": form, "crumbs": steps})


class UnitsForm(forms.Form):
    """The units of one goal."""

    lead = forms.ModelMultipleChoiceField(
        label="牵头单位", queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    support = forms.ModelMultipleChoiceField(
        label="责任单位", queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="依据", max_length=200, help_text="如任务分工文件的文号；记入日志")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "support"):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = rows


@needs(Permission.PLAN_WRITE)
def goal_units(request: ActorRequest, code: str) -> HttpResponse:
    """Name the units of a goal, for plans whose text names none or whose 任务分工 changed."""
    found = goal_for(request.actor, code)
    plan = found.domain.plan
    rows = units_of(plan.place)
    parts = list(found.units.all())
    initial = {name: [row.unit_id for row in parts if row.part == name and row.unit_id] for name in ("lead", "support")}
    form = UnitsForm(request.POST, rows=rows) if request.method == "POST" else UnitsForm(rows=rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        assign_units(
            by=request.actor,
            goal=found,
            leads=list(given["lead"]),
            supports=list(given["support"]),
            reason=given["reason"],
        )
        messages.success(request, "责任单位已调整。")
        return redirect("goal", code=code)
    steps = crumbs((plan.short, reverse("plan", args=[plan.code])), ("调整责任单位", ""))
    return render(request, "plans/goal_units.html", {"goal": found, "form": form, "crumbs": steps})
