"""A practice copy (练习) of a unit's form: filled, pasted and checked like the real one, never stored as data."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong.model.observation import ValueStatus
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.cells import COLUMNS
from fuertong_web.collection.checking import findings_of
from fuertong_web.collection.entries import resolve
from fuertong_web.collection.models import Cell
from fuertong_web.collection.selectors import form_for
from fuertong_web.collection.sheet import ABSENCES, STATUSES, count, lines_of
from fuertong_web.collection.views.pages import crumbs


@needs(Permission.VALUES_WRITE_OWN, Permission.VALUES_PROXY)
def form_practice(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The form empty, as an exercise; 检查 says what 报送 would say, and nothing is written anywhere."""
    form = form_for(request.actor, uid)
    lines = lines_of(request.actor, form)
    for line in lines:
        _try(line.cell, {field: str(request.POST.get(f"{field}-{line.uid}", "")) for field in COLUMNS})
    checked = request.method == "POST"
    found = findings_of(form, [line.cell for line in lines], whole=checked)
    for line in lines:
        line.findings = found.get(line.uid, [])
        line.fields = {field: str(getattr(line.cell, column)) for field, column in COLUMNS.items()}
    context = {
        "found": form,
        "round": form.round,
        "lines": lines,
        "count": count(lines),
        "checked": checked,
        "ready": checked and not any(line.mend or line.explain for line in lines),
        "writes": True,
        "practice": True,
        "absences": ABSENCES,
        "has_parts": any(line.asks_parts for line in lines),
        "problems": [line for line in lines if line.mend or line.explain] if checked else [],
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("练习", ""), form=form
        ),
    }
    return render(request, "collection/form_practice.html", context)


def _try(cell: Cell, texts: dict[str, str]) -> None:
    """Fill a cell in memory only."""
    for field, column in COLUMNS.items():
        size = int(getattr(Cell._meta.get_field(column), "max_length", 0))
        setattr(cell, column, texts[field][:size])
    if cell.status not in dict(STATUSES):
        cell.status = ValueStatus.FINAL
    if cell.absence not in dict(ABSENCES):
        cell.absence = ""
    read = resolve(
        cell.indicator,
        raw=cell.raw,
        numerator=cell.raw_numerator,
        denominator=cell.raw_denominator,
        absence=cell.absence,
    )
    cell.value, cell.decimals, cell.absence = read.value, read.decimals, read.absence
    cell.numerator, cell.denominator = read.numerator, read.denominator
    cell.attested = cell.return_reason = ""
