"""达标率: every denominator named, shared targets once, goals and targets apart; parameters as data."""

from typing import Any

import pytest

from fuertong.assess import DEFAULTS, Judgement, attainment, read_parameters
from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict


def judgement(place: int, verdict: Verdict, **changes: Any) -> Judgement:
    given = {"target": f"t{place}", "goal": f"g{place // 2}", "domain": "健康", "plan": "women", "numbered": True}
    return Judgement(verdict=verdict, **(given | changes))


def test_each_column_has_its_own_count() -> None:
    """Directions, due, unknown, open and qualitative targets are not in the denominator; 单年未达标 is."""
    verdicts = [
        judgement(0, Verdict.MET),
        judgement(1, Verdict.MISSED, nearly=True),
        judgement(2, Verdict.MISSED_ONE_YEAR),
        judgement(3, Verdict.DUE),
        judgement(4, Verdict.UNKNOWN, has_data=False),
        judgement(5, Verdict.OPEN),
        judgement(6, Verdict.FITS, numbered=False),
        judgement(7, Verdict.FLAT, numbered=False),
        judgement(8, Verdict.BUILT, numbered=False),
        judgement(9, Verdict.BORDERLINE),
    ]
    (count,) = attainment(verdicts)
    assert (count.targets, count.quantified, count.met, count.missed, count.likely) == (10, 4, 1, 1, 1)
    assert (count.one_year_missed, count.due, count.unknown, count.open, count.no_data) == (1, 1, 1, 1, 1)
    assert (count.directions, count.directions_fitting, count.qualitative) == (2, 1, 1)
    assert count.rate == 0.25
    assert count.direction_rate == 0.5
    (lenient,) = attainment(verdicts, nearly_counts=True)
    assert (lenient.met, lenient.missed, lenient.rate) == (2, 0, 0.5)


def test_goals_are_counted_apart() -> None:
    """A goal is met when all its judged targets are."""
    verdicts = [
        judgement(0, Verdict.MET),
        judgement(1, Verdict.MISSED),
        judgement(2, Verdict.MET),
        judgement(3, Verdict.DUE),
        judgement(4, Verdict.UNKNOWN),
    ]
    (count,) = attainment(verdicts, over=True)
    assert (count.goals, count.goals_judged, count.goals_met, count.goals_partly) == (3, 2, 1, 1)
    assert count.goal_rate == 0.5


def test_shared_target_counts_once_across_plans() -> None:
    """Both plans ask the same of the same indicator: one target, and the count says so."""
    same = ("mmr", "", "371500", "rate", "<=", 12, 2030)
    verdicts = [
        judgement(0, Verdict.OPEN, identity=same),
        judgement(1, Verdict.MET, identity=same, plan="children"),
        judgement(2, Verdict.MISSED, plan="children"),
    ]
    (both,) = attainment(verdicts, by=lambda each: "两规划")
    assert (both.targets, both.shared_once, both.met, both.quantified) == (2, 1, 1, 2)
    assert [count.targets for count in attainment(verdicts)] == [1, 2]


def test_nothing_judged_has_no_rate() -> None:
    """No denominator, no rate."""
    (count,) = attainment([judgement(0, Verdict.OPEN)], by=lambda each: each.domain)
    assert (count.group, count.rate, count.direction_rate, count.goal_rate) == ("健康", None, None, None)


def test_parameters_are_read_from_data() -> None:
    """A section or key that is missing or unknown is named; so is broken TOML."""
    assert DEFAULTS.trend.year_weight == 0.7
    with pytest.raises(FuertongError, match="trend"):
        read_parameters("[trend]\nyear_weight = 0.7\n")
    with pytest.raises(FuertongError, match="TOML"):
        read_parameters("[trend")
