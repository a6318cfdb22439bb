"""Parts made into a whole, and a series linked over a redefinition."""

from decimal import Decimal as D

import pytest

from fuertong.model.indicator import Aggregation, Kind, usual_aggregation
from fuertong.model.linking import Link, link
from fuertong.model.rolling_up import Part, roll_up


def test_a_rate_is_recomputed_from_its_parts_and_never_averaged() -> None:
    parts = [
        Part(name="大县", value=D("50"), numerator=D("450"), denominator=D("900")),
        Part(name="小县", value=D("100"), numerator=D("100"), denominator=D("100")),
    ]
    whole = roll_up(parts, way=Aggregation.PARTS, per=100, decimals=1)
    assert (whole.value, whole.numerator, whole.denominator) == (D("55.0"), D(550), D(1000))


def test_a_rate_without_numerators_says_who_lacks_them() -> None:
    parts = [Part(name="甲县", value=D("90")), Part(name="乙县", value=D("95"), numerator=D("19"), denominator=D("20"))]
    whole = roll_up(parts, way=Aggregation.PARTS, per=100, decimals=1)
    assert (whole.value, whole.missing, whole.why) == (None, ("甲县",), "缺分子或分母")


def test_counts_are_added_when_all_are_there() -> None:
    both = [Part(name="甲", value=D(3)), Part(name="乙", value=D(0))]
    assert roll_up(both, way=Aggregation.SUM, per=None, decimals=0).value == D(3)
    assert roll_up([*both, Part(name="丙")], way=Aggregation.SUM, per=None, decimals=0).missing == ("丙",)


def test_what_cannot_be_rolled_up_says_so() -> None:
    parts = [Part(name="甲", value=D(80))]
    assert roll_up(parts, way=Aggregation.NONE, per=None, decimals=1).why == "这项指标不能由下级汇总"
    assert roll_up([], way=Aggregation.SUM, per=None, decimals=1).why == "没有下级地区"
    empty = [Part(name="甲", value=D(0), numerator=D(0), denominator=D(0))]
    assert roll_up(empty, way=Aggregation.PARTS, per=100, decimals=1).why == "分母合计为零"


@pytest.mark.parametrize(
    ("kind", "per", "named", "way"),
    [
        (Kind.COUNT, None, "", Aggregation.SUM),
        (Kind.PCT, 100, "人数", Aggregation.PARTS),
        (Kind.PCT, 100, "", Aggregation.NONE),
        (Kind.YEARS, None, "", Aggregation.NONE),
    ],
)
def test_the_usual_way_follows_from_what_is_declared(kind: Kind, per: int | None, named: str, way: Aggregation) -> None:
    assert usual_aggregation(kind, per, named, named) is way


def test_a_link_needs_a_year_known_both_ways() -> None:
    points = [
        Link(year=2020, value=D(10)),
        Link(year=2021, value=D(12)),
        Link(year=2022, value=D(30), break_before=True, old=D(15)),
    ]
    assert link(points) == [D(20), D(24), D(30)]
    assert link([*points[:2], Link(year=2022, value=D(30), break_before=True)]) is None


def test_nothing_is_joined_beyond_a_break_without_its_old_value() -> None:
    points = [
        Link(year=2019, value=D(1)),
        Link(year=2020, value=D(10), break_before=True),
        Link(year=2022, value=D(30), break_before=True, old=D(15)),
    ]
    assert link(points) == [None, D(20), D(30)]
