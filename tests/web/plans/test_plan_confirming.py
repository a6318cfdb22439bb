"""Confirmation: codes, units, indicators, one plan however often the button is pressed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.world import World
from tests.web.world_plans import CHILDREN, WOMEN, reading_of

from fuertong.errors import FuertongError
from fuertong.model.indicator import Kind, Polarity, Sensitivity, Standing
from fuertong.model.plan import Confidence
from fuertong_web.audit.models import Event
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.actions import confirm_draft, keep_reading
from fuertong_web.plans.models import GoalUnit, Plan, PlanDraft, Target

NEXT = WOMEN.replace("2021—2030", "2031—2040")


def draft_of(world: World, text: str = NEXT) -> PlanDraft:
    """A draft of a text, read in this process."""
    [draft] = keep_reading(by=world.actor("office"), name="规划.txt", content=text.encode(), reading=reading_of(text))
    return draft


def test_everything_gets_its_code(world: World) -> None:
    plan = confirm_draft(by=world.actor("office"), draft=draft_of(world))
    assert plan.code == "999901-women-2031-2040"
    assert plan.base_year == 2030
    assert plan.predecessor == world.things["plan"]
    assert Target.objects.filter(code=f"{plan.code}/d1/g1/t1", name="孕产妇死亡率").exists()
    assert plan.domains.get(no=1).strategies.get(no=2).code == f"{plan.code}/d1/s2"
    assert plan.section_items.filter(section="组织实施").exists()
    assert Event.objects.filter(action="plans.confirm").latest("number").after["code"] == plan.code


def test_a_target_without_a_year_is_due_at_the_plans_end(world: World) -> None:
    plan = confirm_draft(by=world.actor("office"), draft=draft_of(world))
    assert set(Target.objects.filter(goal__domain__plan=plan).values_list("deadline", flat=True)) == {2040}


def test_pressing_twice_gives_one_plan(world: World) -> None:
    draft = draft_of(world)
    first = confirm_draft(by=world.actor("office"), draft=draft)
    assert confirm_draft(by=world.actor("office"), draft=draft) == first
    assert Plan.objects.filter(code=first.code).count() == 1


def test_a_plan_of_the_same_code_is_refused_and_nothing_stays(world: World) -> None:
    draft = draft_of(world, WOMEN + "\n")
    before = Target.objects.count(), Indicator.objects.count()
    with pytest.raises(FuertongError, match="已经确认过"):
        confirm_draft(by=world.actor("office"), draft=draft)
    assert (Target.objects.count(), Indicator.objects.count()) == before


def test_a_draft_changed_since_it_was_seen_is_not_confirmed(world: World) -> None:
    with pytest.raises(FuertongError, match="又有改动"):
        confirm_draft(by=world.actor("office"), draft=draft_of(world), seen_version=7)


def test_without_years_the_person_is_asked(world: World) -> None:
    draft = draft_of(world)
    draft.plan["period"] = None
    draft.save()
    with pytest.raises(FuertongError, match="起止年份"):
        confirm_draft(by=world.actor("office"), draft=draft)


@pytest.mark.parametrize("role", ["statistician", "leader", "stranger_place"])
def test_only_the_office_confirms(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm_draft(by=world.actor(role), draft=draft_of(world))


def test_short_and_old_names_meet_the_unit(world: World) -> None:
    parts = GoalUnit.objects.filter(goal__domain__plan=world.things["plan"])
    for written in ("县卫健委", "县卫健局"):
        assert parts.filter(text=written).first().unit == world.health  # type: ignore[union-attr]
    assert parts.get(text="县民政局").unit is None


def test_units_are_made_only_when_asked_for(world: World) -> None:
    confirm_draft(by=world.actor("office"), draft=draft_of(world), make_units=True)
    made = world.place.units.get(name="县妇联")
    assert made.kind == "mass"


def test_an_unknown_indicator_becomes_a_local_one_without_polarity(world: World) -> None:
    local = Target.objects.get(name="妇女之家示范活动开展率", goal__domain__plan=world.things["plan"]).indicator
    assert local is not None
    assert local.code.startswith("999901-local-")
    assert (local.kind, local.per, local.unit, local.decimals) == (Kind.PCT, 100, "%", 1)
    assert (local.polarity, local.standing) == (None, Standing.REFERENCE)


def test_a_name_of_the_catalogue_brings_its_definition(world: World) -> None:
    deaths = world.things["indicator"]
    assert (deaths.code, deaths.kind, deaths.per) == ("maternal_mortality", Kind.RATE, 100000)
    assert (deaths.sensitivity, deaths.polarity) == (Sensitivity.COUNTS, Polarity.DOWN)
    assert deaths.source_unit == world.health


def test_a_catalogue_indicator_in_another_unit_is_not_the_same(world: World) -> None:
    text = NEXT.replace("控制在12/10万以下", "控制在0.12‰以下")
    plan = confirm_draft(by=world.actor("office"), draft=draft_of(world, text))
    target = Target.objects.get(code=f"{plan.code}/d1/g1/t1")
    assert target.unit == "‰"
    assert target.indicator == world.things["indicator"]
    assert target.confidence == Confidence.DECIDE


def test_a_gap_is_judged_on_its_rate_with_the_breakdown(world: World) -> None:
    sexes = Target.objects.get(goal__domain__plan=world.things["plan"], gap="性别")
    assert sexes.indicator == Target.objects.get(goal=sexes.goal, gap="").indicator
    gap = Target.objects.get(goal=world.things["goal"], gap="城乡")
    rate = Target.objects.get(goal=world.things["goal"], no=1)
    assert gap.indicator == rate.indicator
    assert gap.breakdown == "residence=urban"
    assert "residence" in Indicator.objects.get(pk=rate.indicator_id).breakdowns


def test_an_indicator_of_both_plans_is_one(world: World) -> None:
    confirm_draft(by=world.actor("office"), draft=world.things["draft"])
    rows = Target.objects.filter(name="高中阶段教育毛入学率", gap="")
    assert rows.count() == 2
    assert len({row.indicator_id for row in rows}) == 1


def test_a_known_indicator_is_found_by_its_other_name(world: World) -> None:
    known = Indicator.objects.create(
        place=world.place, code="preg", name="产前检查率（示例）", aliases=["产前筛查率"], kind="pct", unit="%"
    )
    plan = confirm_draft(by=world.actor("office"), draft=draft_of(world, CHILDREN.replace("2021—2030", "2031—2040")))
    assert Target.objects.get(goal__domain__plan=plan, name="产前筛查率").indicator == known


def test_what_was_looked_at_is_sure(world: World) -> None:
    draft = draft_of(world)
    target = draft.plan["domains"][0]["goals"][0]["targets"][0]
    target["confidence"] = "decide"
    other = draft.plan["domains"][0]["goals"][1]["targets"][0]
    other["confidence"] = "look"
    draft.checked = [f"d1/g1/{target['id']}"]
    draft.save()
    plan = confirm_draft(by=world.actor("office"), draft=draft)
    assert Target.objects.get(code=f"{plan.code}/d1/g1/t1").confidence == "sure"
    assert Target.objects.get(code=f"{plan.code}/d1/g2/t1").confidence == "look"


def test_numbers_stay_as_written(world: World) -> None:
    target = Target.objects.get(goal__domain__plan=world.things["plan"], name="高中阶段教育毛入学率", gap="")
    assert target.value == Decimal("92.5")
