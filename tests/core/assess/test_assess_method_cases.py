"""The method's reference cases: one by one, as one table, and by command."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from fuertong.assess import assess, assess_case
from fuertong.assess.cases import case_tables
from fuertong.cli import main
from fuertong.cli.assess_cases import agrees


@pytest.fixture(scope="module")
def entries(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "method_cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.mark.shared
def test_every_case_agrees(entries: list[dict[str, Any]]) -> None:
    """Each expected key within its tolerance."""
    wrong = {}
    for entry in entries:
        answer = assess_case(entry["case"])
        for key, wanted in entry["expect"].items():
            if not agrees(answer.get(key), wanted, entry["tolerance"].get(key, 1e-6)):
                wrong[entry["case"]["id"], key] = (answer.get(key), wanted)
    assert wrong == {}


@pytest.mark.shared
def test_table_equals_cases(entries: list[dict[str, Any]]) -> None:
    """All cases of one data year judged as one shuffled table give the bits of each case judged alone."""
    by_year: dict[int, list[tuple[pl.DataFrame, pl.DataFrame]]] = {}
    for entry in entries:
        case = entry["case"]
        if case["target"]["type"] not in ("goal", "suggest", "all_units"):
            by_year.setdefault(case["today"], []).append(case_tables(case, region=case["id"]))
    assert len(by_year) > 3
    for year, tables in by_year.items():
        observations = pl.concat([seen for seen, _ in tables]).sample(fraction=1, shuffle=True, seed=3)
        targets = pl.concat([wanted for _, wanted in tables], how="diagonal_relaxed")
        together = assess(observations, targets, as_of=year).collect()
        alone = [assess(seen, wanted, as_of=year).collect() for seen, wanted in tables]
        assert together.equals(pl.concat(alone).sort("id", "region"))


@pytest.mark.shared
def test_command_prints_a_line_a_case(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`assess-cases` exits with 0 and says ok for each."""
    assert main(["assess-cases", str(shared / "method_cases.jsonl")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(line["ok"] for line in lines)
    assert {"id", "got", "ok"} == set(lines[0])


@pytest.mark.shared
def test_command_says_no(tmp_path: Path, capsys: pytest.CaptureFixture[str], entries: list[dict[str, Any]]) -> None:
    """A wrong expectation gives ok false and exit code 1."""
    entry = entries[0] | {"expect": entries[0]["expect"] | {"cls": "未达标"}}
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
    assert main(["assess-cases", str(file)]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize("text", ["{", "[]", '{"expect": {}}', '{"case": {"id": "x", "target": {}}}'])
def test_command_refuses_unreadable_cases(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The line and what is missing, exit code 2."""
    file = tmp_path / "cases.jsonl"
    file.write_text(text, "utf-8")
    assert main(["assess-cases", str(file)]) == 2
    assert "请" in capsys.readouterr().err
    assert main(["assess-cases", str(tmp_path / "absent")]) == 2
