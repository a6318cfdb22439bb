"""How a target with a number is judged: classes, ties, strict words, deadlines (method sections 1 and 4-6)."""

from typing import Any

import pytest

from fuertong.assess import assess_case

RISING = [[2018, 52.1], [2019, 53.8], [2020, 55.0], [2021, 56.9], [2022, 58.1], [2023, 59.8], [2024, 61.2]]


def judge(points: list[Any], *, today: int = 2024, kind: str = "pct", freq: int = 1, **target: Any) -> dict[str, Any]:
    wanted = {"type": "level", "cmp": ">=", "base_year": 2020, "deadline": 2030, **target}
    return assess_case({"kind": kind, "freq": freq, "decimals": 1, "points": points, "target": wanted, "today": today})


def flat(value: float, *, until: int = 2024, n: int = 5) -> list[list[float]]:
    return [[until - back, value] for back in range(n)][::-1]


def test_worked_example() -> None:
    """宫颈癌筛查率 52.1-61.2, at least 70 by 2030: 68.0 expected, P .33, 预计达标困难."""
    answer = judge(RISING, value=70)
    assert answer["cls"] == "预计达标困难"
    assert answer["forecast"] == pytest.approx(68.03, abs=0.01)
    assert answer["lo"] == pytest.approx(61.70, abs=0.01)
    assert answer["hi"] == pytest.approx(73.78, abs=0.01)
    assert answer["p"] == pytest.approx(0.3316, abs=0.0005)


@pytest.mark.parametrize(
    ("value", "cls", "flags"),
    [
        (60, "已达标", ["提前达标"]),
        (65, "预计可达标", []),
        (68, "预计可达标", ["临界"]),
        (70, "预计达标困难", []),
    ],
)
def test_class_follows_the_target(value: float, cls: str, flags: list[str]) -> None:
    """The harder the target, the worse the signal: P .7 and .4 are the borders."""
    answer = judge(RISING, value=value)
    assert (answer["cls"], answer["flags"]) == (cls, flags)


@pytest.mark.parametrize(
    ("cmp", "value", "met"),
    [
        (">=", 90.0, True),
        (">", 90.0, False),
        (">", 89.9, True),
        ("<=", 90.0, True),
        ("<", 90.0, False),
        ("<", 90.1, True),
    ],
)
def test_words_with_and_without_the_number(cmp: str, value: float, met: bool) -> None:
    """以上、以内 include the number; 高于、低于 do not."""
    answer = judge(flat(90.0), cmp=cmp, value=value)
    assert (answer["cls"] == "已达标") is met


@pytest.mark.parametrize(
    ("latest", "value", "cmp", "nearly"),
    [
        (20.1, 20, "<=", True),
        (69.6, 70, ">=", True),
        (69.5, 70, ">=", False),
        (69.4, 70, ">=", False),
        (5.4, 5, "<=", False),
        (69.96, 70.1, ">=", False),
    ],
)
def test_nearly_met(latest: float, value: float, cmp: str, nearly: bool) -> None:
    """基本达标: less than half a unit of the target's last digit away and at most 2 % of it; the class stays."""
    answer = judge(flat(latest, until=2030), today=2030, value=value, cmp=cmp)
    assert answer["cls"] == "未达标"
    assert ("基本达标" in answer["flags"]) is nearly


def test_final_year_decides() -> None:
    """At the deadline P is 0 or 1 and nothing is forecast."""
    met = judge(flat(70.0, until=2030), today=2030, value=70)
    missed = judge(flat(60.0, until=2030), today=2030, value=70)
    assert (met["cls"], met["p"], met["forecast"], met["flags"]) == ("已达标", 1.0, None, [])
    assert (missed["cls"], missed["p"], missed["gap"]) == ("未达标", 0.0, 10.0)


def test_over_but_not_out() -> None:
    """The plan is over, the last value is not out: 到期待数 with the gap, no P, none of the flags of an outlook."""
    answer = judge(flat(69.6, until=2029), today=2031, value=70)
    assert (answer["cls"], answer["gap"], answer["p"]) == ("到期待数", 0.4, None)
    assert answer["flags"] == ["基本达标"]
    same_year = judge(flat(69.6, until=2029), today=2030, value=70)
    assert same_year["cls"] == "到期待数"
    late = judge(flat(71.0, until=2026), today=2031, value=70)
    assert (late["cls"], late["flags"]) == ("到期待数", ["数据陈旧"])


@pytest.mark.parametrize(
    ("until", "freq", "cls", "flagged"),
    [(2023, 1, "已达标", False), (2022, 1, "已达标", True), (2021, 1, "无法判断", True), (2020, 5, "已达标", False)],
)
def test_age_of_data(until: int, freq: int, cls: str, flagged: bool) -> None:
    """Two years old: flagged; three or more: nothing can be said, unless surveyed only every five years."""
    answer = judge(flat(80.0, until=until), freq=freq, value=70)
    assert answer["cls"] == cls
    assert ("数据陈旧" in answer["flags"]) is flagged


