"""What is known about each series before it gets a class (研判依据): one array a fact."""

from dataclasses import dataclass, fields

import numpy as np

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import Bools, Floats, Ints, bools, columns
from fuertong.assess.bounds import Bounds
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import SLOW
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows
from fuertong.assess.slowing import Slowing
from fuertong.assess.small_counts import Counts, judge_counts
from fuertong.assess.small_shares import Shares, judge_shares
from fuertong.assess.volatility import Scatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Where a target stands, each row in exactly one: no basis, final, due, stale, or open (before the deadline)."""

    baseless: Bools
    final: Bools
    due: Bools
    stale: Bools
    open: Bools

    @property
    def with_data(self) -> Bools:
        """Rows for which the flags that data alone give are due."""
        return self.final | self.due | self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """Facts of small counts and small percentages, NaN and False elsewhere."""

    counts: Bools
    shares: Bools
    p_year: Floats
    p_risk: Floats
    forecast: Floats
    lo: Floats
    hi: Floats
    pooled: Floats
    pooled_lo: Floats
    pooled_hi: Floats
    pooled_events: Floats
    pooled_years: Floats
    agrees: Bools
    few: Bools
    beyond_chance: Bools
    jumps: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All facts of a batch."""

    rows: Rows
    points: Points
    aim: Aim
    bounds: Bounds
    stages: Stages
    met: Bools
    p: Floats
    p_prior: Floats
    small: Small
    scatter: Scatter
    suspect: Bools
    slow: Slowing | None

    @property
    def is_slow(self) -> Bools:
        """上升趋势减缓 rows."""
        return bools(self.rows.type == SLOW)


def stages(rows: Rows, points: Points, aim: Aim, slow: Slowing | None, parameters: Parameters) -> Stages:
    """Sort the rows into stages, in the order of section 6.4."""
    baseless = (points.n == 0) | aim.without_direction | aim.direction_open | aim.no_base
    if slow is not None:
        baseless |= (rows.type == SLOW) & ~slow.enough
    final = ~baseless & (points.latest_year == rows.deadline)
    due = ~baseless & ~final & (rows.as_of >= rows.deadline)
    stale = ~baseless & ~final & ~due & is_stale(rows, points, parameters)
    return Stages(baseless=baseless, final=final, due=due, stale=stale, open=~(baseless | final | due | stale))


def is_stale(rows: Rows, points: Points, parameters: Parameters) -> Bools:
    """Data so old that nothing can be said."""
    age = rows.limit - points.latest_year
    return (points.n > 0) & (age >= np.maximum(parameters.points.stale_age, rows.freq + 1))


def small_numbers(
    rows: Rows, points: Points, aim: Aim, few_counts: Bools, few_people: Bools, parameters: Parameters
) -> Small:
    """Judge small counts and small percentages apart and spread the facts over the batch."""
    size = rows.kind.size
    facts = {field.name: np.full(size, np.nan) for field in fields(Small)}
    flags = {name: np.zeros(size, dtype=np.bool_) for name in ("agrees", "few", "beyond_chance", "jumps")}
    facts.update(flags)
    if few_counts.any():
        index = np.flatnonzero(few_counts)
        part = columns(aim, index)
        _spread(
            facts,
            index,
            _count_facts(judge_counts(rows.take(index), columns(points, index), part, parameters), part, parameters),
        )
    if few_people.any():
        index = np.flatnonzero(few_people)
        part = columns(aim, index)
        _spread(facts, index, _share_facts(judge_shares(columns(points, index), part, parameters)))
    return Small(**{**facts, "counts": few_counts, "shares": few_people})


def _count_facts(counts: Counts, aim: Aim, parameters: Parameters) -> dict[str, Floats | Bools]:
    return {
        "p_year": counts.p_year,
        "p_risk": counts.p_risk,
        "forecast": counts.forecast,
        "lo": counts.lo,
        "hi": counts.hi,
        "pooled": counts.pooled,
        "pooled_lo": counts.pooled_lo,
        "pooled_hi": counts.pooled_hi,
        "pooled_events": counts.pooled_events,
        "pooled_years": counts.pooled_years,
        "agrees": aim.within_edges(counts.pooled) | (counts.p_risk >= parameters.small.risk_met),
        "few": counts.events <= parameters.small.few_events,
        "beyond_chance": counts.chance_found,
        "jumps": counts.jumps,
    }


def _share_facts(shares: Shares) -> dict[str, Floats | Bools]:
    return {
        "pooled": shares.pooled,
        "pooled_lo": shares.pooled_lo,
        "pooled_hi": shares.pooled_hi,
        "pooled_events": shares.pooled_events,
        "pooled_years": shares.pooled_years,
        "agrees": shares.meets,
        "few": shares.few_wrong,
    }


def _spread(facts: dict[str, Floats], index: Ints, found: dict[str, Floats | Bools]) -> None:
    for name, values in found.items():
        facts[name][index] = values
