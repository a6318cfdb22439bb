"""Backtest before the end of a plan (回测): of the targets warned of in a past year, where they stand by the last one.

Until a target is due there is no outcome to call a hit or a false alarm; whether what was warned of got better since
is the most that can be said, and is said apart.
"""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from fuertong.assess.backtest import Backtest
from fuertong.assess.warning_rules import Colour
from fuertong.model.verdict import Signal

NOW = (Signal.MET, Signal.LIKELY, Signal.HARD, Signal.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The targets warned of in one year and what the newest year says of them: counts in the order of NOW."""

    year: int
    warned: int
    now: list[int]


def warned_then(found: Backtest, colour: Colour) -> list[Since]:
    """One row a past year; targets without an outcome only, warned of with `colour` or a graver one."""
    last = found.cases["year"].max()
    open_cases = found.cases.filter(pl.col("missed").is_null())
    grave = [each.value for each in Colour if each.gravity >= colour.gravity]
    fired = found.fired.filter(pl.col("colour").is_in(grave)).select("id", "region", "year").unique()
    newest = open_cases.filter(pl.col("year") == last).select("id", "region", now="cls")
    warned = fired.join(newest, on=["id", "region"]).filter(pl.col("year") < last)
    rows = []
    for year in sorted(set(warned["year"].to_list())):
        counts = Counter(warned.filter(pl.col("year") == year)["now"].to_list())
        rows.append(Since(year=year, warned=sum(counts.values()), now=[counts[signal.value] for signal in NOW]))
    return rows
