"""`fuertong judge-again`: judge stored places anew, with a line a part; `--waiting` works off what pages asked for."""

import argparse

from fuertong.errors import FuertongError
from fuertong_web.accounts.roles import Role
from fuertong_web.assessment.actions import ask_for_judging
from fuertong_web.assessment.run_models import JudgingPart, JudgingRun
from fuertong_web.assessment.selectors.runs import progress_of
from fuertong_web.assessment.working import work_off
from fuertong_web.example.actors import acting
from fuertong_web.places.models import Place


def run(arguments: argparse.Namespace) -> int:
    """Work off what waits, or judge one place (all places without `--place`) here and now; 1 when one failed."""
    if arguments.waiting:
        work_off()
        return 0
    failed = 0
    for place in _places(arguments.place):
        by = acting(place, "命令行", Role.STATISTICIAN)
        try:
            asked, _ = ask_for_judging(
                by=by, place=place, below=arguments.below, all_years=arguments.all_years, start=False
            )
        except FuertongError as error:
            print(f"○ {place}：{error}")
            continue
        if not work_off(said=_say, only=asked):
            print(f"○ {place}：后台正在研判，这里不再重复。请在“重新研判”页面看进度。")
            continue
        asked.refresh_from_db()
        print(f"{'●' if asked.state == JudgingRun.State.DONE else '✕'} {place}：{progress_of(asked).words}", flush=True)
        failed += asked.state != JudgingRun.State.DONE
    return 1 if failed else 0


def _places(code: str | None) -> list[Place]:
    places = list(Place.objects.select_related("region").order_by("region__code"))
    if code is None:
        return places
    chosen = [place for place in places if place.code == code]
    if not chosen:
        raise FuertongError(f"没有代码为{code}的地区。请用行政区划代码，如{places[0].code if places else '371500'}。")
    return chosen


def _say(part: JudgingPart, new: int, left: int) -> None:
    print(f"  {part}：{new}项有新的研判结果，还有{left}处。", flush=True)
