"""Against Open SDG's progress measure on the same series.

Its package (sdg-build) is not in the public Python index, so its published method is written again here, one series
at a time on a small pandas frame as that package works; nothing of its code is used. Its classes must equal our own
vectorised reckoning of the same method.
"""

import time

import pandas as pd
import polars as pl
from tests.bench import assess_data
from tests.bench.lines import Line

from fuertong.assess import assess
from fuertong.assess.methods import compare_frame

AS_OF, REGIONS, TARGETS = 2025, 60, 100
_WORDS = ((0.95, "on_track"), (0.6, "acceleration"), (0.0, "limited"))


def run() -> list[Line]:
    """Seconds for the same series: their method one by one, ours (with all its rules) in one table."""
    wanted = assess_data.targets(TARGETS).filter((pl.col("type") == "level") & pl.col("cmp").is_in([">=", "<="]))
    seen = assess_data.observations(REGIONS, wanted)
    rows = {row["indicator"]: row for row in wanted.iter_rows(named=True)}
    frame = seen.select("region", "indicator", Year="year", Value="value").to_pandas()
    start = time.perf_counter()
    theirs = {key: _progress(data, rows[key[1]]) for key, data in frame.groupby(["region", "indicator"])}
    one_by_one = time.perf_counter() - start
    start = time.perf_counter()
    assess(seen, wanted, as_of=AS_OF).collect()
    ours = time.perf_counter() - start
    start = time.perf_counter()
    compared = compare_frame(seen, wanted, as_of=AS_OF, methods=("open_sdg",))
    table = time.perf_counter() - start
    _check(compared.join(wanted.select("id", "indicator"), on="id"), theirs)
    series = len(theirs)
    note = f"{series} series: {one_by_one:.1f} s against {ours:.2f} s"
    return [
        Line(name="Open SDG one by one / assess", ratio=one_by_one / ours, limit=10, at_least=True, note=note),
        Line(
            name="Open SDG one by one / the same method as a table",
            ratio=one_by_one / table,
            limit=5,
            at_least=True,
            note=f"{table:.2f} s, our signal beside it included; classes equal",
        ),
    ]


def _progress(data: pd.DataFrame, target: dict[str, object]) -> str | None:
    """The published method for a target with a number: growth so far over the growth needed."""
    base_year, goal, deadline = int(str(target["base_year"])), float(str(target["value"])), int(str(target["deadline"]))
    direction = 1 if target["cmp"] == ">=" else -1
    years = data[data["Value"].notna()]["Year"]
    latest = int(years.max())
    if base_year not in years.to_numpy():
        base_year = int(years[years > base_year].min())
    now = float(data["Value"][data["Year"] == latest].item())
    start = float(data["Value"][data["Year"] == base_year].item())
    if (direction > 0 and now >= goal) or (direction < 0 and now <= goal):
        return "achieved"
    start = start or 0.001
    actual = (now / start) ** (1 / (latest - base_year)) - 1
    needed = (goal / start) ** (1 / (deadline - base_year)) - 1
    if needed == 0:
        return None
    ratio = direction * actual / abs(needed)
    return next((word for least, word in _WORDS if ratio >= least), "deterioration")


def _check(compared: pl.DataFrame, theirs: dict[tuple[str, str], str | None]) -> None:
    for region, indicator, code in compared.select("region", "indicator", "code").iter_rows():
        if theirs[region, indicator] != code:
            raise AssertionError(f"{region} {indicator}: {theirs[region, indicator]} and {code}")
