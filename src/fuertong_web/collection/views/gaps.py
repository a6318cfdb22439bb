"""缺项 as a page and a work list (工作清单)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.selectors.gaps import Gap, gaps_of
from fuertong_web.collection.selectors.values import indicators_for
from fuertong_web.collection.selectors.years import year_in_hand
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.ui.downloads import XLSX, attachment


def _gaps(request: ActorRequest) -> list[Gap]:
    place = request.actor.place
    year = year_in_hand(place) if place else None
    return gaps_of(request.actor, year or timezone.localdate().year - 1)


@needs(Permission.VALUES_SEE)
def gaps(request: ActorRequest) -> HttpResponse:
    """Indicators of the plans without unit, values or production, with a proposal each."""
    found = _gaps(request)
    context = {
        "gaps": found,
        "nothing_yet": all(gap.latest is None for gap in found),
        "has_plan": indicators_for(request.actor).filter(targets__isnull=False, targets__dropped_on=None).exists(),
        "may_import": request.actor.can(Permission.VALUES_PROXY),
        "export": reverse("gaps_export"),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("缺项", "")),
    }
    return render(request, "collection/gaps.html", context)


@needs(Permission.VALUES_SEE)
def gaps_export(request: ActorRequest) -> HttpResponse:
    """The work list as a workbook, with columns to fill in by hand."""
    place = request.actor.place
    body = [
        [
            gap.indicator.name,
            gap.indicator.source_unit.name if gap.indicator.source_unit else "",
            gap.targets,
            gap.latest,
            "；".join(gap.lacks),
            gap.act,
            gap.proposal,
            "",
            "",
        ]
        for gap in _gaps(request)
    ]
    columns = ["指标", "数据来源单位", "涉及目标数", "最近数据年", "缺什么", "建议", "怎么办", "承办人", "完成时限"]
    name = place.region.name if place else ""
    data = write_table(f"{name}缺项工作清单", columns, body, note=f"内部 导出日期{timezone.localdate().isoformat()}")
    return attachment(data, "缺项清单.xlsx", XLSX)
