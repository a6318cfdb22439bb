"""Reading reports: the own place's, drafts only for who writes or approves them."""

from django.db.models import QuerySet
from django.http import Http404

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.reports.models import Report, ReportVersion

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
        rows = rows.filter(is_final=True)
    return (
        rows.select_related("report__plan__place__region", "file")
        .defer("file__content", "facts")
        .order_by("-report__data_year", "report__plan", "-no")
    )


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports that have a version the actor may open."""
    return Report.objects.filter(versions__in=versions_for(actor)).distinct().order_by("-data_year", "plan")


def version_for(actor: Actor, uid: str) -> ReportVersion:
    """One version; Http404 for another place's or for a draft that may not be known."""
    found = versions_for(actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
