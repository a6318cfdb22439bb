"""Counts and rates name their denominators; directions, 单年未达标 and 到期待数 stand apart."""

from dataclasses import replace

import pytest
from tests.core.reports.sample_facts import make_target

from fuertong.model.plan import Strength, TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, compose
from fuertong.reports.facts import DomainFacts, GoalFacts, LastYearFacts, TargetFacts
from fuertong.reports.figures import percentage
from fuertong.reports.tally import goal_verdict, tally


def _numbered(*verdicts: Verdict) -> list[TargetFacts]:
    return [
        make_target(f"指标{number}", "%", {2025: "50.0"}, asks="60", verdict=verdict, uid=f"n{number}")
        for number, verdict in enumerate(verdicts)
    ]


def _facts(facts: Facts, targets: list[TargetFacts]) -> Facts:
    goal = GoalFacts(no=1, text="目标。", targets=tuple(targets))
    return replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),))


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(8, 59, "13.6%"), (60, 78, "76.9%"), (1, 3, "33.3%"), (0, 4, "0.0%"), (4, 4, "100.0%")]
)
def test_percentages_are_rounded_once(part: int, whole: int, text: str) -> None:
    assert percentage(part, whole) == text


def test_only_targets_with_number_data_and_verdict_are_in_the_denominator() -> None:
    count = tally(
        _numbered(
            Verdict.MET,
            Verdict.LIKELY,
            Verdict.BORDERLINE,
            Verdict.HARD,
            Verdict.MISSED,
            Verdict.MISSED_ONE_YEAR,
            Verdict.DUE,
            Verdict.UNKNOWN,
            Verdict.OPEN,
        )
    )
    assert (count.quantified, count.judged, count.met) == (9, 6, 1)
    assert (count.words[Verdict.DUE], count.words[Verdict.MISSED_ONE_YEAR]) == (1, 1)


def test_directions_and_qualities_never_enter_the_rate() -> None:
    trend = make_target("趋势", direction="up", verdict=Verdict.FITS)
    built = make_target("机制", kind=TargetKind.MILESTONE, verdict=Verdict.BUILT)
    count = tally([*_numbered(Verdict.MET), trend, built])
    assert (count.total, count.quantified, count.judged, count.met) == (3, 1, 1, 1)
    assert (count.directional, count.good_directions, count.qualitative) == (1, 1, 1)


def test_nearly_met_counts_only_where_the_place_says_so() -> None:
    near = replace(_numbered(Verdict.MISSED)[0], flags=("基本达标",))
    assert tally([near]).met == 0
    assert tally([near], nearly_met_counts=True).met == 1


def test_the_overall_paragraph_names_every_denominator(facts: Facts) -> None:
    verdicts = [Verdict.MET, Verdict.MET, Verdict.MISSED_ONE_YEAR, Verdict.DUE, Verdict.OPEN]
    targets = [replace(t, points=()) for t in _numbered(*verdicts)]
    text = compose("monitoring", _facts(facts, targets)).text
    assert (
        "5项可量化指标中，有数据并已认定的3项，其中已达标2项，达标率为66.7%（以有数据并已认定的3项可量化指标为分母）；"
        "单年未达标1项。另有到期待数1项、待认定1项，未计入达标率的分母。"
    ) in text


def test_without_any_verdict_no_rate_is_given(facts: Facts) -> None:
    text = compose("monitoring", _facts(facts, _numbered(Verdict.OPEN))).text
    assert "不计算达标率" in text
    assert "达标率为" not in text


def test_last_years_rate_has_its_own_denominator_and_todays(facts: Facts) -> None:
    targets = [
        replace(target, previous_verdict=before, points=())
        for target, before in zip(
            _numbered(Verdict.MET, Verdict.MET, Verdict.OPEN), (Verdict.MET, Verdict.LIKELY, None), strict=True
        )
    ]
    last = LastYearFacts(year=2024, met=3, judged=5)
    text = compose("monitoring", replace(_facts(facts, targets), last_year=last)).text
    assert "2024年公布的达标率为60.0%（5项中3项）；" in text
    assert "；今年分母有变化，按本年度指标范围计算，2024年为50.0%（2项中1项）。" in text


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.MET, Verdict.MET), Verdict.MET),
        ((Verdict.MET, Verdict.HARD), Verdict.PARTLY),
        ((Verdict.HARD, Verdict.LIKELY), Verdict.MISSED),
        ((Verdict.MET, Verdict.UNKNOWN, Verdict.DUE), Verdict.MET),
        ((Verdict.UNKNOWN, Verdict.OPEN), Verdict.UNKNOWN),
    ],
)
def test_a_goal_without_its_own_verdict_follows_its_targets(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert goal_verdict(GoalFacts(no=1, text="目标。", targets=tuple(_numbered(*verdicts)))) is expected


def test_a_goals_own_verdict_comes_first() -> None:
    goal = GoalFacts(no=1, text="目标。", verdict=Verdict.BUILT, targets=tuple(_numbered(Verdict.HARD)))
    assert goal_verdict(goal) is Verdict.BUILT


def test_striving_and_advocating_targets_are_counted_apart(facts: Facts) -> None:
    strive, other = _numbered(Verdict.MET, Verdict.HARD)
    targets = [replace(target, points=()) for target in (replace(strive, strength=Strength.STRIVE), other)]
    text = compose("monitoring", _facts(facts, targets)).text
    assert "以上有数据并已认定的可量化指标中，力争性指标1项，已达标1项。" in text


def test_a_plan_called_outline_keeps_its_name(facts: Facts) -> None:
    outline = replace(facts, plan=replace(facts.plan, title="中国妇女发展纲要（2021—2030年）"))
    text = compose("monitoring", outline).text
    assert "（以下简称《纲要》）" in text
    assert "《规划》" not in text
