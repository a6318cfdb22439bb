"""The data query: places, groups, years, as known on a day, across changed boundaries; rolled up from below."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World
from tests.web.world_collection import indicator, row

from fuertong.errors import FuertongError
from fuertong.model.observation import Observation as SeriesRow
from fuertong.model.observation import ValueStatus
from fuertong_web.collection.actions import import_series
from fuertong_web.collection.actions.boundaries import merge_members, split_member
from fuertong_web.collection.actions.entities import MemberRow
from fuertong_web.collection.actions.revising import Figure, revise_value
from fuertong_web.collection.actions.upward import adopt_rolled
from fuertong_web.collection.filling_models import Entity
from fuertong_web.collection.models import Observation
from fuertong_web.collection.selectors import series
from fuertong_web.collection.selectors.query import Filter, GridRow, grid
from fuertong_web.collection.selectors.upward import upward_rows

EAST, WEST, NORTH = "999901101", "999901102", "999901201"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def below(world: World, code: str, region: str, year: int, numbers: tuple[int, int]) -> SeriesRow:
    value = f"{numbers[0] * 100 / numbers[1]:.1f}"
    made = row(code, year, value, world, numerator=str(numbers[0]), denominator=str(numbers[1]))
    return replace(made, key=replace(made.key, region=region))


def bring(world: World, *rows: SeriesRow, on: datetime | None = None) -> None:
    import_series(
        by=world.actor("statistician"), rows=rows, source="示例", judge=False, at=on, status=ValueStatus.FINAL
    )


def asked(world: World, role: str = "office", code: str = "coverage", **wanted: object) -> dict[str, list[str]]:
    rows = grid(world.actor(role), [world.things[code]], [2023, 2024, 2025], Filter(**wanted))  # type: ignore[arg-type]
    return {shown.region.name: [_text(shown, place) for place in range(3)] for shown in rows}


def _text(shown: GridRow, place: int) -> str:
    point = shown.points[place]
    if point is None:
        return ""
    text = "—" if point.value is None else f"{point.value.normalize():f}"
    return f"|{text}" if point.break_before else text


def towns(world: World, *names: str) -> list[Entity]:
    rows = Entity.objects.select_related("list__place__region", "region")
    return [rows.get(region__name=name, until=None) for name in names]


def test_values_are_shown_as_known_on_a_day(world: World) -> None:
    bring(world, row("coverage", 2025, "90.0", world), on=at(2026, 3, 1))
    bring(world, row("coverage", 2025, "91.0", world), on=at(2026, 6, 2))
    assert asked(world)["示例县"][2] == "91"
    assert asked(world, on=date(2026, 6, 1))["示例县"][2] == "90"
    assert asked(world, on=date(2026, 2, 1))["示例县"][2] == ""


def test_lower_regions_a_list_and_groups_can_be_asked_for(world: World) -> None:
    bring(world, below(world, "coverage", EAST, 2025, (45, 50)), below(world, "coverage", WEST, 2025, (40, 50)))
    assert asked(world, where="below") == {"城东镇": ["", "", "90"], "城西镇": ["", "", "80"]}
    assert set(asked(world, where="all")) == {"示例县", "城东镇", "城西镇"}
    assert set(asked(world, where=str(world.things["entity_list"].uid))) == {"城东镇", "城西镇"}
    girls = replace(
        row("school", 2025, "97.0", world), key=replace(row("school", 2025, "97.0", world).key, breakdown="sex=F")
    )
    bring(world, row("school", 2025, "96.0", world), girls)
    rows = grid(world.actor("office"), [world.things["school"]], [2025], Filter(groups="sex"))
    assert [shown.group for shown in rows] == ["", "女"]
    assert len(grid(world.actor("office"), [world.things["school"]], [2025], Filter(groups="residence"))) == 1


def test_merged_towns_are_read_under_new_and_old_boundaries(world: World) -> None:
    bring(world, below(world, "coverage", EAST, 2024, (90, 100)), below(world, "coverage", WEST, 2024, (10, 20)))
    by = world.actor("statistician")
    made = merge_members(by=by, entities=towns(world, "城东镇", "城西镇"), name="城中镇", on=date(2025, 3, 1))
    bring(world, below(world, "coverage", made.region.code, 2025, (108, 120)))
    assert asked(world, where="below") == {"城中镇": ["", "83.3", "|90"]}
    assert asked(world, where="below", bounds="then") == {
        "城东镇": ["", "90", ""],
        "城西镇": ["", "50", ""],
        "城中镇": ["", "", "90"],
    }


def test_a_split_town_goes_on_under_its_old_boundary_and_a_gap_is_not_papered_over(world: World) -> None:
    bring(world, below(world, "coverage", NORTH, 2024, (30, 40)))
    by = world.actor("statistician")
    into = [MemberRow(name="南坡乡"), MemberRow(name="北坡乡")]
    south, north = split_member(by=by, entity=towns(world, "北山乡")[0], into=into, on=date(2025, 1, 1))
    bring(world, below(world, "coverage", south.region.code, 2025, (9, 10)))
    assert asked(world, where="below", bounds="then")["北山乡"] == ["", "75", "—"]
    bring(world, below(world, "coverage", north.region.code, 2025, (20, 20)))
    assert asked(world, where="below", bounds="then")["北山乡"] == ["", "75", "96.7"]
    assert asked(world, where="below")["南坡乡"] == ["", "", "|90"]


def test_the_upper_value_stands_in_but_is_not_the_countys(world: World) -> None:
    by = world.actor("statistician")
    figure = Figure(value="88.8", status=ValueStatus.FINAL, source="市统计公报", reason="本级不产生")
    above = world.region.parent
    assert above is not None
    revise_value(by=by, indicator=world.things["school"], region=above, period="2025", figure=figure)
    shown = grid(by, [world.things["school"]], [2025], Filter())[0]
    assert shown.stands_in == above
    assert shown.points[0] is not None
    assert "不计入达标" in shown.points[0].note
    assert series(by, [world.things["school"].pk]) == {}


def test_small_counts_of_towns_are_not_shown_to_the_office(world: World) -> None:
    rows = [below(world, "deaths", region, 2025, (n, 4000)) for region, n in ((EAST, 2), (WEST, 400))]
    bring(world, *(replace(one, key=replace(one.key, period="2025H")) for one in rows))
    assert asked(world, "statistician", "deaths", where="below")["城东镇"][2] != "—"
    assert {shown[2] for shown in asked(world, "office", "deaths", where="below").values()} == {"—"}


def test_exports_hold_what_the_page_shows(world: World, sign_in: Callable[[str], Client]) -> None:
    bring(world, below(world, "coverage", EAST, 2025, (45, 50)))
    client, query = sign_in("office"), {"words": "coverage", "where": "below", "until": "2025"}
    sheet = load_workbook(BytesIO(client.get(reverse("values_export"), query).content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["示例管理率", "城东镇", None, "%"]
    lines = list(
        csv.DictReader(
            StringIO(client.get(reverse("values_export"), query | {"format": "csv"}).content.decode("utf-8-sig"))
        )
    )
    assert [(line["地区"], line["年份"], line["数值"], line["分子"]) for line in lines] == [
        ("城东镇", "2025", "90.0", "45")
    ]


def test_queries_are_bounded(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring(
        world, *(below(world, "coverage", region, year, (45, 50)) for region in (EAST, WEST) for year in (2023, 2024))
    )
    client = sign_in("office")
    for url in ("values", "values_upward"):
        with django_assert_max_num_queries(34):
            assert client.get(reverse(url), {"where": "all", "groups": "all", "year": "2024"}).status_code == 200


def test_a_whole_is_recomputed_and_names_what_is_missing(world: World) -> None:
    by = world.actor("statistician")
    bring(world, below(world, "coverage", EAST, 2025, (90, 100)), below(world, "coverage", WEST, 2025, (10, 20)))
    (found,) = upward_rows(by, 2025)
    assert (found.rolled.value, found.rolled.missing) == (None, ("北山乡",))
    with pytest.raises(FuertongError, match="北山乡缺分子或分母"):
        adopt_rolled(by=by, indicator=found.indicator, data_year=2025)
    bring(world, below(world, "coverage", NORTH, 2025, (8, 10)))
    made = adopt_rolled(by=by, indicator=found.indicator, data_year=2025)
    assert (made.value, made.numerator, made.status) == (D("83.1"), D(108), "derived")
    with pytest.raises(PermissionDenied):
        adopt_rolled(by=world.actor("office"), indicator=found.indicator, data_year=2025)


def test_a_declared_way_goes_before_the_usual_one(world: World) -> None:
    beds = world.things["beds"]
    rows = [row("beds", 2025, "10", world), row("beds", 2025, "20", world), row("beds", 2025, "5", world)]
    places = (EAST, WEST, NORTH)
    bring(world, *(replace(one, key=replace(one.key, region=code)) for one, code in zip(rows, places, strict=True)))
    assert upward_rows(world.actor("office"), 2025)[0].rolled.value == D(35)
    beds.aggregation = "none"
    beds.save()
    assert upward_rows(world.actor("office"), 2025)[0].rolled.value is None


def test_the_page_of_a_series_marks_and_links_a_break(world: World, sign_in: Callable[[str], Client]) -> None:
    broken = replace(row("coverage", 2025, "60.0", world), break_before=True, splice=D("96.0"))
    bring(world, broken)
    page = sign_in("office").get(reverse("value_series", args=[world.things["coverage"].uid]))
    chart = page.context["chart"]
    assert chart["breaks"] == [{"year": 2025, "label": "口径变化"}]
    assert [line["name"] for line in chart["series"]] == ["示例县", "示例县（2025年以前）", "按新口径衔接（参考）"]
    assert chart["series"][2]["points"][-2]["value"] == pytest.approx(94.5 * 60 / 96)
    assert Observation.objects.get(
        indicator=world.things["coverage"], period="2024", region=world.region
    ).revision.value == D("94.5")


def test_quarters_stand_apart_from_years(world: World, sign_in: Callable[[str], Client]) -> None:
    indicator(world, "quarterly", "示例季度数", unit="人", kind="count", per=None, decimals=0, source_unit=world.health)
    bring(
        world,
        *(row("quarterly", 2025, str(n), world, suffix=f"Q{n}") for n in (1, 2)),
        row("quarterly", 2025, "7", world),
    )
    found = world.place.indicators.get(code="quarterly")
    page = sign_in("office").get(reverse("value_series", args=[found.uid]))
    assert [label for _, label in page.context["within"]] == ["2025年第2季度", "2025年第1季度"]
    assert [label for _, label in page.context["points"]] == ["2025年"]
