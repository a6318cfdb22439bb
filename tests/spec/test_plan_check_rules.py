"""Rules of the plan check (规划体检): for each a case that must fire and one that must not."""

from collections.abc import Sequence

import pytest

from fuertong.model.findings import Finding
from fuertong.model.plan import Audience, Domain, Goal, Plan, Strategy, Target, TargetKind
from fuertong.planning import Present, check
from fuertong.planning.rules import RULES


def target(
    indicator: str, comparator: str = ">=", value: float | None = 90, unit: str | None = "%", **more: object
) -> Target:
    """A target with a number; further fields by name."""
    quote = f"{indicator}达到{value:g}{unit or ''}" if value is not None else indicator
    row: dict[str, object] = {"comparator": comparator, "value": value, "unit": unit, "quote": quote}
    return Target(indicator=indicator, **(row | more))  # type: ignore[arg-type]


def plan(
    *targets: Target,
    region: str = "云溪县",
    audience: Audience = Audience.WOMEN,
    strategies: Sequence[Target] = (),
    text: str = "做好工作。",
    lead: tuple[str, ...] = ("县卫健局",),
) -> Plan:
    """One goal a target in one domain, one strategy."""
    goals = tuple(Goal(no=no, line=10 + no, text=text, lead=lead, targets=(one,)) for no, one in enumerate(targets, 1))
    strategy = Strategy(no=1, line=50, title="", text="健全服务体系。", targets=tuple(strategies))
    domain = Domain(no=1, title="妇女与健康", line=5, goals=goals, strategies=(strategy,))
    return Plan(
        audience=audience,
        title=f"{region}妇女发展规划（2021—2030年）",
        region=region,
        period=(2021, 2030),
        domains=(domain,),
    )


def found(code: str, case: Plan, **more: object) -> list[Finding]:
    """The findings of one code."""
    return [one for one in check(case, **more) if one.code == code]  # type: ignore[arg-type]


TREND = {"kind": TargetKind.TREND, "comparator": None, "value": None, "unit": None}
CASES: list[tuple[str, Plan, Plan]] = [
    (
        "met-at-base",
        plan(target("婚前医学检查率", value=65, base_value=70.0)),
        plan(target("婚前医学检查率", value=65, base_value=60.0)),
    ),
    (
        "met-at-base",
        plan(target("孕产妇死亡率", "<=", 12, "/10万", base_value=9.5)),
        plan(target("孕产妇系统管理率", value=90, base_value=95.0, direction="hold")),
    ),
    (
        "looser-than-national",
        plan(target("孕产妇死亡率", "<=", 15, "/10万")),
        plan(target("孕产妇死亡率", "<=", 12, "/10万")),
    ),
    (
        "looser-than-national",
        plan(target("高中阶段毛入学率", value=None, comparator="", unit=None, kind=TargetKind.TREND, direction="up")),
        plan(target("高中阶段毛入学率", value=95)),
    ),
    ("unit-differs", plan(target("孕产妇死亡率", "<=", 12, "‰")), plan(target("孕产妇死亡率", "<=", 12, "/10万"))),
    (
        "unit-differs",
        plan(target("新生儿死亡率", "<=", 3, "%")),
        plan(target("新生儿死亡率", ">=", 20, "%", kind=TargetKind.CHANGE, base_year=2020, direction="down")),
    ),
    ("unit-missing", plan(target("婚前医学检查率", unit=None)), plan(target("婚前医学检查率"))),
    (
        "against-polarity",
        plan(target("孕产妇死亡率", **TREND, direction="up")),
        plan(target("孕产妇死亡率", **TREND, direction="down")),
    ),
    (
        "against-polarity",
        plan(target("婚前医学检查率", "<=", 90)),
        plan(target("女性青壮年文盲率", **TREND, direction="down")),
    ),
    (
        "copied-from-above",
        plan(target("未成年人救助保护中心县级覆盖率", value=90)),
        plan(target("未成年人救助保护中心县级覆盖率", value=90), region="聊城市"),
    ),
    (
        "copied-from-above",
        plan(target("妇女常见病筛查率", quote="每个县妇女常见病筛查率达到80%", value=80)),
        plan(target("妇女常见病筛查率", quote="妇女常见病筛查率高于全省平均水平", value=80)),
    ),
    (
        "copied-from-above",
        plan(target("婚前医学检查率", quote="全省婚前医学检查率达到80%", value=80)),
        plan(target("婚前医学检查率", quote="全市婚前医学检查率达到80%", value=80), region="聊城市"),
    ),
    (
        "not-produced-here",
        plan(target("妇女人均预期寿命", **TREND, direction="up")),
        plan(target("妇女人均预期寿命", **TREND, direction="up"), region="广东省"),
    ),
    (
        "two-names",
        plan(target("婚前医学检查率"), target("婚检率")),
        plan(target("婚前医学检查率"), target("孕产妇系统管理率")),
    ),
    (
        "universal-without-denominator",
        plan(target("妇女健康素养水平", **TREND, direction="up"), text="社区妇女议事会实现全覆盖。"),
        plan(target("妇女健康素养水平", **TREND, direction="up"), text="健全覆盖城乡的服务网络。"),
    ),
    (
        "strategy-without-goal",
        plan(target("婚前医学检查率"), strategies=[target("宫颈癌患者治疗率")]),
        plan(target("婚前医学检查率"), strategies=[target("婚前医学检查率")]),
    ),
    (
        "contradicting-targets",
        plan(target("婚前医学检查率", value=92), target("婚检率", value=85)),
        plan(target("婚前医学检查率", value=92), target("婚检率", value=92)),
    ),
    (
        "contradicting-targets",
        plan(target("婚前医学检查率", value=92), strategies=[target("婚前医学检查率", value=85)]),
        plan(target("婚前医学检查率", value=92), target("婚前医学检查率", value=85, deadline=2025)),
    ),
    (
        "different-bounds",
        plan(target("高中阶段毛入学率"), target("高中阶段毛入学率", "~")),
        plan(target("高中阶段毛入学率"), target("高中阶段毛入学率", "=")),
    ),
    (
        "repeated-target",
        plan(target("婚前医学检查率"), target("婚检率")),
        plan(target("婚前医学检查率"), target("婚检率", value=80)),
    ),
    (
        "part-against-whole",
        plan(target("女童小学净入学率", value=95), target("小学净入学率", value=96)),
        plan(target("女童小学净入学率", value=97), target("小学净入学率", value=96)),
    ),
    (
        "goals-without-target",
        Plan(
            audience=Audience.WOMEN,
            title="云溪县妇女发展规划（2021—2030年）",
            period=(2021, 2030),
            domains=(Domain(no=1, title="妇女与法律", goals=(Goal(no=1, line=3, text="完善法规。"),)),),
        ),
        plan(target("婚前医学检查率")),
    ),
    ("no-data-source", plan(target("本地特色活动参与率"), lead=()), plan(target("本地特色活动参与率"))),
    ("no-base-values", plan(target("婚前医学检查率")), plan(target("婚前医学检查率", base_value=60.0))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), CASES, ids=[f"{row[0]}-{no}" for no, row in enumerate(CASES)])
