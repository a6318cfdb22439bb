"""Damaged and hostile files, each in a process with 2 GB: a reading or one sentence, within 20 seconds of CPU."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.reading import hostile

PROGRAM = Path(hostile.__file__)
PARTS = 4
SEEDS = int(os.environ.get("FUERTONG_SEEDS", "40"))
"""Damaged files a form; the long runs (`make soak`) read three hundred."""


def _told(names: list[str]) -> None:
    """Every case came to an end with a sentence, in time: the program says so case by case."""
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(PROGRAM), *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr[-1500:])
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == names


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_hostile_case(part: int) -> None:
    _told(list(hostile.CASES)[part::PARTS])


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt"])
def test_a_good_file_damaged(form: str) -> None:
    """Cut, turned, doubled, emptied, mixed with another form."""
    _told([f"{form}/{seed}" for seed in range(SEEDS)])
