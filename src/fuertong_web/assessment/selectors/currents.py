"""The newest assessment, verdict and answer of each target, in one query a kind."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Min, QuerySet

from fuertong.assess import default_verdict
from fuertong.model.verdict import Signal
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict, Warning
from fuertong_web.plans.models import Goal, Target

RED = (Signal.HARD.value, Signal.MISSED.value)


def assessments_of(targets: Iterable[Target], data_year: int) -> dict[int, Assessment]:
    """Target id → its newest assessment for the data year (internal: not for pages without the right to signals)."""
    rows = Assessment.objects.filter(target__in=list(targets), data_year=data_year)
    newest = rows.order_by("target").values("target").annotate(newest=Max("pk")).values("newest")
    return {row.target_id: row for row in Assessment.objects.filter(pk__in=newest).order_by("pk")}


def verdicts_of(targets: Iterable[Target], data_year: int) -> dict[int, Verdict]:
    """Target id → the verdict in force for the data year."""
    rows = Verdict.objects.filter(target__in=list(targets), data_year=data_year)
    newest = rows.order_by("target").values("target").annotate(newest=Max("pk")).values("newest")
    return {row.target_id: row for row in Verdict.objects.filter(pk__in=newest).order_by("pk") if row.target_id}


def past_verdicts(targets: Iterable[Target], data_year: int) -> dict[int, list[Verdict]]:
    """Target id → the verdicts in force of earlier data years, newest year first."""
    newest = (
        Verdict.objects.filter(target__in=list(targets), data_year__lt=data_year)
        .order_by("target", "data_year")
        .values("target", "data_year")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    found: dict[int, list[Verdict]] = {}
    for row in Verdict.objects.filter(pk__in=newest).order_by("-data_year"):
        found.setdefault(row.target_id or 0, []).append(row)
    return found


def goal_verdicts_of(goals: Iterable[Goal], data_year: int) -> dict[int, Verdict]:
    """Goal id → the verdict in force for the data year."""
    rows = Verdict.objects.filter(goal__in=list(goals), data_year=data_year).order_by("at", "pk")
    return {row.goal_id: row for row in rows if row.goal_id}


def default_word(assessment: Assessment | None) -> Word | None:
    """The verdict that may be taken over from the signal, None where a person must decide."""
    if assessment is None:
        return None
    return default_verdict(assessment.cls, assessment.flags, assessment.direction_word)


def verdict_history(target: Target) -> QuerySet[Verdict]:
    """Every verdict ever given for a target, newest first."""
    return target.verdicts.order_by("-at", "-pk")


def answers_of(targets: Iterable[Target], data_year: int) -> dict[int, UnitAnswer]:
    """Target id → the unit's newest answer (预判) for the data year."""
    rows = UnitAnswer.objects.filter(target__in=list(targets), data_year=data_year).select_related("unit")
    return {row.target_id: row for row in rows.order_by("at", "pk")}


def first_red_at(targets: Iterable[Target], data_year: int) -> dict[int, datetime]:
    """Target id → when a red signal was first made for the data year: the unit's term runs from there."""
    rows = (
        Assessment.objects.filter(target__in=list(targets), data_year=data_year, cls__in=RED)
        .order_by("target")
        .values("target")
        .annotate(first=Min("at"))
    )
    return {row["target"]: row["first"] for row in rows}


def judged_years(actor: Actor) -> list[int]:
    """The data years that were judged at the actor's place, newest first."""
    if actor.place is None:
        return []
    rows = Assessment.objects.filter(region=actor.place.region).order_by("-data_year")
    return list(rows.values_list("data_year", flat=True).distinct())


def open_warnings(actor: Actor, data_year: int) -> QuerySet[Warning]:
    """The warnings of the year: all for whoever sees signals, released ones for those who see verdicts."""
    if actor.place is None:
        return Warning.objects.none()
    rows = Warning.objects.filter(target__goal__domain__plan__place=actor.place, data_year=data_year)
    rows = rows.select_related(
        "target__goal__domain__plan", "target__indicator", "target__against_indicator", "assessment"
    )
    if actor.can(Permission.SIGNAL_SEE):
        return rows.order_by("pk")
    if actor.can(Permission.VERDICT_SEE):
        return rows.filter(state=Warning.State.RELEASED).order_by("pk")
    return Warning.objects.none()
