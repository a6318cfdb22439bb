"""Invented plans in the styles of the genre (体例), each with what a careful person reads in it.

A plan is one text in which the labels stand in place: `{d:妇女与健康}` a domain, `{g:…}` a goal, `{l:…}`
`{s:…}` `{c:…}` its lead, supporting and collective units, `{t:…}` a strategy's title, `{L:…}` and `{S:…}` the
strategy's leading and supporting units. Without the tags it is the
document; with them the reading. `{d=妇女与健康}` is a domain whose heading the document has lost, `{l@2.1:…}` units
that the document gives elsewhere.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuertong.model.plan import Reading
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.repairs import repaired

FOLDER = Path(__file__).parent / "genre_plans"
FOLDERS = tuple(
    Path(__file__).parent / name
    for name in ("genre_plans", "genre_plans_later", "genre_plans_last", "genre_plans_fourth")
)
_TAG = re.compile(r"\{(?P<kind>[dgltscLS])(?:@(?P<place>[\d.]+))?(?P<how>[:=])(?P<text>[^{}]*)\}")


@dataclass(slots=True)
class Goal:
    """A labelled goal."""

    text: str
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    collective: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Domain:
    """A labelled domain."""

    title: str
    goals: list[Goal] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)
    measures: list[tuple[int, str, str]] = field(default_factory=list)  # strategy, role, unit


def document(path: Path) -> str:
    """The text without the labels."""
    tagged = path.read_text(encoding="utf-8")
    return _TAG.sub(lambda found: "" if found["how"] == "=" else found["text"], tagged)


def labels(path: Path) -> list[Domain]:
    """The labelled domains in the document's order."""
    domains: list[Domain] = []
    for found in _TAG.finditer(path.read_text(encoding="utf-8")):
        text, kind = squeeze(found["text"]), found["kind"]
        if kind == "d":
            domains.append(Domain(text))
        elif kind == "g":
            domains[-1].goals.append(Goal(text))
        elif kind == "t":
            domains[-1].strategies.append(text)
        elif kind in "LS":
            role = "lead" if kind == "L" else "support"
            domains[-1].measures.append((len(domains[-1].strategies), role, text))
        else:
            goal = domains[-1].goals[-1] if domains[-1].goals else Goal("")
            if found["place"]:
                row, column = map(int, found["place"].split("."))
                goal = domains[row - 1].goals[column - 1]
            {"l": goal.lead, "s": goal.support, "c": goal.collective}[kind].append(text)
    return domains


def bare(text: str) -> str:
    """The text without widths, blanks and punctuation."""
    return re.sub(r"[，。.；：、（）—“”·!！]", "", plain(squeeze(repaired(text))))


def figures(reading: Reading, wanted: list[Domain]) -> tuple[dict[str, float], list[str]]:
    """F1 of domains, goals, strategies, lead, supporting and collective units; and each difference."""
    got: dict[str, Counter[str]] = {
        key: Counter() for key in ("domains", "goals", "strategies", "lead", "support", "collective", "measures")
    }
    want: dict[str, Counter[str]] = {key: Counter() for key in got}
    read = [domain for plan in reading.plans for domain in plan.domains]
    for number, domain in enumerate(read, 1):
        got["domains"][f"{number} {bare(domain.title)}"] += 1
        for place, goal in enumerate(domain.goals, 1):
            got["goals"][f"{number}.{place} {bare(goal.text)}"] += 1
            for role in ("lead", "support", "collective"):
                got[role].update(f"{number}.{place} {bare(unit)}" for unit in getattr(goal, role))
        for place, strategy in enumerate(domain.strategies, 1):
            got["strategies"][f"{number}.{place} {bare(strategy.title)}"] += 1
            for role in ("lead", "support") if any(label.measures for label in wanted) else ():
                got["measures"].update(f"{number}.{place} {role} {bare(unit)}" for unit in getattr(strategy, role))
    for number, label in enumerate(wanted, 1):
        want["domains"][f"{number} {bare(label.title)}"] += 1
        for place, aim in enumerate(label.goals, 1):
            want["goals"][f"{number}.{place} {bare(aim.text)}"] += 1
            for role in ("lead", "support", "collective"):
                want[role].update(f"{number}.{place} {bare(unit)}" for unit in getattr(aim, role))
        for place, title in enumerate(label.strategies, 1):
            want["strategies"][f"{number}.{place} {bare(title)}"] += 1
        want["measures"].update(f"{number}.{place} {role} {bare(unit)}" for place, role, unit in label.measures)
    result, errors = {}, []
    for key in got:
        right = sum((got[key] & want[key]).values())
        total = sum(got[key].values()) + sum(want[key].values())
        result[key] = 2 * right / total if total else 1.0
        errors += [f"{key} missing {one}" for one in want[key] - got[key]]
        errors += [f"{key} extra   {one}" for one in got[key] - want[key]]
    return result, errors
