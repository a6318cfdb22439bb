"""Pages of succession (规划接续): the plan beside the one before it, and taking targets over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.planning.succession import Change
from fuertong.reports.plan_papers import succession_report, succession_sheet
from fuertong.reports.plan_papers.succession import cells, summary
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.models import Plan, Target
from fuertong_web.plans.selectors import other_plans, plan_for
from fuertong_web.plans.succeeding import TakingOver, keep_apart, take_over, taking_over
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.ui.downloads import excel, word

TONES = {
    "dropped": "near",
    "loosened": "hard",
    "not_comparable": "open",
    "new": "busy",
    "tightened": "good",
    "kept": "plain",
}


@needs(Permission.PLAN_SEE)
def plan_succession(request: ActorRequest, code: str) -> HttpResponse:
    """New, dropped, tightened, loosened, renamed; doubtful pairs with their two buttons."""
    found = plan_for(request.actor, code)
    before = found.predecessor
    result = taking_over(found, before) if before else None
    context = {
        "plan": found,
        "before": before,
        "tabs": tabs_of(found, "plan_succession"),
        "others": other_plans(found),
        "groups": _groups(result) if result else [],
        "goals": _goals(result) if result else [],
        "sure": len(result.sure) if result else 0,
        "dropped": result.dropped if result else [],
        "added": result.added if result else [],
        "summary": summary(result.succession) if result else "",
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs((found.short, "")),
    }
    return render(request, "plans/succession.html", context)


def _groups(result: TakingOver) -> list[dict[str, object]]:
    return [
        {"change": change, "tone": TONES[change.value], "rows": [(one, *cells(one.row)) for one in result.of(change)]}
        for change in Change
        if result.of(change)
    ]


def _goals(result: TakingOver) -> list[tuple[str, list[str]]]:
    pairs = result.succession.goals
    new = [
        f"{one.new.domain.title} 目标{one.new.goal.no}：{one.new.goal.text}" for one in pairs if one.new and not one.old
    ]
    gone = [
        f"{one.old.domain.title} 目标{one.old.goal.no}：{one.old.goal.text}" for one in pairs if one.old and not one.new
    ]
    return [(title, rows) for title, rows in (("新增的主要目标", new), ("不再列入的主要目标", gone)) if rows]


@needs(Permission.PLAN_WRITE)
@require_POST
def plan_succession_confirm(request: ActorRequest, code: str) -> HttpResponse:
    """Take over all certain pairs, or say of one pair whether it is the same indicator."""
    found = plan_for(request.actor, code)
    if found.predecessor is None:
        raise Http404
    try:
        if request.POST.get("act") == "all":
            sure = taking_over(found, found.predecessor).sure
            pairs = [(one.old, one.new) for one in sure if one.old and one.new]
            number = take_over(by=request.actor, plan=found, pairs=pairs)
            messages.success(request, f"已接续{number}项指标，历年数据和认定从上一周期延续。")
        else:
            _one(request, found)
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("plan_succession", code=found.code)


def _one(request: ActorRequest, plan: Plan) -> None:
    old, new = _target(request, "old"), _target(request, "new")
    if request.POST.get("act") == "same":
        take_over(by=request.actor, plan=plan, pairs=[(old, new)])
        messages.success(request, f"“{new.name}”已接续上一周期的“{old.name}”。")
    else:
        keep_apart(by=request.actor, plan=plan, old=old, new=new)
        messages.success(request, f"已记下：“{new.name}”与“{old.name}”不是同一指标。")


def _target(request: ActorRequest, field: str) -> Target:
    rows = Target.objects.filter(goal__domain__plan__place=request.actor.place).select_related(
        "goal__domain__plan", "indicator"
    )
    found = rows.filter(code=request.POST.get(field, "")).first()
    if found is None:
        raise Http404
    return found


def _result(request: ActorRequest, code: str) -> TakingOver:
    found = plan_for(request.actor, code)
    if found.predecessor is None:
        raise Http404
    return taking_over(found, found.predecessor)


@needs(Permission.PLAN_SEE)
def plan_succession_docx(request: ActorRequest, code: str) -> HttpResponse:
    """The comparison as a Word file."""
    return word(succession_report(_result(request, code).succession))


@needs(Permission.PLAN_SEE)
def plan_succession_xlsx(request: ActorRequest, code: str) -> HttpResponse:
    """The comparison as a list."""
    succession = _result(request, code).succession
    return excel(succession_sheet(succession), f"{succession.new.title}接续情况")
