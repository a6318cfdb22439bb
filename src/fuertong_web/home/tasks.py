"""What waits for a person (首页、待办): gathered from each app's selectors, one card a kind of task."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission, Role
from fuertong_web.assessment.selectors import targets_for, verdicts_of
from fuertong_web.assessment.standing import Standing, standing_of
from fuertong_web.assessment.warning_rows import questions_open, raised_count
from fuertong_web.collection.enums import FormState, RoundState, SchemeState
from fuertong_web.collection.models import Form, Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.selectors import Missing, Todo, missing_of, rounds_for, todo_for
from fuertong_web.collection.selectors.board import board_of, newest_round
from fuertong_web.collection.selectors.forms import forms_for
from fuertong_web.collection.selectors.passing import waiting_tasks
from fuertong_web.places.models import Place
from fuertong_web.places.yearly_days import yearly_days
from fuertong_web.plans.base_values import open_base_values
from fuertong_web.plans.models import Plan, PlanDraft
from fuertong_web.plans.selectors import drafts_for
from fuertong_web.reports.changed_values import changed_reports
from fuertong_web.reports.life_models import Consultation
from fuertong_web.reports.models import ReportVersion
from fuertong_web.reports.selectors import open_consultations, submitted_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The round in hand by state of its forms, for the statistician."""

    round: Round
    counts: list[tuple[str, str, int, str]]
    late: list[Form]
    not_asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One target of the liaison's units with its verdict."""

    code: str
    name: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything the home page may show; empty parts are left out."""

    todos: list[Todo] = field(default_factory=list)
    board: Board | None = None
    standings: list[Standing] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    missing_total: int = 0
    drafts: list[PlanDraft] = field(default_factory=list)
    open_verdicts: int = 0
    raised: int = 0
    bases: list[tuple[Plan, int]] = field(default_factory=list)
    schemes: list[SchemeVersion] = field(default_factory=list)
    tasks: list[PassedForm] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    questions: int = 0
    asked: int = 0
    changed: int = 0
    consultations: list[Consultation] = field(default_factory=list)
    submitted: list[ReportVersion] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)
    setting_up: bool = False
    first_round: bool = False
    deadlines: list[tuple[date, str]] = field(default_factory=list)
    administrator: bool = False


def home_of(actor: Actor, plans: list[Plan], data_year: int | None) -> Home:
    """The home of an actor by the rights held."""
    place = actor.place
    if place is None:
        return Home(administrator=True)
    missing = (
        missing_of(place, data_year)
        if data_year and (actor.can(Permission.ACCEPT) or actor.can(Permission.VERDICT_SEE))
        else []
    )
    standings = (
        [standing_of(actor, plan, data_year) for plan in plans]
        if data_year and actor.can(Permission.VERDICT_SEE)
        else []
    )
    return Home(
        todos=todo_for(actor),
        consultations=list(open_consultations(actor)),
        submitted=submitted_versions(actor),
        board=_board(actor) if actor.can(Permission.ROUND_MANAGE) else None,
        standings=standings,
        missing=missing[:8],
        missing_total=len(missing),
        drafts=list(drafts_for(actor)),
        open_verdicts=sum(one.open for one in standings) if actor.can(Permission.VERDICT_WRITE) else 0,
        raised=_raised(actor, data_year) if data_year else 0,
        bases=open_base_values(actor, plans),
        changed=sum(len(one.values) for one in changed_reports(actor, sentences=False)),
        own=_own(actor, data_year) if data_year else [],
        schemes=_schemes(actor, place),
        tasks=waiting_tasks(actor) if actor.can(Permission.ROUND_MANAGE) else [],
        forms=_own_forms(actor),
        questions=_questions(actor, place),
        asked=questions_open(actor),
        setting_up=not plans and (actor.can(Permission.PLAN_WRITE) or actor.can(Permission.ROUND_MANAGE)),
        first_round=bool(plans) and actor.can(Permission.ROUND_MANAGE) and not place.rounds.exists(),
        deadlines=deadlines_of(place, plans) if actor.can(Permission.PLAN_SEE) else [],
        administrator=actor.has_role(Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR),
    )


def _board(actor: Actor) -> Board | None:
    newest = newest_round([row for row in rounds_for(actor) if row.state == RoundState.OPEN])
    if newest is None:
        return None
    board = board_of(newest)
    here = reverse("round", args=[newest.uid])
    counts = [(state.value, str(state.label), board.counts[state], f"{here}?state={state}") for state in FormState]
    late = [row.form for row in board.rows if row.late]
    return Board(round=newest, counts=counts, late=late, not_asked=board.not_asked)


def _schemes(actor: Actor, place: Place) -> list[SchemeVersion]:
    """The versions of the scheme that wait for the group's approval."""
    if not actor.can(Permission.SCHEME_APPROVE):
        return []
    return list(place.scheme_versions.filter(state=SchemeState.SUBMITTED))


def _own_forms(actor: Actor) -> list[Form]:
    """The own units' forms of the rounds that are open, whatever their state: so that nothing to do is said too."""
    if not actor.unit_ids or not (actor.can(Permission.VALUES_WRITE_OWN) or actor.can(Permission.SIGN_OWN)):
        return []
    return list(forms_for(actor).filter(round__state=RoundState.OPEN, unit__in=actor.unit_ids)[:10])


def _questions(actor: Actor, place: Place) -> int:
    """How many questions on definitions (口径问答) nobody has answered yet."""
    return place.questions.filter(answer="").count() if actor.can(Permission.ACCEPT) else 0


def _raised(actor: Actor, data_year: int) -> int:
    if not (actor.can(Permission.SIGNAL_SEE) and actor.can(Permission.VERDICT_WRITE)):
        return 0
    return raised_count(actor, data_year)


def _own(actor: Actor, data_year: int) -> list[Own]:
    if not actor.can(Permission.VERDICT_SEE_OWN) or not actor.unit_ids:
        return []
    rows = list(targets_for(actor).filter(indicator__source_unit__in=actor.unit_ids))
    given = verdicts_of(rows, data_year)
    return [Own(code=row.code, name=row.name, word=given[row.pk].word if row.pk in given else "待认定") for row in rows]


def deadlines_of(place: Place, plans: list[Plan]) -> list[tuple[date, str]]:
    """What falls due next: the round's deadline and cut-off, the units' yearly reports, the end of a plan."""
    today = timezone.localdate()
    found = [
        item
        for row in place.rounds.filter(state="open").order_by("pk")
        for item in ((row.deadline, f"{row.title}报送截止"), (row.cutoff, f"{row.title}数据截止"))
    ]
    found += yearly_days(place, plans, today)
    found += [(date(plan.last_year, 12, 31), f"{plan.title}到期") for plan in plans]
    return sorted((day, text) for day, text in found if day is not None and day >= today)


def board_url(board: Board) -> str:
    """The page of the round."""
    return reverse("round", args=[board.round.uid])
