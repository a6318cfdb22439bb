"""The process that writes one long report (`python -m fuertong_web.reports.writing UID`): progress, then the version.

Progress is said by a thread with a connection of its own, because the work itself must not hold the data base.
"""

import logging
import os
import sys
from datetime import date
from typing import Any

BEAT_SECONDS = 0.5
_log = logging.getLogger(__name__)
_BROKEN = "编写时出错，没有生成新的一稿，已有的各稿不受影响。请再试一次；仍不行请联系系统管理员。"


class _Told:
    """How far the work is, as the writer says it; `say` writes it down with the sign of life."""

    share = 0.0
    words = "读取数据"

    def __init__(self, pk: int) -> None:
        self.pk = pk

    def __call__(self, share: float, words: str) -> None:
        self.share, self.words = share, words

    def say(self) -> None:
        from django.utils import timezone

        percent = min(99, round(self.share * 100))
        _update(self.pk, heartbeat=timezone.now(), percent=percent, step=self.words[:200])


def write(uid: str) -> None:
    """Write the report a run asks for; a run another process has in hand is left alone."""
    from django.db.models import Q
    from django.utils import timezone

    from fuertong.errors import FuertongError
    from fuertong_web.background import SILENT, beating
    from fuertong_web.reports.writing_models import ReportRun

    now = timezone.now()
    State = ReportRun.State
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, heartbeat__lt=now - SILENT)
    if not ReportRun.objects.filter(free, uid=uid).update(state=State.RUNNING, heartbeat=now):
        return
    run = ReportRun.objects.select_related("plan__place__region", "user").get(uid=uid)
    told = _Told(run.pk)
    try:
        with beating(told.say, seconds=BEAT_SECONDS):
            version = _made(run, told)
    except FuertongError as error:
        _update(run.pk, state=State.FAILED, message=str(error)[:500])
    except Exception:
        _log.exception("writing a report broke off")
        _update(run.pk, state=State.FAILED, message=_BROKEN)
    else:
        _update(run.pk, state=State.DONE, version=version, percent=100, step="")


def _made(run: Any, told: _Told) -> Any:
    from fuertong.reports.dressing import Dress
    from fuertong.reports.storing import from_data
    from fuertong_web.accounts.selectors import actor_for
    from fuertong_web.reports.actions.making import make_report

    known_on = run.options["known_on"]
    return make_report(
        by=actor_for(run.user, place_id=run.plan.place_id),
        plan=run.plan,
        data_year=run.data_year,
        kind=run.kind,
        without_gaps=run.options["without_gaps"],
        keep_edits=run.options["keep_edits"],
        dress=from_data(Dress, run.options["dress"]),
        known_on=date.fromisoformat(known_on) if known_on else None,
        progress=told,
    )


def _update(pk: int, **fields: Any) -> None:
    from fuertong_web.reports.writing_models import ReportRun

    ReportRun.objects.filter(pk=pk).update(**fields)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuertong_web.settings")
    import django

    django.setup()
    write(sys.argv[1])
