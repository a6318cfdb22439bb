"""The same kernel on Spark: bit for bit the answer of Polars."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fuertong.assess import assess
from fuertong.cli import main

pytestmark = [pytest.mark.spark, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def java() -> Iterator[None]:
    """Java and pyspark, or skipped by name; their absence fails under CI."""
    try:
        import pyspark
    except ImportError:
        pyspark = None
    if shutil.which("java") is None or pyspark is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Java or pyspark is missing, and CI needs them")
        pytest.skip("needs Java and the extra [spark]")
    yield
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Observations of 40 regions with gaps, small counts and a break; targets of every type."""
    rng = np.random.default_rng(7)
    rows: list[dict[str, Any]] = []
    for region in range(40):
        for indicator in ("cover", "girls", "boys", "deaths"):
            level = rng.uniform(40, 90)
            for year in range(2015, 2026):
                if rng.random() < 0.1:
                    continue
                births = int(rng.integers(500, 4000))
                deaths = int(rng.poisson(0.4))
                value = round(float(np.clip(level + (year - 2015) * 0.6 + rng.normal(0, 1.5), 0, 100)), 1)
                small = indicator == "deaths"
                rows.append(
                    {
                        "region": f"{region:03d}",
                        "indicator": indicator,
                        "year": year,
                        "value": round(deaths / births * 1e5, 2) if small else value,
                        "numerator": float(deaths) if small else None,
                        "denominator": float(births) if small else None,
                        "break": indicator == "cover" and year == 2019 and region % 5 == 0,
                    }
                )
    observations = pl.DataFrame(rows, schema_overrides={"year": pl.Int32}, infer_schema_length=None)
    base = {"indicator": "cover", "kind": "pct", "base_year": 2020, "deadline": 2030, "direction": "up"}
    targets = [
        base | {"id": "a", "type": "level", "cmp": ">=", "value": 75.0},
        base | {"id": "b", "type": "trend"},
        base | {"id": "c", "type": "keep"},
        base | {"id": "d", "type": "slow"},
        base | {"id": "e", "type": "level", "cmp": ">=", "value": 60.0, "region": "absent"},
        base | {"id": "f", "type": "level", "cmp": ">=", "value": 60.0, "region": "p", "each": True},
        base | {"id": "g", "indicator": "girls", "type": "compare", "other": "boys"},
        base | {"id": "h", "indicator": "girls", "type": "compare", "other": "boys", "shrink": True},
        base | {"id": "i", "indicator": "boys", "type": "compare", "other": "girls", "mode": "ratio", "region": "003"},
        base
        | {
            "id": "j",
            "indicator": "deaths",
            "kind": "rate",
            "per": 100000,
            "type": "level",
            "cmp": "<=",
            "value": 12.0,
        },
    ]
    regions = pl.DataFrame({"region": [f"{region:03d}" for region in range(0, 40, 4)], "parent": ["p"] * 10})
    paths = {name: tmp_path / f"{name}.parquet" for name in ("observations", "targets", "regions", "polars", "spark")}
    observations.sample(fraction=1, shuffle=True, seed=1).write_parquet(paths["observations"])
    pl.DataFrame(targets, infer_schema_length=None).write_parquet(paths["targets"])
    regions.write_parquet(paths["regions"])
    return paths


def test_spark_equals_polars_bit_for_bit(files: dict[str, Path]) -> None:
    """By command, with two local workers and every type of target."""
    arguments = ["assess", "--observations", str(files["observations"]), "--targets", str(files["targets"])]
    arguments += ["--regions", str(files["regions"])]
    assert main([*arguments, "-o", str(files["polars"])]) == 0
    assert main([*arguments, "--engine", "spark", "--master", "local[2]", "-o", str(files["spark"])]) == 0
    one, two = pl.read_parquet(files["polars"]), pl.read_parquet(files["spark"])
    assert one.height == 40 * 7 + 3
    assert one.equals(two)
    plain = pl.read_parquet(files["targets"]).filter(pl.col("id") == "a")
    alone = assess(pl.read_parquet(files["observations"]), plain, as_of=2025).collect()
    assert alone.equals(two.filter(pl.col("id") == "a"))
