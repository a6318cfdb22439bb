"""A country of counties for the benchmark: 3,000 regions, 300 targets, 8 years, shuffled, string codes."""

from pathlib import Path

import numpy as np
import polars as pl

FIRST_YEAR, YEARS = 2018, 8
# The mix of targets a careful reader found in three real plans (per hundred), 2 % of all series small counts.
MIX = (
    ("trend", None, 56),
    ("level", ">=", 26),
    ("level", "<=", 6),
    ("level", "=", 5),
    ("level", "~", 2),
    ("keep", None, 3),
)


def targets(number: int) -> pl.DataFrame:
    """`number` targets in that mix, the first 2 % on rates of few events."""
    kinds = [(kind, cmp) for kind, cmp, share in MIX for _ in range(share)] + [("change", None)] * 2
    rows = []
    for place in range(number):
        kind, cmp = kinds[place * len(kinds) // number]
        small = place % 50 == 0
        rows.append(
            {
                "id": f"target-{place:03d}",
                "indicator": f"IND{place:03d}",
                "kind": "rate" if small else "pct",
                "per": 100_000 if small else None,
                "decimals": 2 if small else 1,
                "type": "level" if small else kind,
                "cmp": "<=" if small else cmp,
                "value": 12.0 if small else {"level": 75.0, "change": 10.0}.get(kind),
                "base_year": 2020,
                "deadline": 2030,
                "direction": "down" if small else "up",
                "polarity": "down" if small else "up",
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def observations(regions: int, wanted: pl.DataFrame, *, seed: int = 1) -> pl.DataFrame:
    """Values of every region, indicator and year in random order."""
    rng = np.random.default_rng(seed)
    series = regions * wanted.height
    rows = series * YEARS
    level, slope = rng.uniform(40, 90, series).repeat(YEARS), rng.normal(0.8, 0.6, series).repeat(YEARS)
    year = np.tile(np.arange(YEARS), series)
    value = np.round(np.clip(level + slope * year + rng.normal(0, 1, rows), 0, 100), 1)
    indicator = np.tile(np.arange(wanted.height).repeat(YEARS), regions)
    region = np.arange(regions).repeat(wanted.height * YEARS)
    small = (wanted["kind"] == "rate").to_numpy()[indicator]
    births = rng.integers(500, 5000, rows).astype(float)
    deaths = rng.poisson(0.3, rows).astype(float)
    value = np.where(small, np.round(deaths / births * 1e5, 2), value)
    order = rng.permutation(rows)
    codes = pl.Series([f"{110000 + place}" for place in range(regions)])
    return pl.DataFrame(
        {
            "region": codes.gather(region[order]),
            "indicator": wanted["indicator"].gather(indicator[order]),
            "year": (FIRST_YEAR + year[order]).astype(np.int32),
            "value": value[order],
            "numerator": pl.Series(np.where(small, deaths, np.nan)[order]).fill_nan(None),
            "denominator": pl.Series(np.where(small, births, np.nan)[order]).fill_nan(None),
        }
    )


def write(folder: Path, *, regions: int, number: int) -> tuple[Path, Path, int]:
    """Both tables as Parquet files, and the size of the observations in Arrow."""
    wanted = targets(number)
    seen = observations(regions, wanted)
    paths = folder / "observations.parquet", folder / "targets.parquet"
    seen.write_parquet(paths[0])
    wanted.write_parquet(paths[1])
    return *paths, int(seen.to_arrow().nbytes)
