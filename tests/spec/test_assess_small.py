"""How few events and few people are judged: never a red light from one death (method section 7)."""

from typing import Any

import pytest

from fuertong.assess import assess_case

BIRTHS = [3200, 3100, 3000, 2900, 2700, 2500, 2400, 2200, 2100]


def county(deaths: list[int], *, deadline: int = 2030, value: float = 12, **target: Any) -> dict[str, Any]:
    """Maternal deaths of a county 2016-2024 against a rate per 100,000."""
    points = [
        {"year": 2016 + place, "value": round(d / b * 1e5, 2), "num": d, "den": b}
        for place, (d, b) in enumerate(zip(deaths, BIRTHS, strict=True))
    ]
    wanted = {"type": "level", "cmp": "<=", "value": value, "base_year": 2020, "deadline": deadline, **target}
    return assess_case({"kind": "rate", "per": 100000, "points": points, "target": wanted, "today": 2024})


def team(members: list[tuple[int, int]], **target: Any) -> dict[str, Any]:
    """Women in a small body up to 2024: (women, members) a year."""
    start = 2025 - len(members)
    points = [
        {"year": start + place, "value": round(100 * women / all_, 1), "num": women, "den": all_}
        for place, (women, all_) in enumerate(members)
    ]
    wanted = {"type": "level", "cmp": ">=", "value": 50, "base_year": 2020, "deadline": 2030, **target}
    return assess_case({"kind": "pct", "points": points, "target": wanted, "today": 2024})


def test_one_death_after_years_without() -> None:
    """Eight years without a death, then one: 预计可达标, no 反弹."""
    answer = county([0, 0, 0, 0, 0, 0, 0, 0, 1])
    assert (answer["cls"], answer["flags"]) == ("预计可达标", ["小样本", "小样本波动"])
    assert answer["pooled"] == pytest.approx([8.4034, 0.2128, 46.8205], abs=1e-3)


def test_no_death_at_all() -> None:
    """Zero is met; the upper end of the exact interval says how little that proves."""
    answer = county([0] * 9)
    assert (answer["cls"], answer["forecast"] > 0, answer["pooled"][0]) == ("已达标", True, 0.0)
    assert answer["pooled"][2] == pytest.approx(31.0, abs=0.01)


def test_risk_alone_confirms_what_is_met() -> None:
    """One death in twelve years among 1,500 births: pooled 13.3 is above 12, P_risk .56 is not below one half: met."""
    points = [
        {"year": 2014 + place, "value": round(d / 1500 * 1e5, 2), "num": d, "den": 1500}
        for place, d in enumerate([0] * 10 + [1, 0])
    ]
    wanted = {"type": "level", "cmp": "<=", "value": 12, "base_year": 2020, "deadline": 2030}
    answer = assess_case({"kind": "rate", "per": 100000, "points": points, "target": wanted, "today": 2025})
    assert answer["pooled"][0] > 12
    assert answer["p_risk"] == pytest.approx(0.564, abs=0.001)
    assert (answer["cls"], "单年达标" in answer["flags"]) == ("已达标", False)


def test_met_this_year_but_not_in_truth() -> None:
    """No death in the last year after one or two each year: 预计达标困难·单年达标."""
    answer = county([2, 1, 2, 1, 3, 1, 2, 1, 0])
    assert answer["cls"] == "预计达标困难"
    assert "单年达标" in answer["flags"]


def test_risk_above_the_target_though_met() -> None:
    """A met target whose underlying risk probably is not: 风险偏高."""
    answer = county([1, 0, 0, 2, 0, 0, 1, 0, 0])
    assert answer["cls"] == "已达标"
    assert "风险偏高" in answer["flags"]
    assert answer["p_risk"] == pytest.approx(0.3308, abs=0.001)


def test_final_year_with_one_death() -> None:
    """At the deadline the published value decides; one death is named 单年未达标 with the pooled years beside."""
    answer = county([0, 0, 0, 0, 0, 0, 0, 0, 1], deadline=2024)
    assert (answer["cls"], answer["p"], answer["flags"]) == ("未达标", 0.0, ["单年未达标", "小样本"])
    assert answer["pooled"] is not None


def test_small_count_needs_no_three_points() -> None:
    """Numerator and denominator of one year are enough; the bare rate is not."""
    point = {"year": 2024, "value": 0.0, "num": 0, "den": 2100}
    target = {"type": "level", "cmp": "<=", "value": 12, "deadline": 2030}
    case = {"kind": "rate", "per": 100000, "points": [point], "target": target, "today": 2024}
    assert assess_case(case)["p"] is not None
    bare = assess_case(case | {"points": [[2024, 47.6]]})
    assert (bare["cls"], bare["flags"]) == ("无法判断", ["差距偏大", "数据不足"])


def test_many_events_are_judged_by_trend() -> None:
    """A province with hundreds of deaths is no small count."""
    points = [{"year": 2018 + p, "value": 14.0 - p / 2, "num": 140 - 5 * p, "den": 1000000} for p in range(7)]
    target = {"type": "level", "cmp": "<=", "value": 12, "base_year": 2020, "deadline": 2030}
    answer = assess_case({"kind": "rate", "per": 100000, "points": points, "target": target, "today": 2024})
    assert (answer["p_risk"], answer["pooled"], "小样本" in answer["flags"]) == (None, None, False)


def test_parent_slope_draws_the_trend() -> None:
    """The province's slope, where known, moves the forecast of a county."""
    falling = county([1, 0, 1, 0, 1, 0, 1, 0, 1], parent_slope=-0.08)
    alone = county([1, 0, 1, 0, 1, 0, 1, 0, 1])
    assert falling["forecast"] < alone["forecast"]
    assert falling["p"] > alone["p"]


def test_change_of_few_events_uses_the_pooled_base() -> None:
    """下降20% from a county's base: five years up to 2020 (3 deaths), not the single year with none."""
    answer = county([1, 0, 1, 1, 0, 0, 0, 0, 1], type="change", value=20, direction="down")
    assert answer["target"] == pytest.approx(0.8 * 3 / sum(BIRTHS[:5]) * 1e5)


def test_few_people_fall_but_their_years_together_still_meet() -> None:
    """Fewer than 30 members: no 困难 while the pooled share meets the target; no 反弹, no 连续两年变差."""
    answer = team([(21, 29), (20, 28), (20, 27), (19, 29), (15, 29), (10, 29)])
    assert (answer["cls"], answer["flags"]) == ("预计可达标", ["临界", "小样本", "小样本波动"])
    assert answer["pooled"] == pytest.approx([50.5747, 39.6377, 61.4715], abs=1e-3)


def test_few_people_in_the_final_year() -> None:
    """At the deadline a miss by at most two persons is 单年未达标."""
    answer = team([(5, 10), (5, 10), (5, 10), (5, 10), (9, 11)], value=90, deadline=2024)
    assert (answer["cls"], "单年未达标" in answer["flags"]) == ("未达标", True)
    lucky = team([(2, 10), (2, 10), (2, 10), (2, 10), (6, 10)], deadline=2024)
    assert (lucky["cls"], "单年达标" in lucky["flags"]) == ("已达标", True)


def test_thirty_people_are_enough() -> None:
    """From 30 on a percentage is judged by trend, its sampling noise counted."""
    answer = team([(8, 30), (9, 30), (7, 30), (10, 30), (9, 30), (8, 30), (10, 30)], value=30)
    assert answer["pooled"] is None
    assert "小样本" not in answer["flags"]
    assert "小样本波动" in answer["flags"]
