"""The example plans as written in source/women.txt and source/children.txt, read into domains, goals and targets.

A line of a goal is `text｜lead｜support、support｜collective`; the lines `> …` under it are its targets:
`> indicator[@breakdown] RULE [key=value …]` with RULE one of `>=95`, `~45`, `range 100 125`, `up`, `up*` (every year),
`keep`, `keep>=95`, `change down 20`, `slow`, `term up`, `shrink residence`, `cmp other[@breakdown] >=0`, `each >=95`;
`> milestone name=…` is a target without judging row.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

COMPARISON = re.compile(r"(>=|<=|>|<|=|~)(-?[\d.]+)")


@dataclass(slots=True)
class TargetLine:
    """One target line: where the value comes from, the rule's words and the keys."""

    indicator: str
    breakdown: str
    rule: list[str]
    keys: dict[str, str]


@dataclass(slots=True)
class GoalLine:
    """One goal with its units and targets."""

    text: str
    lead: list[str]
    support: list[str]
    collective: list[str]
    targets: list[TargetLine] = field(default_factory=list)


@dataclass(slots=True)
class DomainLines:
    """One domain: goals, and strategies as (title, text)."""

    title: str
    goals: list[GoalLine] = field(default_factory=list)
    strategies: list[tuple[str, str]] = field(default_factory=list)


def read_domains(path: Path) -> list[DomainLines]:
    """The domains of one source file."""
    domains: list[DomainLines] = []
    in_strategies = False
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("### "):
            in_strategies = True
        elif line.startswith("## "):
            domains.append(DomainLines(line[3:]))
            in_strategies = False
        elif line.startswith("> "):
            domains[-1].goals[-1].targets.append(_target(line[2:]))
        elif line.startswith("#") or not line.strip():
            continue
        elif in_strategies:
            title, _, text = line.partition("。")
            domains[-1].strategies.append((title, text))
        else:
            domains[-1].goals.append(_goal(line))
    return domains


def _goal(line: str) -> GoalLine:
    parts = [*line.split("｜"), "", "", ""][:4]
    lists = [[name for name in part.split("、") if name] for part in parts[1:]]
    return GoalLine(parts[0], *lists)


def _target(line: str) -> TargetLine:
    head, *words = line.split()
    indicator, _, breakdown = head.partition("@")
    # `residence=rural` in an operand of `cmp` is no key; keys have a plain word before the sign.
    keys = dict(word.split("=", 1) for word in words if re.match(r"[a-z_]+=", word) and "@" not in word)
    rule = [word for word in words if not re.match(r"[a-z_]+=", word) or "@" in word]
    rule += [word for word in words if word.startswith("keep=")]
    keys.pop("keep", None)
    return TargetLine(indicator, breakdown, rule, keys)
