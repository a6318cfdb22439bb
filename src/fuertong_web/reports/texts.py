"""Texts of people (人工撰写部分) of a report: the newest of each part, and which numbers changed under one."""

from dataclasses import dataclass

from fuertong.reports.facts import Facts
from fuertong.reports.facts_evaluation import TextFacts
from fuertong.reports.people_texts import ChangedUnder, TextPart, Under, changed_under, text_parts
from fuertong.reports.storing import from_data
from fuertong.reports.templates import Template
from fuertong_web.plans.models import Plan
from fuertong_web.reports.writing_models import ReportText


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part with its newest text and the numbers that changed under it."""

    part: TextPart
    row: ReportText | None
    changed: tuple[ChangedUnder, ...] = ()

    @property
    def text(self) -> str:
        """The text, "" where nobody wrote one."""
        return self.row.text if self.row else ""


def rows_of(plan: Plan, kind: str, data_year: int) -> dict[str, ReportText]:
    """The newest row of each part."""
    rows = ReportText.objects.filter(plan=plan, kind=kind, data_year=data_year).select_related("unit")
    return {row.part: row for row in rows.order_by("at", "pk")}


def texts_of(plan: Plan, kind: str, data_year: int) -> tuple[TextFacts, ...]:
    """What people wrote, for the facts of the report."""
    rows = rows_of(plan, kind, data_year).values()
    return tuple(
        TextFacts(part=row.part, text=row.text, unit=row.unit.name if row.unit else "") for row in rows if row.text
    )


def lines_of(form: Template, facts: Facts, plan: Plan, kind: str) -> list[PartLine]:
    """Every part of the report in its order."""
    rows = rows_of(plan, kind, facts.year)
    return [
        PartLine(part=part, row=row, changed=_changed(row, facts))
        for part in text_parts(form, facts)
        for row in [rows.get(part.id)]
    ]


def _changed(row: ReportText | None, facts: Facts) -> tuple[ChangedUnder, ...]:
    if row is None or not row.text:
        return ()
    return changed_under(row.text, [from_data(Under, one) for one in row.under], facts)
