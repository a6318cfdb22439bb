"""The page of base values (基期值): the plan's figures of the base year and the years after, and taking them over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.base_values import State, base_values_of, may_take, take_base_values
from fuertong_web.plans.selectors import other_plans, plan_for
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.pages import crumbs


@needs(Permission.PLAN_SEE)
def plan_bases(request: ActorRequest, code: str) -> HttpResponse:
    """Base values beside targets; the statistician enters them as values of the base year."""
    found = plan_for(request.actor, code)
    problem, status = "", 200
    if request.method == "POST":
        try:
            done = take_base_values(by=request.actor, plan=found, codes=request.POST.getlist("code"))
        except FuertongError as error:
            problem, status = str(error), 400
        else:
            messages.success(request, f"已录入{done.revisions}个基期数据，状态为“历史导入（未复核）”，来源是规划文件。")
            return redirect("plan_bases", code=code)
    rows = base_values_of(found)
    takes = may_take(request.actor)
    context = {
        "plan": found,
        "others": other_plans(found),
        "rows": rows,
        "may_take": takes,
        "left": any(row.may_be_taken for row in rows),
        "open": sum(row.state is State.MISSING for row in rows),
        "sees_held": takes,
        "problem": problem,
        "tabs": tabs_of(found, "plan_bases"),
        "crumbs": crumbs((found.short, reverse("plan", args=[found.code])), ("基期值", "")),
    }
    return render(request, "plans/bases.html", context, status=status)
