"""The numeric grammar on invented goal items in the genre, labelled before the grammar was mended."""

import random

import pytest
from tests.core.reading import genre_score as genre


@pytest.mark.parametrize("half", genre.HALVES)
def test_numeric_targets_of_the_genre(half: str) -> None:
    """Every part keeps what it has reached; the figures of the first reading stand in the reference."""
    result = genre.score_values(genre.corpus(half))
    assert result.tallies["numeric"].f1 >= 0.98, result.errors
    assert result.tallies["milestone"].f1 >= 0.95, result.errors


def test_few_of_the_genre_are_asked() -> None:
    """At most a fifth of what was read is shown to a person."""
    result = genre.score_values([item for half in genre.HALVES for item in genre.corpus(half)])
    assert result.asked <= 0.2 * result.read


def test_where_damage_misleads_the_reader_a_person_is_asked() -> None:
    """A character lost in each item: of what is then read wrongly three in four and more are asked."""
    items = [item for half in genre.HALVES for item in genre.corpus(half)]
    result = genre.score_values(genre.damaged(items, random.Random(7)))
    assert result.wrong_asked >= 0.75 * result.wrong
