"""Opening a round of any kind (开启监测): proposed from the last one, with what it changes listed beforehand."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions.passing import answer_with
from fuertong_web.collection.enums import Nature, RoundKind, RoundSpan, SchemeState
from fuertong_web.collection.models import Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.scheme_forms import OpenForm
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.scheme_rows import named_indicators
from fuertong_web.collection.seasons import batches_of
from fuertong_web.collection.selectors import missing_of, rounds_for
from fuertong_web.collection.selectors.passing import groups_of, holding_version, task_for
from fuertong_web.collection.selectors.round_changes import round_changes
from fuertong_web.collection.selectors.scheme import Scheme, in_force, scheme_of
from fuertong_web.collection.selectors.schemes import version_to_open
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.places.models import Place
from fuertong_web.plans.duty_rows import orphaned_duties
from fuertong_web.ui.frame import Choice


@needs(Permission.ROUND_MANAGE)
def round_open(request: ActorRequest) -> HttpResponse:
    """Open a round; shows beforehand whom it asks for what and what is new against the last round."""
    place = request.actor.place
    if place is None:
        raise Http404
    task = _task(request)
    kind = RoundKind(task.form.round.kind) if task is not None else _kind(request)
    span = RoundSpan(task.form.round.span) if task is not None else _span(request, kind)
    mains = [row for row in rounds_for(request.actor) if row.main_id is None]
    last = _last(mains, kind, span)
    version = (holding_version(task, groups_of(task)) if task is not None else None) or version_to_open(place)
    wanted = _of_task(task) if task is not None else _wanted(place, kind, last)
    start = OpenForm.start(last, version, place.region.name, kind, wanted, span=span, task=task)
    form = OpenForm(request.POST or None, initial=start, asked_kind=kind, asked_span=span)
    valid = request.method == "POST" and form.is_valid()
    only = _only(form, place, str((form.cleaned_data if valid else start).get("names") or ""))
    scheme = scheme_of(place, on=timezone.localdate(), version=version, kind=kind, only=only)
    outside = _outside(version, scheme)
    if valid and form.is_valid():
        opened = _open(request, form, version, only, outside, task)
        if opened is not None:
            return redirect("round", uid=opened.uid)
    deadline = (form.cleaned_data if valid else start).get("deadline")
    data_year = int((form.cleaned_data if valid else start).get("data_year") or start["data_year"])
    later = batches_of(scheme, data_year=data_year, deadline=deadline)[1:] if deadline and start["in_batches"] else []
    context = {
        "form": form,
        "kind_label": kind.label,
        "kind": kind.value,
        "spans": RoundSpan.choices if kind is not RoundKind.BACKFILL and task is None else [],
        "span": span.value,
        "reset": f"?kind={kind.value}",
        "task": task,
        "kinds": [
            Choice(label=one.label, url=f"{reverse('round_open')}?kind={one.value}", active=one is kind)
            for one in RoundKind
        ],
        "last": last,
        "version": version,
        "approved": version is not None and version.state == SchemeState.APPROVED,
        "may_scheme": request.actor.can(Permission.SCHEME_WRITE),
        "scheme": scheme,
        "outside": outside,
        "changes": round_changes(last, scheme) if last is not None and (last.kind, last.span) == (kind, span) else None,
        "late": [(due, sum(len(many) for many in by_unit.values())) for due, by_unit in later],
        "orphaned": orphaned_duties(place),
        "crumbs": crumbs(request.actor, ("年度监测", reverse("round_now")), ("开启监测", "")),
    }
    return render(request, "collection/round_open.html", context)


def _open(
    request: ActorRequest,
    form: OpenForm,
    version: SchemeVersion | None,
    only: frozenset[str] | None,
    outside: list[str],
    task: PassedForm | None,
) -> Round | None:
    data = {name: value for name, value in form.cleaned_data.items() if name != "names"}
    nature = Nature(data.pop("nature"))
    if outside and nature is Nature.SURVEY and version is not None and data["approval"] == version.approval:
        form.add_error(
            "approval",
            "所列指标有的不在批准的方案中，方案的批准文号不包括它们。请填写这些指标的批准文号，或改选统计性质。",
        )
        return None
    kind, span = RoundKind(data["kind"]), RoundSpan(data.pop("span", "") or "")
    try:
        with transaction.atomic():
            opened = actions.open_round(
                by=request.actor,
                **(data | {"kind": kind, "span": span, "nature": nature, "scheme": version, "only": only}),
            )
            if task is not None:
                answer_with(by=request.actor, task=task, round=opened)
    except (FuertongError, PermissionDenied) as error:
        form.add_error(None, str(error))
        return None
    batches = opened.batches.count()
    words = f"，另有{batches}个后续批次" if batches else ""
    messages.success(request, f"“{opened.title}”已开启，报表已发到各单位{words}。")
    return opened


def _kind(request: ActorRequest) -> RoundKind:
    asked = request.POST.get("kind") or request.GET.get("kind") or RoundKind.FULL.value
    return RoundKind(asked) if asked in set(RoundKind.values) else RoundKind.FULL


def _span(request: ActorRequest, kind: RoundKind) -> RoundSpan:
    asked = request.POST.get("span") or request.GET.get("span") or ""
    known = asked in set(RoundSpan.values) and kind is not RoundKind.BACKFILL
    return RoundSpan(asked) if known else RoundSpan.YEAR


def _task(request: ActorRequest) -> PassedForm | None:
    """The task from above that the round is to answer."""
    try:
        return task_for(request.actor, UUID(request.GET["task"])) if "task" in request.GET else None
    except ValueError as error:
        raise Http404 from error


def _of_task(task: PassedForm) -> list[str]:
    """The indicators to name: those of the task, where it is not about the whole scheme."""
    if task.form.round.kind == RoundKind.FULL:
        return []
    cells = task.form.cells.select_related("indicator").order_by("order")
    return list(dict.fromkeys(cell.indicator.name for cell in cells))


def _last(mains: list[Round], kind: RoundKind, span: RoundSpan) -> Round | None:
    """The last round of the kind and stretch of time, else of the yearly full ones, else any."""
    mains = [row for row in mains if row.span == span] or [row for row in mains if not row.span]
    for wanted in (kind, RoundKind.FULL):
        found = next((row for row in mains if row.kind == wanted), None)
        if found is not None:
            return found
    return next(iter(mains), None)


def _wanted(place: Place, kind: RoundKind, last: Round | None) -> list[str]:
    """The indicators to propose: for a supplement or a survey those that are still missing."""
    if last is None or kind not in (RoundKind.SUPPLEMENT, RoundKind.SURVEY):
        return []
    return list(dict.fromkeys(row.name for row in missing_of(place, last.data_year)))


def _only(form: OpenForm, place: Place, text: str) -> frozenset[str] | None:
    if not text.strip():
        return None
    try:
        return frozenset(row.code for row in named_indicators(text, in_force(place, timezone.localdate()).values()))
    except FuertongError as error:
        if form.is_bound:
            form.add_error("names", str(error))
        return None


def _outside(version: SchemeVersion | None, scheme: Scheme) -> list[str]:
    """The names of indicators asked for that the approved version does not list."""
    if version is None or version.state != SchemeState.APPROVED:
        return []
    listed = set(version.lines.values_list("indicator__code", flat=True))
    rows = [asked.indicator for many in scheme.by_unit.values() for asked in many]
    return [row.name for row in rows if row.code not in listed]
