"""Tables in, tables out: defaults, regions, comparisons, every-unit targets, and what is refused."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from fuertong.assess import assess
from fuertong.assess.tables import RESULT
from fuertong.cli import main
from fuertong.errors import FuertongError

LEVEL: dict[str, Any] = {
    "id": "t1",
    "indicator": "screening",
    "kind": "pct",
    "type": "level",
    "cmp": ">=",
    "value": 70.0,
    "base_year": 2020,
    "deadline": 2030,
}
RISING = [52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2]


def series(region: str, values: list[float], indicator: str = "screening", start: int = 2018) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "region": [region] * len(values),
            "indicator": [indicator] * len(values),
            "year": range(start, start + len(values)),
            "value": values,
        }
    )


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), infer_schema_length=None)


def test_result_has_the_agreed_columns() -> None:
    """Every column in order and type, with the version of the method and the sums."""
    result = assess(series("371500", RISING), table(LEVEL)).collect()
    assert result.schema == pl.Schema(RESULT)
    row = result.row(0, named=True)
    assert (row["id"], row["region"], row["year"], row["x_ref"]) == ("t1", "371500", 2024, 2024)
    assert row["s0"] == pytest.approx(3.0588, abs=1e-4)
    assert row["s22"] == pytest.approx(0.4030, abs=1e-4)
    assert row["method_version"]


def test_target_without_region_holds_where_its_indicator_has_rows() -> None:
    """Regions are those with rows of the indicator, sorted; other indicators add none."""
    seen = pl.concat([series("b", RISING), series("a", RISING), series("c", RISING, "other")])
    assert assess(seen, table(LEVEL)).collect()["region"].to_list() == ["a", "b"]


def test_named_region_without_rows_is_judged_without_data() -> None:
    """A target for a place that sent nothing is 无法判断 with 无数据, never dropped."""
    result = assess(series("a", RISING), table(LEVEL | {"region": "z"}), as_of=2024).collect()
    assert result.select("region", "cls", "n").row(0) == ("z", "无法判断", 0)
    assert result["flags"].to_list() == [["无数据"]]


def test_breakdowns_are_kept_apart() -> None:
    """A target meets the series of its own breakdown only."""
    seen = pl.concat(
        [
            series("a", RISING).with_columns(breakdown=pl.lit("")),
            series("a", [90.0] * 7).with_columns(breakdown=pl.lit("sex=F")),
        ]
    )
    targets = table(LEVEL | {"breakdown": ""}, LEVEL | {"id": "t2", "breakdown": "sex=F"})
    assert assess(seen, targets).collect()["latest"].to_list() == [61.2, 90.0]


def test_two_rows_with_one_key_are_refused() -> None:
    """Region, indicator, breakdown and year are unique."""
    with pytest.raises(FuertongError, match="有两行"):
        assess(pl.concat([series("a", RISING), series("a", [1.0])]), table(LEVEL)).collect()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "percent"}, "kind"),
        ({"type": "goal"}, "type"),
        ({"cmp": "=>"}, "cmp"),
        ({"value": None}, "t1"),
        ({"type": "compare"}, "t1"),
    ],
)
def test_wrong_targets_are_refused_by_name(change: dict[str, Any], message: str) -> None:
    """The message names the column or the target."""
    with pytest.raises(FuertongError, match=message):
        assess(series("a", RISING), table(LEVEL | change))


def test_missing_columns_are_named() -> None:
    """Both tables say which column is missing."""
    with pytest.raises(FuertongError, match="deadline"):
        assess(series("a", RISING), table(LEVEL).drop("deadline"))
    with pytest.raises(FuertongError, match="year"):
        assess(series("a", RISING).drop("year"), table(LEVEL))


def test_data_year_defaults_to_the_largest_year() -> None:
    """Without `as_of` the newest row sets the data year; without any year it is asked for."""
    seen = pl.concat([series("a", RISING), series("b", [60.0], start=2027)])
    ages = assess(seen, table(LEVEL)).collect()
    assert ages["flags"].to_list()[0] == ["数据陈旧"]
    with pytest.raises(FuertongError, match="--as-of"):
        assess(series("a", []), table(LEVEL))


def test_comparison_by_table_equals_its_difference() -> None:
    """compare = a level target on A - B of the same years."""
    own, other = [40.2, 40.9, 41.8, 42.5, 43.4, 44.0], [43.0, 43.2, 43.5, 43.9, 44.2, 44.3]
    seen = pl.concat([series("a", own, "women"), series("a", other, "city", start=2018)])
    compared = table(LEVEL | {"indicator": "women", "type": "compare", "other": "city", "value": 0.0})
    gap = series("a", [round(one - two, 1) for one, two in zip(own, other, strict=True)], "women")
    plain = table(LEVEL | {"indicator": "women", "kind": "ratio", "value": 0.0})
    names = ["cls", "latest", "forecast", "lo", "hi", "p", "flags"]
    assert assess(seen, compared).collect().select(names).equals(assess(gap, plain).collect().select(names))


def test_gap_that_closes_is_a_falling_trend_of_its_size() -> None:
    """shrink: the size of the gap, against its base, spoken of by direction."""
    seen = pl.concat([series("a", [99.1, 99.0, 99.2, 99.4], "girls"), series("a", [96.0, 96.3, 96.9, 98.1], "boys")])
    target = table(
        LEVEL
        | {"indicator": "girls", "type": "compare", "other": "boys", "shrink": True, "value": None, "base_year": 2018}
    )
    row = assess(seen, target).collect().row(0, named=True)
    assert (row["cls"], row["direction_word"], row["latest"], row["target"]) == ("已达标", "方向符合", 1.3, 3.1)


def test_comparison_lacking_the_other_side_has_no_data() -> None:
    """Years without the other indicator cannot be compared."""
    target = table(LEVEL | {"type": "compare", "other": "absent"})
    assert assess(series("a", RISING), target).collect()["flags"].to_list() == [["无数据"]]


def test_every_unit_target_needs_the_regions() -> None:
    """Without the table of regions the units are unknown."""
    with pytest.raises(FuertongError, match="--regions"):
        assess(series("a", RISING), table(LEVEL | {"each": True, "region": "p"}))


def test_every_unit_target_names_the_failing_and_brackets_p() -> None:
    """One red unit makes the whole red; p is the product, p_least the least."""
    seen = pl.concat([series("u1", [93.0, 93.5, 94.0, 94.6]), series("u2", [80.0, 80.2, 79.9, 80.3])])
    regions = pl.DataFrame({"region": ["u1", "u2", "p"], "parent": ["p", "p", None]})
    both = table(LEVEL | {"each": True, "region": "p", "value": 90.0}, LEVEL | {"id": "t2", "value": 10.0})
    result = assess(seen, both, regions=regions).collect()
    whole = result.row(0, named=True)
    assert (whole["region"], whole["cls"], whole["units"], whole["failing"]) == ("p", "预计达标困难", 2, ["u2"])
    assert whole["p"] <= whole["p_least"] == pytest.approx(0.1)
    assert result["id"].to_list() == ["t1", "t2", "t2"]


def test_unit_without_data_counts_as_unknown_and_after_the_deadline_as_due() -> None:
    """More than a fifth unknown: nothing is said; from the deadline on the last values are awaited."""
    regions = pl.DataFrame({"region": ["u1", "u2"], "parent": ["p", "p"]})
    target = table(LEVEL | {"each": True, "region": "p", "value": 90.0, "deadline": 2025})
    seen = series("u1", [93.0, 93.5, 94.0, 94.6, 95.0], start=2021)
    assert assess(seen, target, as_of=2024, regions=regions).collect()["cls"].to_list() == ["无法判断"]
    late = assess(seen, target, as_of=2025, regions=regions).collect().row(0, named=True)
    assert (late["cls"], late["p"]) == ("到期待数", None)


def test_command_writes_the_table(tmp_path: Path) -> None:
    """`fuertong assess` equals the library; unreadable input ends with 2."""
    seen, targets, out = tmp_path / "x.parquet", tmp_path / "y.parquet", tmp_path / "out.parquet"
    series("a", RISING).write_parquet(seen)
    table(LEVEL).write_parquet(targets)
    arguments = ["assess", "--observations", str(seen), "--targets", str(targets), "-o", str(out)]
    assert main(arguments) == 0
    assert pl.read_parquet(out).equals(assess(series("a", RISING), table(LEVEL)).collect())
    targets.write_text("no table")
    assert main(arguments) == 2
    assert main(["assess", "--observations", str(tmp_path / "none"), "--targets", str(targets), "-o", str(out)]) == 2


def test_command_refuses_two_rows_with_one_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence reaches the user, with exit code 2 and no result file."""
    seen, targets, out = tmp_path / "x.parquet", tmp_path / "y.parquet", tmp_path / "out.parquet"
    pl.concat([series("a", RISING), series("a", [1.0])]).write_parquet(seen)
    table(LEVEL).write_parquet(targets)
    assert main(["assess", "--observations", str(seen), "--targets", str(targets), "-o", str(out)]) == 2
    assert "有两行" in capsys.readouterr().err
    assert not out.exists()
