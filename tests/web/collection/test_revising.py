"""A later official figure replaces an accepted one, and reports already made say what changed."""

from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World
from tests.web.world_collection import row

from fuertong.errors import FuertongError
from fuertong.model.observation import ValueStatus
from fuertong_web.collection.actions import import_series
from fuertong_web.collection.actions.revising import Figure, revise_value
from fuertong_web.collection.models import Revision
from fuertong_web.collection.selectors import series
from fuertong_web.collection.selectors.unsettled import unsettled_values
from fuertong_web.reports.changed_values import places


def figure(value: str = "95.1", status: ValueStatus = ValueStatus.FINAL, **extra: object) -> Figure:
    given = {"source": "统计公报", "reason": "年报数发布"} | extra
    return Figure(value=value, status=status, **given)  # type: ignore[arg-type]


def revise(world: World, role: str = "statistician", period: str = "2024", **changes: object) -> Revision:
    given: dict[str, object] = {"figure": figure()} | changes
    return revise_value(
        by=world.actor(role),
        indicator=world.things["coverage"],
        region=world.region,
        period=period,
        **given,  # type: ignore[arg-type]
    )


def test_the_old_figure_stays_and_the_new_one_counts(world: World) -> None:
    made = revise(world)
    assert made.previous is not None
    assert (made.previous.value, made.cause, made.reason) == (D("94.5"), "correction", "年报数发布")
    last = series(world.actor("office"), [world.things["coverage"].pk])[world.things["coverage"].pk, ""][-1]
    assert (last.value, last.status, last.source) == (D("95.1"), "正式数", "统计公报")


def test_a_preliminary_figure_waits_and_a_final_one_is_not_undone(world: World) -> None:
    rows = [row("coverage", 2025, "93.0", world)]
    import_series(by=world.actor("statistician"), rows=rows, source="快报", status=ValueStatus.PRELIMINARY, judge=False)
    waiting = unsettled_values(world.actor("statistician"))
    assert [one.period for one in waiting] == ["2025"]
    revise(world, period="2025")
    assert not waiting.all().exists()
    with pytest.raises(FuertongError, match="现在的数已是正式数，不能改为预计数"):
        revise(world, period="2025", figure=figure("96.0", ValueStatus.EXPECTED))
    revise(world, period="2025", figure=figure("96.0", ValueStatus.SUPERIOR))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"source": " "}, "请写明数据来源"),
        ({"value": "约95"}, "95"),
        ({"value": ""}, "请填写新的数值"),
        ({"splice": "80"}, "本年起口径有变化"),
    ],
)
def test_what_cannot_be_taken_is_said(world: World, bad: dict[str, str], words: str) -> None:
    value = bad.pop("value", "95.1")
    with pytest.raises(FuertongError, match=words):
        revise(world, figure=figure(value, **bad))


def test_only_the_statistician_revises_and_only_at_home(world: World) -> None:
    for role in ("office", "liaison", "group", "stranger_place"):
        with pytest.raises(PermissionDenied):
            revise(world, role)


def test_the_page_takes_parts_and_a_break(world: World, sign_in: Callable[[str], Client]) -> None:
    url = reverse("value_revise", args=[world.things["coverage"].uid, "2024"])
    data = {"numerator": "470", "denominator": "500", "status": "final", "source": "年报", "reason": "更正"}
    assert sign_in("statistician").post(url, data | {"break_before": "on", "splice": "94.2"}).status_code == 302
    made = Revision.objects.order_by("-pk")[0]
    assert (made.value, made.break_before, made.splice) == (D("94.0"), True, D("94.2"))
    refused = sign_in("statistician").post(url, data | {"break_before": "on", "splice": "94.2"})
    assert "完全相同" in refused.content.decode()


def test_the_sentences_that_print_a_number_are_found_whole() -> None:
    texts = [
        "2024年示例管理率94.5%，上升。上年为94.50。另有示例管理率194.5。",
        "示例管理率\t94.5\t已达标",
        "入园率94.5%。",
    ]
    assert list(places(texts, "示例管理率", "94.5")) == ["2024年示例管理率94.5%，上升。", "示例管理率｜94.5｜已达标"]


def test_nothing_changed_is_said_and_costs_little(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("office")
    with django_assert_max_num_queries(22):
        page = client.get(reverse("reports_changed"))
    assert page.status_code == 200
