"""Several years at once (导入历年数据): hand in, look at indicator × year, confirm."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Observation, ValueStatus
from fuertong.workbooks import TemplateRow, write_series_template
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.forms import SERIES_KINDS, SeriesForm
from fuertong_web.collection.series import Reading, understand
from fuertong_web.collection.series_apart import read_series_apart
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Place, StoredFile
from fuertong_web.ui.downloads import XLSX, attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

STAGED = "staged_series"
SHOWN = 300
EARLIER_YEARS = 2


@needs(Permission.VALUES_PROXY)
def series_template(request: ActorRequest) -> HttpResponse:
    """The empty table of the place's indicators for the years from two before the first plan's base to last year."""
    place = _place(request)
    today = timezone.localdate().year
    first = min((plan.base_year for plan in place.plans.all()), default=today - EARLIER_YEARS) - EARLIER_YEARS
    rows = [
        TemplateRow(code=row.code, name=row.name, unit=row.unit)
        for row in place.indicators.filter(valid_to=None).order_by("source_unit__order", "code")
    ]
    content = write_series_template(f"{place.region.name}历年数据", rows, range(first, today))
    return attachment(content, f"{place.region.name}历年数据.xlsx", XLSX)


@needs(Permission.VALUES_PROXY)
def series_import(request: ActorRequest) -> HttpResponse:
    """Hand in a table; one that holds values leads to the preview."""
    place = _place(request)
    form = SeriesForm()
    findings: list[object] = []
    status = 200
    if request.method == "POST":
        form, status = SeriesForm(request.POST, request.FILES), 400
        if is_too_large(request):
            form.is_valid()
            form.errors.pop("file", None)
            form.add_error("file", TOO_LARGE)
            status = 413
        elif form.is_valid():
            file = form.cleaned_data["file"]
            content, name = file.read(), file.name or "历年数据.xlsx"
            try:
                rows, found = read_series_apart(content, name=name)
            except FuertongError as error:
                form.add_error("file", str(error))
            else:
                if rows:
                    return redirect("series_preview", file=_stage(request, place, name, content, form))
                findings = list(found)
    context = {
        "form": form,
        "findings": findings,
        "kinds": SERIES_KINDS,
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("导入历年数据", "")),
    }
    return render(request, "collection/series_import.html", context, status=status)


@needs(Permission.VALUES_PROXY)
def series_preview(request: ActorRequest, file: UUID) -> HttpResponse:
    """Indicator × year as read, unknown names and problems by cell; confirming imports what was understood."""
    place = _place(request)
    staged = request.session.get(STAGED, {}).get(str(file))
    stored = StoredFile.objects.filter(uid=file, place=place).first() if staged else None
    if stored is None or staged is None:
        raise Http404
    rows, found = read_series_apart(bytes(stored.content), name=stored.name)
    reading = understand(rows, found, place)
    refused = ""
    if request.method == "POST":
        try:
            result = actions.import_series(
                by=request.actor,
                rows=reading.values,
                source=staged["source"],
                document=stored,
                status=ValueStatus(staged["status"]),
            )
        except FuertongError as error:
            refused = str(error)
        else:
            _unstage(request, file)
            same = f"，{result.unchanged}个与已有数据相同" if result.unchanged else ""
            messages.success(request, f"已导入{result.revisions}个数据{same}。")
            return redirect("values")
    years = reading.years
    grid = _grid(reading, years, place)
    context = {
        "file": stored,
        "staged": staged,
        "status": ValueStatus(staged["status"]).label,
        "reading": reading,
        "refused": refused,
        "years": years,
        "grid": grid[:SHOWN],
        "more": max(0, len(grid) - SHOWN),
        "findings": reading.findings[:SHOWN],
        "more_findings": max(0, len(reading.findings) - SHOWN),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("核对历年数据", "")),
    }
    return render(request, "collection/series_preview.html", context)


def _place(request: ActorRequest) -> Place:
    if request.actor.place is None or not request.actor.can(Permission.ACCEPT):
        raise PermissionDenied("只有统计人员可以导入历年数据。")
    return request.actor.place


@transaction.atomic
def _stage(request: ActorRequest, place: Place, name: str, content: bytes, form: SeriesForm) -> UUID:
    stored = store_file(
        by=request.actor, place=place, name=name, content=content, media_type="application/octet-stream"
    )
    choice = {"source": form.cleaned_data["source"], "status": form.cleaned_data["status"]}
    request.session[STAGED] = request.session.get(STAGED, {}) | {str(stored.uid): choice}
    return stored.uid


def _unstage(request: ActorRequest, file: UUID) -> None:
    request.session[STAGED] = {uid: kept for uid, kept in request.session[STAGED].items() if uid != str(file)}


def _grid(reading: Reading, years: list[int], place: Place) -> list[dict[str, object]]:
    names = dict(place.indicators.values_list("code", "name"))
    found: dict[tuple[str, str, str], dict[int, Observation]] = {}
    for value in reading.values:
        row = found.setdefault((value.key.indicator, value.key.breakdown, value.key.region), {})
        row[int(value.key.period.strip("JHX"))] = value
    return [
        {
            "name": names.get(code, code),
            "group": breakdown_label(breakdown),
            "region": "" if region == place.code else region,
            "values": [points.get(year) for year in years],
        }
        for (code, breakdown, region), points in found.items()
    ]
