"""Pages of alignment (与上级规划衔接): the plan beside its upper plans, and keeping upper plans."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.planning.alignment import Standing
from fuertong.planning.national import CAUTION
from fuertong.reports.plan_papers import alignment_report, alignment_sheet
from fuertong.reports.plan_papers.alignment import cells, summary
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.models import Plan
from fuertong_web.plans.selectors import other_plans, plan_for, plans_of
from fuertong_web.plans.upper import (
    NATION,
    Upper,
    add_upper_plan,
    alignment_of,
    drop_upper_plan,
    upper_plan_for,
    uppers_of,
)
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.importing import ACCEPT
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.ui.downloads import excel, word
from fuertong_web.ui.frame import Choice
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

TONES = {
    "looser": "hard",
    "missing": "near",
    "not_comparable": "open",
    "stricter": "good",
    "equal": "plain",
    "extra": "plain",
}


class UpperForm(forms.Form):
    """An upper plan's document and whose it is."""

    name = forms.CharField(label="哪一级的规划", max_length=60, help_text="写地名即可，如“××市”“××省”。")
    file = forms.FileField(label="规划文件")


@needs(Permission.PLAN_SEE)
def plan_alignment(request: ActorRequest, code: str) -> HttpResponse:
    """Each target against one upper plan, what needs a look first."""
    found = plan_for(request.actor, code)
    uppers = uppers_of(found)
    upper = _chosen(uppers, request.GET.get("upper", ""))
    result = alignment_of(found, upper) if upper else None
    here = reverse("plan_alignment", args=[found.code])
    groups = [
        {
            "standing": standing,
            "tone": TONES[standing.value],
            "rows": [(row, *cells(row)) for row in result.of(standing)],
        }
        for standing in Standing
        if result and result.of(standing)
    ]
    context = {
        "plan": found,
        "tabs": tabs_of(found, "plan_alignment"),
        "others": other_plans(found),
        "upper": upper,
        "uppers": [Choice(label=one.name, url=f"{here}?upper={one.key}", active=one is upper) for one in uppers],
        "groups": groups,
        "summary": summary(result) if result else "",
        "caution": CAUTION if upper and upper.key == NATION else "",
        "has_upper": any(one.key != NATION for one in uppers),
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs((found.short, "")),
    }
    return render(request, "plans/alignment.html", context)


def _chosen(uppers: list[Upper], key: str) -> Upper | None:
    return next((one for one in uppers if one.key == key), uppers[0] if uppers else None)


def _all(plan: Plan) -> list[Upper]:
    uppers = uppers_of(plan)
    if not uppers:
        raise Http404
    return uppers


@needs(Permission.PLAN_SEE)
def plan_alignment_docx(request: ActorRequest, code: str) -> HttpResponse:
    """All comparisons as one Word file."""
    found = plan_for(request.actor, code)
    uppers = _all(found)
    notes = [f"注：{CAUTION}"] if any(one.key == NATION for one in uppers) else []
    return word(alignment_report([alignment_of(found, one) for one in uppers], notes=notes))


@needs(Permission.PLAN_SEE)
def plan_alignment_xlsx(request: ActorRequest, code: str) -> HttpResponse:
    """All comparisons as one list."""
    found = plan_for(request.actor, code)
    content = alignment_sheet([alignment_of(found, one) for one in _all(found)])
    return excel(content, f"{found.title}与上级规划衔接情况")


@needs(Permission.PLAN_WRITE)
def upper_plan_add(request: ActorRequest) -> HttpResponse:
    """Hand in an upper plan's document."""
    form = UpperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and is_too_large(request):
        form = UpperForm(None)
        messages.error(request, TOO_LARGE)
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = add_upper_plan(
                by=request.actor, name=form.cleaned_data["name"], file_name=file.name, content=file.read()
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            titles = "、".join(f"《{row.title}》" for row in rows)
            messages.success(request, f"已读出{titles}，可以对照了。")
            return _back(request, rows[0].audience, str(rows[0].uid))
    context = {
        "form": form,
        "accept": ACCEPT,
        "limit_mb": settings.UPLOAD_LIMIT // 1024**2,
        "crumbs": crumbs(("添加上级规划", "")),
    }
    return render(request, "plans/upper_add.html", context)


def _back(request: ActorRequest, audience: str, key: str = "") -> HttpResponse:
    place = request.actor.place
    plan = plans_of(place, audience).first() if place else None
    if plan is None:
        return redirect("plans")
    return redirect(reverse("plan_alignment", args=[plan.code]) + (f"?upper={key}" if key else ""))


@needs(Permission.PLAN_WRITE)
def upper_plan_drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Compare with an upper plan no longer."""
    upper = upper_plan_for(request.actor, uid)
    if request.method == "POST":
        drop_upper_plan(by=request.actor, upper=upper)
        messages.success(request, f"已移除《{upper.title}》。")
        return _back(request, upper.audience)
    context = {
        "title": "移除上级规划",
        "text": f"移除后不再与《{upper.title}》对照；原文件仍然保存。本地规划不受影响。",
        "action_label": "移除",
        "back_url": reverse("plans"),
        "crumbs": crumbs(("移除上级规划", "")),
    }
    return render(request, "ui/confirm.html", context)
