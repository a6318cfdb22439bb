"""预警: raised silently with an assessment, released or cleared by a person; both stay on record."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import SYSTEM, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.colours import fired
from fuertong_web.assessment.models import Assessment, Warning
from fuertong_web.assessment.selectors import first_red_at
from fuertong_web.audit.actions import record


def raise_warnings(assessments: list[Assessment], *, deadlines: dict[int, int]) -> int:
    """Raise what the assessments set off (待核实); one warning a target, year and rule.

    What nobody has decided on yet and the newest judging no longer sets off is cleared by the system, and raised again
    should it come back.
    """
    if not assessments:
        return 0
    year = assessments[0].data_year
    red_before = set(first_red_at([row.target for row in assessments], year - 1))
    due = {
        (row.target_id, rule.code): Warning(
            assessment=row,
            target=row.target,
            data_year=year,
            colour=rule.colour,
            rule=rule.code,
            sentence=f"{row.target.name}：{rule.words}。",
            raised_at=row.at,
        )
        for row in assessments
        for rule in fired(row, deadline=deadlines[row.target_id], red_last_year=row.target_id in red_before)
    }
    known = {
        (row.target_id, row.rule): row
        for row in Warning.objects.filter(data_year=year, target__in=[row.target_id for row in assessments])
    }
    _clear([row for key, row in known.items() if key not in due and row.state == Warning.State.RAISED])
    _raise_again([row for key, row in known.items() if key in due and row.decided_by == SYSTEM.label])
    fresh = [row for key, row in due.items() if key not in known]
    Warning.objects.bulk_create(fresh)
    return len(fresh)


def _clear(rows: list[Warning]) -> None:
    Warning.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Warning.State.CLEARED,
        decided_by=SYSTEM.label,
        decided_at=timezone.now(),
        decision="最新数据不再触发这条预警。",
    )


def _raise_again(rows: list[Warning]) -> None:
    Warning.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Warning.State.RAISED, decided_by="", decided_at=None, decision=""
    )


@transaction.atomic
def decide_warning(*, by: Actor, warning: Warning, release: bool, decision: str) -> Warning:
    """Release a warning to others or clear it; the reason stays on record."""
    if not by.can(Permission.VERDICT_WRITE) or not by.can(Permission.SIGNAL_SEE):
        raise PermissionDenied("预警由妇儿工委办核实后发布或解除。")
    if warning.state != Warning.State.RAISED:
        raise FuertongError(f"这条预警已由{warning.decided_by}处理。")
    if not decision.strip():
        raise FuertongError("请写明核实情况。")
    warning.state = Warning.State.RELEASED if release else Warning.State.CLEARED
    warning.decided_by, warning.decided_at, warning.decision = by.label, timezone.now(), decision.strip()
    warning.save()
    record(
        by=by,
        action="assessment.warning",
        target=warning,
        before={"state": Warning.State.RAISED.value},
        after={"state": warning.state, "decision": warning.decision},
    )
    return warning
