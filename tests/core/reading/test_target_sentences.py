"""The target grammar as a table: one sentence, the targets a careful official reads in it."""

import pytest

from fuertong.model.plan import Confidence, Milestone, Strength, TargetKind
from fuertong.reading.targets import read_targets

LEVELS = [
    ("孕产妇死亡率控制在9／10 万以内", [("孕产妇死亡率", "<=", 9, "/10万")]),
    ("孕产妇住院分娩率保持在99.5％以上", [("孕产妇住院分娩率", ">=", 99.5, "%")]),
    ("高中阶段毛入学率达到并保持在96%", [("高中阶段毛入学率", ">=", 96, "%")]),
    ("就业人员中女性比例保持在44%左右", [("就业人员中女性比例", "~", 44, "%")]),
    ("村民代表会议中女性比例超过三分之一", [("村民代表会议中女性比例", ">", 33.3333, "%")]),
    ("妇女人均预期寿命达到83岁", [("妇女人均预期寿命", ">=", 83, "岁")]),
    ("出生人口性别比下降到112以下", [("出生人口性别比", "<=", 112, None)]),
    ("先天梅毒报告发病率低于十万分之十五", [("先天梅毒报告发病率", "<", 15, "/10万")]),
    (
        "新生儿、婴儿和5岁以下儿童死亡率分别控制在2‰、3‰、4‰以下",
        [("新生儿死亡率", "<=", 2, "‰"), ("婴儿死亡率", "<=", 3, "‰"), ("5岁以下儿童死亡率", "<=", 4, "‰")],
    ),
    (
        "5岁以下儿童贫血率和生长迟缓率分别控制在8%和4%以下",
        [("5岁以下儿童贫血率", "<=", 8, "%"), ("5岁以下儿童生长迟缓率", "<=", 4, "%")],
    ),
    (
        "育龄妇女宫颈癌、乳腺癌检查率均达到80%以上",
        [("育龄妇女宫颈癌检查率", ">=", 80, "%"), ("育龄妇女乳腺癌检查率", ">=", 80, "%")],
    ),
    (
        "特困家庭和低保家庭救助覆盖率达到100%",
        [("特困家庭救助覆盖率", ">=", 100, "%"), ("低保家庭救助覆盖率", ">=", 100, "%")],
    ),
    ("公办园和普惠性民办园在园幼儿占比达到88%", [("公办园和普惠性民办园在园幼儿占比", ">=", 88, "%")]),
    ("0—6岁儿童眼保健和视力检查覆盖率达到95%", [("0—6岁儿童眼保健和视力检查覆盖率", ">=", 95, "%")]),
    (
        "91%的城市社区和81%的行政村建立家长学校",
        [("建立家长学校的城市社区比例", ">=", 91, "%"), ("建立家长学校的行政村比例", ">=", 81, "%")],
    ),
    (
        "县党委、人大、政府领导班子至少各配备1名女干部",
        [
            ("县党委领导班子女干部人数", ">=", 1, "名"),
            ("县人大领导班子女干部人数", ">=", 1, "名"),
            ("县政府领导班子女干部人数", ">=", 1, "名"),
        ],
    ),
    (
        "市、县政府工作部门应保证一半以上的领导班子配备女干部",
        [("市、县政府工作部门领导班子配备女干部的比例", ">=", 50, "%")],
    ),
    ("城镇公共厕所男女厕位比例不低于2：3", [("城镇公共厕所男女厕位比例", ">=", 2, ":")]),
    ("每千人口3岁以下婴幼儿托位数达到4.6个", [("每千人口3岁以下婴幼儿托位数", ">=", 4.6, "个")]),
    ("65岁以上老年妇女健康管理率达到70%以上", [("65岁以上老年妇女健康管理率", ">=", 70, "%")]),
    ("农村卫生厕所实现全覆盖", [("农村卫生厕所覆盖率", "=", 100, "%")]),
    ("适龄女童全部接受义务教育", [("适龄女童接受义务教育的比例", "=", 100, "%")]),
    ("符合条件的孤儿应养尽养", [("符合条件的孤儿应养尽养率", "=", 100, "%")]),
]


@pytest.mark.parametrize(("sentence", "expected"), LEVELS)
def test_levels(sentence: str, expected: list[tuple[str, str, float, str | None]]) -> None:
    """A bound, its value and unit, and the full name of every indicator."""
    found = [(t.indicator, t.comparator, t.value, t.unit) for t in read_targets(sentence + "。")]
    assert found == expected


TRENDS = [
    ("生育保险参保率逐步提高", [("生育保险参保率", "up")]),
    ("提高女职工工伤保险参保率", [("女职工工伤保险参保率", "up")]),
    ("减少非意愿妊娠", [("非意愿妊娠率", "down")]),
    ("预防和减少孕产妇贫血", [("孕产妇贫血率", "down")]),
    ("减少儿童意外伤害所致死亡和残疾", [("儿童意外伤害死亡率", "down"), ("儿童意外伤害致残率", "down")]),
    ("男女收入差距明显缩小", [("男女收入差距", "down")]),
    (
        "各级人大代表和常委中的女性比例逐步提高",
        [("各级人大代表中的女性比例", "up"), ("各级人大常委中的女性比例", "up")],
    ),
    (
        "企业董事会、监事会成员及管理层中的女性比例不断提升",
        [("企业董事会中的女性比例", "up"), ("企业监事会成员中的女性比例", "up"), ("企业管理层中的女性比例", "up")],
    ),
    ("托育机构和托位数量持续增加", [("托育机构数量", "up"), ("托育托位数量", "up")]),
    ("妇女的健康意识不断增强", []),
    ("儿童健康水平不断提高", []),
    ("消除就业性别歧视", []),
    ("降低环境污染对妇女的危害", []),
    ("预防和制止家庭暴力", []),
]