def test_too_few_points() -> None:
    """Two points are not enough, unless met; a gap no prior could close is said."""
    assert judge(flat(60.0, n=2), value=70)["flags"] == ["数据不足"]
    assert judge(flat(20.0, n=1), value=90)["flags"] == ["差距偏大", "数据不足"]
    met = judge(flat(80.0, n=2), value=70)
    assert (met["cls"], met["p"], met["flags"]) == ("已达标", None, ["提前达标"])


def test_survey_with_two_points_gives_a_direction_only() -> None:
    """按次统计: latest against the one before, no P."""
    answer = judge([[2020, 60.0], [2024, 62.0]], freq=5, value=70)
    assert (answer["cls"], answer["direction_word"], answer["p"]) == ("无法判断", "方向符合", None)
    assert answer["flags"] == ["按次统计"]
    fallen = judge([[2020, 62.0], [2024, 60.0]], freq=5, value=70, polarity="up")
    assert fallen["direction_word"] == "方向不符"


def test_negative_codes_and_nulls_are_missing() -> None:
    """-2 没有开展 is no value; gaps are flagged for yearly series."""
    answer = judge([[2019, 50.0], [2020, -2], [2021, None], [2022, 53.0], [2023, 54.0], [2024, 55.0]], value=50)
    assert (answer["n"], "缺年" in answer["flags"]) == (4, True)


def test_later_points_are_ignored() -> None:
    """Points after the data year or after the deadline are not looked at."""
    assert judge([*RISING, [2025, 99.0]], value=70) == judge(RISING, value=70)
    assert judge([*RISING, [2025, 99.0]], today=2026, value=70, deadline=2024)["cls"] == "未达标"


def test_twelve_years_count() -> None:
    """Older points are outside the window."""
    old = [[2000 + place, 10.0] for place in range(12)]
    assert judge([*old, *RISING], value=70)["n"] == 7


def test_gross_enrolment_above_100_is_never_capped() -> None:
    """A percentage above 100 is judged on the natural scale."""
    answer = judge([[2020, 100.9], [2021, 102.0], [2022, 103.1], [2023, 104.0], [2024, 105.2]], value=110)
    assert answer["forecast"] > 106


def test_sliding_though_met() -> None:
    """已达标 but P below .4: 下滑预警 in place of 提前达标; between .4 and .6 only 反弹风险."""
    falling = [[2018, 80.2], [2019, 79.0], [2020, 77.1], [2021, 75.4], [2022, 73.9], [2023, 72.2], [2024, 70.6]]
    assert judge(falling, value=70)["flags"] == ["下滑预警", "反弹风险", "连续两年变差"]


def test_relapse() -> None:
    """反弹: met in a year since the base, not now; met only in one odd year does not count."""
    fell = [[2018, 64.0], [2019, 66.1], [2020, 67.9], [2021, 69.0], [2022, 70.4], [2023, 69.1], [2024, 68.0]]
    assert "反弹" in judge(fell, value=70)["flags"]
    odd = [[2018, 60.0], [2019, 61.1], [2020, 62.0], [2021, 74.0], [2022, 64.1], [2023, 65.0], [2024, 66.1]]
    flags = judge(odd, value=70)["flags"]
    assert "反弹" not in flags
    assert "单点异常" in flags


def test_unit_slip_is_doubted() -> None:
    """A last value far from the forecast of the earlier ones is 异常待核; it is never deleted."""
    answer = judge([*RISING[:-1], [2024, 6.1]], value=70)
    assert "异常待核" in answer["flags"]
    assert answer["latest"] == 6.1


def test_break_without_overlap_cuts_and_with_overlap_moves() -> None:
    """口径变化: four points are left, or all eight with the old ones moved."""
    old = [[2017, 80.1], [2018, 81.0], [2019, 82.2], [2020, 83.0]]
    new = [[2022, 71.5], [2023, 72.6], [2024, 73.8]]
    cut = judge([*old, {"year": 2021, "value": 70.2, "break": True}, *new], value=80, base_year=2021)
    moved = judge([*old, {"year": 2021, "value": 70.2, "break": True, "splice": 84.1}, *new], value=80, base_year=2021)
    assert (cut["n"], cut["p"]) == (4, pytest.approx(0.3519, abs=0.0005))
    assert (moved["n"], moved["p"]) == (8, pytest.approx(0.4366, abs=0.0005))
    assert all("口径变化" in answer["flags"] for answer in (cut, moved))


def test_base_before_an_unlinked_break_is_lost() -> None:
    """A change against a base under the old definition cannot be judged."""
    points = [[2020, 83.0], {"year": 2021, "value": 70.2, "break": True}, [2022, 71.5], [2023, 72.6], [2024, 73.8]]
    answer = judge(points, type="change", value=5, direction="up")
    assert (answer["cls"], answer["target"]) == ("无法判断", None)
    assert "基期缺失" in answer["flags"]
