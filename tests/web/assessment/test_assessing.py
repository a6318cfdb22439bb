"""Judging stored targets: results kept with their inputs, nothing stored twice, warnings raised once."""

from decimal import Decimal

import pytest
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.assess import assess_case
from fuertong.errors import FuertongError
from fuertong.model.observation import Key
from fuertong.model.observation import Observation as Row
from fuertong_web.assessment.actions import assess_targets, decide_warning
from fuertong_web.assessment.models import Assessment, Warning
from fuertong_web.assessment.selectors import assessments_of, open_warnings, targets_for
from fuertong_web.collection.actions import import_series
from fuertong_web.plans.actions import amend_target, confirm_draft


def test_a_stored_result_equals_the_case_judged_alone(world: World) -> None:
    row = world.things["judged"]
    signal = assessments_of([row], YEAR)[row.pk]
    points = [[point["year"], point["value"]] for point in signal.inputs["series"]]
    case = {
        "kind": "pct",
        "decimals": row.indicator.decimals,
        "points": points,
        "target": {"type": "level", "cmp": ">=", "value": 70, "base_year": 2020, "deadline": 2030},
        "today": YEAR,
    }
    alone = assess_case(case)
    assert (signal.cls, signal.n) == (alone["cls"], alone["n"])
    assert signal.p == pytest.approx(alone["p"], abs=1e-6)


def test_judging_again_without_news_stores_nothing(world: World) -> None:
    before = Assessment.objects.count()
    assert assess_targets(by=world.actor("statistician"), place=world.place, data_year=YEAR) == 0
    assert Assessment.objects.count() == before


def test_a_new_value_makes_a_new_result_and_keeps_the_old(world: World) -> None:
    row = world.things["judged"]
    before = assessments_of([row], YEAR)[row.pk]
    key = Key(indicator=row.indicator.code, region=world.place.code, period=str(YEAR))
    import_series(by=world.actor("statistician"), rows=[Row(key=key, value=Decimal("71.0"), decimals=1)], reason="更正")
    after = assessments_of([row], YEAR)[row.pk]
    assert (before.cls, after.cls) == ("预计达标困难", "已达标")
    assert Assessment.objects.filter(pk=before.pk).exists()


def test_warnings_are_raised_once_and_silently(world: World) -> None:
    raised = Warning.objects.filter(target=target(world, "高中阶段教育毛入学率"))
    assert {row.state for row in raised} <= {"raised", "cleared"}
    assert any(row.state == "raised" for row in raised)
    assert len({(row.target_id, row.rule) for row in raised}) == len(raised)
    assert not open_warnings(world.actor("leader"), YEAR).exists()
    assert open_warnings(world.actor("office"), YEAR).exists()


def test_a_warning_is_released_with_a_word_and_then_seen_by_others(world: World) -> None:
    office, warning = world.actor("office"), world.things["warning"]
    with pytest.raises(FuertongError, match="核实情况"):
        decide_warning(by=office, warning=warning, release=True, decision=" ")
    decide_warning(by=office, warning=warning, release=True, decision="与县教育局核实，属实")
    assert warning in open_warnings(world.actor("leader"), YEAR)
    with pytest.raises(FuertongError, match="已由"):
        decide_warning(by=office, warning=warning, release=True, decision="再来一次")


def test_one_death_raises_no_colour_by_itself(world: World) -> None:
    row = target(world, "孕产妇死亡率")
    assert "小样本" in assessments_of([row], YEAR)[row.pk].flags
    assert not Warning.objects.filter(target=row, colour__in=["red", "orange"]).exists()


def test_an_amended_target_is_judged_at_once(world: World) -> None:
    row = world.things["judged"]
    assert assessments_of([row], YEAR)[row.pk].cls == "预计达标困难"
    amend_target(by=world.actor("office"), target=row, changes={"value": Decimal(60)}, reason="示例文件")
    assert assessments_of([row], YEAR)[row.pk].cls == "已达标"


def test_a_plan_confirmed_after_the_values_is_judged_at_once(world: World) -> None:
    """Two plans ask for the same indicator: its values count for both as soon as the second plan stands."""
    plan = confirm_draft(by=world.actor("office"), draft=world.things["draft"], make_units=True)
    shared = [row for row in targets_for(world.actor("office"), plan) if row.name == "适龄妇女宫颈癌人群筛查率"]
    signals = assessments_of(shared, YEAR)
    assert [signals[row.pk].cls for row in shared] == ["预计达标困难"]


def test_a_warning_that_no_longer_fires_is_cleared_and_comes_back_if_it_does(world: World) -> None:
    row, stat = target(world, "高中阶段教育毛入学率"), world.actor("statistician")
    raised = set(Warning.objects.filter(target=row, state="raised").values_list("rule", flat=True))
    assert raised
    assert row.indicator is not None
    key = Key(indicator=row.indicator.code, region=world.place.code, period=str(YEAR))
    import_series(by=stat, rows=[Row(key=key, value=Decimal("95.0"), decimals=1)], reason="更正")
    still = Warning.objects.filter(target=row, state="raised", rule__in=["hard", "hard-red"])
    assert not still.exists()
    cleared = Warning.objects.filter(target=row, state="cleared", rule__in=raised)
    assert {warning.decided_by for warning in cleared} == {"系统"}
    import_series(by=stat, rows=[Row(key=key, value=Decimal("89.1"), decimals=1)], reason="改回")
    assert set(Warning.objects.filter(target=row, state="raised").values_list("rule", flat=True)) >= raised
