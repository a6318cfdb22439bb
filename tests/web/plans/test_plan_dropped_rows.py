"""What a revision has dropped stays out of every question asked through goals and targets."""

import ast
from pathlib import Path

import pytest
from tests.web.world import World

import fuertong_web
from fuertong_web.collection.selectors.query import domains_of
from fuertong_web.indicators.selectors import filtered, indicators_for, indicators_of
from fuertong_web.plans.models import Target

SOURCES = sorted(Path(str(fuertong_web.__file__)).parent.rglob("*.py"))
LINKS = ("targets__", "goals__", "strategies__", "goal_parts__goal")


def _joins(call: ast.Call) -> list[str]:
    """The keywords of a filter that go through targets, goals, strategies or units of goals."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    keywords = [word.arg or "" for word in call.keywords]
    if name not in ("filter", "exclude", "Q", "get") or any("dropped_on" in word for word in keywords):
        return []
    return [word for word in keywords if any(link in word for link in LINKS)]


def test_no_filter_reaches_targets_or_goals_from_outside_without_asking_for_those_in_force() -> None:
    """The managers of Goal, Target, Strategy and GoalUnit leave dropped rows out; a join from elsewhere must say so."""
    found = [
        f"{path.name}:{node.lineno} {words}"
        for path in SOURCES
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (words := _joins(node))
    ]
    assert found == []


@pytest.mark.parametrize("role", ["office"])
def test_an_indicator_of_a_dropped_target_alone_counts_no_target(world: World, role: str) -> None:
    actor = world.actor(role)
    target = Target.objects.filter(indicator__isnull=False, goal__domain__plan=world.things["plan"]).earliest("pk")
    indicator = target.indicator
    assert indicator is not None
    before = indicators_for(actor).get(pk=indicator.pk).target_count
    domain = target.goal.domain
    Target.objects.filter(goal__domain=domain).update(dropped_on="2026-01-01")
    assert indicators_for(actor).get(pk=indicator.pk).target_count < before
    assert domain.code not in dict(domains_of(actor))
    assert indicator not in filtered(indicators_of(indicator.place), domain=f"women:{domain.no}")
