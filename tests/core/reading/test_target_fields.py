"""The fields of a target as one sentence fills them: each, scope, base, steps, ranges, milestones, strength."""

import pytest

from fuertong.model.plan import Confidence, Milestone, Strength, Target, TargetKind
from fuertong.reading.targets import read_targets

PLACES = [
    (
        "网格员中的女性比例，市级不低于30%，县级不低于35%",
        [("市级网格员中的女性比例", 30), ("县级网格员中的女性比例", 35)],
    ),
    ("睡眠时间小学生达到10小时、初中生达到9小时", [("小学生睡眠时间", 10), ("初中生睡眠时间", 9)]),
    ("0—6岁残疾儿童康复率达到96%，7—15岁达到88%", [("0—6岁残疾儿童康复率", 96), ("7—15岁残疾儿童康复率", 88)]),
    ("标准化达标率：市级100%，县级90%以上", [("市级标准化达标率", 100), ("县级标准化达标率", 90)]),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_a_place_alone_speaks_of_the_rate_before(sentence: str, expected: list[tuple[str, float]]) -> None:
    """A level, an age or a stage of school beside another takes its place in the name."""
    assert [(t.indicator, t.value) for t in read_targets(sentence + "。")] == expected


EACH = [
    ("每个县（市、区）至少建有1所妇幼保健院", "县（市、区）", None),
    ("每所学校每学期至少开展1次应急演练", "学校", "每学期"),
    ("各乡镇至少建立1个儿童活动中心", "乡镇", None),
    ("示范性儿童之家每县不少于12个", "县", None),
    ("以旗县为单位，宫颈癌筛查率达到75%", "旗县", None),
    ("疫苗接种率保持在96%以上（以街道、镇为单位）", "街道、镇", None),
    ("每年开展家庭教育指导活动不少于4次", None, "每年"),
    ("亲子阅读时间每天不少于25分钟", None, "每天"),
    ("基本生活费标准达到每人每月1900元以上", None, "每人每月"),
    ("近视率每年下降0.6个百分点", None, "平均每年"),
]


@pytest.mark.parametrize(("sentence", "each", "scope"), EACH)
def test_who_must_pass_and_how_often(sentence: str, each: str | None, scope: str | None) -> None:
    """`each` is the unit every one of which is meant, `scope` how often or for whom a number is said."""
    (target,) = read_targets(sentence + "。")
    assert target.each == each
    assert scope is None or target.scope == scope


def test_steps_in_any_order_of_words() -> None:
    """Two years and two values are one target with a step, however the years are written."""
    for sentence in (
        "早诊率2025年达到60%，2030年达到75%。",
        "早诊率2025年、2030年分别达到60%、75%以上。",
        "2025年和2030年，早诊率分别达到60%和75%。",
        "“十四五”末，早诊率达到60%，2030年达到75%。",
    ):
        (target,) = read_targets(sentence)
        assert (target.value, target.deadline, target.milestones) == (75, 2030, (Milestone(year=2025, value=60),))


def test_bases_of_changes() -> None:
    """A base year, the end of a five-year plan, or a growth each year."""
    years = {
        "伤害死亡率在2020年基础上下降18%。": 2020,
        "伤害死亡率较“十三五”末下降18%。": 2020,
        "伤害死亡率比2010年减少六分之一。": 2010,
    }
    for sentence, year in years.items():
        (target,) = read_targets(sentence)
        assert (target.kind, target.base_year, target.direction) == (TargetKind.CHANGE, year, "down")


RANGES = [
    ("出生人口性别比保持在103至107之间", 103, 107, "="),
    ("在校生中女生比例保持在47%—53%之间", 47, 53, "="),
    ("人民陪审员中女性比例不低于35%且不高于65%", 35, 65, ">="),
    ("家务劳动时间之比缩小到1:1.6以内", 1, 1.6, "<="),
]


@pytest.mark.parametrize(("sentence", "low", "high", "comparator"), RANGES)
def test_both_ends_of_a_range(sentence: str, low: float, high: float, comparator: str) -> None:
    """The second end of a range or a ratio is `value2`."""
    (target,) = read_targets(sentence + "。")
    assert (target.value, target.value2, target.comparator) == (low, high, comparator)


NUMBERS = [
    ("发生率控制在万分之九以内", 9, "/万"),
    ("死亡率保持在每10万7.5以下", 7.5, "/10万"),
    ("就读比例达到九成以上", 90, "%"),
    ("参与比例达到七成五以上", 75, "%"),
    ("筛查率≥88%", 88, "%"),
    ("发生率较2020年降低1.4个千分点", 1.4, "个千分点"),
    ("每千名儿童拥有儿科医师1.15名", 1.15, "名"),
    ("PM2.5平均浓度控制在27微克/立方米以下", 27, "微克/立方米"),
]


@pytest.mark.parametrize(("sentence", "value", "unit"), NUMBERS)
def test_numbers_and_units_as_plans_write_them(sentence: str, value: float, unit: str) -> None:
    """Tenths, per ten thousand, signs of comparison, and units with a stroke."""
    (target,) = read_targets(sentence + "。")
    assert (target.value, target.unit) == (value, unit)


MILESTONES = [
    ("2026年底前开通市级12355青少年热线", "市级12355青少年热线", 2026),
    ("建成一所市妇女儿童医院", "市妇女儿童医院", None),
    ("到2028年，建成省级儿童医学中心并投入使用", "省级儿童医学中心", 2028),
    ("成立市家庭教育研究会", "市家庭教育研究会", None),
    ("建设全市统一的妇女儿童数据平台", "全市统一的妇女儿童数据平台", None),
]


@pytest.mark.parametrize(("sentence", "name", "deadline"), MILESTONES)
def test_a_named_thing_that_is_to_stand(sentence: str, name: str, deadline: int | None) -> None:
    """A milestone has no value: it is judged by 认定 only."""
    (target,) = read_targets(sentence + "。")
    assert (target.kind, target.deadline, target.value) == (TargetKind.MILESTONE, deadline, None)
    assert target.indicator.endswith(name)


@pytest.mark.parametrize(
    "sentence",
    [
        "建立健全儿童用品监管机制。",
        "完善家庭教育工作体系，建立部门联动机制。",
        "加强妇女之家建设。",
        "发挥儿童活动中心作用。",
        "依托社区服务中心开展活动。",
    ],
)
def test_mechanisms_are_no_milestones(sentence: str) -> None:
    """Nobody could say on which day a mechanism stands."""
    assert read_targets(sentence) == ()


def test_many_of_a_kind_are_counted() -> None:
    """建成30个 is a count, at least one in each county too; one building is a milestone."""
    kinds = {
        "全市建成儿童友好社区30个以上。": TargetKind.LEVEL,
        "每个县至少建成1所特殊教育学校。": TargetKind.LEVEL,
        "建成1所特殊教育学校。": TargetKind.MILESTONE,
    }
    for sentence, kind in kinds.items():
        assert [target.kind for target in read_targets(sentence)] == [kind]


def test_strength_is_said_by_the_softener() -> None:
    """力争 strives; 一般 and 原则上 bind."""
    found = {
        "力争入园率达到97%。": Strength.STRIVE,
        "配备率力争达到97%。": Strength.STRIVE,
        "女干部比例一般不低于25%。": Strength.BINDING,
        "女干部比例原则上不低于25%。": Strength.BINDING,
    }
    for sentence, strength in found.items():
        (target,) = read_targets(sentence)
        assert (target.strength, target.indicator[-1] in "率例") == (strength, True)


def _confidence(sentence: str) -> set[Confidence]:
    found: tuple[Target, ...] = read_targets(sentence)
    return {target.confidence for target in found}


def test_what_is_unlikely_is_asked() -> None:
    """A death rate bounded from below, or people counted in per cent, is shown to a person."""
    assert Confidence.SURE not in _confidence("婴儿死亡率达到95%。")
    assert Confidence.SURE not in _confidence("女干部数量不少于20%。")
    assert _confidence("婴儿死亡率控制在4‰以下。") == {Confidence.SURE}
