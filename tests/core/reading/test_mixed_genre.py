"""Goal items of invented plans of a province, a city and a county, labelled before the grammar was tried on them."""

import pytest
from tests.core.reading import genre_trend_score as genre

PLANS = ("province 2011-2020", "city 2021-2025", "county 2021-2030")


@pytest.mark.parametrize("plan", PLANS)
def test_targets_of_whole_plans(plan: str) -> None:
    """The figures of the first reading stand in the reference; these must not be lost."""
    result = genre.score([item for item in genre.corpus("genre_mixed.jsonl") if item["plan"] == plan])
    assert result.tally("numeric").f1 >= 0.98, result.errors
    assert result.tally("trend").f1 >= 0.98, result.errors


def test_few_of_them_are_asked() -> None:
    """Less than a quarter: short items with lists and counts are asked more often than a plan of usual length."""
    result = genre.score(genre.corpus("genre_mixed.jsonl"))
    assert result.asked <= 0.25 * result.read
