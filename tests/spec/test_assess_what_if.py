"""What is still needed, in the unit and in people; and what another value or target would change."""

from typing import Any

import polars as pl
import pytest

from fuertong.assess import assess
from fuertong.assess.need import need, need_sentence
from fuertong.assess.what_if import least_pace, steady, what_if
from fuertong.errors import FuertongError

SEEN = pl.DataFrame(
    {
        "region": ["r"] * 7,
        "indicator": ["screening"] * 7,
        "year": list(range(2018, 2025)),
        "value": [52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2],
    }
)
TARGET: dict[str, Any] = {"id": "t", "indicator": "screening", "kind": "pct", "decimals": 1, "type": "level"}
TARGET |= {"cmp": ">=", "value": 70.0, "base_year": 2020, "deadline": 2030, "direction": "up"}


def row(**changes: Any) -> dict[str, Any]:
    targets = pl.DataFrame([TARGET | changes], infer_schema_length=None)
    return assess(SEEN, targets, as_of=2024).collect().row(0, named=True)


def test_needed_in_unit_and_people() -> None:
    """8.8 points in six years; of 36,400 women 3,204 more, 534 a year."""
    found = need(row(), kind="pct", denominator=36400, denominator_year=2024)
    assert found is not None
    assert (found.years, found.people, found.people_per_year) == (6, 3204, 534)
    assert found.per_year == pytest.approx(8.8 / 6)
    sentence = need_sentence(found, unit="%", decimals=1, action="筛查", denominator_name="应查人数")
    assert sentence == (
        "还需提高8.8个百分点，平均每年1.5个百分点（近年平均每年提高1.5个百分点）；按2024年应查人数36,400人计算，"
        "还需筛查3,204人，平均每年534人。"
    )


def test_numerator_makes_it_exact() -> None:
    """With 22,277 screened of 36,400, 70 % are 25,480: 3,203 more."""
    found = need(row(), kind="pct", numerator=22277, denominator=36400)
    assert found is not None
    assert found.people == 3203


def test_nothing_in_people_where_it_must_not_or_cannot_be_said() -> None:
    """Sensitive indicators, years, and unknown denominators: the unit only."""
    for arguments in (
        {"kind": "rate", "per": 1e5, "denominator": 9000, "sensitive": True},
        {"kind": "years"},
        {"kind": "pct"},
    ):
        found = need(row(), **arguments)  # type: ignore[arg-type]
        assert found is not None
        assert found.people is None
        assert "人" not in need_sentence(found, unit="岁", decimals=1)


def test_falling_targets() -> None:
    """A rate per 1,000 that must fall: cases to be avoided."""
    found = need(
        row() | {"latest": 6.4, "gap": -0.4, "recent_per_year": -0.1}, kind="rate", per=1000, denominator=20000
    )
    assert found is not None
    assert found.people == 8
    assert need_sentence(found, unit="‰", decimals=1).startswith("还需下降0.4‰，平均每年0.1‰（近年平均每年下降0.1‰）")
    exact = need(row() | {"latest": 6.4, "gap": -0.4}, kind="rate", per=1000, numerator=128, denominator=20000)
    assert exact is not None
    assert exact.people == 8


def test_counts_need_their_gap() -> None:
    """Of a count the gap itself, rounded up."""
    found = need(row() | {"gap": 2.5, "latest": 10.0}, kind="count")
    assert found is not None
    assert found.people == 3
    assert need_sentence(found, unit="所", decimals=0).startswith("还需提高2所")


@pytest.mark.parametrize("changes", [{"value": 60.0}, {"deadline": 2024}, {"type": "slow", "value": None, "cmp": None}])
def test_nothing_needed(changes: dict[str, Any]) -> None:
    """Met, over, or without a number."""
    assert need(row(**changes), kind="pct", denominator=100) is None


def test_other_values_and_other_target() -> None:
    """A good year turns red to met; an easier target turns it green; what stands is not changed."""
    plain = what_if(SEEN, TARGET, region="r", as_of=2024)
    assert (plain.before["cls"], plain.changed, plain.as_of_after) == ("预计达标困难", False, 2024)
    better = what_if(SEEN, TARGET, region="r", as_of=2024, values={2025: 66.0, 2026: 70.5})
    assert (better.after["cls"], better.changed, better.as_of_after) == ("已达标", True, 2026)
    easier = what_if(SEEN, TARGET, region="r", as_of=2024, changes={"value": 65.0})
    assert easier.after["cls"] == "预计可达标"
    assert easier.before == better.before


def test_same_kernel() -> None:
    """The answer is that of the table with the supposed value in it."""
    supposed = what_if(SEEN, TARGET, region="r", as_of=2024, values={2025: 64.0}).after
    real = pl.concat([SEEN, pl.DataFrame([["r"], ["screening"], [2025], [64.0]], schema=SEEN.schema)])
    assert supposed == assess(real, pl.DataFrame([TARGET | {"region": "r"}]), as_of=2025).collect().row(0, named=True)


def test_accepted_years_are_not_played_with() -> None:
    """A year up to the data year is refused in a sentence."""
    with pytest.raises(FuertongError, match="2023年已有数据"):
        what_if(SEEN, TARGET, region="r", as_of=2024, values={2023: 70.0})


@pytest.mark.parametrize(
    ("changes", "words"), [({"each": True}, "每个地区分别推演"), ({"type": "compare", "other": "x"}, "与另一指标比较")]
)
def test_what_cannot_be_supposed(changes: dict[str, Any], words: str) -> None:
    """Every-unit targets and comparisons are refused in a sentence."""
    with pytest.raises(FuertongError, match=words):
        what_if(SEEN, TARGET | changes, region="r", as_of=2024, values={2025: 65.0})


def test_steady_steps_and_least_pace() -> None:
    """The same step each year, as printed; and the smallest step next year that turns the signal."""
    assert steady(61.2, per_year=1.47, from_year=2024, until=2027, decimals=1) == {2025: 62.7, 2026: 64.1, 2027: 65.6}
    step = least_pace(SEEN, TARGET, region="r", as_of=2024)
    assert step is not None
    enough = what_if(SEEN, TARGET, region="r", as_of=2024, values={2025: round(61.2 + step, 1)})
    short = what_if(SEEN, TARGET, region="r", as_of=2024, values={2025: round(61.2 + step - 0.1, 1)})
    assert (enough.after["cls"], short.after["cls"]) == ("预计可达标", "预计达标困难")
    assert least_pace(SEEN, TARGET | {"value": 60.0}, region="r", as_of=2024) is None
    assert least_pace(SEEN, TARGET | {"value": 62.0}, region="r", as_of=2024) == 0.0
