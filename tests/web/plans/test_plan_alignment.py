"""Upper plans kept to compare with, the check of a stored plan, and the breakdown to be issued."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.web import world_plans, world_upper
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.places.actions import dissolve_unit
from fuertong_web.plans.duty_rows import duty_rows_of, orphaned_duties
from fuertong_web.plans.health import health_of
from fuertong_web.plans.models import GoalUnit, Plan, UpperPlan
from fuertong_web.plans.upper import add_upper_plan, alignment_of, uppers_of

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World) -> Plan:
    """The county's women's plan with the city's kept beside it."""
    world_upper.ensure(world)
    found = world.things["plan"]
    assert isinstance(found, Plan)
    return found


def test_the_county_against_city_and_nation(plan: Plan) -> None:
    """The city's plan first, the national headlines always there; the county's looser maternal mortality stands out."""
    city, nation = uppers_of(plan)
    assert (city.name, nation.name) == ("上级市", "国家")
    rows = {row.name: row.standing.value for row in alignment_of(plan, city).rows}
    assert rows["孕产妇死亡率"] == "looser"
    assert rows["适龄妇女宫颈癌人群筛查率"] == "equal"
    assert rows["妇女健康素养水平"] == "missing"
    assert {row.standing.value for row in alignment_of(plan, nation).rows} <= {"equal", "stricter", "missing"} | {
        "looser"
    }


def test_the_page_and_its_papers(
    world: World, plan: Plan, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Grouped by verdict, looser first; Word and Excel; a bounded number of queries."""
    client = sign_in("office")
    page = reverse("plan_alignment", args=[plan.code])
    with django_assert_max_num_queries(40):
        text = client.get(page).content.decode()
    assert text.index("宽于上级") < text.index("本级缺少") < text.index("与上级相同")
    assert "引用前请与纲要原文核对" in client.get(f"{page}?upper=nation").content.decode()
    for name in ("plan_alignment_docx", "plan_alignment_xlsx", "plan_health_docx", "plan_health_xlsx"):
        assert client.get(reverse(name, args=[plan.code])).status_code == 200


def test_an_upper_plan_is_no_duty_of_the_place(world: World, plan: Plan, sign_in: SignIn) -> None:
    """Uploaded by the office, read apart, replaced by a newer file of the same name, removed again; all in the log."""
    client = sign_in("office")
    before = Plan.objects.count()
    file = SimpleUploadedFile("市规划.txt", world_upper.CITY.replace("10/10万", "9/10万").encode())
    text = client.post(reverse("upper_plan_add"), {"name": "上级市", "file": file}, follow=True).content.decode()
    assert "可以对照了" in text
    assert "≤9/10万" in text
    assert Plan.objects.count() == before
    (row,) = UpperPlan.objects.filter(dropped_at=None)
    client.post(reverse("upper_plan_drop", args=[row.uid]))
    assert not UpperPlan.objects.filter(dropped_at=None).exists()
    assert client.get(reverse("upper_plan_drop", args=[row.uid])).status_code == 404
    assert set(Event.objects.values_list("action", flat=True)) >= {"plans.add_upper", "plans.drop_upper"}


def test_what_is_no_plan_is_not_kept(world: World, plan: Plan) -> None:
    """A sentence says what to do; only the office may add."""
    office = world.actor("office")
    number = UpperPlan.objects.count()
    with pytest.raises(FuertongError, match="没有读到"):
        add_upper_plan(by=office, name="市", file_name="通知.txt", content="今天开会。".encode())
    with pytest.raises(FuertongError, match="是空的"):
        add_upper_plan(by=office, name="市", file_name="空.txt", content=b" ")
    with pytest.raises(PermissionDenied):
        add_upper_plan(by=world.actor("statistician"), name="市", file_name="空.txt", content=b" ")
    assert UpperPlan.objects.count() == number


def test_dissolved_units_in_print_and_in_the_work_list(world: World, plan: Plan, sign_in: SignIn) -> None:
    """Without an heir the unit's goals wait in a list; with one the old name is printed with 现：×××."""
    part = GoalUnit.objects.filter(goal__domain__plan=plan, unit__isnull=False, part="lead").first()
    assert part is not None
    assert part.unit is not None
    admin = world.actor("office")
    heir = plan.place.units.exclude(pk=part.unit.pk).filter(valid_to=None).first()
    assert heir is not None
    unit = part.unit
    unit.valid_to = date(2025, 12, 31)
    unit.save()
    (orphan,) = orphaned_duties(plan.place)
    assert orphan.unit == unit.name
    assert part.goal in orphan.leads
    client = sign_in("office")
    assert unit.name in client.get(reverse("duties_orphaned")).content.decode()
    assert "还没有指定承接单位" in "".join(row.message for row in health_of(plan, admin))
    unit.valid_to = None
    unit.save()
    dissolve_unit(by=admin, unit=unit, since=date(2026, 1, 1), successors=[heir])
    assert orphaned_duties(plan.place) == []
    printed = {name for row in duty_rows_of(plan) for name in row.leads}
    assert f"{part.text}（现：{heir.name}）" in printed


def test_the_breakdown_as_word_and_excel(world: World, plan: Plan, sign_in: SignIn) -> None:
    """By plan and by unit, for whoever may see the plan."""
    client = sign_in("liaison")
    for name in ("plan_duties_docx", "plan_duties_units_docx"):
        answer = client.get(reverse(name, args=[plan.code]))
        assert answer.content[:2] == b"PK"
        assert "utf-8''" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(client.get(reverse("plan_duties_xlsx", args=[plan.code])).content))
    assert book.sheetnames == ["按目标", "按单位"]


def test_values_are_compared_only_for_whoever_may_see_them(world: World, plan: Plan) -> None:
    """The leader sees the check without present values."""
    world_plans.ensure(world)
    assert all("比现状还宽" not in row.message for row in health_of(plan, world.actor("leader")))
