"""The example's documents are read as they were meant."""

from collections import Counter
from pathlib import Path

import pytest
from examples import make

from fuertong import reading
from fuertong.model.plan import Plan
from fuertong.place_folder import load

MEANT = load(make.PLACE).plans


@pytest.mark.parametrize("name", ["plan.txt", "plan.docx"])
def test_structure_and_units_are_read_whole(name: str) -> None:
    """Domains, goals with their units, strategies: as in the confirmed plan.json."""
    read = reading.read((Path(make.PLACE) / name).read_bytes(), name=name).plans
    assert [plan.title for plan in read] == [plan.title for plan in MEANT]
    assert [plan.period for plan in read] == [(2021, 2030), (2021, 2030)]
    for got, meant in zip(read, MEANT, strict=True):
        assert _goals(got) == _goals(meant)
        assert _strategies(got) == _strategies(meant)
        assert [section.title for section in got.sections][-2:] == ["组织实施", "监测评估"]


def test_most_targets_are_read_as_a_person_confirmed_them() -> None:
    """Kind, comparator and value of nine targets in ten; a person confirms the rest."""
    read = reading.read((Path(make.PLACE) / "plan.txt").read_bytes(), name="plan.txt").plans
    got = Counter(target for plan in read for target in _targets(plan))
    meant = Counter(target for plan in MEANT for target in _targets(plan))
    assert (got & meant).total() >= 0.9 * meant.total()
    assert (got - meant).total() <= 0.1 * meant.total()


def _targets(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (domain.title, goal.no, target.kind, target.comparator, target.value)
        for domain in plan.domains
        for goal in domain.goals
        for target in goal.targets
    ]


def _goals(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (domain.title, goal.no, goal.text, goal.lead, goal.support, goal.collective)
        for domain in plan.domains
        for goal in domain.goals
    ]


def _strategies(plan: Plan) -> list[tuple[object, ...]]:
    return [(domain.title, strategy.no, strategy.title) for domain in plan.domains for strategy in domain.strategies]
