"""Unit reports (单位报告) of a place: which units write, what goes out pre-filled, what has come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fuertong.model.organisation import Unit as CoreUnit
from fuertong.model.organisation import UnitKind
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data
from fuertong.reports.unit_reports import Occasion, Returned, tasks_of, units_in_force
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.facts import gather
from fuertong_web.collection.selectors import year_in_hand
from fuertong_web.places.models import Place, Unit
from fuertong_web.plans.selectors import plans_of
from fuertong_web.reports.life_models import UnitReport
from fuertong_web.reports.selectors import sees_drafts

TERMS = {Occasion.ANNUAL: "年度落实情况和下一年工作安排", Occasion.MIDTERM: "中期自评", Occasion.FINAL: "终期自评"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit: how many goals it leads and supports, and its newest file of the occasion."""

    unit: Unit
    leads: int
    supports: int
    report: UnitReport | None
    missing: int = 0
    changed: int = 0

    @property
    def missing_words(self) -> str:
        """How much is still to be written."""
        return f"缺{self.missing}处"

    @property
    def changed_words(self) -> str:
        """How many printed numbers the unit changed."""
        return f"改数{self.changed}处"


def facts_of(actor: Actor) -> list[Facts]:
    """The active plans of the place with the year in hand, as the actor sees them."""
    place = actor.place
    if place is None:
        return []
    year = year_in_hand(place) or timezone.localdate().year - 1
    return [gather(actor, plan, year) for plan in plans_of(place).select_related("place__region")]


def core_units(place: Place, on: date | None = None) -> list[CoreUnit]:
    """The units in force with the names of those they took over from."""
    rows = place.units.prefetch_related("successions__new").order_by("order", "code")
    return units_in_force([_core(row) for row in rows], on or timezone.localdate())


def lines_of(actor: Actor, plans: Sequence[Facts], occasion: Occasion, year: int) -> list[Line]:
    """The units that lead goals: all for who writes reports, the own ones for a unit."""
    if actor.place is None:
        return []
    rows = {unit.code: unit for unit in actor.place.units.all()}
    newest = newest_of(actor.place, occasion, year)
    found = []
    for core in core_units(actor.place):
        unit = rows[core.code]
        if not may_see(actor, unit):
            continue
        tasks = tasks_of(core, plans)
        if tasks.leads:
            report = newest.get(unit.pk)
            seen = report.seen if report else {}
            found.append(
                Line(
                    unit=unit,
                    leads=len(tasks.leads),
                    supports=len(tasks.supports),
                    report=report,
                    missing=len(seen.get("missing", [])),
                    changed=len(seen.get("numbers", [])),
                )
            )
    return found


def newest_of(place: Place, occasion: Occasion, year: int) -> dict[int, UnitReport]:
    """The newest file of each unit."""
    rows = UnitReport.objects.filter(place=place, occasion=occasion.value, year=year).select_related("file", "unit")
    return {row.unit_id: row for row in rows.defer("file__content").order_by("at", "pk")}


def returned_of(place: Place, occasion: Occasion, year: int) -> list[Returned]:
    """What the units have written, newest file of each."""
    rows = sorted(newest_of(place, occasion, year).values(), key=lambda row: (row.unit.order, row.unit.code))
    return [from_data(Returned, row.seen) for row in rows]


def may_see(actor: Actor, unit: Unit) -> bool:
    """Whether the actor reads and hands in the unit's report."""
    if actor.place is None or unit.place_id != actor.place.pk:
        return False
    return sees_drafts(actor) or (actor.can(Permission.REPORT_WRITE_OWN) and unit.pk in actor.unit_ids)


def _core(row: Unit) -> CoreUnit:
    return CoreUnit(
        code=row.code,
        name=row.name,
        short=row.short,
        aliases=tuple(row.aliases),
        kind=UnitKind(row.kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=tuple(one.new.code for one in row.successions.all()),
    )
