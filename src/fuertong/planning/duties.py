"""Responsibilities (目标责任分解): each goal with what it asks for and who answers, by plan and by unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fuertong.model.plan import Goal, Plan, Target
from fuertong.reading.breakdown import requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One goal: where it stands, its words, its targets in words, and the units as they are printed."""

    plan: str
    domain: str
    domain_no: int
    no: int
    text: str
    targets: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """Domain and goal: 3-12."""
        return f"{self.domain_no}-{self.no}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    """What one unit leads and supports."""

    name: str
    leads: tuple[DutyRow, ...] = ()
    supports: tuple[DutyRow, ...] = ()


def duty_rows(plan: Plan, *, names: Mapping[str, str] | None = None) -> tuple[DutyRow, ...]:
    """The goals of a plan in its order; `names` gives the printed form of a unit (市扶贫办（现：市农业农村局）)."""
    printed = names or {}
    return tuple(
        _row(plan, number, domain.title, goal, printed)
        for number, domain in enumerate(plan.domains, start=1)
        for goal in domain.goals
    )


def _row(plan: Plan, domain_no: int, domain: str, goal: Goal, printed: Mapping[str, str]) -> DutyRow:
    return DutyRow(
        plan=plan.audience.label,
        domain=domain,
        domain_no=domain_no,
        no=goal.no,
        text=goal.text,
        targets=tuple(target_words(target, plan) for target in goal.targets),
        leads=tuple(printed.get(name, name) for name in goal.lead),
        supports=tuple(printed.get(name, name) for name in (*goal.support, *goal.collective)),
    )


def target_words(target: Target, plan: Plan) -> str:
    """A target in a few words: 孕产妇死亡率≤12/10万; the year only where it is not the plan's last."""
    last = plan.period[1] if plan.period else None
    year = f"（{target.deadline}年）" if target.deadline and target.deadline != last else ""
    words = "差距缩小" if target.gap else "上升趋势减缓" if target.slow else requirement(target)
    joint = "" if words.startswith(("≥", "≤", ">", "<", "=", "约")) else " "
    name = target.indicator.removesuffix("差距") if target.gap else target.indicator
    return f"{name}{joint if not target.gap else ''}{words}{year}".rstrip()


def by_unit(rows: Sequence[DutyRow]) -> tuple[UnitDuties, ...]:
    """Every unit named, in the order in which the plans name the leads, then those that only support."""
    leads: dict[str, list[DutyRow]] = {}
    supports: dict[str, list[DutyRow]] = {}
    for row in rows:
        for name in row.leads:
            leads.setdefault(name, []).append(row)
        for name in row.supports:
            supports.setdefault(name, []).append(row)
    return tuple(
        UnitDuties(name=name, leads=tuple(leads.get(name, ())), supports=tuple(supports.get(name, ())))
        for name in dict.fromkeys((*leads, *supports))
    )
