"""Pages of confirmed plans (规划页面): the plans of the place, a plan's goals, one goal, strategies and other parts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.models import Plan
from fuertong_web.plans.responsibility import printed_name
from fuertong_web.plans.selectors import (
    drafts_for,
    goal_for,
    goals_of,
    other_plans,
    plan_for,
    plan_sizes,
    successors,
)
from fuertong_web.plans.strategy_targets import offers_of
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.plans.views.verdict_words import verdict_words
from fuertong_web.ui.frame import Choice

TABS = (
    ("plan", "目标"),
    ("plan_strategies", "策略措施"),
    ("plan_parts", "组织实施等"),
    ("plan_health", "体检"),
    ("plan_bases", "基期值"),
    ("plan_rules", "本规划的规定"),
    ("plan_alignment", "与上级衔接"),
    ("plan_succession", "与上一周期"),
)


@needs(Permission.PLAN_SEE)
def plans(request: ActorRequest) -> HttpResponse:
    """The plans of the place, and the drafts that wait for the office."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    sizes = plan_sizes(place)
    rows = [
        {"plan": plan, "goals": sizes.get(plan.pk, (0, 0))[0], "targets": sizes.get(plan.pk, (0, 0))[1]}
        for plan in place.plans.select_related("predecessor").order_by("-first_year", "-audience")
    ]
    context = {
        "rows": rows,
        "drafts": drafts_for(request.actor),
        "may_import": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs()[:1],
    }
    return render(request, "plans/plans.html", context)


def tabs_of(plan: Plan, active: str) -> list[Choice]:
    """The neighbouring pages of a plan."""
    return [Choice(label=label, url=reverse(name, args=[plan.code]), active=name == active) for name, label in TABS]


def _common(request: ActorRequest, plan: Plan, active: str) -> dict[str, Any]:
    others = other_plans(plan)
    return {
        "plan": plan,
        "others": others,
        "tabs": tabs_of(plan, active),
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs((plan.short, "")),
    }


@needs(Permission.PLAN_SEE)
def plan(request: ActorRequest, code: str) -> HttpResponse:
    """Domains, goals, targets and who leads them."""
    found = plan_for(request.actor, code)
    heirs = successors(found.place)
    domains: dict[int, dict[str, Any]] = {}
    every = goals_of(found)
    year, words = verdict_words(request.actor, every)
    for goal in every:
        parts = list(goal.units.all())
        row = {
            "goal": goal,
            "lead": [printed_name(part, heirs) for part in parts if part.part == "lead"],
            "support": [printed_name(part, heirs) for part in parts if part.part != "lead"],
            "targets": list(goal.targets.all()),
        }
        domain = domains.setdefault(goal.domain_id, {"domain": goal.domain, "goals": []})
        domain["goals"].append(row)
    for domain in domains.values():
        domain["target_count"] = sum(len(row["targets"]) for row in domain["goals"])
    own = {"domains": list(domains.values()), "words": words, "data_year": year}
    return render(request, "plans/plan.html", _common(request, found, "plan") | own)


@needs(Permission.PLAN_SEE)
def plan_strategies(request: ActorRequest, code: str) -> HttpResponse:
    """The strategies of each domain in their words."""
    found = plan_for(request.actor, code)
    domains = found.domains.prefetch_related("strategies", "goals").order_by("no")
    own = {"domains": domains, "offers": offers_of(found)}
    return render(request, "plans/strategies.html", _common(request, found, "plan_strategies") | own)


@needs(Permission.PLAN_SEE)
def plan_parts(request: ActorRequest, code: str) -> HttpResponse:
    """The parts outside the domains in their words."""
    found = plan_for(request.actor, code)
    parts: dict[str, list[Any]] = {}
    for item in found.section_items.order_by("pk"):
        parts.setdefault(item.section, []).append(item)
    context = _common(request, found, "plan_parts") | {"parts": list(parts.items())}
    return render(request, "plans/parts.html", context)


@needs(Permission.PLAN_SEE)
def goal(request: ActorRequest, code: str) -> HttpResponse:
    """One goal: its words, units, targets, and the strategies of its domain."""
    found = goal_for(request.actor, code)
    plan = found.domain.plan
    heirs = successors(plan.place)
    parts = list(found.units.all())
    year, words = verdict_words(request.actor, [found])
    context = {
        "words": words,
        "data_year": year,
        "goal": found,
        "plan": plan,
        "lead": [printed_name(part, heirs) for part in parts if part.part == "lead"],
        "support": [printed_name(part, heirs) for part in parts if part.part == "support"],
        "collective": [part.text for part in parts if part.part == "collective"],
        "targets": list(found.targets.all()),
        "strategies": found.domain.strategies.order_by("no"),
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs((plan.short, reverse("plan", args=[plan.code])), (found.domain.title, "")),
    }
    return render(request, "plans/goal.html", context)
