"""Pages of reports: what there is, one version with where it stands, two versions compared."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fuertong.reports.dressing import Dress
from fuertong.reports.storing import from_data
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.places.models import Unit
from fuertong_web.plans.models import GoalUnit
from fuertong_web.reports.actions.approving import open_targets
from fuertong_web.reports.comparing import compare
from fuertong_web.reports.forms import CommentForm
from fuertong_web.reports.kinds import may_write, offers_of
from fuertong_web.reports.life_models import Comment, ReportStep
from fuertong_web.reports.models import ReportState, ReportVersion
from fuertong_web.reports.selectors import (
    comments_of,
    consultations_of,
    later_of,
    reports_for,
    sees_drafts,
    version_for,
)
from fuertong_web.ui.frame import Crumb


@needs(Permission.REPORT_SEE)
def reports(request: ActorRequest) -> HttpResponse:
    """The reports of the place with their versions; the statistician writes new ones here."""
    context = {
        "reports": reports_for(request.actor),
        "plans": chosen_plans(request),
        "year": chosen_year(request),
        "offers": offers_of(request.actor),
        "units": _leading_units(request),
        "cutoffs": list(request.actor.place.cutoffs.all()[:5]) if request.actor.place else [],
        "sees_drafts": sees_drafts(request.actor),
        "crumbs": [Crumb(title="报告")],
    }
    return render(request, "reports/reports.html", context)


@needs(Permission.REPORT_SEE)
def report_version(request: ActorRequest, uid: str) -> HttpResponse:
    """One version: where it stands, what is left to settle, who was asked and what they said, its steps."""
    version = version_for(request.actor, uid)
    drafts = sees_drafts(request.actor)
    context = {
        "version": version,
        "left": open_targets(version) if drafts else [],
        "sees_drafts": drafts,
        "may_write": may_write(request.actor, version.report.kind),
        "may_finish": request.actor.can(Permission.REPORT_APPROVE) and not version.is_final,
        "printed_as": _printed_as(version) if drafts else "",
        "stage": _stage(version),
        "stages": STAGES,
        "consultations": consultations_of(request.actor, version),
        "own_units": request.actor.unit_ids if request.actor.can(Permission.REPORT_WRITE_OWN) else frozenset(),
        "comments": comments_of(request.actor, version),
        "taken": Comment.Taken.choices,
        "comment_form": CommentForm(),
        "others": later_of(request.actor, version),
        "events": _events(version) if drafts or version.is_final else [],
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿"),
        ],
    }
    return render(request, "reports/version.html", context)


@needs(Permission.REPORT_SEE)
def report_compare(request: ActorRequest, uid: str, other: str) -> HttpResponse:
    """What differs between two versions of one report, paragraph by paragraph."""
    new, old = version_for(request.actor, uid), version_for(request.actor, other)
    if new.report_id != old.report_id:
        raise Http404
    if new.no < old.no:
        new, old = old, new
    context = {
        "old": old,
        "new": new,
        "pairs": compare(bytes(old.file.content), bytes(new.file.content)),
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{new.report.title}第{new.no}稿", url=reverse("report_version", args=[new.uid])),
            Crumb(title="两稿比较"),
        ],
    }
    return render(request, "reports/compare.html", context)


def _leading_units(request: ActorRequest) -> list[Unit]:
    """The units that lead goals of the plans shown, for papers written to one of them."""
    rows = Unit.objects.filter(
        goal_parts__part=GoalUnit.Part.LEAD,
        goal_parts__goal__domain__plan__in=chosen_plans(request),
        goal_parts__goal__dropped_on=None,
    )
    return list(rows.distinct().order_by("order", "code"))


STAGES = [{"title": title} for title in ("起草", "征求意见", "送审", "定稿", "印发", "公布", "归档")]
_AT = {
    ReportState.DRAFT: 1,
    ReportState.CONSULTED: 2,
    ReportState.RETURNED: 1,
    ReportState.SUBMITTED: 3,
    ReportState.APPROVED: 5,
    ReportState.ISSUED: 6,
    ReportState.PUBLISHED: 7,
    ReportState.ARCHIVED: 8,
}


def _stage(version: ReportVersion) -> int:
    """Which stage is at hand (1 起草 … 8 everything done)."""
    return _AT[ReportState(version.state)]


def _events(version: ReportVersion) -> list[dict[str, str]]:
    """The steps of the version as a timeline, the making first."""
    made = {"who": version.by, "what": f"生成第{version.no}稿", "at": _minute(version.at), "note": ""}
    return [made] + [
        {
            "who": step.by,
            "what": ReportState(step.step).label + ("（线下办理，登记）" if step.is_offline else ""),
            "at": _minute(step.at),
            "note": _said(step),
        }
        for step in version.steps.all()
    ]


def _printed_as(version: ReportVersion) -> str:
    """How the version is sent, in one line."""
    dress = from_data(Dress, version.dress)
    words = [
        "红头文件" if dress.red_head else "信函格式" if dress.letter else "",
        dress.number,
        f"主送{dress.to}" if dress.to else "",
        f"抄送{'、'.join(dress.copies)}" if dress.copies else "",
        "附出处清单" if dress.sources else "",
        "本地样式" if version.style_id else "",
        "已删去待补充的段落" if version.without_gaps else "",
    ]
    return "；".join(word for word in words if word)


def _minute(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _said(step: ReportStep) -> str:
    """What belongs to a step, in one line."""
    day = f"{step.on:%Y-%m-%d}" if step.on else ""
    words = (step.body, step.document, day, step.signer, step.address, step.note)
    return "；".join(word for word in words if word)
