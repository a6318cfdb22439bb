"""Killed in the middle (断电): a series import and a plan's confirmation leave the old state or the new, never half."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("FUERTONG_DATABASE" in os.environ, reason="looks into the SQLite file"),
]

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("FUERTONG_KILLS", "10"))


def _start(act: str, var: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.killed_child", act],
        cwd=ROOT,
        env={**os.environ, "FUERTONG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "fuertong_web.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def _until_begin(process: subprocess.Popen[str]) -> float:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "begin"
    return time.monotonic()


def _state(var: Path) -> dict[str, int]:
    """How many rows every table holds, and that the file is whole."""
    with closing(sqlite3.connect(var / "fuertong.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data base to copy."""
    var = tmp_path_factory.mktemp("prepared")
    process = _start("prepare", var)
    assert process.communicate(timeout=300)[0].strip() == "end"
    with closing(sqlite3.connect(var / "fuertong.sqlite3")) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return var


@pytest.mark.parametrize("act", ["import", "confirm"])
def test_a_kill_leaves_the_old_state_or_the_new(act: str, prepared: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    old = _state(whole)
    process = _start(act, whole)
    begun = _until_begin(process)
    assert process.communicate(timeout=300)[0].strip() == "end"
    lasted = time.monotonic() - begun
    new = _state(whole)
    assert new != old
    chance = random.Random(act)
    ends = []
    for number in range(KILLS):
        var = tmp_path / f"killed-{number}"
        shutil.copytree(prepared, var)
        process = _start(act, var)
        _until_begin(process)
        time.sleep(chance.uniform(0, lasted))
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        ends.append(_state(var))
        shutil.rmtree(var)
    assert [state for state in ends if state not in (old, new)] == []
    assert old in ends
