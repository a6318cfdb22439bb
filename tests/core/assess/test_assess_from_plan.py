"""From the plan's words to a judging row."""

from typing import Any

import polars as pl
import pytest

from fuertong.assess import assess, judging_target, milestone_rows
from fuertong.assess.tables import TARGETS
from fuertong.model.indicator import Indicator, Kind, Polarity
from fuertong.model.plan import Milestone, Target, TargetKind

COVER = Indicator(code="W001", name="筛查率", unit="%", kind=Kind.PCT, per=100, polarity=Polarity.UP)
OTHER = Indicator(code="W002", name="全省平均", unit="%", kind=Kind.PCT, polarity=Polarity.UP)
MYOPIA = Indicator(code="C001", name="近视率", unit="%", kind=Kind.PCT, polarity=Polarity.DOWN)
TERM = Indicator(code="W003", name="女代表比例", unit="%", kind=Kind.PCT, freq=5, statistical_year="J")


def row_of(indicator: Indicator = COVER, **asked: Any) -> dict[str, Any] | None:
    target = Target(indicator=indicator.name, **asked)
    return judging_target(target, indicator=indicator, plan_period=(2021, 2030), target_id="p/d1/g1/t1")


@pytest.mark.parametrize(
    ("indicator", "asked", "expected"),
    [
        (COVER, {"comparator": ">=", "value": 70}, {"type": "level", "cmp": ">=", "base_year": 2020, "deadline": 2030}),
        (COVER, {"comparator": "~", "value": 50}, {"type": "level", "cmp": "~", "polarity": "up"}),
        (COVER, {"comparator": ">=", "value": 70, "deadline": 2025}, {"deadline": 2025}),
        (
            COVER,
            {"kind": TargetKind.TREND, "direction": "up"},
            {"type": "trend", "direction": "up", "every_year": False},
        ),
        (COVER, {"kind": TargetKind.TREND, "direction": "up", "quote": "逐年提高"}, {"every_year": True}),
        (TERM, {"kind": TargetKind.TREND, "direction": "up"}, {"type": "term", "freq": 5, "polarity": None}),
        (COVER, {"kind": TargetKind.KEEP, "direction": "hold"}, {"type": "keep", "value": None}),
        (
            COVER,
            {"kind": TargetKind.CHANGE, "value": 20, "unit": "%", "direction": "up"},
            {"type": "change", "mode": "ratio"},
        ),
        (COVER, {"kind": TargetKind.CHANGE, "value": 5, "unit": "个百分点"}, {"type": "change", "mode": "diff"}),
        (COVER, {"kind": TargetKind.CHANGE, "value": 1, "unit": "个百分点", "scope": "平均每年"}, {"type": "yearly"}),
        (MYOPIA, {"kind": TargetKind.TREND, "direction": "down", "slow": True}, {"type": "slow", "direction": "up"}),
        (COVER, {"gap": "城乡", "kind": TargetKind.TREND}, {"type": "compare", "shrink": True, "other": "W001"}),
        (COVER, {"comparator": ">=", "value": 90, "each": "乡镇"}, {"type": "all_units", "each": True}),
        (COVER, {"comparator": ">=", "value": 400, "scope": "累计"}, {"type": "cumulative"}),
    ],
)
def test_row(indicator: Indicator, asked: dict[str, Any], expected: dict[str, Any]) -> None:
    """Type, comparator and the columns that go with them."""
    row = row_of(indicator, **asked)
    assert row is not None
    assert expected.items() <= row.items()
    assert row.keys() <= TARGETS.keys()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": TargetKind.MILESTONE},
        {"reference": "与实际需求相适应"},
        {"against": "全省平均"},
        {"gap": "区域", "kind": TargetKind.TREND},
        {"kind": TargetKind.CHANGE},
    ],
)
def test_only_a_person_can_judge(asked: dict[str, Any]) -> None:
    """Milestones, levels without number and unknown other sides have no row."""
    assert row_of(**asked) is None


def test_against_another_indicator() -> None:
    """不低于全省平均: the difference to the other indicator, at least zero."""
    row = judging_target(
        Target(indicator="筛查率", against="全省平均", comparator=">="),
        indicator=COVER,
        plan_period=(2021, 2030),
        target_id="t",
        against=OTHER,
    )
    assert row is not None
    assert (row["type"], row["other"], row["value"], row["cmp"]) == ("compare", "W002", 0.0, ">=")


def test_without_a_period_there_is_no_deadline() -> None:
    """A target that nobody dated cannot be judged."""
    target = Target(indicator="筛查率", comparator=">=", value=70)
    assert judging_target(target, indicator=COVER, plan_period=None, target_id="t") is None


def test_milestones_are_rows_of_their_own() -> None:
    """2025年达到60%，2030年达到70%: one row more, with its own deadline."""
    target = Target(indicator="筛查率", comparator=">=", value=70, milestones=(Milestone(year=2025, value=60),))
    row = judging_target(target, indicator=COVER, plan_period=(2021, 2030), target_id="t")
    assert row is not None
    steps = milestone_rows(row, target)
    assert [(step["id"], step["value"], step["deadline"]) for step in steps] == [("t@2025", 60, 2025)]
    seen = pl.DataFrame(
        {"region": ["a"] * 4, "indicator": ["W001"] * 4, "year": range(2022, 2026), "value": [55.0, 57.0, 59.0, 61.0]}
    )
    judged = assess(seen, pl.DataFrame([row, *steps], infer_schema_length=None)).collect()
    assert judged["cls"].to_list()[1] == "已达标"
