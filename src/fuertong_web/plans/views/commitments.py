"""Taking a strategy's commitment over as a target (策略措施的承诺设为目标)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.selectors import goal_for, plan_for
from fuertong_web.plans.strategy_targets import take_commitment


@needs(Permission.PLAN_WRITE)
@require_POST
def strategy_target(request: ActorRequest, code: str) -> HttpResponse:
    """Make one commitment a target under the goal chosen, and come back to its strategy."""
    plan = plan_for(request.actor, code)
    goal = goal_for(request.actor, request.POST.get("goal", ""))
    if goal.domain.plan_id != plan.pk:
        raise Http404
    try:
        target = take_commitment(by=request.actor, plan=plan, code=request.POST.get("commitment", ""), goal=goal)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{target.name}”已设为目标，编号{target.code}，归在目标{goal.no}。")
    return redirect(reverse("plan_strategies", args=[code]))
