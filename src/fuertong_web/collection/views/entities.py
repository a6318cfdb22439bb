"""Pages of the lists below the place (名录): the lists, one list with its members, one member."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions import boundaries
from fuertong_web.collection.actions import entities as acts
from fuertong_web.collection.entity_forms import (
    EndForm,
    ListForm,
    MembersForm,
    MergeForm,
    NewListForm,
    RenameForm,
    SplitForm,
    lines_of,
)
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.collection.selectors.entities import entity_for, list_for, lists_for
from fuertong_web.ui.frame import Crumb


def entity_crumbs(*steps: tuple[str, str]) -> list[Crumb]:
    """设置 / 名录 and the steps below."""
    found = [Crumb(title="设置"), Crumb(title="名录", url=reverse("entities"))]
    return [*found, *(Crumb(title=title, url=url) for title, url in steps)]


def is_on(entity: Entity, day: date) -> bool:
    """Whether the member stands on the list on a day."""
    return (entity.since is None or entity.since <= day) and (entity.until is None or entity.until >= day)


@needs(Permission.SCHEME_SEE)
def entities(request: ActorRequest) -> HttpResponse:
    """The lists of the place; a new one is begun here."""
    today = timezone.localdate()
    may = request.actor.can(Permission.SCHEME_WRITE)
    form = NewListForm(request.POST or None)
    if request.method == "POST":
        if not may:
            raise PermissionDenied("名录由妇儿工委办和统计人员维护。")
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = acts.create_list(
                    by=request.actor, name=data["name"], kind=EntityKind(data["kind"]), note=data["note"]
                )
            except FuertongError as error:
                form.add_error("name", str(error))
            else:
                messages.success(request, f"已建立名录“{made.name}”，现有{made.members.count()}个成员，请核对。")
                return redirect("entity_list", uid=made.uid)
    rows = [(row, sum(is_on(one, today) for one in row.members.all())) for row in lists_for(request.actor)]
    context = {"rows": rows, "form": form, "may_write": may, "crumbs": entity_crumbs()}
    return render(request, "collection/entities.html", context)


@needs(Permission.SCHEME_SEE)
def entity_list(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One list: who is on it on a day, who was; adding, merging, particulars."""
    found = list_for(request.actor, uid)
    may = request.actor.can(Permission.SCHEME_WRITE)
    if request.method == "POST" and not may:
        raise PermissionDenied("名录由妇儿工委办和统计人员维护。")
    act = request.POST.get("act", "")
    forms: dict[str, Form] = {
        "add": MembersForm(request.POST if act == "add" else None),
        "merge": MergeForm(request.POST if act == "merge" else None),
        "change": ListForm(request.POST if act == "change" else None, found=found),
    }
    form = forms.get(act)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _do(request, found, act, form))
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            return redirect("entity_list", uid=found.uid)
    return _list_page(request, found, forms, may)


def _do(request: ActorRequest, found: EntityList, act: str, form: Form) -> str:
    data = form.cleaned_data
    if isinstance(form, MembersForm):
        made = acts.add_members(by=request.actor, found=found, rows=form.rows())
        return f"已加入{len(made)}个。" if made else "所列的都已在名录中。"
    if isinstance(form, MergeForm):
        ticked = list(found.members.filter(uid__in=request.POST.getlist("member")).select_related("region", "list"))
        one = boundaries.merge_members(by=request.actor, entities=ticked, **data)
        names = "、".join(str(row.region) for row in ticked)
        return f"{names}已合并为{one.region}；原来的数据保留，可按原区划或现区划查看。"
    acts.change_list(by=request.actor, found=found, **data)
    return "已保存。"


def _list_page(request: ActorRequest, found: EntityList, forms: dict[str, Form], may: bool) -> HttpResponse:
    today = timezone.localdate()
    day = _day(request.GET.get("on", "")) or today
    rows = found.members.select_related("region").order_by("region__code", "pk")
    members = list(rows.prefetch_related("region__former_names", "region__successions__new", "region__inherited__old"))
    kind = EntityKind(found.kind)
    now = [row for row in members if is_on(row, day)]
    context = {
        "found": found,
        "counted": f"{len(now)}{kind.counted}",
        "members": now,
        "gone": [row for row in members if row.until is not None and row.until < day],
        "coming": [row for row in members if row.since is not None and row.since > day],
        "day": day,
        "on_text": request.GET.get("on", ""),
        "indicators": found.indicators.order_by("code"),
        "forms": forms,
        "may_write": may,
        "ticked": request.POST.getlist("member"),
        "crumbs": entity_crumbs((found.name, "")),
    }
    return render(request, "collection/entity_list.html", context)


@needs(Permission.SCHEME_WRITE)
def entity(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One member: its names, where it comes from and went; renaming, splitting, ending."""
    found = entity_for(request.actor, uid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms: dict[str, Form] = {
        "rename": RenameForm(request.POST if act == "rename" else None),
        "split": SplitForm(request.POST if act == "split" else None),
        "end": EndForm(request.POST if act == "end" else None),
    }
    form = forms.get(act)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _change(request, found, form))
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            return redirect("entity_list", uid=found.list.uid)
    region = found.region
    context = {
        "entity": found,
        "forms": forms,
        "names": region.former_names.order_by("until"),
        "after": region.successions.select_related("new"),
        "before": region.inherited.select_related("old"),
        "crumbs": entity_crumbs((found.list.name, reverse("entity_list", args=[found.list.uid])), (str(region), "")),
    }
    return render(request, "collection/entity.html", context)


def _change(request: ActorRequest, found: Entity, form: Form) -> str:
    data, name = form.cleaned_data, found.region.name
    if isinstance(form, RenameForm):
        acts.rename_member(by=request.actor, entity=found, **data)
        return f"{name}已更名为{data['name']}，历年数据照旧连接。"
    if isinstance(form, SplitForm):
        made = boundaries.split_member(
            by=request.actor, entity=found, into=lines_of(data["names"]), on=data["on"], note=data["note"]
        )
        return f"{name}已拆分为{'、'.join(str(row.region) for row in made)}。"
    only = data["how"] == "off"
    acts.end_member(by=request.actor, entity=found, on=data["on"], note=data["note"], only_list=only)
    return f"{name}已移出本名录。" if only else f"{name}已撤销，以前年份的数据保留。"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
