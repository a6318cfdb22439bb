"""Targets compared with each other (指标值比对): the same indicator asked for differently, or twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Domain, Goal, Plan, Strategy, Target, TargetKind
from fuertong.reading.characters import plain, squeeze

_FILLER = re.compile(r"[的之、，“”（）\s—]|教育(?=毛入学率|毛入园率)|全[省市县区州]|人群|本地区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A target with the place it stands in."""

    plan: Plan
    domain: Domain
    target: Target
    goal: Goal | None = None
    strategy: Strategy | None = None

    @property
    def line(self) -> int:
        """The line of its goal or strategy."""
        return self.goal.line if self.goal else (self.strategy.line if self.strategy else self.domain.line)

    @property
    def name(self) -> str:
        """Where it stands, as users call it."""
        item = f"第{self.goal.no}条目标" if self.goal else f"第{self.strategy.no}条策略" if self.strategy else ""
        return f"{self.plan.audience.label}规划“{self.domain.title}”{item}"


def key_of(target: Target) -> str:
    """A name by which two wordings of one indicator meet."""
    return _FILLER.sub("", plain(squeeze(target.indicator)))


def contradictions(placed: list[Placed], *, home: Plan) -> Iterator[Finding]:
    """Pairs of targets on one indicator with different values, and repetitions inside `home`."""
    by_key: dict[tuple[str, str], list[Placed]] = {}
    for item in placed:
        if item.target.value is not None and item.target.kind is TargetKind.LEVEL:
            by_key.setdefault((key_of(item.target), item.target.unit or ""), []).append(item)
    for items in by_key.values():
        for index, first in enumerate(items):
            for second in items[index + 1 :]:
                if first.plan is home or second.plan is home:
                    yield from _pair(first, second)


def _pair(first: Placed, second: Placed) -> Iterator[Finding]:
    one, two = first.target, second.target
    if (one.deadline or 0) != (two.deadline or 0):
        return
    if one.value == two.value and _bound(one) == _bound(two):
        if first.plan is second.plan:
            yield _finding(
                Severity.INFO,
                "repeated-target",
                second,
                f"“{two.indicator}”在{first.name}和{second.name}重复出现，将作为同一指标采集一次。",
            )
        return
    different = one.value != two.value
    yield _finding(
        Severity.WARNING if different else Severity.INFO,
        "contradicting-targets" if different else "different-bounds",
        second,
        f"“{two.indicator}”的要求不一致：{first.name}为“{one.quote}”，{second.name}为“{two.quote}”。",
        remedy="请确定以哪一处为准，并在监测方案中注明。",
    )


def _bound(target: Target) -> str:
    return {"=": ">=", ">": ">=", "<": "<="}.get(target.comparator or "", target.comparator or "")


def _finding(severity: Severity, code: str, item: Placed, message: str, *, remedy: str = "") -> Finding:
    return Finding(
        severity=severity,
        code=code,
        message=message,
        where=Place(line=item.line),
        seen=item.target.quote,
        remedy=remedy,
    )
