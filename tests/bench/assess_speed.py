"""Judging the whole country: time against a bare group-by and against pandas, memory against the data's size."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
from tests.bench import assess_data
from tests.bench.assess_reference import judge_series
from tests.bench.lines import Line

from fuertong.assess import assess

AS_OF = 2025
REGIONS, TARGETS, SAMPLE = 3000, 300, 5000
_CHILD = "from tests.bench.assess_speed import child; import sys; child(*sys.argv[1:])"


def run() -> list[Line]:
    """7.2 million rows; each side of a ratio measured in the same process, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        observations, targets, size = assess_data.write(Path(folder), regions=REGIONS, number=TARGETS)
        timed = _in_child("time", observations, targets)
        memory = _in_child("memory", observations, targets)
        reference = _reference_seconds(observations, targets)
    series = REGIONS * TARGETS
    by_pandas = reference / SAMPLE * series / timed["assess"]
    return [
        Line(
            name="assess / group_by sum",
            ratio=timed["assess"] / timed["group_by"],
            limit=8,
            note=f"{series} series: {timed['assess']:.1f} s against {timed['group_by']:.1f} s",
        ),
        Line(
            name="reference rules in pandas / assess",
            ratio=by_pandas,
            limit=200,
            at_least=True,
            note=f"{SAMPLE} series in {reference:.1f} s, scaled",
        ),
        Line(
            name="peak memory / Arrow size",
            ratio=memory["peak"] / size,
            limit=5,
            note=f"{memory['peak'] / 1e6:.0f} MB against {size / 1e6:.0f} MB",
        ),
    ]


def child(what: str, observations: str, targets: str) -> None:
    """Measure in a process of its own; one JSON line out."""
    wanted = pl.read_parquet(targets)
    judged = lambda: assess(pl.scan_parquet(observations), wanted, as_of=AS_OF).collect()  # noqa: E731
    if what == "memory":
        idle = _memory("VmRSS")
        judged()
        print(json.dumps({"peak": _memory("VmHWM") - idle}))
        return
    grouped = lambda: pl.scan_parquet(observations).group_by("region", "indicator").agg(pl.col("value").sum()).collect()  # noqa: E731
    grouped()
    pairs = [(_seconds(grouped), _seconds(judged)) for _ in range(3)]
    print(json.dumps({"group_by": min(one for one, _ in pairs), "assess": min(two for _, two in pairs)}))


def _in_child(what: str, observations: Path, targets: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _CHILD, what, str(observations), str(targets)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory(field: str) -> int:
    """A line of /proc/self/status in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(field)


def _reference_seconds(observations: Path, targets: Path) -> float:
    """The plain rules on some series of percentages by pandas groupby-apply; their classes must agree with ours."""
    wanted = pl.read_parquet(targets).filter(
        (pl.col("kind") == "pct") & (pl.col("cmp").is_null() | pl.col("cmp").is_in([">=", "<="]))
    )
    seen = pl.read_parquet(observations).join(wanted.select("indicator"), on="indicator", how="semi")
    chosen = seen.select("region").unique().sort("region").head(SAMPLE // wanted.height + 1)
    seen = seen.join(chosen, on="region", how="semi")
    rows: dict[str, dict[str, Any]] = {row["indicator"]: row for row in wanted.iter_rows(named=True)}
    frame = seen.select("region", "indicator", "year", "value").to_pandas()
    keys = frame[["region", "indicator"]].drop_duplicates().sort_values(["region", "indicator"]).head(SAMPLE)
    frame = frame.merge(keys, on=["region", "indicator"])
    start = time.perf_counter()
    judged = frame.groupby(["region", "indicator"])[["year", "value"]].apply(
        lambda points: pd.Series(judge_series(points, rows[points.name[1]], AS_OF))
    )
    seconds = time.perf_counter() - start
    ours = assess(pl.from_pandas(frame), wanted, as_of=AS_OF).collect().select("region", "indicator", "cls")
    theirs = pl.from_pandas(judged["cls"].reset_index())
    both = ours.join(theirs, on=["region", "indicator"], suffix="_plain")
    agreeing = both.filter(pl.col("cls") == pl.col("cls_plain")).height / both.height
    if agreeing < 0.999:
        raise AssertionError(f"the plain rules agree with the kernel on {agreeing:.1%} of the series only")
    return seconds * SAMPLE / len(keys)