@pytest.mark.parametrize(("sentence", "expected"), TRENDS)
def test_trends(sentence: str, expected: list[tuple[str, str]]) -> None:
    """Something countable with a direction; capacity, awareness and harm are not targets."""
    assert [(t.indicator, t.direction) for t in read_targets(sentence + "。")] == expected


def test_a_rise_that_must_slow_points_down() -> None:
    """上升趋势减缓 is a second-order trend of each member of the list."""
    found = read_targets("妇女焦虑障碍、抑郁症患病率上升趋势减缓。")
    assert [(t.indicator, t.slow, t.direction) for t in found] == [
        ("妇女焦虑障碍患病率", True, "down"),
        ("妇女抑郁症患病率", True, "down"),
    ]


def test_gaps_belong_to_the_rates_before() -> None:
    """One target a dimension, named after what the sentence spoke of."""
    found = read_targets("新生儿死亡率下降到3‰以下，婴儿死亡率下降到4‰以下，城乡、区域差距逐步缩小。")
    assert [(t.indicator, t.gap) for t in found[2:]] == [
        ("新生儿、婴儿死亡率城乡差距".replace("、", "和"), "城乡"),
        ("新生儿和婴儿死亡率区域差距", "区域"),
    ]


def test_a_subject_left_out_is_supplied_only_when_needed() -> None:
    """The group goes for the second rate of one measure, not for a rate that stands alone."""
    screened = read_targets("适龄妇女宫颈癌筛查率达到70%以上，乳腺癌筛查率逐步提高。")
    assert screened[1].indicator == "适龄妇女乳腺癌筛查率"
    assert screened[1].confidence is not Confidence.SURE
    school = read_targets("女童平等接受义务教育，九年义务教育巩固率达到97%。")
    assert [t.indicator for t in school] == ["九年义务教育巩固率"]
    posts = read_targets("县政府领导班子中的女干部比例逐步提高，担任正职的女干部占同级正职干部的比例逐步提高。")
    assert posts[1].indicator == "县政府领导班子担任正职的女干部占同级正职干部的比例"


def test_changes_carry_their_base() -> None:
    """A fall against a base year, and one per year."""
    (base,) = read_targets("儿童伤害死亡率以2020年为基数下降20%。")
    assert (base.kind, base.value, base.base_year, base.direction) == (TargetKind.CHANGE, 20, 2020, "down")
    (yearly,) = read_targets("儿童总体近视率平均每年降低0.5个百分点以上。")
    assert (yearly.kind, yearly.value, yearly.unit, yearly.scope) == (TargetKind.CHANGE, 0.5, "个百分点", "平均每年")


def test_an_earlier_year_becomes_a_milestone() -> None:
    """到2025年 …, 到2030年 … is one target with one deadline."""
    (target,) = read_targets("到2025年，婚前医学检查率达到70%，到2030年达到80%。")
    assert (target.indicator, target.value, target.deadline) == ("婚前医学检查率", 80, 2030)
    assert target.milestones == (Milestone(year=2025, value=70),)


def test_base_value_and_softener() -> None:
    """由…提高到 gives the base, 力争 and 倡导 the strength."""
    (raised,) = read_targets("婚检率由2020年的60%提高到80%。")
    assert (raised.indicator, raised.base_value, raised.base_year, raised.value) == ("婚检率", 60, 2020, 80)
    (strive,) = read_targets("力争高技能人才中女性比例达到30%。")
    assert strive.strength is Strength.STRIVE
    (advocate,) = read_targets("倡导实现高级专业技术人员中的女性比例达到45%。")
    assert advocate.strength is Strength.ADVOCATE


def test_each_unit_must_pass() -> None:
    """以乡镇为单位 leaves the name and stays as scope."""
    (target,) = read_targets("适龄儿童免疫规划疫苗接种率以乡镇（街道）为单位保持在90%以上。")
    assert (target.indicator, target.each, target.value) == ("适龄儿童免疫规划疫苗接种率", "乡镇（街道）", 90)


def test_relative_targets_name_their_reference() -> None:
    """Not below another share, or in keeping with a need."""
    (below,) = read_targets("党代会中女党员代表比例不低于本地区党员总数中女性比例。")
    assert (below.comparator, below.against, below.value) == (">=", "本地区党员总数中女性比例", None)
    (need,) = read_targets("城镇公共厕所男女厕位比例与实际需求相适应。")
    assert (need.comparator, need.reference, need.against) == ("~", "实际需求", None)


def test_keep_targets() -> None:
    """A proportion to be kept has no number; kept and then raised is a trend."""
    (keep,) = read_targets("高校在校生中男女比例保持均衡。")
    assert (keep.kind, keep.direction) == (TargetKind.KEEP, "hold")
    (rising,) = read_targets("企业管理层中的女性比例保持稳定并逐步提高。")
    assert (rising.kind, rising.direction) == (TargetKind.TREND, "up")


def test_a_number_beside_a_trend_wins() -> None:
    """减少母婴传播 says nothing more when the rate has its number in the same item."""
    found = read_targets("减少艾滋病和梅毒母婴传播，艾滋病母婴传播率下降到2%以下。")
    assert [(t.indicator, t.value) for t in found] == [("梅毒母婴传播率", None), ("艾滋病母婴传播率", 2)]


def test_numbers_of_names_and_years_are_no_targets() -> None:
    """Ages, years, hotlines and names with numbers bound nothing."""
    for sentence in (
        "关爱65岁以上老年妇女。",
        "用好12338热线。",
        "打造“15分钟生活圈”。",
        "落实九年义务教育。",
        "自2021年起实施。",
    ):
        assert read_targets(sentence) == ()
