"""The process that judges in the background: it takes runs that wait, one part after the other, and says it lives.

A part is reckoned outside any transaction, so that people can save meanwhile, and stored only if its place has not
been judged anew since; a run of which the process was killed is taken up where it stood.
"""

import logging
import time
import uuid
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.actions.judging import reckon, store
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.run_models import JudgingPart, JudgingRun
from fuertong_web.audit.actions import hold_chain
from fuertong_web.background import SILENT, beating

BEAT_SECONDS = 5.0
Said = Callable[[JudgingPart, int, int], None]
_log = logging.getLogger(__name__)


class Lost(Exception):
    """Another process has taken the run."""


def work_off(*, said: Said | None = None, only: JudgingRun | None = None) -> int:
    """Work off every run that waits or broke off (or `only` one); `said` hears of each part. Returns how many runs."""
    worker, count = str(uuid.uuid4()), 0
    while True:
        run = _claim(worker, only)
        if run is None and (only is not None or not _falls_silent()):
            return count
        if run is None:
            continue
        count += 1
        try:
            with beating(partial(_alive, run, worker), seconds=BEAT_SECONDS):
                _run(run, worker, said)
        except Lost:
            _log.info("another process took the run")
        if only is not None:
            return count


def _falls_silent() -> bool:
    """Whether one of the runs under way gives no sign of life while we wait: its process was killed a moment ago."""
    under_way = JudgingRun.objects.filter(state=JudgingRun.State.RUNNING)
    beats = dict(under_way.values_list("pk", "heartbeat"))
    if not beats:
        return False
    time.sleep(SILENT.total_seconds() + 1)
    return any(beats.get(pk) == beat for pk, beat in under_way.values_list("pk", "heartbeat"))


def _claim(worker: str, only: JudgingRun | None) -> JudgingRun | None:
    """Take the oldest run nobody works at; of two processes that want it one gets it."""
    now = timezone.now()
    free = Q(state=JudgingRun.State.WAITING) | Q(state=JudgingRun.State.RUNNING, heartbeat__lt=now - SILENT)
    rows = JudgingRun.objects.filter(free)
    if only is not None:
        rows = rows.filter(pk=only.pk)
    for run in rows.select_related("place__region").order_by("pk"):
        mine = JudgingRun.objects.filter(free, pk=run.pk, worker=run.worker).update(
            state=JudgingRun.State.RUNNING,
            worker=worker,
            heartbeat=now,
            started_at=run.started_at or now,
            message="",
        )
        if mine:
            return run
    return None


def _run(run: JudgingRun, worker: str, said: Said | None) -> None:
    part: JudgingPart | None = None
    try:
        ended = False
        while not ended:
            while (part := _next(run)) is not None:
                new = _judge(run, part, worker)
                if new is not None and said is not None:
                    said(part, new, run.parts.filter(done_at=None).count())
            ended = _end(run, worker)
    except FuertongError as error:
        _fail(run, worker, str(error))
    except Lost:
        raise
    except Exception:
        _log.exception("judging in the background broke off")
        where = str(part) if part is not None else str(run.place)
        _fail(run, worker, f"研判{where}时出错，已完成的部分保留。请点“继续”再试；仍不行请联系系统管理员。")


def _next(run: JudgingRun) -> JudgingPart | None:
    return run.parts.filter(done_at=None).select_related("place__region").order_by("pk").first()


def _judge(run: JudgingRun, part: JudgingPart, worker: str) -> int | None:
    """Judge one part; None where its values changed meanwhile, so that it has to be judged once more."""
    seen = _newest(part)
    found = reckon(part.place, part.data_year)
    by = Actor(label=f"后台研判（{run.by}）", place=part.place)
    with transaction.atomic():
        # Whoever accepts values holds the log before it judges: from here on nobody judges beside us.
        hold_chain()
        if not _alive(run, worker):
            raise Lost
        row = JudgingPart.objects.filter(pk=part.pk, asked_at=part.asked_at, done_at=None)
        if not row.exists() or _newest(part) != seen:
            return None
        new = store(found, by=by)
        row.update(done_at=timezone.now(), new=new)
    return new


def _newest(part: JudgingPart) -> int | None:
    rows = Assessment.objects.filter(region=part.place.region_id, data_year=part.data_year)
    newest: int | None = rows.aggregate(newest=Max("pk"))["newest"]
    return newest


def _end(run: JudgingRun, worker: str) -> bool:
    """Done, unless a part was asked for again in the last moment."""
    with transaction.atomic():
        hold_chain()
        if run.parts.filter(done_at=None).exists():
            return False
        JudgingRun.objects.filter(pk=run.pk, worker=worker).update(
            state=JudgingRun.State.DONE, ended_at=timezone.now(), worker=""
        )
    return True


def _fail(run: JudgingRun, worker: str, message: str) -> None:
    JudgingRun.objects.filter(pk=run.pk, worker=worker).update(
        state=JudgingRun.State.FAILED, message=message[:300], ended_at=timezone.now(), worker=""
    )


def _alive(run: JudgingRun, worker: str) -> int:
    """Say that the process lives; 0 where the run is another's by now."""
    return JudgingRun.objects.filter(pk=run.pk, worker=worker).update(heartbeat=timezone.now())
