"""The methods of others beside ours for every target of the place (方法对照): who agrees, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fuertong.assess.methods import Method, compare_frame, methods, why_sentence
from fuertong.assess.methods.growth import REASONS
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.judging_tables import judging_tables
from fuertong_web.assessment.selectors import figures_seen
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import Plan, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one method says of one target; `agrees` None where it cannot be used."""

    signal: str
    words: str
    agrees: bool | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """One target with our signal and what each method says, in the order of the catalogue."""

    target: Target
    ours: str
    said: dict[str, Said]

    @property
    def differs(self) -> bool:
        """Whether any method says something else."""
        return any(one.agrees is False for one in self.said.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCount:
    """How often one method agrees with ours."""

    method: Method
    agrees: int
    differs: int
    cannot: int


def method_rows(actor: Actor, plans: Sequence[Plan], data_year: int) -> list[MethodRow]:
    """Every target with a series the actor may see in full, in the plan's order; a constant number of queries."""
    tables = judging_tables(actor)
    if tables.targets.is_empty() or tables.observations.is_empty():
        return []
    wanted = {plan.pk for plan in plans}
    here = {
        code: target
        for code, target in tables.by_code.items()
        if target.goal.domain.plan_id in wanted and not target.each and figures_seen(actor, target) is View.ALL
    }
    asked = tables.targets.filter(tables.targets["id"].is_in(list(here)))
    if asked.is_empty():
        return []
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in compare_frame(tables.observations, asked, as_of=data_year).iter_rows(named=True):
        found.setdefault(row["id"], {})[row["method"]] = row
    return [_row(target, found[code]) for code, target in here.items() if code in found]


def counts(rows: Sequence[MethodRow]) -> list[MethodCount]:
    """Agreement of each method over the rows."""
    return [
        MethodCount(
            method=method,
            agrees=sum(row.said[code].agrees is True for row in rows),
            differs=sum(row.said[code].agrees is False for row in rows),
            cannot=sum(row.said[code].agrees is None for row in rows),
        )
        for code, method in methods().items()
    ]


def _row(target: Target, by_method: dict[str, dict[str, Any]]) -> MethodRow:
    first = next(iter(by_method.values()))
    ours = first["cls"] if first["numbered"] else first["direction_word"] or first["cls"]
    return MethodRow(target=target, ours=ours, said={code: _said(by_method[code]) for code in methods()})


def _said(row: dict[str, Any]) -> Said:
    reason = row["reason"]
    return Said(
        signal=row["signal"] or "",
        words=row["words"] or "",
        agrees=row["agrees"],
        why=why_sentence(row) if reason is None else f"不适用：{REASONS[reason]}。",
    )
