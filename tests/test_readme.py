"""The commands of the README really run, on the example plan and figures of the repository."""

import re
import subprocess
import sys
from pathlib import Path

import docx
import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "yunxi"
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def _commands(path: Path) -> list[list[str]]:
    """The words of every `fuertong …` line in the README's code blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.split() for line in lines if line.startswith(".venv/bin/fuertong")]


def _run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fuertong", *words], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files the README speaks of."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for name in ("plan.docx", "规划.docx"):
        (tmp_path / name).symlink_to(EXAMPLE / "plan.docx")
    pl.DataFrame(
        {
            "region": ["999601"] * 6,
            "indicator": ["maternal_management"] * 6,
            "breakdown": [""] * 6,
            "year": list(range(2020, 2026)),
            "value": [93.1, 93.9, 94.4, 95.2, 95.8, 96.4],
        },
        schema_overrides={"year": pl.Int32},
    ).write_parquet(tmp_path / "o.parquet")
    pl.DataFrame(
        {
            "id": ["t1"],
            "region": ["999601"],
            "indicator": ["maternal_management"],
            "breakdown": [""],
            "kind": ["pct"],
            "per": [100],
            "decimals": [1],
            "freq": [1],
            "type": ["level"],
            "cmp": [">="],
            "value": [97.0],
            "deadline": [2030],
            "polarity": ["up"],
        },
        schema_overrides={"per": pl.Int32, "decimals": pl.Int32, "freq": pl.Int32, "deadline": pl.Int32},
    ).write_parquet(tmp_path / "t.parquet")
    return tmp_path


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_of_the_readme_run(readme: Path, folder: Path) -> None:
    commands = _commands(readme)
    assert {words[1] for words in commands} == {"read", "check", "assess", "report"}
    for words in commands:
        done = _run(words[1:], folder)
        allowed = (0, 1) if words[1] == "check" else (0,)
        assert done.returncode in allowed, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
    result = pl.read_parquet(folder / "result.parquet")
    assert result["cls"].to_list() == ["预计可达标"]
    reports = [path for path in folder.glob("*.docx") if not path.is_symlink()]
    assert len(docx.Document(str(reports[0])).paragraphs) > 20


def test_the_table_of_a_plan_names_its_goals(folder: Path) -> None:
    done = _run(["read", "plan.docx", "--format", "table"], folder)
    assert "妇女" in done.stdout
    assert "儿童" in done.stdout


def test_wrong_usage_and_unreadable_input_end_with_two_and_a_sentence(folder: Path) -> None:
    (folder / "photo.docx").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    for words in (["read", "photo.docx"], ["read", "missing.docx"], ["nonsense"]):
        done = _run(words, folder)
        assert done.returncode == 2, words
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "demo-reset"])
def test_make_knows_the_targets(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_link_of_the_readme_leads_somewhere(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", readme.read_text(encoding="utf-8"))
    missing = [link for link in links if not link.startswith("http") and not (ROOT / link).exists()]
    assert missing == []
