"""Judging grows with the number of series: from a hundred thousand to ten million, or until memory ends."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
from tests.bench import assess_data
from tests.bench.lines import Line

from fuertong.assess import assess

AS_OF, TARGETS = 2025, 100
SIZES = (100_000, 1_000_000, 3_000_000, 10_000_000)
_BYTES = 1_600  # per series of eight points while judging, measured; a size that cannot fit is not begun
_CHILD = "from tests.bench.assess_growth import child; import sys; child(*sys.argv[1:])"


def run() -> list[Line]:
    """Time a series against the smallest size, each size in a process of its own; where memory ends is a line too."""
    lines: list[Line] = []
    base = 0.0
    for size in SIZES:
        free = _available()
        if size * _BYTES > free:
            note = f"not begun: needs about {size * _BYTES / 1e9:.0f} GB, {free / 1e9:.0f} GB are free"
            lines.append(Line(name=f"{size / 1e6:g} million series", ratio=float("nan"), limit=1.5, note=note))
            break
        found = _measure(size)
        if found is None:
            lines.append(
                Line(name=f"{size / 1e6:g} million series", ratio=float("inf"), limit=1.5, note="memory ended")
            )
            break
        each = found["seconds"] / size
        base = base or each
        note = f"{found['seconds']:.1f} s, {each * 1e6:.2f} µs a series, peak {found['peak'] / 1e9:.1f} GB"
        lines.append(
            Line(name=f"{size / 1e6:g} million series, time a series", ratio=each / base, limit=1.5, note=note)
        )
    return lines


def child(what: str, folder: str, size: str) -> None:
    """Write the data, or judge them, in a process of its own; one JSON line out."""
    wanted = assess_data.targets(TARGETS)
    path = Path(folder) / "observations.parquet"
    if what == "write":
        assess_data.observations(int(size) // TARGETS, wanted).write_parquet(path)
        print("{}")
        return
    start = time.perf_counter()
    judged = assess(pl.scan_parquet(path), wanted, as_of=AS_OF).collect()
    seconds = time.perf_counter() - start
    if judged.height != int(size) // TARGETS * TARGETS:
        raise AssertionError(f"{judged.height} results for {size} series")
    print(json.dumps({"seconds": seconds, "peak": _peak()}))


def _measure(size: int) -> dict[str, float] | None:
    """Seconds and peak memory of judging, None where memory ended."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for what in ("write", "judge"):
            command = [sys.executable, "-c", _CHILD, what, folder, str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode < 0 or "MemoryError" in done.stderr:
                return None
            if done.returncode:
                raise RuntimeError(done.stderr[-2000:])
            found = json.loads(done.stdout)
    return found


def _peak() -> int:
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise LookupError("VmHWM")


def _available() -> int:
    if not Path("/proc/meminfo").exists():
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for line in Path("/proc/meminfo").read_text("utf-8").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    raise LookupError("MemAvailable")
