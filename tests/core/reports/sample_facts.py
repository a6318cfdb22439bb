"""Makers of report facts, and an invented county with every kind of target a report must speak of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fuertong.model.indicator import Kind, Polarity, Sensitivity
from fuertong.model.observation import Absence
from fuertong.model.organisation import Level
from fuertong.model.plan import Audience, TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports.facts import (
    BackgroundFacts,
    BodyFacts,
    BreakdownFacts,
    DomainFacts,
    Facts,
    GoalFacts,
    IndicatorFacts,
    NoteFacts,
    NoteKind,
    PlaceFacts,
    PlanFacts,
    PointFacts,
    PooledFacts,
    TargetFacts,
)

_UNITS: dict[str, dict[str, Any]] = {
    "%": {"kind": Kind.PCT, "per": 100},
    "‰": {"kind": Kind.RATE, "per": 1000},
    "/10万": {"kind": Kind.RATE, "per": 100000},
    "人": {"kind": Kind.COUNT, "decimals": 0},
    "万人": {"kind": Kind.COUNT},
    "万人次": {"kind": Kind.COUNT},
    "亿人": {"kind": Kind.COUNT},
    "个": {"kind": Kind.COUNT, "decimals": 2},
    "岁": {"kind": Kind.YEARS, "decimals": 2},
    "个百分点": {"kind": Kind.RATIO, "decimals": 2},
    "女=100": {"kind": Kind.RATIO},
}


def make_indicator(name: str, unit: str, **fields: Any) -> IndicatorFacts:
    return IndicatorFacts(**({"name": name, "unit": unit} | _UNITS[unit] | fields))


def make_points(values: dict[int, str | None], **fields: Any) -> tuple[PointFacts, ...]:
    return tuple(
        PointFacts(year=year, value=None if text is None else Decimal(text), revision=f"r{year}", **fields)
        for year, text in values.items()
    )


def make_target(name: str, unit: str = "%", values: dict[int, str | None] | None = None, **fields: Any) -> TargetFacts:
    """A level target ≥ by default; `number` the value asked for; indicator fields by `indicator={…}`."""
    about = fields.pop("indicator", {})
    asked = fields.pop("asks", None)
    base: dict[str, Any] = {
        "uid": f"uid-{name}",
        "indicator": make_indicator(name, unit, **about),
        "kind": TargetKind.LEVEL if asked else TargetKind.TREND,
        "comparator": ">=" if asked else None,
        "value": Decimal(asked) if asked else None,
        "points": make_points(values or {}),
        "base_year": 2020,
        "deadline": 2030,
        "lead": ("县卫生健康局",),
    }
    return TargetFacts(**(base | fields))


def _health() -> DomainFacts:
    rural = BreakdownFacts(breakdown="residence=rural", label="农村", points=make_points({2024: "93.1", 2025: "93.6"}))
    urban = BreakdownFacts(breakdown="residence=urban", label="城镇", points=make_points({2024: "95.0", 2025: "95.0"}))
    deaths = tuple(
        PointFacts(year=year, value=Decimal(rate), numerator=Decimal(count), denominator=Decimal("2540"))
        for year, rate, count in ((2020, "0", "0"), (2023, "0", "0"), (2024, "39.4", "1"), (2025, "0", "0"))
    )
    return DomainFacts(
        no=1,
        title="妇女与健康",
        goals=(
            GoalFacts(
                no=1,
                text="孕产妇死亡率下降。",
                targets=(
                    make_target(
                        "孕产妇死亡率",
                        "/10万",
                        comparator="<=",
                        kind=TargetKind.LEVEL,
                        value=Decimal("12"),
                        points=deaths,
                        verdict=Verdict.BORDERLINE,
                        flags=("小样本",),
                        pooled=PooledFacts(value=Decimal("13.1"), first_year=2021, last_year=2025, meets_target=False),
                        indicator={
                            "sensitivity": Sensitivity.COUNTS,
                            "statistical_year": "H",
                            "polarity": Polarity.DOWN,
                        },
                    ),
                    make_target(
                        "孕产妇系统管理率",
                        "%",
                        {2020: "91.1", 2021: "91.9", 2022: "92.6", 2023: "93.3", 2024: "93.8", 2025: "94.2"},
                        asks="90",
                        verdict=Verdict.MET,
                        key=True,
                        breakdowns=(rural, urban),
                        indicator={"statistical_year": "H"},
                    ),
                ),
            ),
            GoalFacts(
                no=2,
                text="适龄妇女宫颈癌人群筛查率达到70%以上。",
                targets=(
                    make_target(
                        "适龄妇女宫颈癌人群筛查率",
                        "%",
                        {2020: "52.0", 2021: "54.5", 2022: "56.0", 2023: "57.7", 2024: "58.8", 2025: "61.2"},
                        asks="70",
                        verdict=Verdict.HARD,
                    ),
                    make_target("妇女常见病筛查率", "%", {2020: "70.0", 2024: "76.5", 2025: None}, asks="80"),
                ),
            ),
            GoalFacts(
                no=3,
                text="妇女平均预期寿命逐步提高。",
                targets=(
                    make_target(
                        "女性平均预期寿命",
                        "岁",
                        {2020: "80.12", 2024: "81.30", 2025: "81.42"},
                        direction="up",
                        verdict=Verdict.FITS,
                    ),
                    make_target(
                        "非意愿妊娠发生率",
                        "‰",
                        {2020: "5.1", 2024: "5.2", 2025: "5.3"},
                        direction="down",
                        verdict=Verdict.AGAINST,
                        notes=(NoteFacts(kind=NoteKind.CAUSE, unit="县卫生健康局", text="2025年起扩大统计范围"),),
                    ),
                ),
            ),
        ),
    )


def _education() -> DomainFacts:
    return DomainFacts(
        no=2,
        title="妇女与教育",
        goals=(
            GoalFacts(
                no=1,
                text="高中阶段毛入学率达到92%以上。",
                targets=(
                    make_target(
                        "高中阶段毛入学率",
                        "%",
                        {2020: "88.0", 2022: "89.2", 2023: "90.1", 2024: "91.0", 2025: "91.6"},
                        asks="92",
                        verdict=Verdict.LIKELY,
                        lead=("县教育局",),
                    ),
                    make_target(
                        "中等职业教育在校女生数",
                        "人",
                        {2020: "1210", 2024: "1385", 2025: "1402"},
                        direction="up",
                        verdict=Verdict.FITS,
                        lead=("县教育局",),
                    ),
                ),
            ),
            GoalFacts(
                no=2,
                text="建立性别平等教育工作机制。",
                targets=(
                    make_target(
                        "性别平等教育工作机制",
                        kind=TargetKind.MILESTONE,
                        verdict=Verdict.BUILT,
                        lead=("县教育局",),
                    ),
                    make_target(
                        "公民科学素质水平性别差",
                        "个百分点",
                        {2020: "3.60", 2024: "3.13", 2025: "2.76"},
                        direction="down",
                        verdict=Verdict.OPEN,
                        lead=("县科协",),
                    ),
                ),
            ),
        ),
    )


def county_facts() -> Facts:
    """Facts of 示例县 for the data year 2025."""
    domains = (_health(), _education())
    missing = domains[0].goals[1].targets[1]
    gone = replace(missing, points=(*missing.points[:-1], PointFacts(year=2025, absence=Absence.PENDING)))
    goal = replace(domains[0].goals[1], targets=(domains[0].goals[1].targets[0], gone))
    health = replace(domains[0], goals=(domains[0].goals[0], goal, domains[0].goals[2]))
    population = BackgroundFacts(
        uid="bg-1",
        indicator=make_indicator("常住人口", "万人"),
        points=make_points({2020: "47.2", 2024: "46.3", 2025: "46.1"}),
    )
    return Facts(
        place=PlaceFacts(name="示例县", level=Level.COUNTY, code="999901"),
        plan=PlanFacts(title="示例县妇女发展规划（2021—2030年）", audience=Audience.WOMEN, period=(2021, 2030)),
        bodies=BodyFacts(issuer="示例县统计局", group="示例县妇女发展规划监测组"),
        year=2025,
        work_year=2026,
        cutoff=date(2026, 6, 30),
        issued_on=date(2026, 9, 8),
        domains=(health, domains[1]),
        background=(population,),
        method_version="1.0",
        example=True,
    )
