"""A unit's report handed in (交回单位报告), by the unit or by the office for it; every file is kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.reports.unit_reports import Occasion
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Unit
from fuertong_web.reports.files_apart import unit_report_apart
from fuertong_web.reports.life_models import UnitReport
from fuertong_web.reports.unit_reports import core_units, facts_of, may_see
from fuertong_web.ui.downloads import DOCX


def take_unit_report(*, by: Actor, name: str, content: bytes, unit: Unit | None, occasion: Occasion) -> UnitReport:
    """Read a unit's file by its title, or as the unit's given; FuertongError when it cannot be told or read."""
    if by.place is None or not (by.can(Permission.REPORT_WRITE_OWN) or by.can(Permission.REPORT_WRITE_EVALUATION)):
        raise PermissionDenied("单位报告由责任单位交回，或由妇儿工委办代为收回。")
    code = unit.code if unit else ""
    seen = unit_report_apart(
        content, name=name, plans=facts_of(by), units=core_units(by.place), unit=code, occasion=occasion
    )
    found = by.place.units.get(code=seen.pop("code"))
    if not may_see(by, found):
        raise PermissionDenied(f"这是{found.name}的报告，请由该单位或妇儿工委办交回。")
    with transaction.atomic():
        file = store_file(by=by, place=by.place, name=name, content=content, media_type=DOCX)
        made = UnitReport.objects.create(
            place=by.place,
            unit=found,
            occasion=seen["occasion"],
            year=seen["year"],
            file=file,
            seen=seen,
            by=by.label,
            at=timezone.now(),
        )
        record(
            by=by,
            action="reports.unit_report",
            target=made,
            after={"unit": found.name, "year": made.year, "missing": len(seen["missing"]), "sha256": file.sha256},
        )
    return made
