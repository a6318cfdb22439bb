"""A round passed down: city → county → accepted → delivered → returned, answered, accepted → rolled up; and pulling."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.collection.conftest import Desk
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions import Entry, accept_form, open_round, return_form, set_cells, sign_offline
from fuertong_web.collection.actions.passing import answer_with, deliver, pass_down, take_over
from fuertong_web.collection.actions.pulling import pull_values
from fuertong_web.collection.actions.submitting import Offline
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.errors import NotNow, Unready
from fuertong_web.collection.models import Cell, Form, Observation
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.selectors.board import board_of
from fuertong_web.collection.selectors.passing import offers_of
from fuertong_web.collection.selectors.pulling import pulled_from
from fuertong_web.collection.selectors.upward import upward_rows
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Unit

SignIn = Callable[[str], Client]


@pytest.fixture
def city(world: World) -> Actor:
    """The city's statistician."""
    return world.actor("city")


def task_of(world: World) -> PassedForm:
    """The county's task as it is now."""
    return PassedForm.objects.select_related("form__round__place__region", "region", "lower_round").get(
        pk=world.things["passed"].pk
    )


def lacking(task: PassedForm) -> dict[str, str]:
    """A reason for what the county has not accepted."""
    return {one.uid: "not_started" for one in offers_of(task) if not one.is_known}


def test_the_form_of_the_county_stands_in_the_citys_round(world: World) -> None:
    task = task_of(world)
    assert task.form.unit.name == world.region.name
    assert {(cell.indicator.code, cell.region_id) for cell in task.form.cells.all()} == {
        ("coverage", world.region.pk),
        ("beds", world.region.pk),
        ("classes", world.region.pk),
    }
    words = {row.form.unit.name: row.below for row in board_of(task.form.round).rows}
    assert words == {"市卫生健康委": "", world.region.name: "下级，尚未接收"}


def test_passing_down_twice_to_strangers_or_without_the_right_is_refused(world: World, city: Actor) -> None:
    found = world.things["city_round"]
    assert city.place is not None
    for regions in ([world.region], [city.place.region], []):
        with pytest.raises(FuertongError, match="请勾选"):
            pass_down(by=city, round=found, regions=regions)
    with pytest.raises(PermissionDenied):
        pass_down(by=world.actor("statistician"), round=found, regions=[world.region])


def test_taking_over_makes_the_upper_lines_a_base_that_keeps_local_additions(desk: Desk) -> None:
    world, by, task = desk.world, desk.statistician, task_of(desk.world)
    version = take_over(by=by, task=task)
    inherited = dict(version.lines.values_list("indicator__code", "is_inherited"))
    assert {code for code, upper in inherited.items() if upper} == {"beds", "classes", "coverage"}
    assert not inherited["school"]
    assert "示例市2025年度统计监测" in version.base_title
    assert Indicator.objects.get(place=world.place, code="classes").name == "示例家长学校数"
    assert take_over(by=by, task=task_of(world)) == version
    with pytest.raises(PermissionDenied):
        take_over(by=world.actor("stranger_place"), task=task)


def test_the_own_round_must_end_before_the_upper_one_and_be_about_the_same_year(desk: Desk) -> None:
    by, task = desk.statistician, task_of(desk.world)
    answer_with(by=by, task=task, round=desk.form.round)
    assert board_of(task.form.round).rows[-1].below == "下级，尚未接收"
    take_over(by=by, task=task)
    assert board_of(task.form.round).rows[-1].below == "下级，已接受0/2张单位报表"
    given = {"by": by, "work_year": 2026, "opens_on": date(2026, 9, 1)}
    late = open_round(**given, data_year=2025, title="晚", deadline=date(2027, 2, 1))  # type: ignore[arg-type]
    with pytest.raises(FuertongError, match="不晚于上级的截止日期2027-01-31"):
        answer_with(by=by, task=task, round=late)
    other = open_round(**given, data_year=2024, title="另一年", deadline=date(2026, 12, 1))  # type: ignore[arg-type]
    with pytest.raises(FuertongError, match="2025年度"):
        answer_with(by=by, task=task, round=other)


def test_delivered_returned_answered_accepted_and_rolled_up(desk: Desk, city: Actor) -> None:
    world, by = desk.world, desk.statistician
    desk.accepted()
    task = task_of(world)
    with pytest.raises(Unready, match="1项还没有本级接受的数"):
        deliver(by=by, task=task)
    deliver(by=by, task=task, absences=lacking(task))
    form = task_of(world).form
    assert (form.state, form.filler) == (FormState.SUBMITTED, by.label)
    with pytest.raises(NotNow):
        deliver(by=by, task=task_of(world))
    cell = form.cells.get(indicator__code="coverage")
    assert (cell.value, cell.numerator, cell.denominator) == (Decimal("95.0"), 475, 500)
    return_form(by=city, form=form, reasons={str(cell.uid): "分母请核对"})
    with pytest.raises(Unready, match="既没有改动，也没有答复"):
        deliver(by=by, task=task_of(world))
    deliver(by=by, task=task_of(world), answers={str(cell.uid): "已核对，应服务500人。"})
    assert form.events.filter(name="deliver").count() == 2
    accept_form(by=city, form=task_of(world).form)
    assert Observation.objects.get(indicator=cell.indicator, region=world.region).revision.value == Decimal("95.0")
    _second_county(world, city)
    rows = {row.indicator.code: row.rolled for row in upward_rows(city, 2025)}
    assert (rows["coverage"].value, rows["coverage"].numerator) == (Decimal("91.0"), 1365)
    assert rows["beds"].value == 200
    assert rows["classes"].missing == (world.region.name,)


