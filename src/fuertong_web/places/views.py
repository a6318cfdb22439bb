"""Set-up of a new instance; units and settings of the place (设置)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.organisation import Level, UnitKind
from fuertong_web.accounts.actions import found_administrators
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission, Role
from fuertong_web.places import actions
from fuertong_web.places.beginning import beginning
from fuertong_web.places.forms import DissolveForm, FounderForm, PlaceForm, UnitForm, UnitsForm
from fuertong_web.places.founding import may_set_up
from fuertong_web.places.models import Place
from fuertong_web.places.selectors import setting_page, units_of
from fuertong_web.ui.frame import Crumb


def setup(request: HttpRequest) -> HttpResponse:
    """Place, level, plan type and the first administrators of an empty instance."""
    if Place.objects.exists():
        raise Http404
    if not may_set_up(request):
        raise PermissionDenied("首次设置请在安装本系统的电脑上打开，或使用启动窗口里显示的首次设置地址。")
    place_form, founder_form = PlaceForm(request.POST or None), FounderForm(request.POST or None)
    if request.method == "POST" and place_form.is_valid() & founder_form.is_valid():
        try:
            user = _found(place_form.cleaned_data, founder_form)
        except FuertongError as error:
            founder_form.add_error(None, str(error))
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(request, "首次设置完成。接下来请按步骤录入单位、人员、规划和首批数据。")
            return redirect("start")
    return render(request, "places/setup.html", {"place_form": place_form, "founder_form": founder_form})


@transaction.atomic
def _found(data: dict[str, Any], founder_form: FounderForm) -> Any:
    level = Level(data["level"])
    parent = None
    if data["upper_code"]:
        above = {Level.COUNTY: Level.CITY, Level.CITY: Level.PROVINCE, Level.PROVINCE: Level.NATION}[level]
        parent = actions.create_region(code=data["upper_code"], name=data["upper_name"], level=above)
    place = actions.create_place(
        code=data["code"].strip(), name=data["name"].strip(), level=level, short_name=data["short_name"], parent=parent
    )
    actions.remember_plan_type(place=place, audiences=data["plans"], years=data["years"])
    made = found_administrators(place=place, people=founder_form.people())
    return next(user for user in made if user.grants.filter(role=Role.OFFICE).exists())


@needs(Permission.UNITS_WRITE, Permission.PLAN_WRITE, Permission.ACCOUNTS_CREATE, Permission.ROUND_MANAGE)
def start(request: ActorRequest) -> HttpResponse:
    """The four steps of the beginning, each with its state and who takes it."""
    return render(request, "places/start.html", {"steps": beginning(request.actor), "crumbs": [Crumb(title="起步")]})


def _crumbs(*titles: tuple[str, str]) -> list[Crumb]:
    return [Crumb(title="设置"), *(Crumb(title=title, url=url) for title, url in titles)]


@needs(Permission.UNITS_WRITE)
def units(request: ActorRequest) -> HttpResponse:
    """The units of the place; a pasted list adds several at once."""
    place = request.actor.place
    if place is None:
        raise Http404
    form = UnitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_units_from_text(by=request.actor, text=form.cleaned_data["text"])
        except FuertongError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, f"名单中的{len(made)}个单位都已在册。")
            return redirect("units")
    rows = place.units.prefetch_related("successions__new", "grants__user")
    return render(request, "places/units.html", {"form": form, "units": rows, "crumbs": _crumbs(("单位", ""))})


@needs(Permission.UNITS_WRITE)
def unit(request: ActorRequest, uid: str) -> HttpResponse:
    """One unit: its particulars, its end and its successors."""
    place = request.actor.place
    found = get_object_or_404(place.units, uid=uid) if place else None
    if found is None or place is None:
        raise Http404
    form = UnitForm(
        request.POST if "change" in request.POST else None,
        initial={"name": found.name, "short": found.short, "aliases": "、".join(found.aliases), "kind": found.kind},
    )
    dissolve = DissolveForm(request.POST if "dissolve" in request.POST else None)
    dissolve.fields["successors"].queryset = units_of(place).exclude(pk=found.pk)  # type: ignore[attr-defined]
    try:
        if form.is_bound and form.is_valid():
            data = form.cleaned_data | {"kind": UnitKind(form.cleaned_data["kind"])}
            actions.change_unit(by=request.actor, unit=found, **data)
            messages.success(request, "已保存。")
            return redirect("units")
        if dissolve.is_bound and dissolve.is_valid():
            actions.dissolve_unit(by=request.actor, unit=found, **dissolve.cleaned_data)
            messages.success(request, f"{found.name}已撤销，职责由所选单位承接；原文中的旧名称保留。")
            return redirect("units")
    except FuertongError as error:
        messages.error(request, str(error))
    context = {
        "unit": found,
        "form": form,
        "dissolve": dissolve,
        "successions": found.successions.select_related("new"),
        "crumbs": _crumbs(("单位", reverse("units")), (found.name, "")),
    }
    return render(request, "places/unit.html", context)


@needs(Permission.SETTINGS_WRITE)
def settings_page(request: ActorRequest) -> HttpResponse:
    """All settings of the registry with value, who set it and when; one form saves what was changed."""
    place = request.actor.place
    if place is None:
        raise Http404
    if request.method == "POST":
        changed, wrong = 0, 0
        for row in setting_page(place):
            text = request.POST.get(row.key, "" if not row.is_bool else "0")
            try:
                changed += (
                    actions.change_setting(
                        by=request.actor, key=row.key, text=text, reason=request.POST.get("reason", "")
                    )
                    is not None
                )
            except FuertongError as error:
                wrong += 1
                messages.error(request, str(error))
        messages.info(request, f"已保存{changed}项更改。" if changed else "没有更改。")
        if not wrong:
            return redirect("settings")
    return render(
        request,
        "places/settings.html",
        {"groups": _grouped(place, request), "crumbs": _crumbs(("参数", ""))},
    )


def _grouped(place: Place, request: HttpRequest) -> list[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for row in setting_page(place):
        groups.setdefault(row.group, []).append(row.typed(request.POST.get(row.key)))
    return list(groups.items())
