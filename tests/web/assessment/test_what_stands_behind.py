"""What a page shows behind a verdict: groups, gaps, others' methods, corrections after it, words about few cases."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import polars as pl
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.assess.backtest import Backtest
from fuertong.assess.warning_rules import Colour
from fuertong.model.observation import Key, ValueStatus
from fuertong.model.observation import Observation as Row
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import give_verdict
from fuertong_web.assessment.backtest_interim import warned_then
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.target_series import Behind, Source, chart
from fuertong_web.collection.actions import import_series
from fuertong_web.collection.selectors import Point

SignIn = Callable[[str], Client]
GREEN = "适龄妇女乳腺癌人群筛查率"


def source(world: World, label: str, *values: str) -> Source:
    """One side of a gap from 2024 on."""
    indicator = target(world, GREEN).indicator
    assert indicator is not None
    points = [
        Point(year=2024 + place, period=str(2024 + place), value=Decimal(text)) for place, text in enumerate(values)
    ]
    return Source(label=label, indicator=indicator, breakdown="", points=points)


def test_a_gap_is_drawn_as_the_distance_in_points(world: World) -> None:
    sides = [source(world, "城市", "61.0", "47.0"), source(world, "农村", "41.0", "49.5")]
    gap = Behind(asked={"type": "compare", "shrink": True, "mode": "diff"}, sources=sides, groups=[])
    drawn = chart(target(world, GREEN), gap, None)
    assert drawn is not None
    assert [point["value"] for point in drawn["series"][0]["points"]] == [20.0, 2.5]
    assert drawn["unit"] == "个百分点"
    both = chart(target(world, GREEN), Behind(asked=gap.asked | {"shrink": False}, sources=sides, groups=[]), None)
    assert both is not None
    assert [one["name"] for one in both["series"]] == ["城市", "农村"]


def test_groups_stand_on_the_page_and_lead_to_their_sources(world: World, sign_in: SignIn) -> None:
    row = target(world, GREEN)
    assert row.indicator is not None
    key = Key(indicator=row.indicator.code, region=world.place.code, period="2025", breakdown="residence=rural")
    value = Row(key=key, value=Decimal("41.7"), decimals=1, status=ValueStatus.FINAL, source="示例来源")
    import_series(by=world.actor("statistician"), rows=[value], status=None, reason="测试", judge=False)
    page = sign_in("office").get(reverse("target", args=[row.code])).content.decode()
    history = reverse("value_history", kwargs={"uid": row.indicator.uid, "period": "2025"})
    assert "分组情况" in page
    assert f'href="{history}?breakdown=residence%3Drural">' in page


def test_a_verdict_older_than_a_correction_says_so_to_everybody(world: World, sign_in: SignIn) -> None:
    row = target(world, GREEN)
    verdict = give_verdict(by=world.actor("office"), target=row, data_year=YEAR, word=Word.MET, reason="示例")
    leader, page = sign_in("leader"), reverse("target", args=[row.code]) + f"?year={YEAR}"
    assert "更正" not in leader.get(page).content.decode()
    Assessment.objects.filter(target=row, data_year=YEAR).update(at=verdict.at + timedelta(days=1))
    assert "待复核。" in leader.get(page).content.decode()
    assert "数据有更正，待复核" in leader.get(reverse("standing") + f"?year={YEAR}").content.decode()


def test_words_about_few_cases_are_for_those_who_count_or_judge_them(world: World, sign_in: SignIn) -> None:
    row = target(world, "孕产妇死亡率")
    said = "当年死亡1例，属不可避免。"
    give_verdict(by=world.actor("office"), target=row, data_year=YEAR, word=Word.LIKELY, reason=said)
    page = reverse("target", args=[row.code]) + f"?year={YEAR}"
    assert said not in sign_in("leader").get(page).content.decode()
    for name in ("office", "statistician"):
        assert said in sign_in(name).get(page).content.decode()


def test_methods_stand_side_by_side_and_one_says_why(world: World, sign_in: SignIn) -> None:
    office = sign_in("office")
    page = office.get(reverse("methods_beside") + f"?year={YEAR}").content.decode()
    assert "孕产妇系统管理率" in page
    assert "孕产妇死亡率</a>" not in page
    one = office.get(reverse("methods_beside") + f"?year={YEAR}&method=aarr").content.decode()
    assert "不适用：" in one


def test_before_the_end_a_backtest_tells_where_the_warned_stand_now() -> None:
    cases = pl.DataFrame(
        [
            {"id": name, "region": "r", "year": year, "cls": cls, "missed": None}
            for name, year, cls in [
                ("a", 2023, "预计达标困难"),
                ("a", 2024, "已达标"),
                ("b", 2023, "预计达标困难"),
                ("b", 2024, "预计达标困难"),
            ]
        ],
        schema_overrides={"missed": pl.Boolean},
    )
    fired = pl.DataFrame(
        [
            {"id": name, "region": "r", "year": 2023, "rule": rule, "colour": colour}
            for name, rule, colour in [("a", "hard", "orange"), ("b", "hard-red", "red"), ("b", "relapse", "yellow")]
        ]
    )
    found = Backtest(cases=cases, fired=fired, by_rule=pl.DataFrame(), by_target=pl.DataFrame(), notes=[])
    (row,) = warned_then(found, Colour.ORANGE)
    assert (row.year, row.warned, row.now) == (2023, 2, [1, 0, 1, 0])
    assert warned_then(found, Colour.RED)[0].warned == 1
