"""Rounds passed down (下发): what lower places are asked for, what a place owes upwards, and what it can deliver."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from fuertong.model.indicator import Way
from fuertong.model.observation import Absence
from fuertong.model.organisation import Level
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.enums import FormState, RoundKind, RoundState
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.models import Cell, Form, Observation, Revision, Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.periods import same_stretch
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.collection.selectors.scheme import Asked, in_force, produced_by
from fuertong_web.collection.selectors.schemes import version_to_open
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region

LOWER = {Level.PROVINCE: (Level.CITY, Level.COUNTY), Level.CITY: (Level.COUNTY,)}
TO_DELIVER = (FormState.NOT_BEGUN, FormState.FILLING, FormState.RETURNED)


def lower_regions(place: Place) -> list[Region]:
    """The cities or counties directly below, those of this installation with their place; none below a county."""
    levels = LOWER.get(Level(place.region.level), ())
    rows = Region.objects.filter(parent=place.region, valid_to=None, level__in=levels)
    return list(rows.select_related("place").order_by("code"))


def asked_below(round: Round) -> tuple[list[Asked], list[Indicator]]:
    """What lower places are asked for in a round, and what of the round they do not produce.

    The round's indicators; where lines of its scheme are marked 下级也报, those.
    """
    place = round.place
    cells = Cell.objects.filter(form__round=round, form__passed=None, region=place.region_id)
    asked = {cell.indicator_id: cell.indicator for cell in cells.select_related("indicator").order_by("form", "order")}
    lines = {line.indicator.code: line for line in _lines(round)}
    marked = {code for code, line in lines.items() if line.from_below}
    below = next((region.level for region in lower_regions(place)), Level.COUNTY.value)
    found: list[Asked] = []
    left: list[Indicator] = []
    for indicator in asked.values():
        line = lines.get(indicator.code)
        if marked and indicator.code not in marked:
            continue
        production = produced_by(indicator, below)
        if production.way in (Way.NONE, Way.SAMPLE, Way.UPPER):
            left.append(indicator)
            continue
        groups = line.breakdowns if line is not None else indicator.breakdowns
        found.append(Asked(indicator=indicator, breakdowns=tuple(groups), production=production))
    return found, left


def _lines(round: Round) -> Iterable[SchemeLine]:
    return round.scheme.lines.select_related("indicator") if round.scheme is not None else ()


def passed_by(round: Round) -> dict[int, PassedForm]:
    """The passed forms of a round by form; one query."""
    rows = PassedForm.objects.filter(form__round=round).select_related("region__place", "lower_round")
    return {row.form_id: row for row in rows}


def progress_below(round: Round) -> dict[int, str]:
    """How far each lower place is, in words, by form; two queries."""
    rows = Form.objects.filter(round__for_upper__form__round=round).values("round__for_upper__form")
    counted = {
        row["round__for_upper__form"]: (row["accepted"], row["total"])
        for row in rows.annotate(total=Count("pk"), accepted=Count("pk", filter=Q(state=FormState.ACCEPTED))).order_by()
    }
    return {pk: _progress(row, counted.get(pk)) for pk, row in passed_by(round).items()}


def _progress(row: PassedForm, counted: tuple[int, int] | None) -> str:
    if not hasattr(row.region, "place"):
        return "下级，不在本系统"
    if row.taken_at is None:
        return "下级，尚未接收"
    if counted is None:
        return "下级，已接收"
    return f"下级，已接受{counted[0]}/{counted[1]}张单位报表"


def tasks_for(actor: Actor) -> list[PassedForm]:
    """What the actor's place owes to the rounds above, newest round first."""
    if actor.place is None or actor.code_form_id is not None:
        return []
    rows = PassedForm.objects.filter(region=actor.place.region).select_related(
        "form__round__place__region", "form__unit", "region", "lower_round"
    )
    return list(rows.order_by("-form__round__work_year", "-form__round__opens_on", "-pk"))


def waiting_tasks(actor: Actor) -> list[PassedForm]:
    """The tasks from above that wait for an act of the place."""
    return [row for row in tasks_for(actor) if row.form.state in TO_DELIVER and row.form.round.state == RoundState.OPEN]


def task_for(actor: Actor, uid: UUID) -> PassedForm:
    """One task from above; Http404 for another place's."""
    found = next((row for row in tasks_for(actor) if row.uid == uid), None)
    if found is None:
        raise Http404
    return found