def test_a_rule_fires_where_it_must_and_only_there(code: str, wrong: Plan, right: Plan) -> None:
    """Each finding says what is wrong in a whole sentence, bears the rule's weight, and names a line."""
    findings = found(code, wrong)
    assert len(findings) == 1
    assert findings[0].severity is RULES[code].severity
    assert findings[0].message.endswith(("。", "。”"))
    assert findings[0].where.line
    assert found(code, right) == []


def test_every_rule_has_its_case() -> None:
    """A rule without a case that must fire is not finished."""
    assert set(RULES) - {code for code, _, _ in CASES} == {"looser-than-present"}


def test_a_target_looser_than_the_present_when_the_plan_began() -> None:
    """What was reached after the plan began is success, not a slip; deaths of one year are left out."""
    case = plan(target("婚前医学检查率", value=65))
    assert found("looser-than-present", case, present={"prenuptial_check": Present(year=2020, value=71.0)})
    assert not found("looser-than-present", case, present={"prenuptial_check": Present(year=2024, value=71.0)})
    assert not found("looser-than-present", case, present={"prenuptial_check": Present(year=2020, value=60.0)})
    deaths = plan(target("孕产妇死亡率", "<=", 12, "/10万"))
    assert not found("looser-than-present", deaths, present={"maternal_mortality": Present(year=2020, value=0.0)})


def test_the_two_plans_are_laid_beside_each_other() -> None:
    """92 % in the women's plan, 85 % in the children's: said in the plan that is checked, naming the other."""
    women = plan(target("高中阶段毛入学率", value=95))
    children = plan(target("高中阶段毛入学率", value=93), audience=Audience.CHILDREN)
    (finding,) = found("contradicting-targets", women, other=children)
    assert "儿童规划“妇女与健康”第1条目标" in finding.message
    assert (
        found(
            "contradicting-targets", women, other=plan(target("高中阶段毛入学率", value=95), audience=Audience.CHILDREN)
        )
        == []
    )


def test_gravest_first_and_each_once() -> None:
    """A share over 100 % is an error and comes before what asks for a look; nothing is said twice."""
    case = plan(target("孕产妇死亡率", "<=", 12, "%"), target("婚前医学检查率", value=120))
    findings = check(case)
    assert findings[0].code == "over-100"
    assert [one.code for one in findings if one.where.line == 11 and "unit" in one.code] == ["unit-differs"]
    assert len({(one.code, one.message) for one in findings}) == len(findings)
