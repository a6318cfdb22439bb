"""Targets that every township must reach: all members of the list are judged, the failing ones are named."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.model.observation import Key
from fuertong.model.observation import Observation as Row
from fuertong_web.assessment.actions import assess_targets
from fuertong_web.assessment.every_unit import every_unit_of
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.collection.actions import import_series
from fuertong_web.collection.actions.entities import MemberRow, add_members, end_member
from fuertong_web.collection.filling_models import Entity
from fuertong_web.plans.models import Target


def twelve(world: World, *, low: int = 0, silent: int = 0) -> Target:
    """The judged target asked of each of twelve towns, `low` of them below it, `silent` without a value."""
    by, found = world.actor("statistician"), world.things["entity_list"]
    add_members(by=by, found=found, rows=[MemberRow(name=f"第{n}镇") for n in range(4, 13)])
    row = world.things["judged"]
    Target.objects.filter(pk=row.pk).update(each="乡镇", comparator=">=", value=Decimal(70), kind="level")
    codes = list(Entity.objects.filter(list=found).order_by("region__code").values_list("region__code", flat=True))
    values = ["60.0"] * low + ["90.0"] * (12 - low - silent)
    rows = [
        Row(key=Key(indicator=row.indicator.code, region=code, period=str(year)), value=Decimal(value), decimals=1)
        for code, value in zip(codes, values, strict=False)
        for year in range(YEAR - 4, YEAR + 1)
    ]
    import_series(by=by, rows=rows, judge=False)
    assess_targets(by=by, place=world.place, data_year=YEAR)
    row.refresh_from_db()
    return row


def test_all_twelve_reach_it(world: World) -> None:
    row = twelve(world)
    signal = assessments_of([row], YEAR)[row.pk]
    assert (signal.cls, signal.details["units"], signal.details["failing"]) == ("已达标", 12, [])
    found = every_unit_of(world.actor("office"), row, YEAR)
    assert found is not None
    assert found.words == "12个乡镇中12个达到。"


def test_the_failing_and_the_silent_are_named(world: World, sign_in: Callable[[str], Client]) -> None:
    row = twelve(world, low=2, silent=1)
    signal = assessments_of([row], YEAR)[row.pk]
    assert (signal.details["units"], len(signal.details["failing"])) == (12, 2)
    page = sign_in("office").get(reverse("target", args=[row.code]), {"year": YEAR}).content.decode()
    assert "12个乡镇中9个达到，2个未达到（第4镇、第5镇），1个没有数据（北山乡）。" in page


def test_a_town_dissolved_before_the_year_end_does_not_count(world: World) -> None:
    row = twelve(world, low=1)
    gone = Entity.objects.select_related("list", "region").get(region__name="第4镇")
    end_member(by=world.actor("office"), entity=gone, on=date(YEAR, 6, 30))
    assess_targets(by=world.actor("statistician"), place=world.place, data_year=YEAR)
    signal = assessments_of([row], YEAR)[row.pk]
    assert (signal.cls, signal.details["units"]) == ("已达标", 11)
