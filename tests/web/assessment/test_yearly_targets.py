"""Values a plan asks for on the way (分年目标): each judged as a target of its own year, kept with the result."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.model.observation import Key
from fuertong.model.observation import Observation as Row
from fuertong_web.assessment.actions import assess_targets
from fuertong_web.assessment.milestones import STEPS, milestones_reached
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.collection.actions import import_series
from fuertong_web.plans.models import Target

# 2024: 61.2, 2025: 62.0
STEPS_ASKED = [
    {"year": YEAR - 1, "value": 60},
    {"year": YEAR, "value": 65},
    {"year": YEAR + 3, "value": 68},
]


def stepped(world: World, asked: list[dict[str, int]]) -> Target:
    """The judged target with steps on the way, judged again."""
    row: Target = world.things["judged"]
    Target.objects.filter(pk=row.pk).update(milestones=asked)
    row.refresh_from_db()
    assess_targets(by=world.actor("statistician"), place=world.place, data_year=YEAR)
    return row


def words(world: World, row: Target, role: str) -> list[str]:
    """What the pages of a role say of the steps."""
    plan = world.things["plan"]
    return [step.words for step in milestones_reached(world.actor(role), plan, [row], YEAR).get(row.pk, [])]


def test_each_value_is_judged_in_its_year_and_later_ones_wait(world: World) -> None:
    row = stepped(world, STEPS_ASKED)
    said = [f"{YEAR - 1}年阶段目标60：已达标", f"{YEAR}年阶段目标65：未达标", f"{YEAR + 3}年阶段目标68"]
    assert words(world, row, "office") == said
    assert words(world, row, "leader") == [text.split("：")[0] for text in said]


@pytest.mark.parametrize(("asked", "signal"), [(62, "已达标"), (62.1, "未达标")])
def test_a_step_is_met_by_the_published_value_of_its_year(world: World, asked: float, signal: str) -> None:
    row = stepped(world, [{"year": YEAR, "value": asked}])  # type: ignore[dict-item]
    assert assessments_of([row], YEAR)[row.pk].details[STEPS] == {str(YEAR): signal}


def test_a_step_without_the_value_of_its_year_is_awaited(world: World) -> None:
    row = world.things["judged"]
    Target.objects.filter(pk=row.pk).update(milestones=[{"year": YEAR + 1, "value": 60}])
    row.refresh_from_db()
    assess_targets(by=world.actor("statistician"), place=world.place, data_year=YEAR + 1)
    assert assessments_of([row], YEAR + 1)[row.pk].details[STEPS] == {str(YEAR + 1): "到期待数"}


def test_an_amended_step_makes_a_new_result_though_every_figure_is_the_same(world: World) -> None:
    row = stepped(world, STEPS_ASKED)
    before = Assessment.objects.filter(target=row).count()
    stepped(world, [{"year": YEAR, "value": 61}])
    assert Assessment.objects.filter(target=row).count() == before + 1
    stepped(world, [{"year": YEAR, "value": 61}])
    assert Assessment.objects.filter(target=row).count() == before + 1
    assert words(world, row, "office") == [f"{YEAR}年阶段目标61：已达标"]


def test_steps_of_every_unit_are_judged_over_the_units(world: World, sign_in: Callable[[str], Client]) -> None:
    by, row, found = world.actor("statistician"), world.things["judged"], world.things["entity_list"]
    Target.objects.filter(pk=row.pk).update(each="乡镇", comparator=">=", value=Decimal(70), kind="level")
    codes = list(found.members.order_by("region__code").values_list("region__code", flat=True))
    values = ["64.0", *["66.0"] * (len(codes) - 1)]
    rows = [
        Row(key=Key(indicator=row.indicator.code, region=code, period=str(year)), value=Decimal(value), decimals=1)
        for code, value in zip(codes, values, strict=True)
        for year in range(YEAR - 2, YEAR + 1)
    ]
    import_series(by=by, rows=rows, judge=False)
    stepped(world, [{"year": YEAR - 1, "value": 60}, {"year": YEAR, "value": 65}])
    text = sign_in("office").get(reverse("target", args=[row.code]), {"year": YEAR}).content.decode()
    assert f"{YEAR - 1}年阶段目标60：已达标" in text
    assert f"{YEAR}年阶段目标65：未达标" in text
    assert f"共{len(codes)}个乡镇" in text
