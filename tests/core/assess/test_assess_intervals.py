"""Intervals against published values and against the distributions they invert."""

import numpy as np
import pytest
from scipy import stats

from fuertong.assess.intervals import (
    count_interval,
    rates_differ_p,
    share_difference,
    share_interval,
    wilson_interval,
)


@pytest.mark.parametrize(("cases", "people"), [(0, 20), (3, 20), (15, 148), (20, 20)])
def test_exact_share(cases: int, people: int) -> None:
    """Clopper-Pearson as scipy's own test of a proportion gives it."""
    expected = stats.binomtest(cases, people).proportion_ci(method="exact")
    low, high = share_interval(cases, people)
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(("cases", "people"), [(0, 20), (3, 20), (15, 148), (20, 20)])
def test_wilson_share(cases: int, people: int) -> None:
    """Wilson's interval likewise."""
    expected = stats.binomtest(cases, people).proportion_ci(method="wilson")
    low, high = wilson_interval(cases, people)
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize("events", [0, 1, 7, 120])
def test_exact_count(events: int) -> None:
    """Garwood: the bounds leave 2.5 % on either side."""
    low, high = count_interval(events)
    assert stats.poisson.cdf(events, float(high)) == pytest.approx(0.025)
    assert events == 0 or stats.poisson.sf(events - 1, float(low)) == pytest.approx(0.025)


def test_newcombe_example() -> None:
    """56/70 against 48/80: the published interval of the difference is .0524 to .3339 (Newcombe 1998, method 10)."""
    low, high = share_difference((56, 48), (70, 80))
    assert (float(low), float(high)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_exact_test_of_two_rates() -> None:
    """Conditional binomial: equal rates are not told apart, 20 against 5 are; unknown parts give NaN."""
    p = rates_differ_p(([5, 20, 3], [5, 5, 3]), ([1000, 1000, 0], [1000, 1000, 10]))
    assert p[0] == pytest.approx(1.0)
    assert p[1] == pytest.approx(stats.binomtest(20, 25, 0.5).pvalue)
    assert np.isnan(p[2])


def test_nothing_known_nothing_said() -> None:
    """No people or more cases than people: no interval."""
    low, high = share_interval([1, 5], [0, 4])
    assert np.isnan(low).all()
    assert np.isnan(high).all()
    assert np.isnan(wilson_interval(1, 0)[0])
    assert np.isnan(count_interval(-1)[0])
