"""Tables of duties flattened by a web page: units on lines of their own are those of the goal before them."""

import pytest

from fuertong import reading
from fuertong.model.plan import Goal

DUTIES = """云溪县儿童发展规划（2011—2020年）目标责任分解书

领域

主要目标

主要责任单位

责任单位

1.儿童享有均衡的基本卫生服务。

——婴儿死亡率控制在8‰以内。

县卫生局

县财政局

人口计生

县妇联

——儿童贫血患病率降到6%以下。

县卫生局

县质监局

2.儿童肥胖率下降。

县卫生局

1.学前三年毛入园率达到85%。

县教育局

县财政局

2.高中阶段毛入学率达到90%。

县教育局

县残联
"""
LABELS = """云溪县妇女发展规划（2021—2030年）
（一）妇女与教育
主要目标
1.女性青壮年识字率达到98%。
牵头单位
县教育局
责任单位
县财政局、县妇联
2.高中阶段女生毛入学率达到90%。
牵头单位：县教育局
责任单位：
县妇联
团县委
策略措施
1.办好女童教育。落实资助。
"""


def _goals(text: str) -> list[Goal]:
    plan = reading.read(text, name="粘贴.txt").plans[0]
    return [goal for domain in plan.domains for goal in domain.goals]


def test_names_below_a_goal_are_its_units_and_numbering_anew_is_another_domain() -> None:
    """Nothing of the names is left in the text; the first of two columns leads."""
    goals = _goals(DUTIES)
    assert [(goal.no, goal.lead, goal.support) for goal in goals] == [
        (1, ("县卫生局",), ("县财政局", "人口计生", "县妇联", "县质监局")),
        (2, ("县卫生局",), ()),
        (1, ("县教育局",), ("县财政局",)),
        (2, ("县教育局",), ("县残联",)),
    ]
    assert goals[0].text.endswith("——儿童贫血患病率降到6%以下。")
    assert [target.value for goal in goals for target in goal.targets] == [8.0, 6.0, None, 85.0, 90.0]


def test_the_guess_which_column_a_name_stood_in_is_told() -> None:
    """A person is asked to look at what the page no longer shows."""
    codes = [finding.code for finding in reading.read(DUTIES, name="粘贴.txt").findings]
    assert "unit-lines" in codes


def test_bare_labels_and_the_names_below_them() -> None:
    """牵头单位 and 责任单位 as lines of their own, names on one line or several."""
    assert [(goal.text, goal.lead, goal.support) for goal in _goals(LABELS)] == [
        ("女性青壮年识字率达到98%。", ("县教育局",), ("县财政局", "县妇联")),
        ("高中阶段女生毛入学率达到90%。", ("县教育局",), ("县妇联", "团县委")),
    ]


@pytest.mark.parametrize(
    "tail", ["云溪县人民政府\n2021年12月30日\n", "云溪县妇女儿童工作委员会\n二〇二一年十二月三十日\n"]
)
def test_a_signature_is_no_unit_of_the_last_goal(tail: str) -> None:
    """Who issues a plan, with the date below, is nobody's unit."""
    goals = _goals(LABELS.split("策略措施")[0] + "3.女童辍学现象基本消除。\n" + tail)
    assert goals[2].lead == goals[2].support == ()


def test_indicators_set_apart_by_blanks_are_a_table() -> None:
    """A box of indicators with the unit in the name gives values and base values."""
    text = """云溪县妇女发展规划（2021—2025年）
一、妇女与健康
（一）主要目标
1.降低孕产妇死亡率。
2.提高孕产妇系统管理率。
（二）策略措施
1.加强保健。健全网络。
专栏1 主要指标
指标 2020年 2025年
孕产妇系统管理率（%） 93 ≥95
孕产妇死亡率（1/10万） 9.5 ≤10
"""
    targets = [target for goal in _goals(text) for target in goal.targets]
    assert [(one.comparator, one.value, one.unit, one.base_value) for one in targets] == [
        ("<=", 10.0, "/10万", 9.5),
        (">=", 95.0, "%", 93.0),
    ]
