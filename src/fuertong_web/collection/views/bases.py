"""Pages of shared denominators (共用基数表): filled by the statistician, disputed from a unit's form."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.numbers import format_number, parse_number
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.bases import (
    answer_dispute,
    decide_effects,
    define_base,
    dispute_base,
    set_base_value,
)
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.scheme_models import BaseDispute, BaseEffect, BaseValue, SharedBase
from fuertong_web.collection.scheme_rows import named_indicators
from fuertong_web.collection.selectors import form_for, year_in_hand
from fuertong_web.collection.selectors.bases import BaseRow, base_rows, bases_of, open_disputes, pending_effects
from fuertong_web.collection.selectors.scheme import in_force
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure to fill in: names of its inputs end in `key`."""

    row: BaseRow
    key: str
    group: str
    now: str
    last: str
    source: str


@needs(Permission.ROUND_MANAGE)
def bases(request: ActorRequest) -> HttpResponse:
    """All denominators of a year: figures, what a revision changes, objections."""
    place = request.actor.place
    if place is None:
        raise Http404
    year = _year(request, place)
    here = f"{reverse('bases')}?year={year}"
    status = 200
    if request.method == "POST":
        try:
            messages.success(request, _act(request, place, year))
            return redirect(here)
        except FuertongError as error:
            messages.error(request, str(error))
            status = 400
    context = {
        "year": year,
        "lines": [_line(row, request) for row in base_rows(place, year)],
        "effects": _by_value(pending_effects(place)),
        "disputes": open_disputes(place),
        "bases": bases_of(place),
        "typed": request.POST,
        "crumbs": crumbs(request.actor, ("共用基数", "")),
    }
    return render(request, "collection/bases.html", context, status=status)


@needs(Permission.VALUES_WRITE_OWN, Permission.VALUES_SEE_OWN, Permission.VALUES_SEE)
def form_bases(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The denominators a form rests on, with a box for an objection."""
    form = form_for(request.actor, uid)
    own = request.actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    if request.method == "POST":
        value = BaseValue.objects.filter(pk__in=form.cells.values("base_value"), base__uid=request.POST.get("base", ""))
        found = value.select_related("base").order_by("-at").first()
        try:
            if found is None:
                raise FuertongError("本表没有使用这一基数，可能刚刚修订过。请刷新页面。")
            dispute_base(by=request.actor, form=form, value=found, text=request.POST.get("text", ""))
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已提交统计人员。答复前，仍按现在的基数计算。")
        return redirect("form_bases", uid=form.uid)
    cells = form.cells.exclude(base_value=None).select_related("indicator", "base_value__base").order_by("order")
    used: dict[int, tuple[BaseValue, list[str]]] = {}
    for cell in cells:
        if cell.base_value is not None:
            used.setdefault(cell.base_value.pk, (cell.base_value, []))[1].append(cell.indicator.name)
    context = {
        "found": form,
        "own": own,
        "used": [
            (value, breakdown_label(value.breakdown), format_number(value.value), list(dict.fromkeys(names)))
            for value, names in used.values()
        ],
        "disputes": form.base_disputes.select_related("value__base"),
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("共用基数", ""), form=form
        ),
    }
    return render(request, "collection/form_bases.html", context)


def _act(request: ActorRequest, place: Place, year: int) -> str:
    data, by = request.POST, request.actor
    act = data.get("act", "")
    if act == "define":
        rows = named_indicators(data.get("names", ""), in_force(place, timezone.localdate()).values())
        base = SharedBase.objects.filter(place=place, name=data.get("name", "").strip()).first()
        made = define_base(
            by=by,
            name=data.get("name", ""),
            unit=data.get("unit", ""),
            note=data.get("note", ""),
            indicators=rows,
            base=base,
        )
        return f"已登记共用基数“{made.name}”，请填写{year}年的数。"
    if act in ("take", "leave"):
        pk = data.get("value", "")
        value = BaseValue.objects.filter(uid=pk, base__place=place).select_related("base").first()
        if value is None:
            raise FuertongError("没有这一项修订。请刷新页面。")
        number = decide_effects(by=by, value=value, take=act == "take")
        return f"已接受{number}项变动，有关指标已重新研判。" if act == "take" else f"{number}项变动不采用，原数不变。"
    if act == "answer":
        found = BaseDispute.objects.filter(uid=data.get("dispute", ""), value__base__place=place)
        dispute = found.select_related("value__base", "form").first()
        if dispute is None:
            raise FuertongError("没有这一项异议。请刷新页面。")
        answer_dispute(by=by, dispute=dispute, answer=data.get("answer", ""))
        return "已答复。"
    return _save(request, place, year)


def _save(request: ActorRequest, place: Place, year: int) -> str:
    number = 0
    for row in base_rows(place, year):
        key = _key(row)
        text = request.POST.get(f"value-{key}", "").strip()
        if not text:
            continue
        parsed = parse_number(text)
        if parsed.value is None or any(item.severity == "error" for item in parsed.findings):
            raise FuertongError(f"“{row.base.name}”填的“{text}”不是一个数，请改正。其他数没有保存。")
        if row.value is not None and row.value.value == parsed.value:
            continue
        set_base_value(
            by=request.actor,
            base=row.base,
            data_year=year,
            breakdown=row.breakdown,
            value=parsed.value,
            source=request.POST.get(f"source-{key}", ""),
            reason=request.POST.get(f"reason-{key}", ""),
        )
        number += 1
    return f"已保存{number}项，各单位报表中的分母随之更新。" if number else "没有变动。"


def _line(row: BaseRow, request: ActorRequest) -> Line:
    key = _key(row)
    now = format_number(row.value.value) if row.value else ""
    source = row.value.source if row.value else ""
    return Line(
        row=row,
        key=key,
        group=breakdown_label(row.breakdown),
        now=request.POST.get(f"value-{key}", now),
        last=format_number(row.last.value) if row.last else "",
        source=request.POST.get(f"source-{key}", source),
    )


def _key(row: BaseRow) -> str:
    return f"{row.base.uid}-{row.breakdown}"


def _by_value(effects: list[BaseEffect]) -> list[tuple[BaseValue, list[BaseEffect]]]:
    found: dict[int, tuple[BaseValue, list[BaseEffect]]] = {}
    for effect in effects:
        found.setdefault(effect.value_id, (effect.value, []))[1].append(effect)
    return list(found.values())


def _year(request: ActorRequest, place: Place) -> int:
    text = request.GET.get("year", "")
    return (
        int(text)
        if text.isdigit() and len(text) == len("2025")
        else (year_in_hand(place) or timezone.localdate().year - 1)
    )
