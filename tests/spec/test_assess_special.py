"""How targets of other kinds are judged: 左右, 保持, 逐步, 减缓, 以…为基数, bounds, polarity (method section 9)."""

from typing import Any

import pytest

from fuertong.assess import assess_case


def judge(points: list[Any], *, today: int = 2024, kind: str = "pct", freq: int = 1, **target: Any) -> dict[str, Any]:
    wanted = {"type": "level", "base_year": 2020, "deadline": 2030, **target}
    return assess_case({"kind": kind, "freq": freq, "decimals": 1, "points": points, "target": wanted, "today": today})


def yearly(*values: float | None, start: int = 2020) -> list[list[Any]]:
    return [[start + place, value] for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("polarity", "latest", "cls"),
    [
        ("up", 63.6, "已达标"),
        ("up", 47.5, "已达标"),
        ("down", 63.6, "预计达标困难"),
        ("two_sided", 63.6, "预计达标困难"),
    ],
)
def test_about_is_one_sided_in_the_good_direction(polarity: str, latest: float, cls: str) -> None:
    """50%左右: five percent below is enough where more is better; both sides count only where stated."""
    points = yearly(*[latest] * 5)
    assert judge(points, cmp="~", value=50, polarity=polarity)["cls"] == cls


def test_about_without_direction_waits() -> None:
    """No direction known: 无法判断 with 方向待定."""
    answer = judge(yearly(50.0, 50.1, 50.0, 50.2, 50.1), cmp="~", value=50)
    assert (answer["cls"], answer["flags"]) == ("无法判断", ["方向待定"])


def test_reported_violence_has_no_good_direction() -> None:
    """polarity none: nothing is judged from 逐步下降, the word is 无方向."""
    answer = judge(yearly(120, 110, 100, 90, 80), kind="count", type="trend", direction="down", polarity="none")
    assert (answer["cls"], answer["direction_word"], answer["p"], answer["forecast"]) == (
        "无法判断",
        "无方向",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("latest", "word", "cls"), [(31.0, "方向符合", "已达标"), (30.6, "持平", "预计可达标"), (30.0, "方向不符", None)]
)
def test_rising_is_compared_with_the_base(latest: float, word: str, cls: str | None) -> None:
    """逐步提高: above the base at printed precision; equal is 持平 and not met; never 提前达标."""
    answer = judge(yearly(30.6, 30.7, 30.8, 30.9, latest), type="trend", direction="up")
    assert answer["direction_word"] == word
    assert "提前达标" not in answer["flags"]
    assert cls is None or answer["cls"] == cls


def test_every_year_better() -> None:
    """逐年提高: one year without improvement is flagged."""
    kept = judge(yearly(30.0, 30.5, 31.0, 31.5, 32.0), type="trend", direction="up", every_year=True)
    broken = judge(yearly(30.0, 30.5, 30.5, 31.5, 32.0), type="trend", direction="up", every_year=True)
    assert "未逐年改善" not in kept["flags"]
    assert "未逐年改善" in broken["flags"]


def test_substitute_base() -> None:
    """Without the base year the first of the next two years stands in, unless the place forbids it."""
    points = yearly(None, 50.0, 50.6, 51.0, 51.8)
    answer = judge(points, type="trend", direction="up")
    assert (answer["target"], answer["flags"]) == (50.0, ["替代基期", "点数少"])
    strict = judge(points, type="trend", direction="up", substitute_base=False)
    assert (strict["cls"], strict["flags"]) == ("无法判断", ["基期缺失"])
    late = judge(yearly(None, None, None, 51.0, 51.8), type="trend", direction="up")
    assert late["flags"] == ["基期缺失"]


@pytest.mark.parametrize(
    ("direction", "latest", "word"),
    [("up", 45.5, "保持良好"), ("up", 45.4, "低于基期"), ("up", 60.0, "保持良好"), ("down", 48.0, "高于基期")],
)
def test_keeping_allows_one_point(direction: str, latest: float, word: str) -> None:
    """保持稳定 without number: one point to the bad side is allowed for percentages."""
    answer = judge(yearly(46.5, 46.4, 46.3, 46.2, latest), type="keep", direction=direction)
    assert answer["direction_word"] == word


