"""The plan check (规划体检): what a plan leaves open, contradicts or got wrong, each with place and remedy.

What the text alone shows comes from `fuertong.reading.check`; here the catalogue, the twin plan, the level of the
place, the national outlines and present values are laid beside it.
"""

from collections.abc import Mapping

from fuertong.model.findings import Finding, Severity
from fuertong.model.organisation import Level
from fuertong.model.plan import Plan
from fuertong.planning.rules import RULES, Case, Present
from fuertong.planning.rules.registry import level_of
from fuertong.planning.subjects import Named, placed_targets
from fuertong.reading import check as check_text

_SAID_BETTER = {
    "goal-without-target",
    "contradicting-targets",
    "different-bounds",
    "repeated-target",
    "copied-from-above",
    "no-base-values",
}
_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO]
_OUTDOES = {"unit-differs": "unit-slip", "against-polarity": "unit-slip"}


def check(
    plan: Plan,
    *,
    other: Plan | None = None,
    level: Level | None = None,
    catalogue: Named | None = None,
    present: Mapping[str, Present] | None = None,
) -> list[Finding]:
    """All findings, gravest first, then in the order of the text, each said once.

    `other` is the twin plan of the place; `level` is read off the region's name where it is not given; `present` holds
    the newest value of an indicator by its code from the plan's first year or before.
    """
    case = Case(
        plan=plan,
        targets=tuple(placed_targets(plan, catalogue=catalogue, strategies=True)),
        twin=tuple(placed_targets(other, catalogue=catalogue)) if other else (),
        level=level or level_of(plan.region),
        present=present or {},
    )
    found = [finding for finding in check_text(plan) if finding.code not in _SAID_BETTER]
    for rule in RULES.values():
        found += rule.check(case)
    return sorted(_once(found), key=lambda one: (_ORDER.index(one.severity), one.where.line or 0))


def _once(found: list[Finding]) -> list[Finding]:
    """Each statement once, and a slip not again in general words where a rule has named it exactly."""
    outdone = {(_OUTDOES[one.code], one.where.line, one.seen) for one in found if one.code in _OUTDOES}
    rows: dict[tuple[str, int | None, str], Finding] = {}
    for one in found:
        if (one.code, one.where.line, one.seen) not in outdone:
            rows.setdefault((one.code, one.where.line, one.message), one)
    return list(rows.values())
