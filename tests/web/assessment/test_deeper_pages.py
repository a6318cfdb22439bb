"""Methods of others, need, what-if, rates, comparison, backtest: for whom, from what, and never more than allowed."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.model.observation import Key, ValueStatus
from fuertong.model.observation import Observation as Row
from fuertong_web.assessment.models import Assessment, Verdict
from fuertong_web.collection.actions import import_series

SignIn = Callable[[str], Client]
GREEN = "适龄妇女乳腺癌人群筛查率"
PAGES = (
    "verdicts_quality",
    "verdicts_goals",
    "warning_rules",
    "attainment_rates",
    "attainment_rates_xlsx",
    "comparison",
    "backtest",
    "backtest_xlsx",
    "methods_beside",
    "methods_beside_xlsx",
)


def groups(world: World, name: str) -> None:
    """Town and country of one indicator, two years."""
    indicator = target(world, name).indicator
    assert indicator is not None
    rows = [
        Row(
            key=Key(indicator=indicator.code, region=world.place.code, period=str(year), breakdown=f"residence={side}"),
            value=Decimal(value),
            numerator=Decimal(value) * 10,
            denominator=Decimal(1000),
            decimals=1,
            status=ValueStatus.FINAL,
            source="示例来源",
        )
        for year, side, value in [
            (2024, "urban", "61.0"),
            (2024, "rural", "41.0"),
            (2025, "urban", "62.0"),
            (2025, "rural", "47.0"),
        ]
    ]
    import_series(by=world.actor("statistician"), rows=rows, status=None, reason="测试", judge=False)


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_a_bounded_number_of_queries(
    world: World, sign_in: SignIn, name: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = sign_in("office")
    with django_assert_max_num_queries(90):  # type: ignore[attr-defined]
        assert client.get(reverse(name) + f"?year={YEAR}").status_code == 200


def test_other_methods_and_the_need_stand_beside_the_signal_only(world: World, sign_in: SignIn) -> None:
    url = reverse("target", kwargs={"code": world.things["judged"].code}) + f"?year={YEAR}"
    office = sign_in("office").get(url).content.decode()
    assert "其他方法怎么看" in office
    assert "从现在起每年还需" in office
    for role in ("group", "leader", "evaluator", "upper", "liaison"):
        text = sign_in(role).get(url).content.decode()
        assert "其他方法怎么看" not in text
        assert "每年还需" not in text


def test_what_if_changes_the_answer_and_stores_nothing(world: World, sign_in: SignIn) -> None:
    url = reverse("target_what_if", kwargs={"code": world.things["judged"].code}) + f"?year={YEAR}"
    kept = Assessment.objects.count()
    text = sign_in("office").get(url + "&value=60").content.decode()
    assert "研判会改变" in text
    assert "应填数字" in sign_in("office").get(url + "&value=六十").content.decode()
    assert Assessment.objects.count() == kept


def test_deaths_are_not_played_with_outside_the_statisticians_page(world: World, sign_in: SignIn) -> None:
    url = reverse("target_what_if", kwargs={"code": target(world, "孕产妇死亡率").code}) + f"?year={YEAR}"
    assert sign_in("office").get(url).status_code == 403
    text = sign_in("statistician").get(url).content.decode()
    assert "人计算" not in text


def test_rates_name_their_denominator_and_leave_scores_to_the_office(world: World, sign_in: SignIn) -> None:
    url = reverse("attainment_rates") + f"?year={YEAR}&of=all&by=domain"
    leader, office = (sign_in(role).get(url).content.decode() for role in ("leader", "office"))
    assert "分母：全部指标" in leader
    assert "得分" not in leader
    assert "得分" in office


def test_groups_are_compared_with_intervals_and_the_trend_is_a_signal(world: World, sign_in: SignIn) -> None:
    groups(world, GREEN)
    indicator = target(world, GREEN).indicator
    assert indicator is not None
    url = reverse("comparison") + f"?year={YEAR}&indicator={indicator.uid}"
    office, group = (sign_in(role).get(url).content.decode() for role in ("office", "group"))
    assert "城乡差距" in office
    assert "超出偶然" in group
    assert "差距缩小的方向" in office
    assert "差距缩小的方向" not in group
    sheet = sign_in("office").get(reverse("comparison_xlsx") + f"?year={YEAR}&indicator={indicator.uid}")
    assert sheet.status_code == 200


def test_protected_indicators_are_not_compared(world: World, sign_in: SignIn) -> None:
    groups(world, "孕产妇死亡率")
    text = sign_in("office").get(reverse("comparison") + f"?year={YEAR}").content.decode()
    assert "不作比较" in text
    assert "47.0" not in text


def test_a_verdict_older_than_a_correction_is_doubtful_again(world: World, sign_in: SignIn) -> None:
    row = target(world, "孕产妇系统管理率")
    client = sign_in("office")
    assert "请复核" not in client.get(reverse("verdicts") + f"?year={YEAR}").content.decode()
    assert row.indicator is not None
    key = Key(indicator=row.indicator.code, region=world.place.code, period=str(YEAR))
    import_series(by=world.actor("statistician"), rows=[Row(key=key, value=Decimal("94.0"), decimals=1)], reason="更正")
    text = client.get(reverse("verdicts") + f"?year={YEAR}").content.decode()
    assert "请复核" in text


def test_one_meeting_decides_a_whole_page(world: World, sign_in: SignIn) -> None:
    row = target(world, "高中阶段教育毛入学率")
    url = reverse("verdicts") + f"?year={YEAR}"
    fields = {f"word-{row.uid}": "预计达标困难", "offline_body": "监测评估组"}
    assert "认定机构和日期" in sign_in("office").post(url, fields).content.decode()
    sign_in("office").post(url, fields | {"offline_on": "2026-06-30"})
    assert Verdict.objects.get(target=row, data_year=YEAR).offline_body == "监测评估组"
