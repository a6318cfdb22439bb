"""Rules of the place in 组织实施 and 监测评估: the sentence, and what is proposed of it as a setting."""

import pytest

from fuertong.model.plan import Item, Section
from fuertong.reading.proposals import propose_settings

PERIOD = (2021, 2030)
RULES = [
    (
        "县妇儿工委设立规划监测评估领导小组，负责审批监测评估方案。",
        {"evaluation.leading_body": "监测评估领导小组", "evaluation.review": "领导小组"},
    ),
    ("市妇儿工委成立监测评估协调小组，统筹有关工作。", {"evaluation.leading_body": "监测评估协调小组"}),
    ("建立区规划实施联席会议，研究重大事项。", {"evaluation.leading_body": "区规划实施联席会议"}),
    ("石桥县妇女儿童工作委员会负责组织实施本规划。", {"bodies.committee_name": "石桥县妇女儿童工作委员会"}),
    ("领导小组下设监测组和评估组。", {"monitoring.group": "监测组", "evaluation.group": "评估组"}),
    ("监测组由县统计局牵头，负责数据采集。", {"monitoring.lead": "县统计局"}),
    ("监测小组由区统计局负责，有关部门参加。", {"monitoring.lead": "区统计局"}),
    ("县统计局牵头开展年度监测。", {"monitoring.lead": "县统计局"}),
    ("评估组由县妇儿工委办公室牵头。", {"evaluation.lead": "县妇儿工委办公室"}),
    ("组建监测评估专家组，提供技术指导。", {"evaluation.experts": "监测评估专家组"}),
    ("建立妇女儿童发展专家库。", {"evaluation.experts": "妇女儿童发展专家库"}),
    (
        "各成员单位每年3月31日前向县统计局报送上年度监测数据。",
        {"monitoring.data_deadline": "03-31", "monitoring.receiver": "县统计局"},
    ),
    (
        "有关部门于次年一季度将监测数据报送市统计局。",
        {"monitoring.data_deadline": "03-31", "monitoring.receiver": "市统计局"},
    ),
    (
        "责任单位每年12月底前向县妇儿工委办公室报告规划落实情况和下一年工作安排。",
        {"unit_report.deadline": "12-31", "unit_report.receiver": "县妇儿工委办公室", "unit_report.next_year": "是"},
    ),
    (
        "各单位年底前将规划实施情况报送区妇儿工委办。",
        {"unit_report.deadline": "12-31", "unit_report.receiver": "区妇儿工委办"},
    ),
    ("成员单位于每年11月中旬前提交年度工作总结。", {"unit_report.deadline": "11-20"}),
    ("每年6月底前完成年度监测报告。", {"monitoring.report_deadline": "06-30", "monitoring.reports": "年度"}),
    ("每年1月15日前各责任单位上报工作情况，3月底前不再受理。", {"unit_report.deadline": "01-15"}),
    ("每年9月底前向社会发布监测统计公报结果。", {"publication.deadline": "09-30", "publication.reports": "是"}),
    (
        "监测组向同级妇儿工委提交年度监测报告。",
        {"monitoring.report_receiver": "妇儿工委", "monitoring.reports": "年度"},
    ),
    ("各部门在本规划颁布后3个月内制定实施方案。", {"plan.scheme_term": "3个月"}),
    ("自规划印发之日起六个月内出台部门实施方案。", {"plan.scheme_term": "6个月"}),
    (
        "乡镇计划颁布后1个月内报送县妇儿工委办公室备案。",
        {"plan.filing_term": "1个月", "plan.filing_receiver": "县妇儿工委办公室"},
    ),
    ("2025年开展中期评估，2030年开展终期评估。", {"evaluation.midterm": "2025", "evaluation.final": "2030"}),
    ("于2026年、2031年分别组织中期和终期评估。", {"evaluation.midterm": "2026", "evaluation.final": "2031"}),
    ("实行5年中期评估和10年终期评估制度。", {"evaluation.midterm": "2025", "evaluation.final": "2030"}),
    ("中期评估定于2026年，末期评估定于2031年。", {"evaluation.midterm": "2026", "evaluation.final": "2031"}),
    ("对规划实施实行年度监测、中期评估、终期评估。", {"evaluation.rounds": "年度监测、中期评估、终期评估"}),
    ("引入第三方机构参与评估。", {"evaluation.third_party": "是"}),
    ("委托高校开展独立评估。", {"evaluation.third_party": "是"}),
    ("对进展滞后的指标及时预警，并实施督办。", {"warning.frequency": "及时", "warning.supervision": "是"}),
    ("每季度对重点指标进行预警。", {"warning.frequency": "每季度"}),
    ("成员单位主要负责人每年向县妇儿工委述职。", {"unit_report.debrief": "是", "unit_report.receiver": "县妇儿工委"}),
    ("定期向社会公布主要指标。", {"publication.indicators": "是"}),
    ("评估结果向社会公开。", {"publication.reports": "是"}),
    ("评估报告提交县妇儿工委全体会议审议。", {"evaluation.review": "县妇儿工委全体会议"}),
    ("监测评估工作经费列入本级财政预算。", {"budget.included": "是"}),
    ("每年至少召开2次全体会议。", {"committee.meetings": "2次"}),
    ("县政府常务会议每年听取一次汇报。", {"government.agenda": "是"}),
    ("将规划目标完成情况纳入部门绩效考核。", {"responsibility.appraisal": "是"}),
    (
        "本规划由石桥县妇女儿童工作委员会办公室负责解释。",
        {"plan.interpreter": "石桥县妇女儿童工作委员会办公室", "bodies.committee_name": "石桥县妇女儿童工作委员会"},
    ),
    ("完善党委领导、政府主责的工作机制。", {"plan.mechanism": "政府主责"}),
    ("监测组编印年度妇女儿童统计资料。", {"monitoring.yearbook": "是"}),
    ("下级妇儿工委每年向上级报告规划实施情况。", {"area_report.upward": "是"}),
]
SILENT = [
    "2025年建成县妇幼保健院新院区，2030年投入使用。",
    "每年开展家庭文明建设活动，年底前不搞评比。",
    "统计部门的同志参加培训。",
    "聘请法律专家开展讲座，颁布后广泛宣传。",
    "各级政府负责规划的宣传。",
    "第三方支付平台用于缴费。",
]


@pytest.mark.parametrize(("sentence", "proposed"), RULES, ids=[sentence[:18] for sentence, _ in RULES])
def test_rules_are_proposed(sentence: str, proposed: dict[str, str]) -> None:
    """Every wording gives its proposals and nothing else, each with the words it was read from."""
    section = Section(title="监测评估", items=(Item(title="", text=sentence, line=7),))
    found = propose_settings((section,), PERIOD)
    assert {one.key: one.value for one in found} == proposed
    assert all(one.quote in sentence and one.line == 7 for one in found)


@pytest.mark.parametrize("sentence", SILENT)
def test_other_sentences_propose_nothing(sentence: str) -> None:
    """Years of building, pleas and lectures are no rules."""
    section = Section(title="组织实施", items=(Item(title="", text=sentence, line=7),))
    assert propose_settings((section,), PERIOD) == ()


def test_the_first_wording_of_a_rule_counts() -> None:
    """A rule said twice is proposed once, with its first place."""
    items = (Item(title="", text="引入第三方评估。", line=3), Item(title="", text="探索第三方评估。", line=9))
    (found,) = propose_settings((Section(title="监测评估", items=items),), PERIOD)
    assert (found.line, found.quote) == (3, "引入第三方评估")
