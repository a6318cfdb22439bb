"""Which results raise which warning, and what other thresholds would have raised."""

from typing import Any

import polars as pl
import pytest

from fuertong.assess import assess
from fuertong.assess.warning_rules import DEFAULT_RULES, Colour, Rule, read_rules, rules_from_rows, with_changes
from fuertong.assess.warnings import by_year, changes, fire, preview
from fuertong.errors import FuertongError


def results(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"region": "r", "cls": "预计达标困难", "p": 0.35, "flags": [], "deadline": 2030}
    return pl.DataFrame(
        [{"id": f"t{place}"} | plain | row for place, row in enumerate(rows)],
        schema_overrides={"p": pl.Float64, "flags": pl.List(pl.String)},
    )


def colours(row: dict[str, Any], *, as_of: int = 2025, before: pl.DataFrame | None = None) -> list[tuple[str, str]]:
    return [(each["rule"], each["colour"]) for each in fire(results(row), as_of=as_of, before=before).to_dicts()]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"p": 0.29}, [("hard-red", "red")]),
        ({"p": 0.3}, [("hard", "orange")]),
        ({"p": None}, [("hard", "orange")]),
        ({"cls": "预计可达标", "flags": ["临界"]}, [("borderline", "yellow")]),
        ({"cls": "已达标", "flags": ["下滑预警"]}, [("sliding", "yellow")]),
        ({"cls": "预计可达标", "flags": ["反弹"], "deadline": 2027}, [("relapse-red", "red")]),
        ({"cls": "预计可达标", "flags": ["反弹"], "deadline": 2028}, [("relapse", "yellow")]),
        ({"cls": "无法判断", "p": None, "flags": ["无数据"]}, [("no-data", "blue")]),
        ({"cls": "已达标", "flags": ["小样本"]}, []),
        ({"cls": "未达标", "p": 0.0}, []),
    ],
)
def test_default_colours(row: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Red, orange, yellow, blue as settled; a small sample alone gives none."""
    assert colours(row) == expected


def test_second_red_year_is_red() -> None:
    """困难 two years running is red whatever P; a different signal the year before leaves it orange."""
    assert colours({}, before=results({})) == [("hard-red", "red")]
    assert colours({}, before=results({"cls": "预计可达标"})) == [("hard", "orange")]


def test_several_matters_gravest_first() -> None:
    """Each matter fires once, in the order of gravity."""
    fired = fire(results({"p": 0.2, "flags": ["波动较大", "连续两年变差"]}), as_of=2025)
    assert fired["colour"].to_list() == ["red", "yellow", "blue"]
    assert fired["year"].unique().to_list() == [2025]


def test_thresholds_are_changed_as_data() -> None:
    """Another threshold, a colour or a switched-off rule changes what fires; the order of rules stays."""
    stricter = with_changes(DEFAULT_RULES, {"hard-red": {"p_below": 0.36}, "volatile": {"on": False}})
    row = results({"flags": ["波动较大"]})
    assert fire(row, stricter, as_of=2025)["rule"].to_list() == ["hard-red"]
    assert rules_from_rows([rule.as_row() for rule in stricter]) == stricter
    assert fire(row, (), as_of=2025).height == 0


def test_preview_and_changes() -> None:
    """Past years judged as of each year; what a new threshold adds, drops or recolours is listed."""
    observations = pl.DataFrame(
        {
            "region": ["r"] * 8,
            "indicator": ["i"] * 8,
            "year": list(range(2018, 2026)),
            "value": [50.0, 50.5, 50.8, 51.0, 51.4, 51.9, 52.0, 52.3],
        }
    )
    targets = pl.DataFrame(
        [{"id": "t", "indicator": "i", "kind": "pct", "type": "level", "cmp": ">=", "value": 56.0, "deadline": 2030}]
    )
    old = preview(observations, targets, years=[2022, 2023, 2024, 2025])
    assert set(old["year"]) <= {2022, 2023, 2024, 2025}
    assert by_year(old).select("red", "orange", "yellow", "blue").sum_horizontal().sum() == old.height
    assert by_year(old)["targets"].to_list() == [1] * old["year"].n_unique()
    direct = assess(observations, targets, as_of=2024).collect()
    earlier = assess(observations, targets, as_of=2023).collect()
    assert fire(direct, as_of=2024, before=earlier).equals(old.filter(pl.col("year") == 2024))
    looser = with_changes(DEFAULT_RULES, {"hard-red": {"on": False}, "hard": {"colour": "yellow"}})
    new = preview(observations, targets, years=[2022, 2023, 2024, 2025], rules=looser)
    compared = changes(old, new)
    assert "变色" in compared["change"].to_list()
    dropped = changes(old, preview(observations, targets, years=[2022], rules=()))
    assert set(dropped["change"]) == {"取消"}
    assert set(changes(old.head(0), old)["change"]) == {"新增"}


@pytest.mark.parametrize(
    "row",
    [
        {"code": "x", "colour": "red", "words": "w"},
        {"code": "x", "colour": "red", "words": "w", "cls": "未知"},
        {"code": "x", "colour": "red", "words": "w", "flag": "未知"},
        {"code": "x", "colour": "red", "words": "w", "flag": "小样本"},
        {"code": "x", "colour": "green", "words": "w", "flag": "临界"},
        {"code": "x", "colour": "red", "words": "w", "flag": "临界", "p_below": 1.5},
        {"code": "x", "colour": "red", "words": "w", "flag": "临界", "years_to_go": -1},
        {"code": "x", "colour": "red", "words": "w", "flag": "临界", "extra": 1},
    ],
)
def test_wrong_rules_are_named(row: dict[str, Any]) -> None:
    """Nothing, an unknown word, a small sample, a colour or number out of range."""
    with pytest.raises(FuertongError, match="预警规则x"):
        rules_from_rows([row])


def test_rules_once_and_readable() -> None:
    """Two rules of one code, broken TOML, unknown codes and fixed fields are refused."""
    rule = Rule(code="x", colour=Colour.RED, words="w", flag="临界")
    with pytest.raises(FuertongError, match="两次"):
        rules_from_rows([rule.as_row(), rule.as_row()])
    with pytest.raises(FuertongError, match="TOML"):
        read_rules("[[rule")
    with pytest.raises(FuertongError, match="没有预警规则"):
        with_changes(DEFAULT_RULES, {"none": {}})
    with pytest.raises(FuertongError, match="不能修改"):
        with_changes(DEFAULT_RULES, {"hard": {"cls": "已达标"}})
    assert [colour.gravity for colour in Colour] == [4, 3, 2, 1]
    assert Colour.RED.label == "红色"
