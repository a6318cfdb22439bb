"""Invented plans in the styles of the genre: outline and units are read whole, written straight or damaged."""

from pathlib import Path

import pytest
from tests.core.reading import genre, mutators

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


@pytest.mark.slow
@pytest.mark.parametrize("mutator", list(mutators.MUTATORS))
def test_damage_keeps_the_reading(mutator: str) -> None:
    """One kind of damage costs at most three hundredths of all figures, on average over the plans."""
    totals = []
    for path in PLANS:
        damaged = "\n".join(mutators.MUTATORS[mutator](genre.document(path).split("\n")))
        figures, _ = genre.figures(reading.read(damaged, name=path.name), genre.labels(path))
        totals.append(sum(figures.values()) / len(figures))
    assert sum(totals) / len(totals) >= 0.96


@pytest.mark.slow
@pytest.mark.parametrize(("mutator", "least"), [("one_line", 0.95), ("one_line_without_blanks", 0.95)])
def test_a_plan_on_one_line(mutator: str, least: float) -> None:
    """A whole document without line breaks is read in part; what is reached is not lost."""
    totals = []
    for path in PLANS:
        damaged = "\n".join(getattr(mutators, mutator)(genre.document(path).split("\n")))
        figures, _ = genre.figures(reading.read(damaged, name=path.name), genre.labels(path))
        totals.append(sum(figures.values()) / len(figures))
    assert sum(totals) / len(totals) >= least
