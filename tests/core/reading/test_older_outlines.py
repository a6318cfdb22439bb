"""Outlines of older cycles and five-year plans: goals in two lists, measures apart, 主要指标, lost years."""

import pytest

from fuertong import reading
from fuertong.model.plan import Plan


def _plan(text: str) -> tuple[Plan, set[str]]:
    result = reading.read(text, name="plan.txt")
    return result.plans[0], {finding.code for finding in result.findings}


def _shape(plan: Plan) -> list[tuple[str, int, int]]:
    return [(domain.title, len(domain.goals), len(domain.strategies)) for domain in plan.domains]


TWO_LISTS = """松岭省儿童发展规划(2001-2010年)
主要目标、具体目标与策略措施
一、儿童与健康
主要目标
1、增强儿童体质
2、普及优生知识
具体目标
1、全省婴儿死亡率以2000年为基础下降1/4。
2、新生儿听力筛查率到2005年要达到50%；到2010年要达到75%。
策略措施
1、完善政策。把儿童健康列入规划。
二、儿童与教育
主要目标
1、普及学前教育
具体目标
1、学前一年入园率达到80%。
策略措施
1、办好幼儿园。每乡一所。
"""


def test_a_second_list_of_goals_belongs_to_the_same_domain() -> None:
    """具体目标 counts on after 主要目标, and the finding says so."""
    plan, codes = _plan(TWO_LISTS)
    assert _shape(plan) == [("儿童与健康", 4, 1), ("儿童与教育", 2, 1)]
    assert [goal.no for goal in plan.domains[0].goals] == [1, 2, 3, 4]
    assert "goals-in-two-lists" in codes


APART = """松岭市妇女发展规划（2021—2025年）
三、发展目标
（一）妇女健康
1.孕产妇死亡率控制在11/10万以下。
2.产后访视率提高。
（二）妇女教育
1.高中阶段毛入学率达到94%。
四、主要措施
（一）妇女健康
1.健全转诊网络。
（二）妇女教育
1.落实资助。
2.办好夜校。
五、组织实施
1.加强领导。
"""


def test_goals_and_measures_in_parts_of_their_own() -> None:
    """The measures go to the domain of the same name; the organisation after them is a section."""
    plan, _ = _plan(APART)
    assert _shape(plan) == [("妇女健康", 2, 1), ("妇女教育", 1, 2)]
    assert [section.title for section in plan.sections] == ["组织实施"]


INDICATORS = """松岭市妇女发展“十四五”规划
四、发展领域与主要任务
（一）妇女与健康
1.{goals}
（1）孕产妇死亡率控制在9/10万以内。
（2）“两癌”检查率达到82%以上。
2.{tasks}
（1）健全网络。建好保健院。
（二）妇女与教育
1.{goals}
（1）九年义务教育巩固率达到98%以上。
2.{tasks}
（1）控辍保学。做好排查。
五、保障措施
（一）加强领导。成立专班。
"""


@pytest.mark.parametrize("goals", ["主要指标", "发展指标", "目标指标"])
@pytest.mark.parametrize("tasks", ["重点任务", "主要任务", "工作重点"])
def test_indicators_and_tasks_stand_for_goals_and_strategies(goals: str, tasks: str) -> None:
    """Where a domain has no other block of the kind."""
    plan, _ = _plan(INDICATORS.format(goals=goals, tasks=tasks))
    assert _shape(plan) == [("妇女与健康", 2, 1), ("妇女与教育", 1, 1)]


def test_tasks_beside_strategies_are_no_strategies() -> None:
    """A box of 重点任务 between goals and 策略措施 stays out of both."""
    text = INDICATORS.format(goals="主要目标", tasks="重点任务").replace(
        "（二）", "3.策略措施\n（1）办好讲座。\n（二）"
    )
    plan, _ = _plan(text)
    assert _shape(plan)[0] == ("妇女与健康", 2, 1)
    assert plan.domains[0].strategies[0].title.startswith("办好讲座")


def test_a_title_without_its_years() -> None:
    """规划(—年): some mirrors strip the digits; the plan keeps its title and a person is asked for the period."""
    plan, codes = _plan(TWO_LISTS.replace("(2001-2010年)", "(—年)"))
    assert plan.title.startswith("松岭省儿童发展规划")
    assert "no-period" in codes


def test_furniture_of_a_web_page_around_the_plan() -> None:
    """Page marks of a law site and the foot of a page add neither goals nor strategies."""
    foot = "[1] [2] [3] 下一页\n分享到： 打印 关闭\n上一篇：关于开会的通知\n版权所有：松岭市人民政府办公室\n"
    plan, _ = _plan("首页 > 纲要规划\n" + TWO_LISTS + foot)
    assert _shape(plan) == [("儿童与健康", 4, 1), ("儿童与教育", 2, 1)]
    assert "版权所有" not in plan.domains[1].strategies[-1].text


def test_goals_under_no_domain_are_one_domain_that_bears_no_domain_s_name() -> None:
    """An older form: 主要目标 and 主要措施 once for the whole plan."""
    text = """云溪县儿童发展规划（2001—2010年）
一、主要目标
1.婴儿死亡率控制在12‰以下。
2.小学适龄儿童入学率达到99%。
3.农村改水受益率达到90%。
4.未成年人犯罪率逐步下降。
二、主要措施
1.加强妇幼保健。健全三级网络。
2.发展教育事业。增加投入。
三、组织领导
1.加强领导。建立目标责任制。
"""
    result = reading.read(text, name="粘贴.txt")
    (domain,) = result.plans[0].domains
    assert (domain.title, len(domain.goals), len(domain.strategies)) == ("主要目标（不分领域）", 4, 2)
    assert [section.title for section in result.plans[0].sections] == ["组织领导"]
    assert "no-domains-named" in [finding.code for finding in result.findings]
