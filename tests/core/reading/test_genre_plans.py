"""Invented plans in the styles of the genre: outline and units are read whole, written straight or damaged."""

from pathlib import Path

import pytest
from tests.core.reading import genre

from fuertong import reading

PLANS = sorted(path for folder in genre.FOLDERS for path in folder.glob("*.txt"))


def test_there_are_plans() -> None:
    """The folder is not empty and every plan has three domains or two plans."""
    assert len(PLANS) >= 12
    assert all(len(genre.labels(path)) >= 3 for path in PLANS)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_outline_and_units(path: Path) -> None:
    """Domains, goals, strategies, lead, supporting and collective units: all of them, nothing else."""
    _, errors = genre.figures(reading.read(genre.document(path), name=path.name), genre.labels(path))
    assert errors == []
