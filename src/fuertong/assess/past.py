"""Judging as it would have been then (当时的研判): past data years through the same kernel, from what was known."""

from collections.abc import Iterable, Sequence

import polars as pl

from fuertong.assess.frames import Frame, assess
from fuertong.assess.parameters import DEFAULTS, Parameters

KNOWN = "known"
DELAY = 1


def judged_then(
    observations: Frame,
    targets: Frame,
    *,
    years: Iterable[int],
    parameters: Parameters = DEFAULTS,
    regions: Frame | None = None,
    delay: int = DELAY,
) -> dict[int, pl.DataFrame]:
    """The results of each data year, later points not looked at.

    With a column `known` (the calendar year in which a value was accepted) only values known `delay` years after the
    data year are used, since the data of a year are judged in the year after; without it values stand as today.
    """
    seen = observations.lazy().collect()
    return {
        year: assess(
            known_by(seen, year + delay), targets, as_of=year, parameters=parameters, regions=regions
        ).collect()
        for year in sorted(set(years))
    }


def known_by(observations: pl.DataFrame, year: int) -> pl.DataFrame:
    """The observations known at the end of a calendar year; a value without a year of knowledge was always known."""
    if KNOWN not in observations.columns:
        return observations
    return observations.filter(pl.col(KNOWN).is_null() | (pl.col(KNOWN) <= year))


def with_year_before(years: Sequence[int]) -> list[int]:
    """The years and the one before each, which rules on a second red year need."""
    return sorted({*years, *(year - 1 for year in years)})