@pytest.mark.parametrize(
    ("kind", "base", "target"), [("rate", 20.0, 21.0), ("years", 12.0, 12.3), ("ratio", 110.0, 111.0)]
)
def test_tolerance_of_keeping_by_kind(kind: str, base: float, target: float) -> None:
    """Rates 5 %, years .3, ratios 1 point, to the bad side only."""
    answer = judge(yearly(*[base] * 5), kind=kind, type="keep", direction="down")
    assert answer["target"] == pytest.approx(target)
    assert answer["cls"] == "已达标"


def test_keeping_a_number_is_a_level() -> None:
    """保持在98% (=) is one-sided; with 以上 it is judged as >=."""
    assert (
        judge(yearly(98.4, 98.5, 98.6, 98.5, 98.6), type="keep", cmp="=", value=98, direction="up")["cls"] == "已达标"
    )
    assert (
        judge(yearly(99.1, 99.2, 99.1, 99.0, 98.9), type="keep", cmp=">=", value=99, direction="up")["cls"] != "已达标"
    )


def test_change_against_the_base() -> None:
    """以2020年为基数下降20%: T = 0.8 of the published base value; without it nothing can be said."""
    answer = judge(yearly(8.5, 8.2, 7.9, 7.7, 7.4), kind="rate", type="change", value=20, direction="down")
    assert answer["target"] == pytest.approx(6.8)
    missing = judge(yearly(None, 8.2, 7.9, 7.7, 7.4), kind="rate", type="change", value=20, direction="down")
    assert missing["flags"] == ["基期缺失"]


def test_change_in_points_and_each_year() -> None:
    """提高5个百分点: base + 5; 平均每年提高1个百分点 over ten years: base + 10."""
    points = yearly(50.0, 50.5, 51.0, 51.5, 52.0)
    assert judge(points, type="change", mode="diff", value=5, direction="up")["target"] == pytest.approx(55.0)
    assert judge(points, type="yearly", value=1, direction="up")["target"] == pytest.approx(60.0)


def test_sum_over_the_period() -> None:
    """规划期内累计: the running sum since the base year."""
    answer = judge(yearly(900, 100, 120, 110, 130), kind="count", type="cumulative", cmp=">=", value=400)
    assert (answer["latest"], answer["n"], answer["cls"]) == (460, 4, "已达标")


def test_term_of_office_is_compared_with_the_term_before() -> None:
    """届: the share of this term against that of the last."""
    answer = judge(
        [[2011, 22.0], [2016, 24.1], [2021, 25.3]], today=2021, freq=5, type="term", direction="up", deadline=2030
    )
    assert (answer["target"], answer["direction_word"], answer["cls"]) == (24.1, "方向符合", "已达标")


def test_slowing_growth() -> None:
    """上升趋势减缓: growth before and after the base; a stop is met at once; both sides need three points."""
    before = [45.0, 46.6, 48.0, 49.6, 51.0]
    slower = judge(yearly(*before, 52.6, 53.1, 53.4, 53.9, 54.2, start=2015), type="slow", direction="up")
    assert (slower["cls"], slower["target"], slower["forecast"]) == ("已达标", None, None)
    stopped = judge(yearly(*before, 52.0, 51.8, 51.9, 51.7, 51.5, start=2015), type="slow", direction="up")
    assert stopped["flags"] == ["趋势已停止"]
    unchanged = judge(yearly(*before, 52.6, 54.1, 55.7, 57.1, 58.7, start=2015), type="slow", direction="up")
    assert unchanged["cls"] == "预计可达标"
    assert 0.4 <= unchanged["p"] <= 0.6
    faster = judge(yearly(*before, 52.6, 56.0, 59.5, 63.0, 66.4, start=2015), type="slow", direction="up")
    assert faster["cls"] == "预计达标困难"
    young = judge(yearly(52.6, 53.1, 53.4, 53.9, 54.2), type="slow", direction="up")
    assert (young["cls"], young["flags"]) == ("无法判断", ["缺基期前趋势"])