def _second_county(world: World, city: Actor) -> None:
    """A county that is not asked to log in: its paper is entered by the city."""
    region = world.other_place.region
    passed = pass_down(by=city, round=world.things["city_round"], regions=[region])[0]
    figures = {"coverage": ("", "890", "1000"), "beds": ("74", "", ""), "classes": ("3", "", "")}
    entries = [
        Entry(cell=str(cell.uid), value=value, numerator=top, denominator=bottom)
        for cell in passed.form.cells.select_related("indicator")
        for value, top, bottom in [figures[cell.indicator.code]]
    ]
    set_cells(by=city, form=passed.form, entries=entries)
    paper = Offline(signer="邻县统计局长", on=date(2026, 11, 1), paper_received=True)
    sign_offline(by=city, form=passed.form, offline=paper)
    accept_form(by=city, form=Form.objects.get(pk=passed.form_id))


def test_an_indicator_in_another_unit_is_not_handed_over(desk: Desk) -> None:
    desk.accepted()
    Indicator.objects.filter(place=desk.world.place, code="beds").update(unit="百张")
    offers = {one.cell.indicator.code: one for one in offers_of(task_of(desk.world))}
    assert offers["beds"].revision is None
    assert "计量单位不同" in offers["beds"].problem


def test_rows_units_were_asked_for_go_to_the_county(world: World, city: Actor) -> None:
    found, region = world.things["city_round"], world.other_place.region
    form = Form.objects.get(round=found, unit__code="999900-health")
    beds = Indicator.objects.get(place=found.place, code="beds")
    Cell.objects.create(form=form, indicator=beds, region=region, period="2025")
    pass_down(by=city, round=found, regions=[region])
    assert not form.cells.filter(region=region).exists()
    assert Unit.objects.filter(place=found.place, name=region.name).count() == 1


def test_pulling_lists_what_would_change_and_takes_it_in_one_act(desk: Desk, city: Actor) -> None:
    desk.accepted()
    region = desk.world.region
    Indicator.objects.create(place=city.place, code="deaths", name="示例死亡率", unit="/10万", kind="rate", per=100000)
    found = pulled_from(city, region.uid, 2025)
    assert {one.indicator.code for one in found.changes} == {"coverage", "beds"}
    assert found.kept_back == ["示例死亡率"]
    with pytest.raises(FuertongError, match="刚有变动"):
        pull_values(by=city, region=region.uid, data_year=2025, seen=1)
    assert pull_values(by=city, region=region.uid, data_year=2025, seen=2).accepted == 2
    assert pulled_from(city, region.uid, 2025).same == 2
    with pytest.raises(FuertongError, match="不需要调取"):
        pull_values(by=city, region=region.uid, data_year=2025, seen=0)


def test_the_pages_from_handing_out_to_delivering(
    desk: Desk, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.accepted()
    world, county, above = desk.world, sign_in("statistician"), sign_in("city")
    page = reverse("round_pass", args=[world.things["city_round"].uid])
    assert "已下发" in above.get(page).content.decode()
    above.post(page, {"region": [str(world.other_place.region.uid)]})
    assert PassedForm.objects.count() == 2
    assert "上级任务" in county.get(reverse("home")).content.decode()
    here = reverse("upper_task", args=[world.things["passed"].uid])
    county.post(here, {"act": "take"})
    county.post(here, {"act": "link", "round": str(world.things["round"].uid)})
    answer = county.post(here, {"act": "deliver"})
    assert answer.status_code == 400
    with django_assert_max_num_queries(30):
        assert "还没有接受的数" in county.get(here).content.decode()
    task = task_of(world)
    county.post(here, {"act": "deliver"} | {f"absence-{uid}": code for uid, code in lacking(task).items()})
    assert task_of(world).form.state == FormState.SUBMITTED
    with django_assert_max_num_queries(30):
        board = above.get(reverse("round", args=[world.things["city_round"].uid])).content.decode()
    assert "下级，已接受1/2张单位报表" in board
    pull = reverse("values_pull", args=[world.region.uid]) + "?year=2025"
    with django_assert_max_num_queries(30):
        assert "调取2项" in above.get(pull).content.decode()
    assert "已调取" in above.post(pull, {"seen": "2"}, follow=True).content.decode()


def test_a_round_opened_for_a_task_answers_it(desk: Desk, sign_in: SignIn) -> None:
    world = desk.world
    take_over(by=desk.statistician, task=task_of(world))
    url = f"{reverse('round_open')}?task={world.things['passed'].uid}"
    page = sign_in("statistician").get(url)
    start = page.context["form"].initial
    assert (start["data_year"], start["deadline"]) == (2025, date(2027, 1, 24))
    data = {name: value for name, value in start.items() if value} | {
        "kind": "full", "nature": "record", "opens_on": "2026-09-02", "deadline": "2027-01-24", "span": "",
    }  # fmt: skip
    answer = sign_in("statistician").post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    lower = task_of(world).lower_round
    assert lower is not None
    assert lower.deadline == date(2027, 1, 24)