def groups_of(task: PassedForm) -> dict[str, tuple[str, ...]]:
    """The breakdowns asked of each indicator of a task, by code."""
    wanted = set(task.form.cells.values_list("indicator__code", flat=True))
    asked, _ = asked_below(task.form.round)
    return {one.indicator.code: one.breakdowns for one in asked if one.indicator.code in wanted}


def holding_version(task: PassedForm, groups: Mapping[str, tuple[str, ...]]) -> SchemeVersion | None:
    """The version of the lower place's scheme that asks for all of a task: the one in force, else the newest.

    A round about the whole scheme or its key indicators wants its lines as the read-only base, others any line.
    """
    place = task.region.place
    as_base = task.form.round.kind in (RoundKind.FULL, RoundKind.KEY)
    newest = place.scheme_versions.order_by("-no").first()
    for version in (version_to_open(place), newest):
        if version is not None and _holds(version, groups, as_base=as_base):
            return version
    return None


def _holds(version: SchemeVersion, groups: Mapping[str, tuple[str, ...]], *, as_base: bool) -> bool:
    lines = version.lines.filter(is_inherited=True) if as_base else version.lines.all()
    held = {code: set(given) for code, given in lines.values_list("indicator__code", "breakdowns")}
    return all(code in held and set(wanted) <= held[code] for code, wanted in groups.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One value that is asked for from above, and what the place has accepted for it; `problem` says why not."""

    cell: Cell
    own: Indicator | None
    revision: Revision | None = None
    problem: str = ""
    absence: str = field(default="")

    @property
    def uid(self) -> str:
        """The cell's uid as text."""
        return str(self.cell.uid)

    @property
    def name(self) -> str:
        """指标（分组）."""
        group = breakdown_label(self.cell.breakdown)
        return f"{self.cell.indicator.name}（{group}）" if group else self.cell.indicator.name

    @property
    def period(self) -> str:
        """The period in words."""
        return period_label(self.cell.period)

    @property
    def is_known(self) -> bool:
        """Whether there is a value, an attested verdict or a reason to hand over."""
        return self.revision is not None or bool(self.cell.absence)

    @property
    def lacks(self) -> str:
        """The reason for absence in words, of the accepted revision or as it stands in the form above."""
        code = self.revision.absence if self.revision is not None else self.cell.absence
        return Absence(code).label if code else ""

    @property
    def differs(self) -> bool:
        """Whether the form above says something else by now."""
        if self.revision is None:
            return False
        names = ("value", "numerator", "denominator", "absence", "attested")
        return any(getattr(self.cell, name) != getattr(self.revision, name) for name in names)


def offers_of(task: PassedForm) -> list[Offer]:
    """What the place has accepted for each value asked for; four queries."""
    place = task.region.place
    cells = list(task.form.cells.select_related("indicator").order_by("order"))
    own = in_force(place, task.form.round.opens_on)
    codes = {cell.indicator.code for cell in cells}
    rows = (
        Observation.objects.filter(
            indicator__place=place,
            indicator__code__in=codes,
            region=task.region,
            data_year=task.form.round.data_year,
        )
        .select_related("revision", "indicator")
        .order_by("indicator__version")
    )
    held = {(row.indicator.code, row.period, row.breakdown): row.revision for row in rows}
    return [_offer(cell, own.get(cell.indicator.code), held) for cell in cells]


def _offer(cell: Cell, own: Indicator | None, held: dict[tuple[str, str, str], Revision]) -> Offer:
    if own is None:
        return Offer(cell=cell, own=None, problem="本级还没有这项指标")
    if why := unlike(own, cell.indicator):
        return Offer(cell=cell, own=own, problem=why)
    found = held.get((own.code, cell.period, cell.breakdown))
    if found is not None:
        return Offer(cell=cell, own=own, revision=found)
    other = next(
        (
            period
            for code, period, group in held
            if code == own.code and group == cell.breakdown and same_stretch(period, cell.period)
        ),
        "",
    )
    if other:
        words = f"本级按{period_label(other)}统计，上级要{period_label(cell.period)}"
        return Offer(cell=cell, own=own, problem=words)
    return Offer(cell=cell, own=own, problem="" if cell.absence else "还没有接受的数")


def unlike(own: Indicator, upper: Indicator) -> str:
    """Why values of the own indicator cannot stand for the upper one's, "" when they can."""
    if own.unit != upper.unit or own.per != upper.per or own.kind != upper.kind:
        return f"计量单位不同（{own.name}：{own.unit or '无'}，上级：{upper.unit or '无'}）"
    return ""
