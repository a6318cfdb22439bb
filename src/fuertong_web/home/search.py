"""Search (马上要一个数): answers with the number itself; a pasted list of indicators gives a filled table."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.selectors import targets_for
from fuertong_web.collection.selectors import Point, indicators_for, series
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.selectors import units_of
from fuertong_web.plans.models import Goal

LIMIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One indicator with its newest value in a sentence to copy, and the last five years.

    `last` is the newest value as a row of a table: year, number, unit, status, supplier, day of acceptance.
    """

    name: str
    url: str
    sentence: str
    missing: str
    years: list[tuple[int, str]]
    targets: list[tuple[str, str]]
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A goal or a unit found, with its page."""

    kind: str
    text: str
    url: str


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """The pinyin initials of a text, Latin letters and digits as they are."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def found_in(words: str, names: Iterable[str]) -> bool:
    """Whether one of the names holds the words, in characters or as pinyin initials."""
    plain = words.strip().lower()
    latin = plain.isascii() and plain.isalpha()
    return any(plain in name.lower() or (latin and plain in initials(name)) for name in names)


def answers(actor: Actor, words: str) -> list[Answer]:
    """The indicators that match, the best first; values only as far as the actor may see them."""
    rows = [row for row in indicators_for(actor) if row.valid_to is None and found_in(words, [row.name, *row.aliases])]
    rows.sort(key=lambda row: (row.name != words, not row.name.startswith(words), len(row.name)))
    return _answers(actor, rows[:LIMIT])


def table(actor: Actor, lines: Iterable[str]) -> list[tuple[str, Answer | None]]:
    """For each line of a pasted list the indicator of that very name or alias, None where there is none."""
    wanted = [line.strip() for line in lines if line.strip()]
    by_name: dict[str, Indicator] = {}
    for row in indicators_for(actor):
        if row.valid_to is None:
            for name in (row.name, *row.aliases):
                by_name.setdefault(name, row)
    chosen = {name: by_name[name] for name in wanted if name in by_name}
    made = {answer.name: answer for answer in _answers(actor, list({row.pk: row for row in chosen.values()}.values()))}
    return [(name, made.get(chosen[name].name) if name in chosen else None) for name in wanted]


HEADS = ("指标", "年份", "数值", "计量单位", "数据性质", "来源单位", "审核日期")


def as_text(rows: Iterable[tuple[str, Answer | None]]) -> str:
    """The filled table to paste into Excel: tabs between columns; blank where there is no number."""
    lines = [HEADS, *((name, *(one.last if one else ())) for name, one in rows)]
    return "\n".join("\t".join(line) for line in lines)


def others(actor: Actor, words: str) -> list[Hit]:
    """Goals and units that match."""
    if actor.place is None:
        return []
    found: list[Hit] = []
    if actor.can(Permission.PLAN_SEE):
        goals = Goal.objects.filter(domain__plan__place=actor.place).filter(Q(text__contains=words))
        found += [
            Hit(kind="目标", text=goal.text, url=reverse("goal", args=[goal.code]))
            for goal in goals.order_by("domain__plan", "domain__no", "no")[:LIMIT]
        ]
    if actor.can(Permission.UNITS_WRITE):
        units = [unit for unit in units_of(actor.place) if found_in(words, [unit.name, unit.short, *unit.aliases])]
        found += [Hit(kind="单位", text=unit.name, url=reverse("unit", args=[unit.uid])) for unit in units[:LIMIT]]
    return found


def _answers(actor: Actor, rows: list[Indicator]) -> list[Answer]:
    values = series(actor, [row.pk for row in rows], breakdown="")
    targets: dict[int, list[tuple[str, str]]] = {}
    for target in targets_for(actor).filter(indicator__in=rows) if rows else []:
        url = reverse("target", args=[target.code])
        targets.setdefault(target.indicator_id or 0, []).append((target.goal.domain.plan.short, url))
    return [_answer(actor, row, values.get((row.pk, ""), []), targets.get(row.pk, [])) for row in rows]


def _answer(actor: Actor, row: Indicator, points: list[Point], targets: list[tuple[str, str]]) -> Answer:
    shown = [point for point in points if point.value is not None]
    we = actor.place.short_name if actor.place else ""
    sentence, missing = "", "没有可显示的数据"
    newest: tuple[str, ...] = ()
    if shown:
        last = shown[-1]
        when = f"，{timezone.localdate(last.accepted_at).isoformat()}审核" if last.accepted_at else ""
        unit = row.source_unit.name if row.source_unit else "来源单位未定"
        sentence = f"{last.year}年{we}{row.name}{_value(last, row)}{row.unit}（{unit}，{last.status}{when}）"
        day = when.removeprefix("，").removesuffix("审核")
        newest = (str(last.year), _value(last, row), row.unit, last.status, unit, day)
    elif points:
        missing = points[-1].withheld or points[-1].absence or missing
    return Answer(
        name=row.name,
        url=reverse("indicator", args=[row.uid]),
        sentence=sentence,
        missing=missing,
        years=[(point.year, f"{_value(point, row)}{row.unit}") for point in shown[-5:]],
        targets=targets,
        last=newest,
    )


def _value(point: Point, row: Indicator) -> str:
    decimals = point.decimals if point.decimals is not None else row.decimals
    return f"{point.value:,.{decimals}f}"
