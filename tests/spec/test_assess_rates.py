"""达标率 on every denominator, by unit and region, two years beside each other, and scores."""

from typing import Any

import pytest

from fuertong.assess.attainment import Judgement, all_together, attainment, by_domain, by_region, by_unit
from fuertong.assess.denominators import Denominator, share
from fuertong.assess.scores import DEFAULT_POINTS, read_points, scores
from fuertong.assess.years import two_years
from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict


def judged(place: int, verdict: Verdict, **changes: Any) -> Judgement:
    given: dict[str, Any] = {"target": f"t{place}", "goal": f"g{place}", "domain": "健康", "plan": "women"}
    return Judgement(verdict=verdict, **(given | {"numbered": True, "region": "371500"} | changes))


TEN = [
    judged(0, Verdict.MET, units=("卫健委",)),
    judged(1, Verdict.MET, units=("卫健委", "教育局")),
    judged(2, Verdict.MISSED, units=("教育局",)),
    judged(3, Verdict.LIKELY),
    judged(4, Verdict.DUE),
    judged(5, Verdict.UNKNOWN, has_data=False),
    judged(6, Verdict.FITS, numbered=False),
    judged(7, Verdict.FITS, numbered=False),
    judged(8, Verdict.FLAT, numbered=False),
    judged(9, Verdict.BUILT, numbered=False),
]


@pytest.mark.parametrize(
    ("denominator", "met", "of"),
    [
        (Denominator.JUDGED, 2, 4),
        (Denominator.QUANTIFIED, 2, 6),
        (Denominator.WITH_DATA, 2, 9),
        (Denominator.ALL, 2, 10),
    ],
)
def test_every_denominator_is_named(denominator: Denominator, met: int, of: int) -> None:
    """The same met, four denominators; each sentence names its own and puts directions beside."""
    (count,) = attainment(TEN)
    found = share(count, denominator)
    assert (found.met, found.of) == (met, of)
    assert found.sentence.startswith(f"{denominator.label}{of}项，达标{met}项，达标率{100 * met / of:.1f}%")
    assert "趋势类指标3项，其中方向符合2项，不计入达标数" in found.sentence


def test_directions_counted_on_demand() -> None:
    """Counting directions adds them above, and below where the denominator had left them out."""
    (count,) = attainment(TEN)
    narrow = share(count, Denominator.JUDGED, count_directions=True)
    assert (narrow.met, narrow.of) == (4, 7)
    wide = share(count, Denominator.ALL, count_directions=True)
    assert (wide.met, wide.of) == (4, 10)
    assert "含方向符合的达标4项" in wide.sentence


def test_no_denominator_no_rate() -> None:
    """Nothing judged: no rate, and a sentence that says so."""
    (count,) = attainment([judged(0, Verdict.OPEN)])
    assert share(count, Denominator.JUDGED).rate is None
    assert share(count, Denominator.JUDGED).sentence == "已作判断的有数字指标为0项，不计算达标率。"


def test_units_share_targets() -> None:
    """A target stands under each of its units, so they do not add up; without unit it is not lost."""
    found = {count.group: count for count in attainment(TEN, by=by_unit)}
    assert (found["卫健委"].met, found["教育局"].met, found["教育局"].missed) == (2, 1, 1)
    assert found["未定责任单位"].targets == 7
    assert [count.group for count in attainment(TEN, by=by_region)] == ["371500"]
    assert [count.group for count in attainment(TEN, by=by_domain)] == ["健康"]


def test_both_plans_count_a_shared_target_once() -> None:
    """Together the shared target is one, and the count says how many were merged."""
    same = ("mmr", "", "371500", "rate", "<=", 12, 2030)
    both = [judged(0, Verdict.MET, identity=same), judged(1, Verdict.MET, identity=same, plan="children")]
    (count,) = attainment(both, by=all_together)
    assert (count.targets, count.met, count.shared_once, count.numbered) == (1, 1, 1, 1)


def test_last_year_on_its_own_and_on_todays_denominator() -> None:
    """A target that became countable this year widens the denominator: last year is given on both."""
    last = [judged(0, Verdict.MET), judged(1, Verdict.MISSED), judged(2, Verdict.DUE)]
    this = [judged(0, Verdict.MET), judged(1, Verdict.MET), judged(2, Verdict.MISSED)]
    (found,) = two_years(this, last)
    assert (found.now.met, found.now.of) == (2, 3)
    assert (found.then.met, found.then.of) == (1, 2)
    assert found.then_today is not None
    assert (found.then_today.met, found.then_today.of) == (1, 3)
    assert (found.joined, found.left) == (1, 0)
    assert found.sentence == (
        "women：今年66.7%（2/3），上年50.0%（1/2）；分母有变化（增加1项、减少0项），按今年的分母上年为33.3%（1/3）。"
    )


def test_same_denominator_says_so() -> None:
    """Without a change there is one rate a year; a group without last year has none."""
    (found,) = two_years([judged(0, Verdict.MET)], [judged(0, Verdict.MISSED)])
    assert found.then_today is None
    assert found.sentence.endswith("两年分母相同。")
    (alone,) = two_years([judged(0, Verdict.MET)], [])
    assert alone.then.rate is None
    assert "上年没有可算的指标" in alone.sentence
    for denominator in Denominator:
        (wide,) = two_years(TEN, TEN, denominator=denominator)
        assert wide.then_today is None
        assert wide.now == wide.then


def test_scores_name_what_was_scored() -> None:
    """Points of scored verdicts only: what is awaited or unknown is beside, not zero; weights as given."""
    (found,) = scores(TEN)
    assert (found.scored, found.targets) == (8, 10)
    assert found.score == pytest.approx((100 + 100 + 0 + 80 + 100 + 100 + 50 + 100) / 8)
    assert found.sentence == "women：78.8分（10项指标中8项计分）。"
    (weighted,) = scores(TEN[:3], weights={"t2": 3.0})
    assert weighted.score == pytest.approx(200 / 5)
    (none,) = scores([judged(0, Verdict.OPEN)])
    assert none.sentence == "women：1项指标都还不能计分。"


def test_better_verdicts_never_score_less() -> None:
    """The default points follow the order of the words."""
    order = [Verdict.MISSED, Verdict.HARD, Verdict.BORDERLINE, Verdict.LIKELY, Verdict.MET]
    assert [DEFAULT_POINTS[word] for word in order] == sorted(DEFAULT_POINTS[word] for word in order)


@pytest.mark.parametrize(
    "text", ["[points", '[points]\n"不知道" = 1', '[points]\n"已达标" = 101', '[points]\n"已达标" = "x"']
)
def test_wrong_points_are_named(text: str) -> None:
    """Broken TOML, unknown words, points out of range."""
    with pytest.raises(FuertongError, match="计分表"):
        read_points(text)
