"""Nothing leaves a report that its readers may not see: small counts, embargoed values, signals."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.reports.sample_facts import make_target

from fuertong.model.indicator import Sensitivity
from fuertong.model.organisation import Level
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, compose
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import (
    BackgroundFacts,
    BreakdownFacts,
    ChangeFacts,
    ChangeKind,
    DomainFacts,
    GoalFacts,
    PointFacts,
    TargetFacts,
)

_COUNTS = {"sensitivity": Sensitivity.COUNTS}


def _with(facts: Facts, *targets: TargetFacts, level: Level = Level.COUNTY) -> Facts:
    goal = GoalFacts(no=1, text="目标。", targets=targets)
    place = replace(facts.place, level=level)
    return replace(facts, place=place, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),), background=())


def _shown(facts: Facts) -> tuple[PointFacts, ...]:
    return disclosed(facts).domains[0].goals[0].targets[0].points


def _point(rate: str, events: str | None, births: str | None) -> PointFacts:
    return PointFacts(
        year=2025,
        value=Decimal(rate),
        numerator=None if events is None else Decimal(events),
        denominator=None if births is None else Decimal(births),
    )


@pytest.mark.parametrize(
    ("rate", "events", "births", "level", "withheld"),
    [
        ("39.4", "1", "2540", Level.COUNTY, True),
        ("0", "0", "2540", Level.COUNTY, True),
        ("40.0", "12", "30000", Level.CITY, True),  # 3.6 expected at the target of 12
        ("15.0", "15", "100000", Level.PROVINCE, False),
        ("39.4", None, None, Level.COUNTY, True),
        ("14.3", None, None, Level.NATION, False),
    ],
)
def test_rates_of_few_events_are_kept_back(
    facts: Facts, rate: str, events: str | None, births: str | None, level: Level, withheld: bool
) -> None:
    target = make_target(
        "孕产妇死亡率",
        "/10万",
        points=(_point(rate, events, births),),
        asks="12",
        comparator="<=",
        indicator=_COUNTS,
    )
    (point,) = _shown(_with(facts, target, level=level))
    assert point.withheld is withheld
    assert (point.value is None) is withheld
    assert point.numerator is None
    assert point.denominator is None


def test_a_count_of_deaths_is_never_printed_in_a_county(facts: Facts) -> None:
    target = make_target("儿童溺水死亡人数", "人", {2025: "13"}, direction="down", indicator=_COUNTS)
    (point,) = _shown(_with(facts, target))
    assert point.withheld


def test_groups_are_kept_back_together_so_that_none_can_be_worked_out(facts: Facts) -> None:
    total = PointFacts(year=2025, value=Decimal("20"), numerator=Decimal(200), denominator=Decimal(1000000))
    rural = replace(total, value=Decimal("35"), numerator=Decimal(195), denominator=Decimal(557000))
    urban = replace(total, value=Decimal("1.1"), numerator=Decimal(5), denominator=Decimal(443000))
    groups = (
        BreakdownFacts(breakdown="residence=rural", label="农村", points=(rural,)),
        BreakdownFacts(breakdown="residence=urban", label="城镇", points=(urban,)),
    )
    target = make_target("死亡率", "/10万", points=(total,), asks="12", breakdowns=groups, indicator=_COUNTS)
    shown = disclosed(_with(facts, target)).domains[0].targets[0]
    assert not shown.points[0].withheld
    assert [group.points[0].withheld for group in shown.breakdowns] == [True, True]


def test_no_trace_of_a_withheld_number_is_in_the_report(facts: Facts) -> None:
    text = compose("monitoring", facts).text
    assert "39.4" not in text
    assert "死亡1人" not in text
    assert "＊" in text


def test_a_change_that_would_give_a_withheld_number_away_is_dropped(facts: Facts) -> None:
    change = ChangeFacts(
        kind=ChangeKind.REVISION, target="uid-孕产妇死亡率", name="孕产妇死亡率", before="0/10万", after="39.4/10万"
    )
    assert disclosed(replace(facts, changes=(change,))).changes == ()


def test_an_embargoed_indicator_shows_neither_value_nor_verdict(facts: Facts) -> None:
    sealed = {"sensitivity": Sensitivity.SEALED, "sealed_until": date(2026, 12, 31)}
    target = make_target("女干部比例", "%", {2025: "33.3"}, asks="30", verdict=Verdict.MET, indicator=sealed)
    text = compose("monitoring", _with(facts, target)).text
    assert "33.3" not in text
    assert "另有1项指标按规定暂不公布" in text
    assert "1 | 女干部比例 | % | — | — | ＊ | ≥30 | 暂不公布" in text


def test_an_embargo_ends_on_its_day(facts: Facts) -> None:
    sealed = {"sensitivity": Sensitivity.SEALED, "sealed_until": facts.cutoff}
    target = make_target("女干部比例", "%", {2025: "33.3"}, asks="30", verdict=Verdict.MET, indicator=sealed)
    assert "33.3%" in compose("monitoring", _with(facts, target)).text


def test_facts_have_no_place_for_signal_or_probability() -> None:
    names = {field.name for kind in (Facts, TargetFacts, GoalFacts) for field in fields(kind)}
    assert not names & {"cls", "signal", "p", "probability", "forecast", "lo", "hi"}


def test_background_figures_of_few_events_are_kept_back_too(facts: Facts) -> None:
    target = make_target("刑事案件未成年被害人数", "人", {2025: "7"}, indicator=_COUNTS)
    item = BackgroundFacts(uid="bg", indicator=target.indicator, points=target.points)
    report = compose("monitoring", replace(facts, background=(item,)))
    assert "刑事案件未成年被害人数" not in report.text
    assert "基本情况" not in report.text
