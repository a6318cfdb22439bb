"""A form as a workbook (电子报表): what goes out, and what a returned one would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Kind
from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, Key
from fuertong.workbooks import CellIn, FormRow, Particulars
from fuertong.workbooks import Form as Workbook
from fuertong_web.collection.actions import Entry
from fuertong_web.collection.models import Form
from fuertong_web.collection.rules import cell_key
from fuertong_web.collection.selectors.years import due_on
from fuertong_web.collection.sheet import Line

FIELDS = {
    "numerator": ("分子", "raw_numerator"),
    "denominator": ("分母", "raw_denominator"),
    "value": ("数值", "raw"),
    "absence": ("缺数原因", "absence"),
    "note": ("说明", "note"),
}


def workbook_of(form: Form, lines: Sequence[Line], *, part: str = "") -> Workbook:
    """The form as the core writes and reads it; `part` names the section (股室) of a part workbook."""
    place = form.round.place
    return Workbook(
        place_code=place.code,
        place_name=place.region.name,
        unit_code=form.unit.code,
        unit_name=form.unit.name,
        round_code=form.round.code,
        work_year=form.round.work_year,
        data_year=form.round.data_year,
        title="".join((form.round.title, *(f"（{word}）" for word in (_about(form), part) if word))),
        uid=str(form.uid),
        number=form.round.form_number,
        authority=form.round.authority,
        approval=form.round.printed_approval,
        valid_until=form.round.printed_validity,
        deadline=due_on(form),
        particulars=Particulars(
            head=form.unit_head,
            statistics_head=form.statistics_head,
            filler=form.filler,
            phone=form.filler_phone,
            reported_on=form.reported_on.isoformat() if form.reported_on else "",
        ),
        rows=tuple(_row(line) for line in lines),
    )


def _about(form: Form) -> str:
    """The stretch of time the form is about, where it is no year and the title does not say it."""
    return form.round.about if form.round.span and form.round.about not in form.round.title else ""


def _row(line: Line) -> FormRow:
    cell, indicator, last = line.cell, line.indicator, line.last
    shown = not line.withheld
    return FormRow(
        key=cell_key(cell),
        name=indicator.name,
        unit=indicator.unit,
        kind=Kind(indicator.kind),
        decimals=indicator.decimals,
        breakdown_label=line.group,
        asks_parts=line.asks_parts,
        numerator_name=indicator.numerator,
        denominator_name=indicator.denominator,
        per=indicator.per,
        over_100=indicator.over_100,
        definition=indicator.definition,
        source_hint=indicator.note,
        last_value=line.last_value,
        last_numerator=format_number(last.numerator) if last and last.numerator is not None else "",
        last_denominator=format_number(last.denominator) if last and last.denominator is not None else "",
        value=cell.raw if shown else "",
        numerator=cell.raw_numerator if shown else "",
        denominator=cell.raw_denominator if shown else "",
        note=_note(line) if shown else "",
        absence=Absence(cell.absence) if cell.absence and shown else None,
    )


def _note(line: Line) -> str:
    """The unit's explanation; an attested verdict stands there, since there is no figure to print."""
    if line.attested and line.attested not in line.cell.note:
        return "；".join(part for part in (line.cell.note, line.attested) if part)
    return line.cell.note


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that a returned workbook would change."""

    where: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a returned workbook says against the form as it stands."""

    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    unchanged: int
    refused: int
    findings: tuple[Finding, ...]

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would change nothing."""
        return not self.entries

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings of severity error."""
        return tuple(row for row in self.findings if row.severity is Severity.ERROR)


def propose(lines: Sequence[Line], cells: Sequence[CellIn], findings: Sequence[Finding]) -> Proposal:
    """Compare the cells of a workbook with the form; blank and refused cells leave what stands there."""
    by_key: dict[Key, Line] = {cell_key(line.cell): line for line in lines}
    entries: list[Entry] = []
    changes: list[Change] = []
    unchanged = 0
    for cell in cells:
        line = by_key[cell.key]
        if cell.is_refused:
            continue
        texts = _texts(cell, line)
        if not texts:
            unchanged += 1
            continue
        entries.append(Entry(cell=line.uid, lock_version=line.cell.lock_version, **texts))
        changes += [
            Change(
                where=cell.where.cell,
                name=line.name,
                field=FIELDS[field][0],
                before=words_of(field, getattr(line.cell, FIELDS[field][1])),
                after=words_of(field, text),
            )
            for field, text in texts.items()
        ]
    return Proposal(
        entries=tuple(entries),
        changes=tuple(changes),
        unchanged=unchanged,
        refused=sum(cell.is_refused for cell in cells),
        findings=tuple(findings),
    )


def _texts(cell: CellIn, line: Line) -> dict[str, str]:
    """The fields that would change, as texts to enter; a value and a reason for its absence replace each other."""
    value = "" if cell.is_computed else _number(cell.value, cell.decimals)
    given = {
        "numerator": _number(cell.numerator, None),
        "denominator": _number(cell.denominator, None),
        "value": value,
        "absence": cell.absence.value if cell.absence is not None else "",
        "note": cell.note,
    }
    if cell.absence is not None:
        given["value"] = ""
    has_figures = bool(given["value"] or (given["numerator"] and given["denominator"]))
    wanted = {field: text for field, text in given.items() if text}
    if cell.absence is not None and line.cell.raw:
        wanted["value"] = ""
    if has_figures and line.cell.absence:
        wanted["absence"] = ""
    if cell.is_computed and line.cell.raw:
        wanted["value"] = ""
    return {field: text for field, text in wanted.items() if text != getattr(line.cell, FIELDS[field][1])}


def _number(value: Decimal | None, decimals: int | None) -> str:
    """The text to enter for a number: with the decimals written in the workbook."""
    return "" if value is None else format_number(value, decimals)


def words_of(field: str, text: str) -> str:
    """A field as people read it: reasons in words."""
    return Absence(text).label if field == "absence" and text else text
