"""Goals and what only a person can judge: counts taken over, a word and a sentence a year, last year's in one act."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import take_over_green
from fuertong_web.assessment.actions.goal_verdicts import (
    Said,
    carry_last_year,
    give_goal_verdict,
    give_quality_verdict,
    take_over_goals,
)
from fuertong_web.assessment.goal_rows import goal_rows, quality_rows
from fuertong_web.assessment.models import Verdict
from fuertong_web.assessment.rates import judgements
from fuertong_web.assessment.standing import standing_of
from fuertong_web.plans.models import Goal, Target


def bare_goal(world: World) -> Goal:
    """A goal of the plan without targets."""
    domain = world.things["plan"].domains.get(no=1)
    return Goal.objects.create(domain=domain, no=90, code=f"{domain.code}/g90", text="建立困境妇女关爱机制。")


def test_the_goal_has_the_word_its_targets_add_up_to(world: World) -> None:
    office, plan = world.actor("office"), world.things["plan"]
    goal = target(world, "孕产妇系统管理率").goal
    take_over_green(by=office, plan=plan, data_year=YEAR)
    row = next(row for row in goal_rows(office, plan, YEAR) if row.goal == goal)
    assert row.default is Word.MET
    assert take_over_goals(by=office, plan=plan, data_year=YEAR) >= 1
    given = Verdict.objects.get(goal=goal, data_year=YEAR)
    assert (given.word, given.taken_over) == ("已达标", True)
    assert take_over_goals(by=office, plan=plan, data_year=YEAR) == 0


def test_a_goal_with_an_open_target_has_no_word_to_take_over(world: World) -> None:
    goal = target(world, "高中阶段教育毛入学率").goal
    row = next(row for row in goal_rows(world.actor("office"), world.things["plan"], YEAR) if row.goal == goal)
    assert row.open >= 1
    assert row.default is None


def test_qualitative_goals_need_a_sentence_and_stay_as_last_year_in_one_act(world: World) -> None:
    office, plan, goal = world.actor("office"), world.things["plan"], bare_goal(world)
    with pytest.raises(FuertongError, match="用一句话"):
        give_goal_verdict(by=office, goal=goal, data_year=YEAR - 1, said=Said(word=Word.BUILT))
    said = Said(word=Word.UNDER_WAY, reason="已起草实施方案。", evidence="示例文件〔2024〕1号")
    give_goal_verdict(by=office, goal=goal, data_year=YEAR - 1, said=said)
    assert carry_last_year(by=office, plan=plan, data_year=YEAR) == 1
    now = Verdict.objects.get(goal=goal, data_year=YEAR)
    assert (now.word, now.reason, now.evidence) == (said.word.value, said.reason, said.evidence)
    assert carry_last_year(by=office, plan=plan, data_year=YEAR) == 0


def test_something_to_be_built_is_judged_on_the_page_of_qualitative_goals(world: World) -> None:
    office, plan, goal = world.actor("office"), world.things["plan"], target(world, "孕产妇系统管理率").goal
    built = Target.objects.create(goal=goal, no=9, code=f"{goal.code}/t9", name="县妇幼保健院建成", kind="milestone")
    row = next(row for row in quality_rows(office, plan, YEAR) if row.target == built)
    said = Said(word=Word.BUILT, reason="已投入使用。")
    assert give_quality_verdict(by=office, row=row, data_year=YEAR, said=said).target == built


@pytest.mark.parametrize("role", ["statistician", "leader", "liaison"])
def test_others_give_no_verdict_of_goals(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        give_goal_verdict(
            by=world.actor(role), goal=bare_goal(world), data_year=YEAR, said=Said(word=Word.BUILT, reason="好。")
        )


def test_a_commitment_of_a_strategy_counts_neither_in_its_goal_nor_in_the_rate(world: World) -> None:
    """It is listed, judged and named as what it is; goal, rate and tally stand as without it."""
    office, plan, goal = world.actor("office"), world.things["plan"], target(world, "孕产妇系统管理率").goal
    take_over_green(by=office, plan=plan, data_year=YEAR)
    before = standing_of(office, plan, YEAR)
    strategy = goal.domain.strategies.first()
    promise = Target.objects.create(
        goal=goal, strategy=strategy, no=8, code=f"{strategy.code}/t1", name="妇产科医师数", kind="level", value=1
    )
    row = next(row for row in goal_rows(office, plan, YEAR) if row.goal == goal)
    assert promise not in [one for one, _ in row.words]
    assert row.default is Word.MET
    after = standing_of(office, plan, YEAR)
    assert (after.tally, after.counts, after.open) == (before.tally, before.counts, before.open)
    assert [one.target for one in after.rows if one.is_commitment] == [promise]
    assert promise.code not in {one.target for one in judgements(office, plan, YEAR)}


def test_a_goal_with_nothing_but_a_commitment_stays_qualitative(world: World) -> None:
    goal = bare_goal(world)
    strategy = goal.domain.strategies.first()
    Target.objects.create(goal=goal, strategy=strategy, no=1, code=f"{strategy.code}/t1", name="热线数", kind="level")
    rows = quality_rows(world.actor("office"), world.things["plan"], YEAR)
    assert goal in [row.goal for row in rows if row.target is None]
