"""The plan's own rules (本规划自己的规定，建议设置): take over, change or leave each, saved in one act."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.models import Plan
from fuertong_web.plans.proposed_settings import Answer, Decision, Proposed, proposals_of, settle_proposals
from fuertong_web.plans.selectors import other_plans, plan_for
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.pages import crumbs

_ON_THE_WAY = "next"


@needs(Permission.PLAN_SEE)
def plan_rules(request: ActorRequest, code: str) -> HttpResponse:
    """Each rule with its quote, the value in force and the one proposed; the office decides."""
    found = plan_for(request.actor, code)
    may_write = request.actor.can(Permission.SETTINGS_WRITE)
    rows = proposals_of(found)
    problem, status = "", 200
    if request.method == "POST":
        decisions = _decisions(request, rows)
        try:
            done = settle_proposals(by=request.actor, plan=found, decisions=decisions)
        except FuertongError as error:
            problem, status = str(error), 400
        else:
            messages.success(request, f"已保存{done}条，每条都记下了规划原文。" if done else "没有需要保存的内容。")
            return redirect(_next_page(found, on_the_way=_ON_THE_WAY in request.POST))
    context = {
        "plan": found,
        "others": other_plans(found),
        "groups": _grouped(rows, request),
        "waiting": sum(not row.is_settled for row in rows),
        "may_write": may_write,
        "problem": problem,
        "on_the_way": _ON_THE_WAY in request.GET or _ON_THE_WAY in request.POST,
        "next_url": _next_page(found, on_the_way=True),
        "answers": list(Answer),
        "tabs": tabs_of(found, "plan_rules"),
        "crumbs": crumbs((found.short, reverse("plan", args=[found.code])), ("本规划的规定", "")),
    }
    return render(request, "plans/rules.html", context, status=status)


def _decisions(request: ActorRequest, rows: list[Proposed]) -> list[Decision]:
    """What was ticked; a row nobody touched is left for later."""
    known = {answer.value: answer for answer in Answer}
    return [
        Decision(key=row.key, answer=known[given], text=request.POST.get(f"text-{row.key}", ""))
        for row in rows
        if (given := request.POST.get(f"answer-{row.key}", "")) in known
    ]


def _grouped(rows: list[Proposed], request: ActorRequest) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        given = request.POST.get(f"answer-{row.key}", "" if row.is_settled else Answer.TAKE.value)
        entry = {"row": row, "answer": given, "text": request.POST.get(f"text-{row.key}", row.text)}
        groups.setdefault(row.kind.group.removeprefix("规划规定："), []).append(entry)
    return list(groups.items())


def _next_page(plan: Plan, *, on_the_way: bool) -> str:
    """After the rules of a plan just confirmed come the questions on local indicators, then the plan."""
    if not on_the_way:
        return reverse("plan_rules", args=[plan.code])
    asks = plan.place.indicators.filter(polarity=None, valid_to=None).exists()
    return reverse("polarity_questions") if asks else reverse("plan", args=[plan.code])


def after_confirming(plan: Plan) -> str:
    """Where a person goes when a plan has been confirmed: its own rules first, where the text has any."""
    if proposals_of(plan):
        return f"{reverse('plan_rules', args=[plan.code])}?{_ON_THE_WAY}=1"
    return _next_page(plan, on_the_way=True)
