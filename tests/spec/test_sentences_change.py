"""How a change is said (比上年……): by the unit of the indicator, from the two published numbers."""

from decimal import Decimal

import pytest
from tests.core.reports.sample_facts import make_indicator

from fuertong.reports.changes import change
from fuertong.reports.facts import PointFacts
from fuertong.reports.wording import changed, default_wording

WORDING = default_wording()


def _said(unit: str, before: str, after: str, reference: str = "上年") -> str:
    indicator = make_indicator("指标", unit, decimals=2)
    earlier = PointFacts(year=2024, value=Decimal(before))
    found = change(earlier, PointFacts(year=2025, value=Decimal(after)), indicator, WORDING)
    assert found is not None
    return found.against(reference)


@pytest.mark.parametrize(
    ("unit", "before", "after", "sentence"),
    [
        ("%", "93.8", "94.2", "比上年提高0.4个百分点"),
        ("%", "94.2", "93.8", "比上年降低0.4个百分点"),
        ("%", "94.2", "94.2", "与上年持平"),
        ("%", "85.7", "88.7", "比上年提高3.0个百分点"),
        ("‰", "5.0", "4.9", "比上年下降0.1个千分点"),
        ("‰", "3.1", "3.1", "与上年持平"),
        ("/10万", "15.1", "14.3", "比上年降低5.3%"),
        ("/10万", "16.5", "16.6", "与上年基本持平"),
        ("/10万", "0", "39.5", "上年为0"),
        ("万人", "7366.9", "7408.9", "比上年增加42.0万人"),
        ("人", "1402", "1385", "比上年减少17人"),
        ("岁", "81.30", "81.42", "比上年提高0.12岁"),
        ("个百分点", "3.13", "2.76", "比上年缩小0.37个百分点"),
        ("个百分点", "2.76", "3.13", "比上年扩大0.37个百分点"),
        ("女=100", "111.9", "111.1", "比上年下降0.8"),
    ],
)
def test_change_follows_the_unit(unit: str, before: str, after: str, sentence: str) -> None:
    assert _said(unit, before, after) == sentence


def test_nothing_is_said_without_one_of_the_numbers() -> None:
    indicator = make_indicator("指标", "%")
    known, missing = PointFacts(year=2025, value=Decimal("94.2")), PointFacts(year=2024)
    withheld = PointFacts(year=2024, value=Decimal("90.0"), withheld=True)
    assert change(missing, known, indicator, WORDING) is None
    assert change(withheld, known, indicator, WORDING) is None


def test_a_change_is_rounded_once_from_published_numbers() -> None:
    """12.345 and 12.355 are printed 12.3 and 12.4; their printed difference is 0.1, not 0.0."""
    indicator = make_indicator("指标", "%")
    one, two = (PointFacts(year=2024 + n, value=Decimal(text)) for n, text in enumerate(("12.345", "12.355")))
    found = change(one, two, indicator, WORDING)
    assert found is not None
    assert found.against("上年") == "比上年提高0.1个百分点"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (("905", "1000"), ("926", "1000"), "比上年提高2.1个百分点"),
        (("9244", "10000"), ("9246", "10000"), "比上年提高0.1个百分点"),
    ],
)
def test_unrounded_differences_where_a_place_wants_them(
    before: tuple[str, str], after: tuple[str, str], sentence: str
) -> None:
    """From numerators and denominators; a rounded zero never stands beside two different printed numbers."""
    indicator, points = make_indicator("指标", "%"), []
    for year, (top, bottom) in ((2024, before), (2025, after)):
        share = Decimal(top) * 100 / Decimal(bottom)
        points.append(PointFacts(year=year, value=share, numerator=Decimal(top), denominator=Decimal(bottom)))
    found = change(points[0], points[1], indicator, changed(WORDING, differences="unrounded"))
    assert found is not None
    assert found.against("上年") == sentence
