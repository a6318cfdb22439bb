"""Texts of people (人工撰写部分): which parts a report asks for, and which numbers a text was written over.

A text stays as it was written. When a number under it changes, the change is told, never written into it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts, PointFacts, TargetFacts
from fuertong.reports.figures import published, with_unit
from fuertong.reports.templates import Template

_DOMAINS = ("domains", "results")
_YEARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part people write: its id in `TextFacts.part`, its title, the domain it belongs to.

    `asked`: without it a marked gap stands.
    """

    id: str
    title: str
    group: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A number as it stood when a text was written: whose, of which group and year, as printed ("" = none)."""

    uid: str
    name: str
    group: str
    year: int
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedUnder:
    """A number that is another now; `written`: the text still prints the old one."""

    under: Under
    now: str
    written: bool


def text_parts(form: Template, facts: Facts) -> tuple[TextPart, ...]:
    """The parts of a report that people write, in its order; every domain takes a text that is not asked for."""
    return tuple(_parts(form, facts))


def _parts(form: Template, facts: Facts) -> Iterator[TextPart]:
    for chapter in form.chapters:
        if chapter.block == "process":
            yield TextPart(id=f"{chapter.id}-organisation", title="评估组织情况")
        elif chapter.block == "text":
            named = [(str(key), str(title)) for key, title in chapter.options.get("parts", ())]
            if not named and "asks" in chapter.options:
                named = [(chapter.id, chapter.heading)]
            yield from (TextPart(id=key, title=title) for key, title in named)
        elif chapter.block in _DOMAINS:
            for domain in facts.domains:
                yield TextPart(id=domain_part(domain.no), title="工作措施和成效", group=domain.title, asked=False)
                for strategy in domain.strategies if chapter.flag("strategies") else ():
                    title, asked = f"{strategy.no}. {strategy.title}", not strategy.progress
                    part = strategy_part(domain.no, strategy.no)
                    yield TextPart(id=part, title=title, group=domain.title, asked=asked)


def domain_part(no: int) -> str:
    """The id of the text under a domain's heading."""
    return f"domain-{no}"


def strategy_part(domain: int, no: int) -> str:
    """The id of the text on one strategy."""
    return f"strategy-{domain}-{no}"


def numbers_under(part: str, text: str, facts: Facts) -> tuple[Under, ...]:
    """The numbers a text rests on: those of the indicators it names, of its domain where it is a domain's."""
    shown = disclosed(facts)
    found: dict[tuple[str, str, int], Under] = {}
    for domain in shown.domains:
        for target in (*domain.targets, *domain.commitments):
            if target.indicator.name in text or part == domain_part(domain.no):
                found |= {(one.uid, one.group, one.year): one for one in _of(target, facts.year)}
    return tuple(found.values())


def _of(target: TargetFacts, year: int) -> Iterator[Under]:
    series: Sequence[tuple[str, tuple[PointFacts, ...]]] = [
        ("", target.points),
        *((row.label, row.points) for row in target.breakdowns),
    ]
    for group, points in series:
        for point in points:
            if year - _YEARS < point.year <= year:
                yield Under(
                    uid=target.uid,
                    name=target.indicator.name,
                    group=group,
                    year=point.year,
                    shown=_shown(point, target),
                )


def _shown(point: PointFacts, target: TargetFacts) -> str:
    value = published(point, target.indicator)
    return "" if value is None else with_unit(value, target.indicator.unit)


def changed_under(text: str, under: Sequence[Under], facts: Facts) -> tuple[ChangedUnder, ...]:
    """What of the numbers under a text is another today."""
    shown = disclosed(facts)
    now = {(one.uid, one.group, one.year): one.shown for target in shown.targets for one in _of(target, facts.year)}
    return tuple(
        ChangedUnder(under=one, now=value, written=bool(one.shown) and one.shown in text)
        for one in under
        if (value := now.get((one.uid, one.group, one.year), "")) != one.shown
    )
