"""目标值测算: values with their chance, beside base, pace and upper targets; as a table and as a workbook."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook

from fuertong.assess import assess
from fuertong.assess.proposals import propose
from fuertong.cli import main

SEEN = pl.DataFrame(
    [
        {"region": "r", "indicator": "screening", "year": 2018 + place, "value": value}
        for place, value in enumerate([52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2])
    ]
    + [
        {"region": "r", "indicator": "mortality", "year": 2018 + place, "value": value}
        for place, value in enumerate([6.4, 6.1, 5.9, 5.6, 5.3, 5.2, 5.0])
    ]
    + [{"region": "r", "indicator": "new", "year": 2024, "value": 3.0}]
)
TARGETS: list[dict[str, Any]] = [
    {
        "id": "a",
        "indicator": "screening",
        "kind": "pct",
        "type": "level",
        "cmp": ">=",
        "value": 70.0,
        "base_year": 2020,
    },
    {"id": "b", "indicator": "mortality", "kind": "rate", "type": "trend", "direction": "down", "base_year": 2020},
    {"id": "c", "indicator": "new", "kind": "count", "type": "trend", "direction": "up", "base_year": 2020},
    {"id": "d", "indicator": "absent", "kind": "pct", "type": "trend", "direction": "up", "region": "r"},
    {"id": "e", "indicator": "screening", "kind": "pct", "type": "trend", "direction": "up"},
    {"id": "f", "indicator": "vague", "kind": "pct", "type": "trend", "region": "r"},
]


def table(rows: list[dict[str, Any]] = TARGETS) -> pl.DataFrame:
    plain = {"deadline": 2030, "decimals": 1, "region": None, "per": None, "cmp": None, "value": None}
    return pl.DataFrame(
        [plain | {"base_year": None, "direction": None} | row for row in rows], infer_schema_length=None
    )


def proposals(upper: pl.DataFrame | None = None) -> dict[str, dict[str, Any]]:
    rows = propose(SEEN, table(), deadline=2030, as_of=2024, upper=upper)
    return {row["indicator"]: row for row in rows.iter_rows(named=True)}


def test_values_beside_base_and_pace() -> None:
    """A good chance asks for less than a small one; base, latest, pace and the present target stand beside."""
    row = proposals()["screening"]
    assert row["likely"] < row["even"] < row["ambitious"]
    assert (row["base_year"], row["base_value"], row["year"], row["latest"], row["present"]) == (
        2020,
        55.0,
        2024,
        61.2,
        70.0,
    )
    assert row["at_pace"] == pytest.approx(61.2 + 6 * row["recent_per_year"])
    falling = proposals()["mortality"]
    assert (falling["cmp"], falling["present"]) == ("<=", None)
    assert falling["likely"] > falling["even"] > falling["ambitious"]


def test_proposed_value_has_its_chance() -> None:
    """Judged as a target the value keeps the chance it was proposed with."""
    row = proposals()["screening"]
    for name, chance in (("likely", 0.8), ("even", 0.5), ("ambitious", 0.3)):
        target = table([TARGETS[0] | {"value": row[name]}])
        assert assess(SEEN, target, as_of=2024).collect()["p"][0] >= chance


def test_one_row_a_series_and_reasons() -> None:
    """Two targets on one indicator are one row; where nothing can be said the note says why."""
    rows = proposals()
    assert len(rows) == 5
    assert rows["new"]["note"] == "不足3个年份，不能测算"
    assert rows["absent"]["note"] == "没有数据，不能测算"
    assert rows["vague"]["note"] == "指标的好坏方向尚未确定，不能测算"
    assert rows["new"]["likely"] is None


@pytest.mark.parametrize(
    ("value", "note"),
    [
        (62.0, "省级目标值达到的可能性较大"),
        (66.0, "省级目标值有望达到"),
        (69.0, "省级目标值需要加把劲"),
        (90.0, "省级目标值按近年趋势难以达到"),
    ],
)
def test_upper_targets_are_placed(value: float, note: str) -> None:
    """The province's target among the values; the city's goes first where both are given."""
    upper = pl.DataFrame({"indicator": ["screening"], "level": ["province"], "value": [value]})
    row = proposals(upper)["screening"]
    assert (row["province"], row["city"], row["note"]) == (value, None, note)
    both = pl.concat([upper, upper.with_columns(level=pl.lit("city"), value=pl.lit(90.0))])
    assert proposals(both)["screening"]["note"] == "市级目标值按近年趋势难以达到"


def test_command_writes_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files in, one workbook out, opened again."""
    SEEN.write_parquet(tmp_path / "o.parquet")
    table().with_columns(name=pl.lit("某指标"), unit=pl.lit("%")).write_parquet(tmp_path / "t.parquet")
    (tmp_path / "upper.csv").write_text("indicator,level,value\nscreening,province,72\n", "utf-8")
    arguments = [
        "suggest-targets",
        "--observations",
        str(tmp_path / "o.parquet"),
        "--targets",
        str(tmp_path / "t.parquet"),
    ]
    arguments += ["--upper", str(tmp_path / "upper.csv"), "--deadline", "2030", "-o", str(tmp_path / "out.xlsx")]
    assert main(arguments) == 0
    assert "共5项，其中2项有测算值，3项写明了原因" in capsys.readouterr().err
    sheet = load_workbook(tmp_path / "out.xlsx")["目标值测算"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][0] == "指标"
    heads = {name: place for place, name in enumerate(rows[0])}
    screening = next(row for row in rows[1:] if row[heads["现行目标值"]] == 70)
    assert screening[heads["省级目标值"]] == 72
    assert screening[heads["要求"]] == "不低于"
    assert screening[heads["较有把握"]] == proposals()["screening"]["likely"]


def test_command_reads_a_place_folder(tmp_path: Path) -> None:
    """The example place, for a plan that does not exist yet."""
    folder = Path(__file__).resolve().parents[2] / "examples" / "yunxi"
    output = tmp_path / "out.xlsx"
    assert main(["suggest-targets", "--plan", str(folder), "--deadline", "2035", "-o", str(output)]) == 0
    sheet = load_workbook(output)["目标值测算"]
    assert sheet.max_row > 20
    assert "2035年目标值测算表" in str(sheet["A1"].value)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ([], "请用--plan"),
        (["--observations", "none.parquet", "--targets", "none.parquet"], "找不到目标表"),
        (["--plan", "DIR", "--upper", "UPPER"], "level有无法识别的内容"),
        (["--plan", "DIR", "--deadline", "2020"], "不晚于数据年"),
    ],
)
def test_wrong_use_is_named(extra: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A whole sentence and exit code 2."""
    (tmp_path / "upper.csv").write_text("indicator,level,value\nx,county,1\n", "utf-8")
    folder = Path(__file__).resolve().parents[2] / "examples" / "yunxi"
    given = [{"DIR": str(folder), "UPPER": str(tmp_path / "upper.csv")}.get(word, word) for word in extra]
    assert main(["suggest-targets", "--deadline", "2035", *given, "-o", str(tmp_path / "o.xlsx")]) == 2
    assert words in capsys.readouterr().err
