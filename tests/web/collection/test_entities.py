"""Lists below the county: kept by date, asked one by one, and the denominator of every-unit targets."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong.workbooks.tables import write_table
from fuertong_web.collection.actions import boundaries, open_round
from fuertong_web.collection.actions import entities as acts
from fuertong_web.collection.actions.entities import MemberRow
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.collection.models import Cell
from fuertong_web.collection.selectors.entities import members_meant, members_on
from fuertong_web.collection.sheet import lines_of
from fuertong_web.places.models import Region

ON = date(2026, 1, 1)


def names(found: EntityList, day: date) -> list[str]:
    return [row.region.name for row in members_on(found, day)]


def member(world: World, name: str) -> Entity:
    return Entity.objects.select_related("list__place__region", "region").get(region__name=name, until=None)


def test_a_list_of_towns_begins_with_the_towns_known_already(world: World) -> None:
    made = acts.create_list(by=world.actor("office"), name="农村乡镇", kind=EntityKind.TOWN)
    assert names(made, ON) == ["城东镇", "城西镇", "北山乡"]


def test_members_without_a_code_get_one_and_are_no_area(world: World) -> None:
    made = acts.create_list(by=world.actor("office"), name="公办幼儿园", kind=EntityKind.SCHOOL)
    acts.add_members(by=world.actor("office"), found=made, rows=[MemberRow(name="第一园"), MemberRow(name="第二园")])
    rows = Region.objects.filter(level="entity").order_by("code").values_list("code", "name")
    assert list(rows) == [("999901-E0001", "第一园"), ("999901-E0002", "第二园")]


def test_merging_ends_the_old_ones_and_keeps_them_for_old_years(world: World) -> None:
    found = world.things["entity_list"]
    ones = [member(world, "城东镇"), member(world, "城西镇")]
    made = boundaries.merge_members(
        by=world.actor("statistician"), entities=ones, name="城东镇", code="999901101", on=ON, note="批复1号"
    )
    assert names(found, date(2025, 12, 31)) == ["城东镇", "城西镇", "北山乡"]
    assert names(found, ON) == ["城东镇", "北山乡"]
    assert sorted(one.old.name for one in made.region.inherited.all()) == ["城东镇", "城西镇"]
    with pytest.raises(FuertongError, match="已经终止"):
        boundaries.merge_members(by=world.actor("statistician"), entities=ones, name="新镇", on=ON)


def test_a_split_opens_several_and_a_rename_keeps_the_row(world: World) -> None:
    found = world.things["entity_list"]
    by = world.actor("office")
    boundaries.split_member(
        by=by, entity=member(world, "北山乡"), into=[MemberRow(name="南坡乡"), MemberRow(name="北坡乡")], on=ON
    )
    region = member(world, "城西镇").region
    acts.rename_member(by=by, entity=member(world, "城西镇"), name="西关镇", on=ON)
    region.refresh_from_db()
    assert sorted(names(found, ON)) == ["北坡乡", "南坡乡", "城东镇", "西关镇"]
    assert [(one.name, one.until) for one in region.former_names.all()] == [("城西镇", date(2025, 12, 31))]


def test_only_office_and_statistician_change_a_list_and_only_their_own(world: World) -> None:
    rows = [MemberRow(name="新乡")]
    for role in ("group", "liaison", "leader", "stranger_place"):
        with pytest.raises(PermissionDenied):
            acts.add_members(by=world.actor(role), found=world.things["entity_list"], rows=rows)


def test_a_form_has_a_row_for_each_member_in_force_in_the_data_year(world: World) -> None:
    by = world.actor("statistician")
    found = world.things["entity_list"]
    acts.change_list(by=by, found=found, name=found.name, words=[], note="", indicators=[world.things["coverage"]])
    acts.end_member(by=by, entity=member(world, "北山乡"), on=date(2024, 6, 30))
    opened = open_round(
        by=by, work_year=2026, data_year=2025, title="逐个填报", opens_on=date(2026, 9, 1), deadline=date(2026, 12, 1)
    )
    cells = Cell.objects.filter(form__round=opened, indicator__code="coverage").order_by("order")
    assert [cell.region.name for cell in cells] == ["示例县", "城东镇", "城西镇"]
    form = opened.forms.select_related("round__place__region", "unit").get(unit=world.health)
    shown = [line.name for line in lines_of(world.actor("liaison"), form) if line.indicator.code == "coverage"]
    assert shown == ["示例管理率", "示例管理率（城东镇）", "示例管理率（城西镇）"]
    assert Cell.objects.filter(form__round=opened, indicator__code="beds").count() == 1


def test_the_word_of_a_plan_finds_its_list(world: World) -> None:
    asked = {1: ("乡镇", "coverage"), 2: ("学校", "coverage")}
    meant = members_meant(world.place, asked, ON)
    assert {key: row.words for key, row in meant.items()} == {1: "3个乡镇"}
    world.things["entity_list"].indicators.add(world.things["coverage"])
    assert set(members_meant(world.place, asked, ON)) == {1, 2}


def test_importing_shows_what_changes_and_then_takes_it(world: World, sign_in: Callable[[str], Client]) -> None:
    client, found = sign_in("office"), world.things["entity_list"]
    rows = [["城东镇", "999901101", ""], ["西关镇", "999901102", ""], ["新河镇", "", ""], ["北山乡", "", "2025-12-31"]]
    data = write_table("名录", ["名称", "代码", "终止日期"], rows)
    sent = client.post(
        reverse("entity_import", args=[found.uid]),
        {"file": SimpleUploadedFile("名录.xlsx", data), "on": "2026-01-01"},
    )
    page = client.get(sent["Location"])
    proposal = page.context["proposal"]
    assert [step.what for step in proposal.steps] == ["不变", "更名", "新增", "终止"]
    assert names(found, ON) == ["城东镇", "城西镇", "北山乡"]
    assert client.post(sent["Location"]).status_code == 302
    assert sorted(names(found, ON)) == ["城东镇", "新河镇", "西关镇"]


def test_the_pages_add_merge_and_end(world: World, sign_in: Callable[[str], Client]) -> None:
    client, found = sign_in("statistician"), world.things["entity_list"]
    url = reverse("entity_list", args=[found.uid])
    client.post(url, {"act": "add", "names": "新河镇\n新桥镇\t999901103", "since": ""})
    ticked = [str(member(world, name).uid) for name in ("新河镇", "新桥镇")]
    client.post(url, {"act": "merge", "member": ticked, "name": "河桥镇", "on": "2026-01-01", "code": "", "note": ""})
    end = {"act": "end", "on": "2026-05-31", "how": "closed", "note": ""}
    client.post(reverse("entity", args=[member(world, "北山乡").uid]), end)
    assert sorted(names(found, date(2026, 6, 1))) == ["城东镇", "城西镇", "河桥镇"]
    refused = client.post(url, {"act": "merge", "name": "甲", "on": "2026-01-01"})
    assert "请选择要办理的" in refused.content.decode()


def test_queries_do_not_grow_with_the_members(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = world.things["entity_list"]
    rows = [MemberRow(name=f"村{n}") for n in range(60)]
    acts.add_members(by=world.actor("office"), found=found, rows=rows)
    client = sign_in("office")
    for url in (reverse("entities"), reverse("entity_list", args=[found.uid])):
        with django_assert_max_num_queries(25):
            client.get(url)
