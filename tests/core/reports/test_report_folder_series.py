"""Series taken out of a place folder: sums over the plan, groups, distances, pooled years."""

from decimal import Decimal

import pytest

from fuertong.model.indicator import Indicator, Kind, Sensitivity
from fuertong.model.observation import Key, Observation
from fuertong.reports.facts import PointFacts
from fuertong.reports.folder_series import FolderData, group_label, other_value, pooled_of, running_sums

RATE = Indicator(code="mmr", name="孕产妇死亡率", unit="/10万", kind=Kind.RATE, per=100000)


def _points(*rows: tuple[int, str, str, str]) -> tuple[PointFacts, ...]:
    return tuple(
        PointFacts(year=year, value=Decimal(value), numerator=Decimal(top), denominator=Decimal(bottom))
        for year, value, top, bottom in rows
    )


def test_sums_over_the_plan_begin_after_the_base_year() -> None:
    points = tuple(PointFacts(year=year, value=Decimal(value)) for year, value in ((2020, 5), (2021, 3), (2022, 4)))
    assert [(p.year, p.value) for p in running_sums(points, 2020)] == [(2021, 3), (2022, 7)]
    assert running_sums(points, None)[-1].value == 12


def test_a_group_without_printed_word_has_none() -> None:
    assert (group_label("residence=rural"), group_label("age=6_17")) == ("农村", "")


@pytest.mark.parametrize(("pooled", "first"), [("0", 2023), ("15.7", 2021), ("99.9", None)])
def test_pooled_years_are_those_that_give_the_pooled_rate(pooled: str, first: int | None) -> None:
    rows = [(2021, "39.4", "1", "2540"), (2022, "39.2", "1", "2550")]
    rows += [(year, "0", "0", "2550") for year in (2023, 2024, 2025)]
    found = pooled_of(_points(*rows), RATE, Decimal(pooled), Decimal(12), True)
    assert found is not None
    assert (found.first_year, found.last_year) == (first, 2025)
    assert found.meets_target is (Decimal(pooled) <= 12)


def test_without_numerators_the_pooled_years_stay_unknown() -> None:
    points = (PointFacts(year=2025, value=Decimal("8.0")),)
    found = pooled_of(points, RATE, Decimal("8.0"), None, True)
    assert found is not None
    assert (found.first_year, found.meets_target) == (None, None)
    assert pooled_of(points, RATE, None, None, True) is None


@pytest.mark.parametrize(
    ("sensitivity", "value"),
    [(Sensitivity.OPEN, Decimal("96.3")), (Sensitivity.COUNTS, None), (Sensitivity.SEALED, None)],
)
def test_a_sensitive_value_cannot_be_read_off_a_distance(sensitivity: Sensitivity, value: Decimal | None) -> None:
    indicator = Indicator(code="x", name="甲", unit="%", kind=Kind.PCT, sensitivity=sensitivity)
    row = Observation(key=Key(indicator="x", region="999901", period="2025"), value=Decimal("96.30"))
    data = FolderData({("x", ""): (row,)}, {}, 2025, {"x": indicator})
    assert other_value(data, indicator, "") == value
