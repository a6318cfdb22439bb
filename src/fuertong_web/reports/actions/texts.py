"""Texts of people and a place's own styles (人工撰写、本地样式): every saving is a row, the newest counts."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.reports.facts import Facts
from fuertong.reports.people_texts import numbers_under
from fuertong.reports.storing import to_data
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Unit
from fuertong_web.plans.models import Plan
from fuertong_web.reports.kinds import may_write, writer_words
from fuertong_web.reports.models import Report
from fuertong_web.reports.texts import rows_of
from fuertong_web.reports.writing_models import ReportStyle, ReportText

LONGEST = 6000


@transaction.atomic
def save_texts(
    *, by: Actor, plan: Plan, kind: str, facts: Facts, texts: Mapping[str, tuple[str, Unit | None]], seen: bool = False
) -> int:
    """Save the parts that differ from what stands; returns how many. `seen`: the numbers under them were checked.

    A part saved unchanged keeps the numbers it was written over, unless they were checked.
    """
    if not may_write(by, kind) or plan.place != by.place:
        raise PermissionDenied(writer_words(kind))
    rows = rows_of(plan, kind, facts.year)
    changed = []
    for part, (words, unit) in texts.items():
        text = "\n".join(line.rstrip() for line in words.strip().splitlines())
        if len(text) > LONGEST:
            raise FuertongError(f"每一部分最多{LONGEST}个字，请删减后再保存。")
        row = rows.get(part)
        same = (row.text if row else "") == text and (row.unit if row else None) == (unit if text else None)
        under = to_data(numbers_under(part, text, facts)) if text else []
        if same and not (seen and row is not None and row.under != under):
            continue
        ReportText.objects.create(
            plan=plan,
            kind=kind,
            data_year=facts.year,
            part=part,
            text=text,
            unit=unit if text else None,
            under=under,
            by=by.label,
            at=timezone.now(),
        )
        changed.append(part)
    if changed:
        after = {"report": str(Report.Kind(kind).label), "year": facts.year, "chapters": changed}
        record(by=by, action="reports.texts", target=plan, after=after)
    return len(changed)


@transaction.atomic
def save_style(*, by: Actor, kind: str, text: str, note: str = "") -> ReportStyle | None:
    """Keep a place's own style of a kind, "" takes it back; None where nothing changed."""
    place = by.place
    if place is None or not may_write(by, kind):
        raise PermissionDenied(writer_words(kind))
    newest = ReportStyle.objects.filter(place=place, kind=kind).order_by("-at", "-pk").first()
    if (newest.text if newest else "") == text:
        return None
    made = ReportStyle.objects.create(
        place=place, kind=kind, text=text, note=note.strip()[:200], by=by.label, at=timezone.now()
    )
    record(by=by, action="reports.style", target=made, after={"report": str(Report.Kind(kind).label), "overlay": text})
    return made
