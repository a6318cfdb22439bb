"""A target whose indicator is unknown gets a local one."""

import pytest

from fuertong.catalogue import local_indicator
from fuertong.model.indicator import Indicator, Kind, Standing
from fuertong.model.plan import Target


def of(name: str, unit: str | None = None, value: float | None = None) -> Indicator:
    """The local indicator of a target."""
    return local_indicator(Target(indicator=name, unit=unit, value=value), region="999602", lead="999602-wjj")


@pytest.mark.parametrize(
    ("name", "unit", "value", "kind", "per", "decimals"),
    [
        ("妇女夜校参与率", "%", 95, Kind.PCT, 100, 1),
        ("妇女夜校参与率", "%", 99.95, Kind.PCT, 100, 2),
        ("伤害死亡率", "/10万", 8.2, Kind.RATE, 100_000, 1),
        ("早产率", "‰", 3, Kind.RATE, 1000, 1),
        ("出生缺陷率", "/万", 16.35, Kind.RATE, 10_000, 2),
        ("性别差距", "个百分点", 2, Kind.RATIO, None, 1),
        ("平均受教育年限", "年", 11, Kind.YEARS, None, 0),
        ("平均预期寿命", "岁", 82.5, Kind.YEARS, None, 1),
        ("儿童主题公园数量", "个", 1, Kind.COUNT, None, 0),
        ("每千人托位数", "个", 4.5, Kind.COUNT, None, 1),
    ],
)
def test_kind_and_precision_follow_unit_and_printed_number(
    name: str, unit: str, value: float, kind: Kind, per: int | None, decimals: int
) -> None:
    """Kind from the unit, decimals as printed, at least one for rates and shares."""
    indicator = of(name, unit, value)
    assert (indicator.kind, indicator.per, indicator.decimals, indicator.unit) == (kind, per, decimals, unit)


def test_polarity_is_asked_of_a_person_and_the_lead_unit_supplies() -> None:
    """Never guessed from the name."""
    indicator = of("儿童肥胖率", "%", 10)
    assert (indicator.polarity, indicator.source_unit, indicator.standing) == (None, "999602-wjj", Standing.LOCAL)


def test_a_trend_without_unit_is_a_share_when_it_is_named_as_one() -> None:
    """率 and 比例 are percentages, anything else is counted."""
    assert (of("儿童超重率").kind, of("儿童超重率").unit) == (Kind.PCT, "%")
    assert of("学生欺凌事件数").kind is Kind.COUNT


def test_gross_enrolment_may_pass_100() -> None:
    """毛入学率 lives on the natural scale."""
    assert (of("学前三年毛入园率", "%", 95).kind, of("学前三年毛入园率", "%", 95).over_100) == (Kind.RATIO, True)


def test_one_name_gives_one_code_in_a_region() -> None:
    """However the name is spelt."""
    assert of("女 党员占比", "%").code == of("女党员比例", "%").code
    assert of("女党员比例", "%").code.startswith("999602-local-")
    assert of("女党员比例").code != of("女团员比例").code
