"""What a strategy commits to: values, universal wording, institutions of each place, bounds of another indicator."""

import pytest

from fuertong import reading
from fuertong.model.plan import Confidence, TargetKind
from fuertong.reading.strategies import numeric_clauses

COMMITMENTS = [
    ("推进农村自来水全覆盖。", [("农村自来水覆盖率", "=", 100, "%")]),
    ("确保符合条件的困难妇女应救尽救。", [("符合条件的困难妇女应救尽救率", "=", 100, "%")]),
    ("落实救助政策，在保证质量的前提下应助尽助。", [("救助应助尽助率", "=", 100, "%")]),
    ("市、县两级均设1所标准化妇幼保健院。", [("市、县两级标准化妇幼保健院数量", ">=", 1, "所")]),
    ("县域内至少有一所集康复、教育于一体的特殊学校。", [("县域集康复、教育于一体的特殊学校数量", ">=", 1, "所")]),
    (
        "每天小学生10小时、初中生9小时睡眠时间。",
        [("小学生每天睡眠时间", ">=", 10, "小时"), ("初中生每天睡眠时间", ">=", 9, "小时")],
    ),
    ("每个乡镇至少配备1名儿童督导员。", [("乡镇儿童督导员人数", ">=", 1, "名")]),
]


@pytest.mark.parametrize(("text", "expected"), COMMITMENTS)
def test_commitments(text: str, expected: list[tuple[str, str, float, str]]) -> None:
    """Each with its name, bound, value and unit; its quote stands at its span."""
    clauses, targets = numeric_clauses(text)
    assert [(one.indicator, one.comparator, one.value, one.unit) for one in targets] == expected
    for one in targets:
        assert one.span is not None
        assert text[one.span[0] : one.span[1]] == one.quote
        assert any(one.quote in clause or clause in one.quote for clause in clauses)


@pytest.mark.parametrize(
    "text",
    [
        "加强宣传，不断提高妇女参与率。",
        "中小学普遍建设心理辅导室、配备心理教师。",
        "对未成年被害人尽量一次性完成询问。",
        "基本实现公共服务全覆盖。",
    ],
)
def test_measures_are_no_commitments(text: str) -> None:
    """Trends, 普遍 and 基本, and numbers inside a manner of doing bind nothing."""
    assert numeric_clauses(text)[1] == ()


def test_bounds_and_keeps_are_commitments() -> None:
    """A proportion to be kept and one in keeping with another are read without a number."""
    _, (kept,) = numeric_clauses("保持优秀年轻干部队伍中女干部的合理比例。")
    assert (kept.kind, kept.value) == (TargetKind.KEEP, None)
    _, (fitting,) = numeric_clauses("职工代表大会中女代表比例与企业女职工比例相适应。")
    assert (fitting.comparator, fitting.reference) == ("~", "企业女职工比例")


def test_a_strategy_carries_its_units_and_targets() -> None:
    """The bracket of a strategy gives its units; universal wording is asked, a written number is not."""
    text = """云溪县妇女发展规划（2021—2030年）
一、妇女与健康
主要目标
1.妇女常见病筛查率达到85%以上。
2.孕产妇死亡率控制在9/10万以下。
策略措施
1.完善服务体系。孕产妇系统管理率达到92%以上。（牵头单位：县卫生健康局；责任单位：县医疗保障局）
2.落实救助。实现困难妇女应救尽救。（责任单位：县民政局）
"""
    (plan,) = reading.read(text, name="规划.txt").plans
    first, second = plan.domains[0].strategies
    assert (first.lead, first.support) == (("县卫生健康局",), ("县医疗保障局",))
    assert [(one.indicator, one.value, one.confidence) for one in first.targets] == [
        ("孕产妇系统管理率", 92, Confidence.SURE)
    ]
    assert [(one.implied, one.confidence) for one in second.targets] == [(True, Confidence.LOOK)]
    assert "县民政局" in (*second.lead, *second.support)
