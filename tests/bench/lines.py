"""A line of the benchmark's report: a ratio measured in one run, and the limit it should keep."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`ratio` against `limit`; `at_least` when more is better. `note` says what was measured."""

    name: str
    ratio: float
    limit: float
    at_least: bool = False
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether the limit is kept."""
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        state = "ok" if self.ok else "too slow"
        return f"{state:8}  {self.name}: {self.ratio:.2f} ({sign} {self.limit:g})  {self.note}"
