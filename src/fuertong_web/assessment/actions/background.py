"""后台研判: ask for places to be judged again by a process of its own; asking twice starts nothing twice."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.run_models import JudgingPart, JudgingRun
from fuertong_web.assessment.selectors.runs import active_run, is_silent, parts_wanted
from fuertong_web.audit.actions import hold_chain, record
from fuertong_web.background import start_detached
from fuertong_web.collection.models import Observation
from fuertong_web.places.models import Place

LARGE = 20_000
"""Values of a place from which judging leaves the second in which they are accepted (docs/reference/performance.md)."""


def is_large(place: Place) -> bool:
    """Whether the place holds more values, lower regions' among them, than are judged while a person waits."""
    return Observation.objects.filter(indicator__place=place).order_by()[LARGE : LARGE + 1].exists()


@transaction.atomic
def ask_for_judging(
    *, by: Actor, place: Place, below: bool = False, all_years: bool = False, reason: str = "", start: bool = True
) -> tuple[JudgingRun, bool]:
    """Ask for the place, and the places below it, to be judged again; the run, and whether it was not there before.

    A run that is waiting or under way is given back as it is; FuertongError where there is nothing to judge. With
    `start` False the caller works it off itself.
    """
    if not by.can(Permission.SIGNAL_SEE) or by.place != place:
        raise PermissionDenied("重新研判由妇儿工委办或统计人员发起。")
    known = active_run(place)
    if known is not None:
        return known, False
    wanted = parts_wanted(place, below=below, all_years=all_years)
    if not wanted:
        raise FuertongError("还没有可以研判的规划和数据，请先确认规划并接受数据。")
    run = _begin(by, place, below=below, reason=reason)
    if run is None:
        raise FuertongError("这个地区刚刚已经发起了重新研判，请刷新页面看进度。")
    at = run.at
    JudgingPart.objects.bulk_create(
        [JudgingPart(run=run, place_id=pk, data_year=year, asked_at=at) for pk, year in wanted]
    )
    record(by=by, action="assessment.rejudge", target=place, after={"parts": len(wanted), "below": below})
    if start:
        transaction.on_commit(start_worker)
    return run, True


@transaction.atomic
def ask_for_year(*, by: Actor, place: Place, data_year: int) -> JudgingRun:
    """A large place's values or targets changed: its year is judged after the change, also where a run is under way."""
    # The process that judges holds the log while it stores and ends a run: it has done so, or sees what is asked here.
    hold_chain()
    now = timezone.now()
    run = active_run(place) or _begin(by, place, below=False, reason="数据或目标有变化") or active_run(place)
    if run is None:
        raise FuertongError("后台研判没有登记成功，请再试一次。")
    JudgingPart.objects.update_or_create(
        run=run, place=place, data_year=data_year, defaults={"asked_at": now, "done_at": None}
    )
    transaction.on_commit(start_worker)
    return run


@transaction.atomic
def go_on(*, by: Actor, run: JudgingRun, now: datetime | None = None) -> bool:
    """Take up a run that broke off or failed; what is judged already is not judged again. False where it is alive."""
    if not by.can(Permission.SIGNAL_SEE) or by.place != run.place:
        raise PermissionDenied("重新研判由妇儿工委办或统计人员发起。")
    broken = run.state == JudgingRun.State.FAILED or is_silent(run, now=now)
    if not broken:
        return False
    if run.state == JudgingRun.State.FAILED and active_run(run.place) is not None:
        raise FuertongError("这个地区已有一次研判正在办理，请等它完成。")
    JudgingRun.objects.filter(pk=run.pk).update(
        state=JudgingRun.State.WAITING, worker="", message="", heartbeat=timezone.now(), ended_at=None
    )
    record(by=by, action="assessment.rejudge", target=run.place, after={"resumed": True})
    transaction.on_commit(start_worker)
    return True


def start_worker() -> None:
    """Start a process that works off what waits; one too many finds nothing to take and ends at once."""
    start_detached("fuertong", "judge-again", "--waiting")


def resume_all() -> int:
    """At the start of the server: whatever waits or broke off is taken up; returns how many runs."""
    active = JudgingRun.objects.filter(state__in=[JudgingRun.State.WAITING, JudgingRun.State.RUNNING])
    count = active.count()
    if count:
        start_worker()
    return count


def _begin(by: Actor, place: Place, *, below: bool, reason: str) -> JudgingRun | None:
    """A new run, None where another request was quicker."""
    try:
        with transaction.atomic():
            return JudgingRun.objects.create(
                place=place, below=below, reason=reason[:200], by=by.label, at=timezone.now()
            )
    except IntegrityError:
        return None
