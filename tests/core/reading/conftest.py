"""What the reading tests compare: the meaning of a reading, without lines and widths."""

from collections.abc import Callable

import pytest

from fuertong.model.plan import Reading
from fuertong.reading.characters import plain, squeeze


def _bare(text: str) -> str:
    return plain(squeeze(text)).rstrip("。；")


def _meaning(reading: Reading) -> list[object]:
    return [
        (
            plan.audience,
            [
                (
                    domain.title,
                    [
                        (
                            goal.no,
                            _bare(goal.text),
                            goal.lead,
                            goal.support,
                            [
                                (_bare(t.indicator), t.kind, t.comparator, t.value, t.unit, t.direction)
                                for t in goal.targets
                            ],
                        )
                        for goal in domain.goals
                    ],
                    [(strategy.no, _bare(strategy.title)) for strategy in domain.strategies],
                )
                for domain in plan.domains
            ],
        )
        for plan in reading.plans
    ]


@pytest.fixture(scope="session")
def meaning() -> Callable[[Reading], list[object]]:
    """The function that reduces a reading to what it means."""
    return _meaning
