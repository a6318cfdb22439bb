"""Rules of the place in wordings of 组织实施 and 监测评估 that real plans use: the setting proposed and its value."""

import pytest

from fuertong.model.plan import Item, Section
from fuertong.reading.proposals import propose_settings

RULES = [
    ("县统计局每年6月30日前完成上一年度统计监测报告，报县妇儿工委。", "monitoring.report_receiver", "县妇儿工委"),
    ("各责任单位于每年1月31日前将规划落实情况及当年计划书面报县妇儿工委办。", "unit_report.deadline", "01-31"),
    ("监测评估数据于次年8月底前报市妇儿工委办。", "monitoring.data_deadline", "08-31"),
    ("规划实施五年进行中期评估，十年进行终期评估。", "evaluation.midterm", "2025"),
    ("规划实施五年进行中期评估，十年进行终期评估。", "evaluation.final", "2030"),
    ("本规划由县妇女儿童工作委员会办公室负责解释。", "plan.interpreter", "县妇女儿童工作委员会办公室"),
    ("县妇儿工委全体会议每年召开2次，联络员会议每季度召开一次。", "committee.meetings", "2次"),
    ("县妇儿工委每年向县政府和市妇儿工委报告规划实施情况。", "area_report.upward", "是"),
    ("责任单位每年向市妇儿工委报告规划实施情况。", "area_report.upward", None),
]


@pytest.mark.parametrize(("sentence", "key", "value"), RULES)
def test_a_rule_is_proposed(sentence: str, key: str, value: str | None) -> None:
    """Each sentence proposes its setting; a duty of units is none of the lower committee."""
    section = Section(title="监测评估", items=(Item(title="", text=sentence, line=1),))
    found = {proposal.key: proposal.value for proposal in propose_settings((section,), (2021, 2030))}
    assert found.get(key) == value
