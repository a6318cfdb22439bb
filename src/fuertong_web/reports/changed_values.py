"""What changed in reports already made (报告用数的变动): values a version used and revised since."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.collection.models import PointerMove, Revision
from fuertong_web.places.models import StoredFile
from fuertong_web.reports.models import ReportVersion

READERS = (Permission.REPORT_WRITE_MONITORING, Permission.REPORT_WRITE_EVALUATION, Permission.REPORT_APPROVE)
SENTENCES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedValue:
    """One value of a report that is another one now; `sentences` are the places in the report that print it."""

    name: str
    indicator_uid: str
    indicator_code: str
    unit: str
    supplier: str
    period: str
    year: int
    breakdown: str
    before: str
    after: str
    status_before: str
    status_after: str
    reason: str
    source: str
    by: str
    at: Any
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedReport:
    """A version with the values that changed since it was written."""

    version: ReportVersion
    values: tuple[ChangedValue, ...]


def changed_reports(actor: Actor, *, sentences: bool = True) -> list[ChangedReport]:
    """The newest version of each report and every final one that used a value revised since.

    A constant number of queries; `sentences` also opens the Word files of those that changed.
    """
    if actor.place is None or not any(actor.can(permission) for permission in READERS):
        return []
    versions = _versions(actor)
    if not versions:
        return []
    since = min(version.at for version in versions)
    rows = PointerMove.objects.filter(
        observation__region=actor.place.region, observation__indicator__place=actor.place, at__gt=since
    )
    moves = list(
        rows.select_related("observation__indicator__source_unit", "revision", "previous").order_by("at", "pk")
    )
    if not moves:
        return []
    facts = dict(ReportVersion.objects.filter(pk__in=[row.pk for row in versions]).values_list("pk", "facts"))
    found = []
    for version in versions:
        values = tuple(_changes(actor, [row for row in moves if row.at > version.at], facts[version.pk]))
        if values:
            found.append(ChangedReport(version=version, values=values))
    return [_with_sentences(one) for one in found] if sentences else found


def _versions(actor: Actor) -> list[ReportVersion]:
    rows = ReportVersion.objects.filter(report__plan__place=actor.place).select_related("report__plan")
    kept: list[ReportVersion] = []
    seen: set[int] = set()
    for row in rows.defer("facts", "findings", "gaps").order_by("-report__data_year", "report", "-no"):
        if row.is_final or row.report_id not in seen:
            kept.append(row)
        seen.add(row.report_id)
    return kept


def _changes(actor: Actor, moves: Sequence[PointerMove], facts: Mapping[str, Any]) -> Iterator[ChangedValue]:
    used, awaited = _used(facts)
    first: dict[int, PointerMove] = {}
    last: dict[int, PointerMove] = {}
    for move in moves:
        first.setdefault(move.observation_id, move)
        last[move.observation_id] = move
    for key, move in first.items():
        old, new, observation = move.previous, last[key].revision, move.observation
        indicator = observation.indicator
        if old is not None and str(old.uid) not in used:
            continue
        if old is None and (indicator.code, observation.data_year, observation.breakdown) not in awaited:
            continue
        if old is not None and _says_the_same(old, new):
            continue
        hide = view_of(actor, indicator) is not View.ALL
        group = breakdown_label(observation.breakdown)
        yield ChangedValue(
            name=f"{indicator.name}（{group}）" if group else indicator.name,
            indicator_uid=str(indicator.uid),
            indicator_code=indicator.code,
            unit=indicator.unit,
            supplier=indicator.source_unit.name if indicator.source_unit else "",
            period=observation.period,
            year=observation.data_year,
            breakdown=observation.breakdown,
            before="（不列示）" if hide else shown(old),
            after="（不列示）" if hide else shown(new),
            status_before=ValueStatus(old.status).label if old is not None else "",
            status_after=ValueStatus(new.status).label,
            reason="" if hide else last[key].reason or new.reason,
            source=new.source,
            by=last[key].by,
            at=last[key].at,
        )


def _used(facts: Mapping[str, Any]) -> tuple[set[str], set[tuple[str, int, str]]]:
    """The revisions whose values the facts hold, and the keys that had no value."""
    used: set[str] = set()
    awaited: set[tuple[str, int, str]] = set()
    for domain in facts["domains"]:
        for goal in domain["goals"]:
            for target in goal["targets"]:
                code = target["indicator"].get("code", "")
                series = [("", target["points"])]
                series += [(row["breakdown"], row["points"]) for row in target.get("breakdowns", ())]
                for group, points in series:
                    used |= {point["revision"] for point in points if point.get("revision")}
                    awaited |= {(code, point["year"], group) for point in points if point["value"] is None}
    return used, awaited


def _says_the_same(old: Revision, new: Revision) -> bool:
    names = ("value", "numerator", "denominator", "absence", "status")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def shown(row: Revision | None) -> str:
    """A revision as a report prints it; 没有数据 where there was none."""
    if row is None:
        return "没有数据"
    if row.value is None:
        return Absence(row.absence).label if row.absence else "没有数据"
    return format_number(row.value, row.decimals)


def _with_sentences(found: ChangedReport) -> ChangedReport:
    content = StoredFile.objects.values_list("content", flat=True).get(pk=found.version.file_id)
    texts = list(texts_of(bytes(content)))
    values = tuple(_placed(row, texts) for row in found.values)
    return ChangedReport(version=found.version, values=values)


def _placed(row: ChangedValue, texts: Iterable[str]) -> ChangedValue:
    fields = {name: getattr(row, name) for name in row.__slots__}
    fields["sentences"] = tuple(places(texts, row.name.partition("（")[0], row.before))[:SENTENCES]
    return ChangedValue(**fields)


def places(texts: Iterable[str], name: str, value: str) -> Iterator[str]:
    """The sentences that speak of `name` and print `value` as a number of its own."""
    number = re.compile(rf"(?<![\d.]){re.escape(value)}(?![\d]|\.\d)")
    for text in texts:
        if name not in text or not number.search(text):
            continue
        parts = [part for part in re.split(r"(?<=[。；])", text) if number.search(part)]
        yield from parts if "\t" not in text else [text.replace("\t", "｜")]


def texts_of(content: bytes) -> Iterator[str]:
    """Each paragraph of a Word file, and each row of a table with its cells divided by tabs."""
    body = Document(io.BytesIO(content)).element.body
    for block in body.iterchildren():
        if block.tag == qn("w:p"):
            yield _text(block)
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                yield "\t".join(_text(cell) for cell in row.iter(qn("w:tc")))


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))
