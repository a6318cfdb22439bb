"""Reading reports: the own place's; drafts for who writes or approves them and for units asked for their opinion."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.models import Unit
from fuertong_web.plans.models import GoalUnit
from fuertong_web.reports.life_models import Comment, Consultation, ReturnedFile
from fuertong_web.reports.models import FINAL_STATES, Report, ReportState, ReportVersion
from fuertong_web.reports.writing_models import ReportRun

WRITERS = (Permission.REPORT_WRITE_MONITORING, Permission.REPORT_APPROVE, Permission.REPORT_WRITE_EVALUATION)


def sees_drafts(actor: Actor) -> bool:
    """Whether drafts may be seen; the others see final versions."""
    return any(actor.can(permission) for permission in WRITERS)


def versions_for(actor: Actor) -> QuerySet[ReportVersion]:
    """The versions of the place's reports the actor may open, newest first, without the files' bytes."""
    if actor.place is None or not actor.can(Permission.REPORT_SEE):
        return ReportVersion.objects.none()
    rows = ReportVersion.objects.filter(report__plan__place=actor.place)
    if not sees_drafts(actor):
        asked = Consultation.objects.filter(unit__in=actor.unit_ids) if actor.can(Permission.REPORT_WRITE_OWN) else None
        known = Q(state__in=FINAL_STATES)
        known = known if asked is None else known | Q(pk__in=asked.values("version"))
        rows = rows.filter(known)
    return (
        rows.select_related("report__plan__place__region", "file")
        .defer("file__content", "facts")
        .order_by("-report__data_year", "report__plan", "report__kind", "-no")
    )


def reports_for(actor: Actor) -> list[Report]:
    """The reports with the versions the actor may open, newest first (`shown`)."""
    shown = versions_for(actor).order_by("-no")
    rows = Report.objects.filter(versions__in=versions_for(actor)).distinct().order_by("-data_year", "plan", "kind")
    return list(rows.select_related("plan").prefetch_related(Prefetch("versions", queryset=shown, to_attr="shown")))


def version_for(actor: Actor, uid: UUID | str) -> ReportVersion:
    """One version; Http404 for another place's or for a draft that may not be known."""
    found = versions_for(actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def consultations_of(actor: Actor, version: ReportVersion) -> QuerySet[Consultation]:
    """The units asked about a version: all for who writes or approves, the own ones for a unit."""
    rows = version.consultations.select_related("unit")
    return rows if sees_drafts(actor) else rows.filter(unit__in=actor.unit_ids)


def consultation_for(actor: Actor, uid: UUID | str) -> Consultation:
    """One consultation the actor may answer or write down; Http404 otherwise."""
    rows = Consultation.objects.select_related("unit", "version__report__plan__place")
    found = rows.filter(uid=uid, version__in=versions_for(actor)).first()
    if found is None or not (sees_drafts(actor) or found.unit_id in actor.unit_ids):
        raise Http404
    return found


def open_consultations(actor: Actor) -> QuerySet[Consultation]:
    """What waits for the actor's units: asked, not answered, the version not yet final."""
    if actor.place is None or not actor.can(Permission.REPORT_WRITE_OWN):
        return Consultation.objects.none()
    rows = Consultation.objects.filter(unit__in=actor.unit_ids, replied_at=None)
    return (
        rows.exclude(version__state__in=FINAL_STATES)
        .filter(version__report__plan__place=actor.place)
        .select_related("version__report", "unit")
    )


def comments_of(actor: Actor, version: ReportVersion) -> QuerySet[Comment]:
    """The opinions on a version: all for who writes or approves, the own unit's for a unit."""
    rows = version.comments.select_related("unit")
    return rows if sees_drafts(actor) else rows.filter(unit__in=actor.unit_ids)


def comment_for(actor: Actor, uid: UUID | str) -> Comment:
    """One opinion on a version the actor may open; Http404 otherwise."""
    rows = Comment.objects.select_related("version__report__plan__place", "unit")
    found = rows.filter(uid=uid, version__in=versions_for(actor)).first()
    if found is None or not (sees_drafts(actor) or found.unit_id in actor.unit_ids):
        raise Http404
    return found


def units_to_ask(version: ReportVersion) -> list[tuple[Unit, int]]:
    """The units of the plan not asked yet, each with how many goals it leads, most goals first."""
    plan = version.report.plan
    led = Count("goal_parts", filter=Q(goal_parts__part=GoalUnit.Part.LEAD), distinct=True)
    parts = GoalUnit.objects.filter(goal__domain__plan=plan)
    rows = Unit.objects.filter(place=plan.place, valid_to=None, goal_parts__in=parts)
    asked = version.consultations.values("unit")
    rows = rows.exclude(pk__in=asked).annotate(led=led).order_by("-led", "order", "code")
    return [(unit, unit.led) for unit in rows]


def later_of(actor: Actor, version: ReportVersion) -> list[ReportVersion]:
    """The other versions of the same report the actor may open, newest first."""
    return list(versions_for(actor).filter(report=version.report_id).exclude(pk=version.pk).order_by("-no"))


def returned_for(actor: Actor, uid: UUID | str) -> ReturnedFile:
    """An edited file handed in for a version the actor may open as a writer; Http404 otherwise."""
    rows = ReturnedFile.objects.select_related("version__report__plan__place__region")
    found = rows.filter(uid=uid, version__in=versions_for(actor)).first()
    if found is None or not sees_drafts(actor):
        raise Http404
    return found


def submitted_versions(actor: Actor) -> list[ReportVersion]:
    """What waits for the group: versions handed to it that are still the newest of their report."""
    if not actor.can(Permission.REPORT_APPROVE):
        return []
    later = ReportVersion.objects.filter(report=OuterRef("report"), no__gt=OuterRef("no"))
    return list(versions_for(actor).filter(~Exists(later), state=ReportState.SUBMITTED))


def run_for(actor: Actor, uid: UUID) -> ReportRun:
    """A report being written at the actor's place; Http404 elsewhere."""
    run = ReportRun.objects.select_related("plan__place__region", "version").filter(uid=uid, plan__place=actor.place)
    if (found := run.first()) is None:
        raise Http404
    return found
