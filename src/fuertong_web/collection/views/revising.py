"""Pages of later figures (数据修订): entering one, the values that still wait for one, what changed in reports."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.observation import ValueStatus
from fuertong.model.period import Period
from fuertong.workbooks.tables import Column
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.revising import Figure, revise_value
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.models import Observation
from fuertong_web.collection.selectors.regions import region_of, upper_of
from fuertong_web.collection.selectors.unsettled import unsettled_values
from fuertong_web.collection.selectors.values import indicators_for
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.sheets import SheetTable, sheet
from fuertong_web.places.models import Region
from fuertong_web.reports.changed_values import READERS, changed_reports
from fuertong_web.ui.fields import text

STATUSES = [
    (one.value, one.label)
    for one in (
        ValueStatus.FINAL,
        ValueStatus.PRELIMINARY,
        ValueStatus.EXPECTED,
        ValueStatus.FLASH,
        ValueStatus.SUPERIOR,
        ValueStatus.DERIVED,
    )
]
PAGE = 50


class FigureForm(forms.Form):
    """A later figure."""

    value = forms.CharField(label="数值", max_length=60, required=False)
    numerator = forms.CharField(label="分子", max_length=60, required=False)
    denominator = forms.CharField(label="分母", max_length=60, required=False)
    status = forms.ChoiceField(label="数据性质", choices=STATUSES)
    source = text("来源", 300, help_text="公报、文件或报表的名称。")
    reason = text("修订原因", 500, help_text="如“年报数发布，替换快报数”。")
    break_before = forms.BooleanField(label="本年起口径有变化，与以前年份不可比", required=False)
    splice = forms.CharField(
        label="旧口径的本年数", max_length=60, required=False, help_text="有的话填写，走势图可据此衔接；没有的留空。"
    )

    def figure(self) -> Figure:
        """What was typed."""
        data: dict[str, Any] = dict(self.cleaned_data)
        return Figure(**data | {"status": ValueStatus(data["status"])})


@needs(Permission.ACCEPT)
def value_revise(request: ActorRequest, uid: UUID, period: str) -> HttpResponse:
    """A later figure for one key, accepted at once; the old one stays in the history."""
    indicator = indicators_for(request.actor).filter(uid=uid).first()
    if indicator is None or request.actor.place is None:
        raise Http404
    region = region_of(request.actor, request.GET.get("region", "")) or request.actor.place.region
    try:
        Period.parse(period)
        breakdown = normal_breakdown(request.GET.get("breakdown", ""))
    except FuertongError as error:
        raise Http404 from error
    key = {"indicator": indicator, "region": region, "period": period, "breakdown": breakdown}
    held = Observation.objects.filter(**key).select_related("revision").first()
    form = FigureForm(request.POST or None)
    back = history_url(indicator, region, period, breakdown, own=region.pk == request.actor.place.region_id)
    if request.method == "POST" and form.is_valid():
        try:
            revise_value(by=request.actor, **key, figure=form.figure())  # type: ignore[arg-type]
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已接受新的数，原来的数保留在历史中；有关指标已重新研判。")
            return redirect(back)
    context = {
        "indicator": indicator,
        "region": region,
        "upper": upper_of(request.actor) == region,
        "group": breakdown_label(breakdown),
        "period": period_label(period),
        "held": held.revision if held is not None else None,
        "status": ValueStatus(held.revision.status).label if held is not None else "",
        "form": form,
        "back": back,
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("数据历史", back), ("修订", "")),
    }
    return render(request, "collection/value_revise.html", context)


def history_url(indicator: Indicator, region: Region, period: str, breakdown: str, *, own: bool) -> str:
    """The history of a key."""
    parts = [f"breakdown={breakdown}"] if breakdown else []
    parts += [] if own else [f"region={region.uid}"]
    url = reverse("value_history", args=[indicator.uid, period])
    return f"{url}?{'&'.join(parts)}" if parts else url


@needs(Permission.ACCEPT)
def values_unsettled(request: ActorRequest) -> HttpResponse:
    """The accepted values that are still 快报、预计 or 初步, newest year first."""
    page = Paginator(unsettled_values(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, breakdown_label(row.breakdown)) for row in page],
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("待更新为正式数", "")),
    }
    return render(request, "collection/values_unsettled.html", context)


@needs(*READERS)
def reports_changed_xlsx(request: ActorRequest) -> HttpResponse:
    """The same list as a workbook: one row a changed value of a report."""
    columns: list[Column | str] = [
        Column(title="报告", width=36),
        "第几稿",
        Column(title="指标", width=30),
        "分组",
        "年份",
        "报告中",
        "报告中的性质",
        "现在",
        "现在的性质",
        Column(title="原因", width=30),
        Column(title="来源", width=30),
        "接受日期",
        "接受人",
        Column(title="报告中的句子", width=60),
    ]
    rows = [
        (
            one.version.report.title,
            one.version.no,
            row.name,
            breakdown_label(row.breakdown),
            row.year,
            row.before,
            row.status_before,
            row.after,
            row.status_after,
            row.reason,
            row.source,
            timezone.localtime(row.at).date().isoformat(),
            row.by,
            "\n".join(row.sentences),
        )
        for one in changed_reports(request.actor)
        for row in one.values
    ]
    return sheet("报告用数的变动", SheetTable(columns=columns, rows=rows))


@needs(*READERS)
def reports_changed(request: ActorRequest) -> HttpResponse:
    """What changed in reports already made: old and new value and the sentences that print the old one."""
    context = {
        "reports": changed_reports(request.actor),
        "may_see_values": request.actor.can(Permission.VALUES_SEE),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("报告用数的变动", "")),
    }
    return render(request, "collection/reports_changed.html", context)
