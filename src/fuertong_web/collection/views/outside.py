"""Source systems (数据源): the register, a delivery with its mapping and preview, the import."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.observation import ValueStatus
from fuertong.outside import IGNORED, Mapping, Role
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.day_one import intake_place
from fuertong_web.collection.actions.outside import FIELDS, import_delivery, map_source, save_source, take_delivery
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models_intake import SourceDelivery, SourceSystem
from fuertong_web.collection.outside import Preview, preview_of
from fuertong_web.collection.outside_apart import read_apart
from fuertong_web.collection.series import breakdown_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

KINDS = ".xlsx,.xls,.et,.csv,.json,.xml,.px,.docx"
STATUSES = (ValueStatus.HISTORICAL, ValueStatus.PRELIMINARY, ValueStatus.FINAL, ValueStatus.SUPERIOR)
SHOWN = 200


@needs(Permission.VALUES_PROXY)
def sources(request: ActorRequest) -> HttpResponse:
    """The register of source systems with their last import; a POST registers one."""
    place = intake_place(request.actor)
    error = ""
    if request.method == "POST":
        try:
            made = save_source(by=request.actor, fields={name: request.POST.get(name, "") for name in FIELDS})
        except FuertongError as refused:
            error = str(refused)
        else:
            return redirect("source", uid=made.uid)
    context = {
        "error": error,
        "given": request.POST,
        "systems": place.source_systems.prefetch_related("deliveries__document"),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("数据源", "")),
    }
    return render(request, "collection/sources.html", context)


@needs(Permission.VALUES_PROXY)
def source(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One source system: its particulars, its deliveries; a POST changes it or takes a file."""
    system = SourceSystem.objects.filter(uid=uid, place=intake_place(request.actor)).first()
    if system is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            if is_too_large(request):
                raise FuertongError(TOO_LARGE)
            if request.POST.get("what") == "particulars":
                save_source(
                    by=request.actor, system=system, fields={name: request.POST.get(name, "") for name in FIELDS}
                )
                return redirect("source", uid=uid)
            upload = request.FILES.get("file")
            if upload is None:
                raise FuertongError("请选择从原系统导出的文件。")
            content, name = upload.read(), upload.name or "数据"
            table = read_apart(content, name=name)
            made = take_delivery(by=request.actor, system=system, name=name, content=content, table=table)
            return redirect("delivery", uid=made.uid)
        except FuertongError as refused:
            error = str(refused)
            system.refresh_from_db()
    context = {
        "system": system,
        "error": error,
        "kinds": KINDS,
        "deliveries": system.deliveries.select_related("document"),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("数据源", reverse("sources")), (system.name, "")),
    }
    return render(request, "collection/source.html", context)


@needs(Permission.VALUES_PROXY)
def delivery(request: ActorRequest, uid: UUID) -> HttpResponse:
    """What a file holds, what its codes mean, what would be imported; a POST keeps the mapping."""
    found = _delivery(request, uid)
    preview = preview_of(found)
    if request.method == "POST":
        try:
            map_source(by=request.actor, system=found.system, mapping=_mapping(request, preview))
        except FuertongError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "已记住对应关系，以后这个数据源的文件都按此读取。")
        return redirect("delivery", uid=uid)
    context = {
        "delivery": found,
        "preview": preview,
        "dimensions": [_dimension(preview, number) for number in range(len(preview.table.dimensions))],
        "roles": [(role.value, role.label) for role in Role],
        "statuses": [(one.value, one.label) for one in STATUSES],
        "shown": [
            {"value": value, "indicator": indicator, "group": breakdown_label(value.breakdown)}
            for value, indicator in preview.values[:SHOWN]
        ],
        "more": max(0, len(preview.values) - SHOWN),
        "crumbs": crumbs(
            request.actor,
            ("数据", reverse("values")),
            ("数据源", reverse("sources")),
            (found.system.name, reverse("source", args=[found.system.uid])),
            ("核对", ""),
        ),
    }
    return render(request, "collection/delivery.html", context)


