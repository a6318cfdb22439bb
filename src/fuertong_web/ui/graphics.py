"""Small server-made drawings (走势小图、认定构成条): numbers in, SVG coordinates out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .tones import Tone, tones

WIDTH, HEIGHT = 96.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A sparkline: runs of joined points ("x,y x,y"), the last point, the target's height."""

    runs: Sequence[str]
    last_x: str
    last_y: str
    target_y: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One piece of a verdict bar, in percent of its width."""

    code: str
    tone: Tone
    count: int
    start: str
    width: str


def spark(values: Sequence[float | None], *, target: float | None = None) -> Spark | None:
    """The sparkline of yearly values, a gap where a year is missing; None without any value."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return None
    goal = None if target is None else float(target)
    low, high = min([*known, *([] if goal is None else [goal])]), max([*known, *([] if goal is None else [goal])])
    step = (WIDTH - 4) / max(len(values) - 1, 1)

    def height(value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{HEIGHT - 3 - share * (HEIGHT - 6):.1f}"

    points = [None if v is None else (f"{2 + i * step:.1f}", height(float(v))) for i, v in enumerate(values)]
    last = next(point for point in reversed(points) if point)
    return Spark(
        runs=[" ".join(f"{x},{y}" for x, y in run) for run in _runs(points)],
        last_x=last[0],
        last_y=last[1],
        target_y="" if goal is None else height(goal),
        label=f"近年走势，{len(known)}个年度有数，最近为{known[-1]:g}",
    )


def shares(counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> list[Share]:
    """The pieces of a verdict bar in the given order; verdicts counted zero are left out."""
    rows = [(str(code), n) for code, n in (counts.items() if isinstance(counts, Mapping) else counts) if n]
    total = sum(n for _, n in rows)
    known = tones("verdict")
    pieces, at = [], 0.0
    for code, n in rows:
        width = 100 * n / total
        tone = known.get(code) or Tone(code, "", "plain", "plain")
        pieces.append(Share(code=code, tone=tone, count=n, start=f"{at:.3f}", width=f"{width:.3f}"))
        at += width
    return pieces


def _runs(points: Iterable[tuple[str, str] | None]) -> list[list[tuple[str, str]]]:
    runs: list[list[tuple[str, str]]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]
