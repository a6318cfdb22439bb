"""Long reports are written in the background (后台编写): asked for once, taken up again after a break."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from fuertong.reports.dressing import Dress
from fuertong.reports.storing import to_data
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.background import SILENT, UNTAKEN, start_detached
from fuertong_web.plans.models import Plan
from fuertong_web.reports.kinds import may_write, writer_words
from fuertong_web.reports.models import Report
from fuertong_web.reports.writing_models import ReportRun

ACTIVE = (ReportRun.State.WAITING, ReportRun.State.RUNNING)


def ask_for_report(
    *,
    by: Actor,
    plan: Plan,
    data_year: int,
    kind: str,
    without_gaps: bool = False,
    keep_edits: bool = True,
    dress: Dress | None = None,
    known_on: date | None = None,
) -> tuple[ReportRun, bool]:
    """The run that writes the report, and whether it was begun now; one under way is given back as it is."""
    if not may_write(by, kind) or plan.place != by.place or by.user is None:
        raise PermissionDenied(writer_words(kind))
    options: dict[str, Any] = {
        "without_gaps": without_gaps,
        "keep_edits": keep_edits,
        "dress": to_data(dress or Dress()),
        "known_on": known_on.isoformat() if known_on else None,
    }
    try:
        with transaction.atomic():
            run = ReportRun.objects.create(
                plan=plan,
                kind=kind,
                data_year=data_year,
                options=options,
                user=by.user,
                by=by.label,
                at=timezone.now(),
            )
            record(
                by=by,
                action="reports.run",
                target=run,
                after={"report": str(Report.Kind(kind).label), "year": data_year},
            )
            transaction.on_commit(lambda: start(run.uid))
    except IntegrityError:
        return ReportRun.objects.get(plan=plan, kind=kind, data_year=data_year, state__in=ACTIVE), False
    return run, True


@transaction.atomic
def write_again(*, by: Actor, run: ReportRun) -> bool:
    """Take up a run that broke off; False where it is alive or done."""
    if not may_write(by, run.kind) or run.plan.place != by.place:
        raise PermissionDenied(writer_words(run.kind))
    if not is_silent(run):
        return False
    ReportRun.objects.filter(pk=run.pk).update(
        state=ReportRun.State.WAITING, heartbeat=timezone.now(), percent=0, step="", message=""
    )
    record(by=by, action="reports.run", target=run, after={"resumed": True})
    transaction.on_commit(lambda: start(run.uid))
    return True


def is_silent(run: ReportRun) -> bool:
    """Whether a run that should be under way gave no sign of life for long."""
    if run.state == ReportRun.State.WAITING:
        return (run.heartbeat or run.at) < timezone.now() - UNTAKEN
    return run.state == ReportRun.State.RUNNING and (run.heartbeat or run.at) < timezone.now() - SILENT


def start(uid: UUID) -> None:
    """Start the process that writes the report."""
    start_detached("fuertong_web.reports.writing", str(uid))
