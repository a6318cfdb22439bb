"""Forms of headings and titles: a domain's name as a sentence, numbers of several parts, titles of annexes."""

import pytest

from fuertong import reading
from fuertong.model.plan import Plan

TITLE = "云溪县妇女发展规划（2021—2030年）\n"
HEADS = {
    "full stop": "（{c}）{name}。\n主要目标：\n",
    "colon": "（{c}）{name}：\n主要目标：\n",
    "half-width colon": "({c}){name}:\n主要目标:\n",
    "pause mark": "{c}、{name}。\n主要目标\n",
    "arabic": "{n}.{name}。\n主要目标：\n",
    "section": "第{c}节 {name}。\n主要目标：\n",
    "preface on the line": "（{c}）{name}。妇女的{name}事关千家万户，要久久为功。\n主要目标：\n",
    "preface over two lines": "（{c}）{name}：妇女的事就是大家的事，\n要久久为功。\n主要目标：\n",
    "goals on the line": "（{c}）{name}。主要目标：\n",
    "everything on one line": "（{c}）{name}。主要目标：1.就业人数增加。2.参保人数增加。"
    "策略措施：1.完善服务。建好网络。\n",
    "three numbers": "2.{n} {name}\n2.{n}.1 主要目标\n",
    "three numbers without blanks": "2.{n}{name}\n2.{n}.1主要目标\n",
    "point after the numbers": "2.{n}. {name}\n2.{n}.1. 主要目标\n",
}
NAMES = ("妇女与健康", "妇女与经济", "妇女与家庭建设")


def _plan(head: str) -> Plan:
    text = TITLE
    for number, (chinese, name) in enumerate(zip("一二三", NAMES, strict=True), 1):
        text += head.format(c=chinese, n=number, name=name)
        if "策略措施" not in head:
            text += "（1）就业人数增加。\n（2）参保人数增加。\n"
            text += f"2.{number}.2 策略措施\n" if head.startswith("2.") else "策略措施：\n"
            text += "（1）完善服务。建好网络。\n"
    result = reading.read(text, name="规划")
    assert not {finding.code for finding in result.findings} & {"missing-domain-heading", "missing-goals-heading"}
    (plan,) = result.plans
    return plan


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_heads_of_domains(head: str) -> None:
    """Three domains with two goals and a strategy each, whatever ends the heading or follows it."""
    plan = _plan(head)
    assert [domain.title for domain in plan.domains] == list(NAMES)
    assert [[goal.text for goal in domain.goals] for domain in plan.domains] == [
        ["就业人数增加。", "参保人数增加。"]
    ] * 3
    assert [[strategy.title for strategy in domain.strategies] for domain in plan.domains] == [["完善服务"]] * 3


def test_a_sentence_about_a_domain_is_no_heading() -> None:
    """A strategy that begins with a domain's name stays a strategy."""
    text = TITLE + "（一）妇女与健康\n主要目标：\n1.就业人数增加。\n策略措施：\n1.完善服务。\n"
    text += "2.妇女与家庭共成长。办好讲堂。\n3.加强宣传。\n"
    (plan,) = reading.read(text, name="规划").plans
    assert [strategy.title for strategy in plan.domains[0].strategies] == ["完善服务", "妇女与家庭共成长", "加强宣传"]


@pytest.mark.parametrize("age", ["8.5岁以下儿童贫血率控制在9%以下。", "8. 5岁以下儿童贫血率控制在9%以下。"])
def test_an_age_is_no_number_of_two_parts(age: str) -> None:
    """8.5岁以下 is item 8 about children below 5."""
    goals = "".join(f"{number}.体检人数增加。\n" for number in range(1, 8))
    text = f"云溪县儿童发展规划（2021—2030年）\n（一）儿童与健康\n主要目标：\n{goals}{age}\n策略措施：\n1.完善服务。\n"
    (plan,) = reading.read(text, name="规划").plans
    assert plan.domains[0].goals[-1].text == "5岁以下儿童贫血率控制在9%以下。"


@pytest.mark.parametrize(
    "before",
    ["附件2", "附件2：", "附件 2 ", "附件二、", "附：", "附件:", "（附件1）", "附件1-2：", "【附件】", "附件2\n"],
)
@pytest.mark.parametrize("title", ["甲乙市儿童发展规划（2021—2030年）", "甲乙市儿童发展“十四五”规划"])
def test_the_title_of_an_annex(before: str, title: str) -> None:
    """附件2 is no part of the title nor of the place."""
    text = f"{before}{title}\n（一）儿童与健康\n主要目标：\n1.体检人数增加。\n策略措施：\n1.完善服务。\n"
    (plan,) = reading.read(text, name="规划").plans
    assert (plan.title, plan.region) == (title, "甲乙市")


MEASURES = {
    "（县卫健局）": (("县卫健局",), ()),
    "（县卫健局、县财政局）": (("县卫健局",), ("县财政局",)),
    "（牵头单位：县卫健局；配合单位：县财政局）": (("县卫健局",), ("县财政局",)),
    "【县卫健局牵头，县财政局配合】": (("县卫健局",), ("县财政局",)),
    "\n责任单位：县卫健局": ((), ("县卫健局",)),
    "\n（责任单位：县卫健局、县妇联，各乡镇人民政府）": ((), ("县卫健局", "县妇联")),
}


@pytest.mark.parametrize("led", [True, False])
@pytest.mark.parametrize("written", list(MEASURES))
def test_units_of_a_strategy(written: str, led: bool) -> None:
    """A strategy's own units by role; bare names lead where the document names no lead anywhere."""
    goal = "（牵头单位：县教育局；配合单位：县统计局）" if led else ""
    text = f"{TITLE}（一）妇女与健康\n主要目标：\n1.就业人数增加。{goal}\n策略措施：\n"
    text += f"1.完善服务。建好网络。{written}\n2.加强宣传。\n"
    (plan,) = reading.read(text, name="规划").plans
    strategy = plan.domains[0].strategies[0]
    names = set(strategy.lead) | set(strategy.support)
    assert names == {name for role in MEASURES[written] for name in role}
    assert strategy.text == "完善服务。建好网络。"
    assert (strategy.title, len(plan.domains[0].strategies)) == ("完善服务", 2)