def test_at_the_bound_nothing_better_is_possible() -> None:
    """100 % at the base and now: 已达标·保持最优; a tenth of a point off is 临界 and never red."""
    best = judge(yearly(*[100.0] * 5), type="trend", direction="up")
    assert (best["cls"], best["flags"]) == ("已达标", ["保持最优"])
    fallen = judge(yearly(100, 100, 99, 97, 95), type="trend", direction="up")
    assert fallen["cls"] == "预计达标困难"
    assert "保持最优" not in fallen["flags"]
    off = judge(yearly(100.0, 100.0, 100.0, 100.0, 99.9), type="trend", direction="up")
    assert (off["cls"], "临界" in off["flags"]) == ("预计可达标", True)


def test_range() -> None:
    """45-55 %: both edges count."""
    inside = judge(yearly(48.0, 49.0, 50.0, 50.5, 50.0), cmp="range", value=45, value2=55)
    above = judge(yearly(60.0, 61.0, 62.0, 63.0, 64.0), cmp="range", value=45, value2=55)
    assert (inside["cls"], inside["target"]) == ("已达标", [45.0, 55.0])
    assert (above["cls"], above["gap"]) == ("预计达标困难", -9.0)


@pytest.mark.parametrize(
    ("verdicts", "cls", "judged", "met"),
    [
        (["已达标", "已达标"], "已达标", 2, 2),
        (["已达标", "未达标", "无法判断", "到期待数"], "部分达标", 2, 1),
        (["方向符合", "预计可达标"], "部分达标", 2, 1),
        (["未达标", "方向不符"], "未达标", 2, 0),
        (["到期待数", "无法判断"], "无法判断", 0, 0),
    ],
)
def test_goal_is_counted_from_its_targets(verdicts: list[str], cls: str, judged: int, met: int) -> None:
    """A goal after the deadline; 无法判断 and 到期待数 are not judged."""
    answer = assess_case(
        {"kind": "goal", "targets": verdicts, "target": {"type": "goal", "deadline": 2025}, "today": 2026}
    )
    assert answer == {"cls": cls, "n": len(verdicts), "judged": judged, "met": met, "flags": []}


def test_goal_with_nothing_met_yet() -> None:
    """Before the deadline nothing met is 尚未达标."""
    case = {"kind": "goal", "targets": ["预计可达标"], "target": {"type": "goal", "deadline": 2030}, "today": 2026}
    assert assess_case(case)["cls"] == "尚未达标"


@pytest.mark.parametrize(
    ("points", "kind", "cmp", "values", "flags"),
    [
        (yearly(52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2, start=2018), "pct", ">=", [64.0, 68.0, 70.3], []),
        (yearly(60.0, 61.0, start=2023), "pct", ">=", None, ["数据不足"]),
        (yearly(60.0, 61.0, 62.0, start=2017), "pct", ">=", None, ["数据陈旧", "点数少"]),
        ([], "pct", ">=", None, ["无数据"]),
    ],
)
def test_value_that_could_be_set(points: Any, kind: str, cmp: str, values: Any, flags: list[str]) -> None:
    """目标值测算: the values of P .8, .5 and .3, rounded to the safe side; none where nothing can be said."""
    case = {"kind": kind, "points": points, "target": {"type": "suggest", "cmp": cmp, "deadline": 2030}, "today": 2024}
    answer = assess_case(case)
    assert answer["values"] == (None if values is None else pytest.approx(values))
    assert answer["flags"] == flags


@pytest.mark.parametrize("cmp", [">=", "<="])
def test_suggested_value_keeps_its_chance(cmp: str) -> None:
    """Judged as a target, a suggested value has at least the chance it was suggested for."""
    points = yearly(52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2, start=2018)
    case = {"kind": "pct", "points": points, "target": {"type": "suggest", "cmp": cmp, "deadline": 2030}, "today": 2024}
    for value, chance in zip(assess_case(case)["values"], (0.8, 0.5, 0.3), strict=True):
        assert judge(points, cmp=cmp, value=value)["p"] >= chance


def test_few_events_take_the_upper_target() -> None:
    """A rate of few events gets no suggestion."""
    points = [{"year": 2018 + place, "value": 30.0, "num": 1, "den": 3300} for place in range(7)]
    target = {"type": "suggest", "cmp": "<=", "deadline": 2030}
    answer = assess_case({"kind": "rate", "per": 100000, "points": points, "target": target, "today": 2024})
    assert (answer["values"], answer["flags"]) == (None, ["小样本"])
