"""Goal items of five invented plans of provinces, cities and counties, labelled before the grammar was tried."""

import pytest
from tests.core.reading import genre_score as genre

CORPORA = genre.MIXED


@pytest.mark.parametrize("name", CORPORA)
def test_targets_of_whole_plans(name: str) -> None:
    """The figures of the first reading stand in the reference; these must not be lost."""
    result = genre.score_moves(genre.corpus(name))
    assert result.tally("numeric").f1 >= 0.98, result.errors
    assert result.tally("trend").f1 >= 0.98, result.errors


@pytest.mark.parametrize("name", CORPORA)
def test_few_of_them_are_asked(name: str) -> None:
    """About a fifth: short items full of lists and counts are asked more often than a plan of usual length."""
    result = genre.score_moves(genre.corpus(name))
    assert result.asked <= 0.22 * result.read
