"""Judging rows (判定口径): how each target of a plan is judged, in the columns of decision D9."""

import re
from dataclasses import dataclass
from pathlib import Path

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.indicator import Kind, Polarity
from fuertong.model.plan import Strength

_ID = re.compile(r"(?P<plan>[\w-]+)/d(?P<domain>\d+)/g(?P<goal>\d+)/t(?P<target>\d+)")
TYPES = ("level", "change", "trend", "keep", "slow", "compare", "yearly", "cumulative", "term")
COMPARATORS = (">=", "<=", "=", "~", ">", "<", "range")
COLUMNS = [
    "id",
    "region",
    "indicator",
    "breakdown",
    "kind",
    "per",
    "decimals",
    "freq",
    "type",
    "cmp",
    "value",
    "value2",
    "base_year",
    "deadline",
    "direction",
    "polarity",
    "substitute_base",
    "every_year",
    "other",
    "other_breakdown",
    "mode",
    "shrink",
    "each",
    "parent_slope",
]
DESCRIBING = ("name", "unit", "strength", "lead")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One row of targets.csv: the confirmed rule by which a target is judged.

    `region` None means every region present; an empty `other_breakdown` is the total; `each` that every child region
    of `region` must pass. `name`, `unit` (as printed), `strength` and `lead` (code of the lead unit) describe the
    target and do not enter judging.
    """

    id: str
    indicator: str
    kind: Kind
    type: str
    deadline: int
    region: str | None = None
    breakdown: str = ""
    per: int | None = None
    decimals: int | None = None
    freq: int = 1
    cmp: str | None = None
    value: float | None = None
    value2: float | None = None
    base_year: int | None = None
    direction: str | None = None
    polarity: Polarity | None = None
    substitute_base: bool = True
    every_year: bool = False
    other: str | None = None
    other_breakdown: str | None = None
    mode: str | None = None
    shrink: bool = False
    each: bool = False
    parent_slope: float | None = None
    name: str = ""
    unit: str = ""
    strength: Strength = Strength.BINDING
    lead: str = ""

    @property
    def plan(self) -> str:
        """The code of the plan the target belongs to."""
        return split_id(self.id)[0]

    @property
    def goal(self) -> str:
        """The code of its goal: plan/d3/g2."""
        return self.id.rpartition("/")[0]

    @property
    def domain_no(self) -> int:
        """The number of its domain in the plan."""
        return split_id(self.id)[1]

    @property
    def goal_no(self) -> int:
        """The number of its goal in the domain."""
        return split_id(self.id)[2]

    @property
    def target_no(self) -> int:
        """The number of the target in its goal."""
        return split_id(self.id)[3]

    @property
    def is_quantified(self) -> bool:
        """Whether the target has a number to reach (its own or another indicator's), not a direction only."""
        return self.type not in ("trend", "term", "slow", "keep") or self.value is not None


def split_id(identifier: str) -> tuple[str, int, int, int]:
    """Plan code, domain, goal and target number of a target's id (D1); FuertongError when it is malformed."""
    found = _ID.fullmatch(identifier)
    if not found:
        raise FuertongError(f"指标值编号“{identifier}”写法有误，请写成371500-women-2021-2030/d3/g2/t1的形式。")
    return found["plan"], int(found["domain"]), int(found["goal"]), int(found["target"])


def read_targets(path: Path) -> tuple[TargetRow, ...]:
    """The judging rows of targets.csv or targets.parquet, in their order."""
    rows = read_rows(
        path,
        needed=("id", "indicator", "kind", "type", "deadline"),
        allowed=(*COLUMNS, *DESCRIBING),
    )
    refuse_duplicates(rows, ("id", "region"))
    return tuple(_target(row) for row in rows)


def _target(row: Row) -> TargetRow:
    try:
        split_id(row.needed("id"))
        breakdown = normal_breakdown(row.text("breakdown"))
    except FuertongError as error:
        raise FuertongError(f"《{row.file}》第{row.line}行：{error}") from error
    return TargetRow(
        id=row.needed("id"),
        indicator=row.needed("indicator"),
        kind=row.choice("kind", Kind),
        type=_one_of(row, "type", TYPES) or "level",
        deadline=row.whole("deadline"),
        region=row.text("region") or None,
        breakdown=breakdown,
        per=row.integer("per"),
        decimals=row.integer("decimals"),
        freq=row.whole("freq", 1),
        cmp=_one_of(row, "cmp", COMPARATORS),
        value=row.real("value"),
        value2=row.real("value2"),
        base_year=row.integer("base_year"),
        direction=_one_of(row, "direction", ("up", "down", "hold")),
        polarity=row.optional_choice("polarity", Polarity),
        substitute_base=row.flag("substitute_base", default=True),
        every_year=row.flag("every_year"),
        other=row.text("other") or None,
        other_breakdown=row.text("other_breakdown") if row.text("other") else None,
        mode=_one_of(row, "mode", ("diff", "ratio")),
        shrink=row.flag("shrink"),
        each=row.flag("each"),
        parent_slope=row.real("parent_slope"),
        name=row.text("name"),
        unit=row.text("unit"),
        strength=row.choice("strength", Strength, Strength.BINDING),
        lead=row.text("lead"),
    )


def _one_of(row: Row, field: str, values: tuple[str, ...]) -> str | None:
    text = row.text(field)
    if text and text not in values:
        row.fail(field, f"的“{text}”无法识别", f"请填{'、'.join(values)}之一")
    return text or None
