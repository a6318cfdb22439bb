"""What each person sees of accepted values: small counts, seals, own unit, other place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.web.collection.conftest import Desk
from tests.web.world import World
from tests.web.world_collection import indicator, row

from fuertong.model.observation import Key
from fuertong.model.observation import Observation as SeriesRow
from fuertong_web.collection.actions import import_series, return_form
from fuertong_web.collection.disclosure import too_few
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.collection.selectors import missing_of, observations_frame, series, todo_for
from fuertong_web.collection.selectors.values import Point
from fuertong_web.indicators.models import Indicator


def points(world: World, role: str, code: str = "deaths") -> list[Point]:
    indicator = world.things[code]
    return series(world.actor(role), [indicator.pk]).get((indicator.pk, ""), [])


@pytest.mark.parametrize("role", ["statistician", "liaison", "reviewer"])
def test_owner_and_statistician_see_single_deaths(world: World, role: str) -> None:
    assert [(point.value, point.numerator) for point in points(world, role)] == [(Decimal(25), Decimal(1))] * 4


@pytest.mark.parametrize("role", ["office", "group", "evaluator", "upper"])
def test_others_see_the_pooled_rate_and_no_parts(world: World, role: str) -> None:
    last = points(world, role)[-1]
    assert (last.value, last.numerator, last.denominator) == (None, None, None)
    assert (last.withheld, last.pooled) == ("数量较少，不单独列示", Decimal("25.0"))


@pytest.mark.parametrize("role", ["leader", "sysadmin", "secadmin", "auditor", "liaison_education", "stranger_place"])
def test_whoever_has_no_right_to_values_gets_none(world: World, role: str) -> None:
    assert points(world, role) == []
    assert points(world, role, "coverage") == []


def test_open_values_are_seen_with_source_and_status(world: World) -> None:
    last = points(world, "office", "coverage")[-1]
    assert (last.year, last.value, last.status, last.source) == (
        2024,
        Decimal("94.5"),
        "历史导入（未复核）",
        "示例年鉴",
    )


def test_a_sealed_value_is_for_its_owner_only(world: World) -> None:
    Indicator.objects.filter(code="coverage").update(sensitivity="sealed", embargo_until=date(2099, 1, 1))
    assert points(world, "liaison", "coverage")[-1].value == Decimal("94.5")
    for role in ("statistician", "office", "group"):
        last = points(world, role, "coverage")[-1]
        assert (last.value, last.source, last.withheld) == (None, "", "限期保密")


@pytest.mark.parametrize(
    ("numerator", "denominator", "usual", "few"),
    [("9", "4000", "300", True), ("10", "4000", "250", False), ("12", "4000", "200", True), (None, None, None, True)],
)
def test_fewer_than_ten_seen_or_expected_is_few(
    world: World, numerator: str | None, denominator: str | None, usual: str | None, few: bool
) -> None:
    number = [Decimal(text) if text else None for text in (numerator, denominator, usual)]
    seen = too_few(
        world.things["deaths"], value=Decimal(1), numerator=number[0], denominator=number[1], usual=number[2]
    )
    assert seen is few


def test_the_frame_for_judging_is_whole_and_unmasked(world: World) -> None:
    frame = observations_frame(world.place)
    own = frame.filter(frame["indicator"].is_in(["coverage", "deaths", "beds"]))
    assert own.height == 9
    assert frame.filter(indicator="deaths")["numerator"].to_list() == [1.0] * 4
    assert frame.select("region", "indicator", "breakdown", "year").is_unique().all()


def test_a_new_version_of_an_indicator_begins_with_a_break(world: World) -> None:
    old = world.things["coverage"]
    Indicator.objects.create(
        place=world.place, code="coverage", version=2, name=old.name, unit="%", kind="pct", per=100
    )
    key = Key(indicator="coverage", version=2, region=world.region.code, period="2025")
    import_series(by=world.actor("statistician"), rows=[SeriesRow(key=key, value=Decimal(80))], judge=False)
    frame = observations_frame(world.place).filter(indicator="coverage")
    assert frame.select("year", "break").rows()[-2:] == [(2024, False), (2025, True)]


def test_an_import_taken_twice_changes_nothing(world: World) -> None:
    rows = [
        SeriesRow(
            key=Key(indicator="beds", region=world.region.code, period=str(year)), value=Decimal(year), decimals=0
        )
        for year in (2020, 2021)
    ]
    first = import_series(by=world.actor("statistician"), rows=rows, source="年鉴", judge=False)
    again = import_series(by=world.actor("statistician"), rows=rows, source="年鉴", judge=False)
    assert (first.revisions, first.accepted, again.revisions, again.unchanged) == (2, 2, 0, 2)


def test_an_import_that_is_not_accepted_leaves_the_values_as_they_were(world: World) -> None:
    rows = [SeriesRow(key=Key(indicator="beds", region=world.region.code, period="2024"), value=Decimal(1))]
    result = import_series(by=world.actor("statistician"), rows=rows, accept=False, judge=False)
    assert (result.revisions, result.accepted) == (1, 0)
    assert Observation.objects.get(indicator__code="beds").revision.value == Decimal(120)
    assert Revision.objects.filter(indicator__code="beds").count() == 2


def test_missing_values_name_unit_and_reason(desk: Desk) -> None:
    desk.fill(coverage={"absence": "pending"}, beds={"value": "126"}, deaths={"absence": "from_above"})
    rows = {(item.code, item.breakdown): (item.unit, item.reason) for item in missing_of(desk.world.place, 2025)}
    assert rows[("coverage", "")] == ("县卫生健康局", "数据待发布")
    assert rows[("beds", "")] == ("县卫生健康局", "已填，待审核")
    assert rows[("school", "sex=F")] == ("县教育局", "尚未报送")
    assert ("deaths", "") not in rows


def test_each_person_has_the_forms_that_wait_for_them(desk: Desk) -> None:
    assert [(todo.task, todo.done, todo.total) for todo in todo_for(desk.liaison)] == [("fill", 0, 3)]
    assert todo_for(desk.reviewer) == []
    desk.submitted()
    assert [(todo.task, todo.form.unit.code) for todo in todo_for(desk.statistician)] == [("review", "999901-health")]
    return_form(by=desk.statistician, form=desk.form, reasons={str(desk.cell("beds").uid): "请核对"})
    (todo,) = todo_for(desk.liaison)
    assert (todo.task, todo.returned[0].name, todo.returned[0].reason) == ("answer", "示例床位数", "请核对")
    assert todo_for(desk.world.actor("leader")) == []


def test_a_redefined_indicator_keeps_its_series_with_a_visible_break(world: World) -> None:
    from fuertong_web.indicators.actions import redefine

    stat = world.actor("statistician")
    new = redefine(
        by=stat,
        indicator=world.things["coverage"],
        changes={"definition": "按常住人口统计。"},
        since=date(2025, 1, 1),
        reason="口径调整",
    )
    key = Key(indicator=new.code, region=world.place.code, period="2025", version=new.version)
    import_series(by=stat, rows=[SeriesRow(key=key, value=Decimal("91.0"), decimals=1)], reason="测试")
    found = series(stat, [new.pk])[new.pk, ""]
    assert [point.year for point in found][-2:] == [2024, 2025]
    assert [point.break_before for point in found][-2:] == [False, True]
    old = world.things["coverage"]
    assert series(stat, [old.pk])[old.pk, ""][-1].year == 2024


def test_a_withheld_group_does_not_follow_from_its_neighbours(world: World) -> None:
    """30 cases in all and 26 of men would say 4 of women: the groups of that year stay back together (D7)."""
    made = indicator(world, "cases", "示例案件数", unit="件", kind="count", per=None, decimals=0,
                     sensitivity="counts", breakdowns=["sex"], source_unit=world.health)  # fmt: skip
    rows = []
    for group, value in (("", "30"), ("sex=F", "4"), ("sex=M", "26")):
        one = row("cases", 2024, value, world)
        rows.append(replace(one, key=replace(one.key, breakdown=group)))
    import_series(by=world.actor("statistician"), rows=rows, judge=False)
    found = series(world.actor("office"), [made.pk], breakdown=None)
    assert [found[made.pk, group][0].value for group in ("", "sex=F", "sex=M")] == [Decimal(30), None, None]
    alone = series(world.actor("office"), [made.pk], breakdown="sex=M")
    assert [points[0].value for points in alone.values()] == [None]
    assert series(world.actor("statistician"), [made.pk], breakdown="sex=F")[made.pk, "sex=F"][0].value == 4


def test_the_empty_table_comes_back_as_it_went_out(world: World, sign_in: Callable[[str], Client]) -> None:
    from fuertong.workbooks import read_series

    answer = sign_in("statistician").get(reverse("series_template"))
    assert answer["Content-Disposition"].startswith("attachment")
    book = load_workbook(BytesIO(answer.content))
    texts = {str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None}
    assert {"示例管理率", "2024年"} <= texts
    rows, findings = read_series(answer.content, name="空表.xlsx")
    assert not [row for row in rows if row.value is not None]
    assert not [finding for finding in findings if finding.severity.value == "error" and "读不" in finding.message]
