"""缺项: what the plans' indicators lack, with a proposal each; other units' figures beside a form."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World

from fuertong_web.collection.selectors.gaps import gaps_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import Target


@pytest.fixture
def lacking(world: World) -> Indicator:
    """An indicator of a plan without unit and values."""
    row = Indicator.objects.create(
        place=world.place, code="gap1", name="女性科学素养水平", unit="%", kind="pct", per=100, levels=["county"]
    )
    Target.objects.filter(pk=Target.objects.filter(goal__domain__plan__place=world.place).first().pk).update(
        indicator=row
    )  # type: ignore[union-attr]
    return row


def test_an_indicator_without_unit_and_values_is_named_with_a_proposal(world: World, lacking: Indicator) -> None:
    gap = next(gap for gap in gaps_of(world.actor("statistician"), 2025) if gap.indicator == lacking)
    assert gap.lacks == ("没有数据来源单位", "没有任何数据")
    assert gap.act == "定单位"
    lacking.source_unit = world.health
    lacking.save()
    gap = next(gap for gap in gaps_of(world.actor("statistician"), 2025) if gap.indicator == lacking)
    assert (gap.lacks, gap.act) == (("没有任何数据",), "专项调查")


def test_what_the_level_does_not_produce_is_asked_from_above(world: World, lacking: Indicator) -> None:
    lacking.production = [{"level": "county", "way": "upper", "producer": "省统计局"}]
    lacking.save()
    gap = next(gap for gap in gaps_of(world.actor("statistician"), 2025) if gap.indicator == lacking)
    assert gap.act == "上级反馈"
    assert "省统计局" in gap.proposal
    assert "不计入达标" in gap.proposal


def test_the_page_and_its_workbook(world: World, lacking: Indicator, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("statistician")
    assert lacking.name in client.get(reverse("gaps")).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("gaps_export")).content))
    texts = {str(cell) for row in book.active.iter_rows(values_only=True) for cell in row}
    assert {lacking.name, "承办人", "定单位"} <= texts


def test_few_queries(world: World, lacking: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(3):
        gaps_of(world.actor("statistician"), 2025)
