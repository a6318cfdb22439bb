"""Damaged and hostile files, each in a process with 2 GB: a reading or one sentence, within 20 seconds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.reading import hostile

PROGRAM = Path(hostile.__file__)
QUICK = (
    "one line of 10 MB",
    "one line of a million with marks",
    "a million lines",
    "a number of 5,000 digits",
    "100,000 nested brackets",
    "units without end",
    "和 without end",
    "blanks",
    "deep page",
    "entity bomb",
    "numbers that are none",
    "pdf of brackets",
)


def _read(names: list[str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(PROGRAM), *names]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=environment)


def _told(done: subprocess.CompletedProcess[str], names: list[str]) -> None:
    """Every case came to an end with a sentence, in time: the program says so case by case."""
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr[-1500:])
    assert len(done.stdout.splitlines()) == len(names)


def test_the_worst_texts_and_files() -> None:
    """A dozen of the worst."""
    _told(_read(list(QUICK)), list(QUICK))


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt"])
def test_a_good_file_damaged(form: str) -> None:
    """Cut, turned, doubled, emptied, mixed with another form: a dozen seeds."""
    names = [f"{form}/{seed}" for seed in range(12)]
    _told(_read(names), names)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in hostile.CASES if name not in QUICK])
def test_every_hostile_case(name: str) -> None:
    """All of them, each in a process of its own."""
    _told(_read([name]), [name])


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt"])
def test_many_damaged_files(form: str) -> None:
    """Three hundred seeds a form."""
    names = [f"{form}/{seed}" for seed in range(1000, 1300)]
    _told(_read(names), names)
