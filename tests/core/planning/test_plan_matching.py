"""Goals and targets of two plans meet by their words, then by their place."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuertong.model.plan import Audience, Domain, Goal, Plan, Strategy, Target, TargetKind
from fuertong.planning.likeness import likeness
from fuertong.planning.matching import match_goals, match_targets
from fuertong.planning.revision import Change, compare
from fuertong.reading import read


def target(name: str, value: float | None = 90.0, **more: object) -> Target:
    """A target of a level."""
    return replace(
        Target(indicator=name, comparator=">=", value=value, unit="%", quote=f"{name}达到{value}%"),
        **more,  # type: ignore[arg-type]
    )


def goal(no: int, text: str, *targets: Target, lead: tuple[str, ...] = ("县教育局",)) -> Goal:
    """A goal with a line of its own."""
    return Goal(no=no, line=no * 3, text=text, lead=lead, targets=targets)


def plan_of(*domains: tuple[Goal, ...]) -> Plan:
    """A plan with one domain for each row of goals."""
    titles = ("妇女与健康", "妇女与教育", "妇女与经济", "妇女与环境")
    return Plan(
        audience=Audience.WOMEN,
        title="示例县妇女发展规划",
        period=(2021, 2030),
        domains=tuple(
            Domain(
                no=no,
                title=titles[no - 1],
                goals=goals,
                strategies=(Strategy(no=1, line=1, title=f"{titles[no - 1]}服务", text="办好机构，落实责任。"),),
            )
            for no, goals in enumerate(domains, start=1)
        ),
    )


SCREENING = goal(1, "适龄妇女两癌筛查率达到90%以上。", target("两癌筛查率"))
CHECKS = goal(2, "孕产妇系统管理率保持在95%以上。", target("孕产妇系统管理率", 95))
SCHOOL = goal(1, "高中阶段毛入学率达到92%以上。", target("高中阶段毛入学率", 92))
SPORT = goal(2, "经常参加体育锻炼的妇女比例达到40%。", target("经常参加体育锻炼的妇女比例", 40))
PLAN = plan_of((SCREENING, CHECKS), (SCHOOL, SPORT))


def changed(plan: Plan, domain: int, place: int, new: Goal) -> Plan:
    """The plan with one goal replaced."""
    rows = list(plan.domains)
    goals = list(rows[domain].goals)
    goals[place] = new
    rows[domain] = replace(rows[domain], goals=tuple(goals))
    return replace(plan, domains=tuple(rows))


def found(old: Plan, new: Plan) -> set[tuple[str, frozenset[Change]]]:
    """What differs: the name or text concerned with its changes."""
    result = compare(old, new)
    rows = {((row.new or row.old).goal.text, row.changes) for row in result.goals if row.changes}  # type: ignore[union-attr]
    return rows | {
        ((row.new or row.old).target.indicator, row.changes)  # type: ignore[union-attr]
        for row in result.targets
        if row.changes
    }


NAMES = st.text(alphabet="妇女儿童健康教育率比例覆盖筛查增长年均的", min_size=1, max_size=12)
TARGETS = st.builds(
    lambda name, value, kind: Target(indicator=name, value=value, unit="%", kind=kind, quote=name),
    NAMES,
    st.one_of(st.none(), st.integers(0, 100).map(float)),
    st.sampled_from(TargetKind),
)
GOALS = st.builds(
    lambda text, targets: Goal(no=1, line=1, text=text, targets=tuple(targets)),
    st.text(alphabet="妇女儿童健康教育率达到以上，。0123456789", max_size=30),
    st.lists(TARGETS, max_size=4),
)
PLANS = st.lists(st.lists(GOALS, max_size=5), max_size=4).map(lambda rows: plan_of(*(tuple(row) for row in rows)))


@given(PLANS)
@settings(max_examples=150, deadline=None)
def test_a_plan_beside_itself_differs_in_nothing(plan: Plan) -> None:
    assert compare(plan, plan).is_same
    assert all(pair.old and pair.new and pair.old.at == pair.new.at for pair in match_targets(plan, plan))


@given(PLANS, PLANS)
@settings(max_examples=150, deadline=None)
def test_every_goal_and_target_comes_exactly_once(old: Plan, new: Plan) -> None:
    goals = match_goals(old, new)
    for side, plan in (("old", old), ("new", new)):
        places = [getattr(pair, side).at for pair in goals if getattr(pair, side)]
        assert sorted(places) == [(one, two) for one, row in enumerate(plan.domains) for two in range(len(row.goals))]
        spots = [getattr(pair, side).at for pair in match_targets(old, new, goals=goals) if getattr(pair, side)]
        assert len(spots) == len(set(spots)) == sum(len(row.targets) for each in plan.domains for row in each.goals)


@given(PLANS.filter(lambda plan: any(row.targets for each in plan.domains for row in each.goals)), st.data())
@settings(max_examples=100, deadline=None)
def test_one_changed_value_is_exactly_that(plan: Plan, data: st.DataObject) -> None:
    spots = [
        (one, two, three)
        for one, domain in enumerate(plan.domains)
        for two, row in enumerate(domain.goals)
        for three in range(len(row.targets))
    ]
    one, two, three = data.draw(st.sampled_from(spots))
    row = plan.domains[one].goals[two]
    alone = [each for each in row.targets if each.indicator == row.targets[three].indicator]
    if len(alone) > 1:
        return
    targets = list(row.targets)
    targets[three] = replace(targets[three], value=1234.0)
    result = compare(plan, changed(plan, one, two, replace(row, targets=tuple(targets))))
    differing = [change for change in result.targets if change.changes]
    assert [change.changes for change in differing] == [{Change.VALUE}]
    assert [(field.name, field.new) for field in differing[0].fields] == [("value", 1234.0)]
    assert not any(change.changes for change in result.goals)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("孕产妇死亡率。", "孕产妇 死亡率", 1.0, 1.0),
        ("孕产妇死亡率控制在12/10万以下", "孕产妇死亡率控制在10/10万以下", 0.7, 0.99),
        ("孕产妇死亡率", "村级儿童活动场所", 0.0, 0.1),
        ("", "孕产妇", 0.0, 0.0),
    ],
)
def test_likeness_is_symmetric_and_in_bounds(one: str, other: str, least: float, most: float) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert least <= likeness(one, other) <= most


def test_a_new_and_a_dropped_goal_are_told_with_their_targets() -> None:
    new = changed(PLAN, 0, 1, goal(2, "母乳喂养率达到50%。", target("母乳喂养率", 50)))
    assert found(PLAN, new) == {
        ("母乳喂养率达到50%。", frozenset({Change.NEW})),
        ("母乳喂养率", frozenset({Change.NEW})),
        (CHECKS.text, frozenset({Change.DROPPED})),
        ("孕产妇系统管理率", frozenset({Change.DROPPED})),
    }


def test_an_inserted_goal_renumbers_the_next_and_changes_no_target() -> None:
    first = goal(1, "婚前检查率达到80%。", target("婚前检查率", 80))
    new = plan_of((first, replace(SCREENING, no=2), replace(CHECKS, no=3)), (SCHOOL, SPORT))
    assert {row for row in found(PLAN, new) if Change.NEW not in row[1]} == {
        (SCREENING.text, frozenset({Change.RENUMBERED})),
        (CHECKS.text, frozenset({Change.RENUMBERED})),
    }


def test_a_goal_moved_to_another_domain_keeps_its_targets() -> None:
    new = plan_of((SCREENING, CHECKS, replace(SPORT, no=3)), (SCHOOL,))
    assert found(PLAN, new) == {(SPORT.text, frozenset({Change.MOVED}))}


def test_a_target_moved_to_another_goal_is_found_there() -> None:
    new = plan_of((replace(SCREENING, targets=()), replace(CHECKS, targets=(*CHECKS.targets, *SCREENING.targets))),
                  (SCHOOL, SPORT))  # fmt: skip
    assert found(PLAN, new) == {("两癌筛查率", frozenset({Change.MOVED}))}


def test_words_and_units_are_told_apart() -> None:
    new = changed(PLAN, 1, 0, replace(SCHOOL, text="高中阶段教育毛入学率达到92%以上。", lead=("县发改局",)))
    assert found(PLAN, new) == {("高中阶段教育毛入学率达到92%以上。", frozenset({Change.TEXT, Change.UNITS}))}


def test_a_year_left_out_is_the_plans_last() -> None:
    row = replace(SCHOOL, targets=(replace(SCHOOL.targets[0], deadline=2030),))
    assert compare(PLAN, changed(PLAN, 1, 0, row)).is_same


def test_a_gap_never_meets_the_rate_it_is_a_gap_of() -> None:
    rate, gap = target("孕产妇死亡率"), target("孕产妇死亡率", None, gap="城乡")
    [one, other] = match_targets(plan_of((goal(1, "一", rate),)), plan_of((goal(1, "一", gap),)))
    assert (one.old, other.new) == (None, None)


def test_a_renamed_domain_is_the_same_domain() -> None:
    new = replace(PLAN, domains=(replace(PLAN.domains[0], title="健康"), PLAN.domains[1]))
    assert found(PLAN, new) == set()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["lianping", "liaocheng", "yanbian"])
def test_real_plans_are_compared_quickly_and_equal_themselves(shared: Path, name: str) -> None:
    plans = read(shared / "plans" / f"{name}.txt", name=f"{name}.txt").plans
    start = time.process_time()
    assert all(compare(plan, plan).is_same for plan in plans)
    assert time.process_time() - start < 5
