"""Runs of judging in the background: what is wanted, how far one came, whether its process is still alive."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.http import Http404
from django.utils import timezone

from fuertong.assess import DEFAULTS
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.run_models import JudgingPart, JudgingRun
from fuertong_web.background import SILENT, UNTAKEN
from fuertong_web.collection.selectors import year_in_hand
from fuertong_web.places.models import Place, Region
from fuertong_web.plans.models import Plan

ACTIVE = (JudgingRun.State.WAITING, JudgingRun.State.RUNNING)
LEVELS = 4  # province, city, county, township


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run came: parts done of all, new results, the part in hand, and whether its process went silent."""

    run: JudgingRun
    done: int
    total: int
    new: int
    at_work: str
    silent: bool

    @property
    def is_open(self) -> bool:
        """Whether it has not ended, so that the page should keep looking."""
        return self.run.state in ACTIVE

    @property
    def may_go_on(self) -> bool:
        """Whether a person can take it up again."""
        return self.silent or self.run.state == JudgingRun.State.FAILED

    @property
    def words(self) -> str:
        """One sentence for the page."""
        state = self.run.state
        if state == JudgingRun.State.DONE:
            changed = f"{self.new}项有新的研判结果" if self.new else "结果与原来相同"
            return f"已全部完成，共{self.total}处，{changed}。"
        if state == JudgingRun.State.FAILED:
            return self.run.message or "没有完成，请继续办理。"
        if self.silent:
            return f"后台程序没有回音，可能已停止；已完成的{self.done}处保留。请点“继续”接着办理。"
        if state == JudgingRun.State.WAITING:
            return "已登记，等待后台程序开始。"
        return f"正在研判{self.at_work}，页面会自动更新；您可以离开这一页，不影响办理。"


def run_for(actor: Actor, uid: UUID) -> JudgingRun:
    """A run of the actor's place; Http404 elsewhere."""
    found = JudgingRun.objects.select_related("place__region").filter(uid=uid, place=actor.place).first()
    if found is None:
        raise Http404
    return found


def active_run(place: Place) -> JudgingRun | None:
    """The place's run that has not ended."""
    return JudgingRun.objects.filter(place=place, state__in=ACTIVE).first()


def newest_run(place: Place) -> JudgingRun | None:
    """The place's newest run."""
    return JudgingRun.objects.filter(place=place).select_related("place__region").first()


def past_runs(place: Place, *, most: int = 10) -> list[Progress]:
    """The newest runs of the place with how far they came; two queries."""
    runs = JudgingRun.objects.filter(place=place).select_related("place__region")
    counted = runs.annotate(
        total=Count("parts"), finished=Count("parts", filter=Q(parts__done_at__isnull=False)), found=Sum("parts__new")
    )
    return [
        Progress(run=run, done=run.finished, total=run.total, new=run.found or 0, at_work="", silent=is_silent(run))
        for run in counted.order_by("-pk")[:most]
    ]


def is_silent(run: JudgingRun, *, now: datetime | None = None) -> bool:
    """Whether a run that should be under way has given no sign of life for too long.

    One that waits its turn behind another run is not silent.
    """
    if run.state not in ACTIVE:
        return False
    now, waiting = now or timezone.now(), run.state == JudgingRun.State.WAITING
    if now - (run.heartbeat or run.at) <= (UNTAKEN if waiting else SILENT):
        return False
    alive = JudgingRun.objects.filter(state=JudgingRun.State.RUNNING, heartbeat__gt=now - SILENT)
    return not (waiting and alive.exists())


def progress_of(run: JudgingRun) -> Progress:
    """How far the run came."""
    parts = JudgingPart.objects.filter(run=run)
    counts = parts.aggregate(total=Count("pk"), done=Count("done_at"), new=Sum("new"))
    first = parts.filter(done_at=None).select_related("place__region").order_by("pk").first()
    return Progress(
        run=run,
        done=counts["done"],
        total=counts["total"],
        new=counts["new"] or 0,
        at_work=str(first) if first else "",
        silent=is_silent(run),
    )


def places_below(place: Place) -> list[Place]:
    """The places of this instance whose regions lie below the place's, nearest level first."""
    above, found = [place.region_id], list[int]()
    for _ in range(LEVELS):
        above = list(Region.objects.filter(parent__in=above, valid_to=None).values_list("pk", flat=True))
        if not above:
            break
        found += above
    return list(Place.objects.filter(region__in=found).select_related("region").order_by("region__code"))


def parts_wanted(place: Place, *, below: bool, all_years: bool) -> list[tuple[int, int]]:
    """Place and data year of each part: the year in hand, with `all_years` every year judged before too."""
    places = [place, *(places_below(place) if below else [])]
    with_plan = set(
        Plan.objects.filter(place__in=places, state=Plan.State.ACTIVE).values_list("place_id", flat=True).distinct()
    )
    wanted = []
    for one in places:
        if one.pk not in with_plan:
            continue
        years = {year_in_hand(one)}
        if all_years:
            years |= set(
                Assessment.objects.filter(region=one.region_id)
                .order_by("data_year")
                .values_list("data_year", flat=True)
                .distinct()
            )
        wanted += [(one.pk, year) for year in sorted(year for year in years if year is not None)]
    return wanted


def judged_by_old_method(places: list[Place]) -> int:
    """How many of the places were last judged by another version of the method than today's."""
    newest = (
        Assessment.objects.filter(region__in=[place.region_id for place in places])
        .order_by("region")
        .values("region")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    return Assessment.objects.filter(pk__in=newest).exclude(method_version=DEFAULTS.version).count()