@needs(Permission.VALUES_PROXY)
@require_POST
def delivery_import(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Import the delivery."""
    found = _delivery(request, uid)
    given = request.POST.get("status", "")
    status = ValueStatus(given) if given in {one.value for one in STATUSES} else ValueStatus.PRELIMINARY
    try:
        result = import_delivery(by=request.actor, delivery=found, status=status, accept=True)
    except FuertongError as refused:
        messages.error(request, str(refused))
    else:
        same = f"，{result.unchanged}个与已有数据相同" if result.unchanged else ""
        messages.success(request, f"已导入{result.revisions}个数据{same}。")
    return redirect("delivery", uid=uid)


def _delivery(request: ActorRequest, uid: UUID) -> SourceDelivery:
    rows = SourceDelivery.objects.select_related("system__place__region", "document")
    found = rows.filter(uid=uid, system__place=intake_place(request.actor)).first()
    if found is None:
        raise Http404
    return found


def _dimension(preview: Preview, number: int) -> dict[str, Any]:
    dimension = preview.table.dimensions[number]
    role = preview.mapping.roles[dimension.id]
    rows = []
    for place, code in enumerate(dimension.codes):
        meaning = preview.mapping.meaning(dimension.id, code)
        rows.append(
            {"place": place, "code": code, "named": dimension.named(code), "said": _said(preview, role, meaning)}
        )
    return {
        "number": number,
        "dimension": dimension,
        "role": role,
        "rows": [] if role is Role.PERIOD or dimension.id == "unit" else rows,
        "open": sum(row["said"] == "" for row in rows),
    }


def _said(preview: Preview, role: Role, meaning: str | None) -> str:
    """A meaning as a person would write it, "" when it is open."""
    if meaning is None:
        return ""
    if meaning == IGNORED:
        return "不要"
    if role is Role.INDICATOR:
        return preview.indicators[meaning].name if meaning in preview.indicators else ""
    if role is Role.BREAKDOWN:
        return breakdown_label(meaning) or "合计"
    if role is Role.REGION:
        names = [name for name, code in preview.regions.items() if code == meaning and name and name != code]
        return names[0] if names else meaning
    return "取这一项"


def _mapping(request: ActorRequest, preview: Preview) -> Mapping:
    """The mapping as the page gives it back; FuertongError names the word that is not understood."""
    roles, codes = dict(preview.mapping.roles), {name: dict(one) for name, one in preview.mapping.codes.items()}
    names = {row.name: row.code for row in preview.indicators.values()} | {code: code for code in preview.indicators}
    for number, dimension in enumerate(preview.table.dimensions):
        given = request.POST.get(f"role:{number}", "")
        role = Role(given) if given in {one.value for one in Role} else roles[dimension.id]
        known = codes.setdefault(dimension.id, {})
        if role is not roles[dimension.id]:
            roles[dimension.id] = role
            known.clear()
            continue
        for place, code in enumerate(dimension.codes):
            text = request.POST.get(f"code:{number}:{place}")
            if text is None:
                continue
            meaning = _meant(text.strip(), role, names, preview.regions)
            known.pop(code, None)
            if meaning is not None:
                known[code] = meaning
    return Mapping(roles=roles, codes=codes)


def _meant(text: str, role: Role, names: dict[str, str], regions: dict[str, str]) -> str | None:
    if not text:
        return None
    if text in ("不要", IGNORED):
        return IGNORED
    if role is Role.FIXED:
        return ""
    listed = names if role is Role.INDICATOR else regions
    meaning = breakdown_of(text) if role is Role.BREAKDOWN else listed.get(text)
    if meaning is None:
        raise FuertongError(f"“{text}”无法识别，没有保存。请从列表中选择，不需要的写“不要”。")
    return meaning
