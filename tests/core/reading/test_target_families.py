"""Families of wordings once missed: years and values, multiples, parts of a rate, counts, other indicators."""

import time

import pytest

from fuertong.model.plan import Confidence, Milestone, Target, TargetKind
from fuertong.reading.targets import read_targets
from fuertong.reading.unread import unread_places


def _asked(sentence: str) -> bool:
    targets = read_targets(sentence)
    doubtful = any(one.confidence is not Confidence.SURE for one in targets)
    return doubtful or bool(list(unread_places(sentence, targets)))


STEPS = [
    ("女性健康预期寿命稳步提高，2025年达到70.2岁，2030年达到71岁。", "女性健康预期寿命", 70.2, 71),
    ("居民健康素养水平由2020年的20.3%提高到2025年的26%、2030年的32%。", "居民健康素养水平", 26, 32),
    ("孕产妇死亡率从2020年的14/10万下降到2025年的12/10万、2030年的10/10万。", "孕产妇死亡率", 12, 10),
    ("婴儿死亡率控制在4.5‰（2025年）、4‰（2030年）以下。", "婴儿死亡率", 4.5, 4),
    ("学生体质优良率达到62%以上（2025年达到55%）。", "学生体质优良率", 55, 62),
    ("产前筛查率到2025年达到72%、到2030年达到82%以上。", "产前筛查率", 72, 82),
]


@pytest.mark.parametrize(("sentence", "name", "early", "late"), STEPS)
def test_values_with_their_years(sentence: str, name: str, early: float, late: float) -> None:
    """One target, the earlier year its milestone, wherever the years stand."""
    (target,) = read_targets(sentence)
    assert (target.indicator, target.value) == (name, late)
    assert target.milestones == (Milestone(year=2025, value=early),)


def test_a_year_in_brackets_is_not_carried_on() -> None:
    """What a bracket says of one indicator does not hold for the next."""
    *_, last = read_targets("中小学生体质优良率达到62%以上（2025年达到55%），学生每天体育活动时间不少于2小时。")
    assert (last.indicator, last.deadline) == ("学生每天体育活动时间", None)


MULTIPLES = [
    ("托位总数比2020年翻一番。", "托位总数", 100, 2020, "up"),
    ("妇女之家数量较2020年翻两番。", "妇女之家数量", 300, 2020, "up"),
    ("儿童图书借阅人次比2020年增加1倍。", "儿童图书借阅人次", 100, 2020, "up"),
    ("儿童溺亡人数较2020年减半。", "儿童溺亡人数", 50, 2020, "down"),
    ("普惠托位数达到2020年的3倍以上。", "普惠托位数", 200, 2020, "up"),
]


@pytest.mark.parametrize(("sentence", "name", "value", "base", "direction"), MULTIPLES)
def test_growth_in_multiples(sentence: str, name: str, value: float, base: int, direction: str) -> None:
    """翻番, 倍 and 减半 are changes in per cent against the year written."""
    (target,) = read_targets(sentence)
    assert (target.indicator, target.kind, target.value, target.unit) == (name, TargetKind.CHANGE, value, "%")
    assert (target.base_year, target.direction) == (base, direction)


def test_a_multiple_without_a_base_is_asked() -> None:
    """Nobody knows against which year."""
    (target,) = read_targets("儿童活动场所增加一倍。")
    assert target.confidence is Confidence.LOOK
    assert target.indicator == "儿童活动场所数量"


NAMES = [
    ("村民代表和居民代表中女性比例稳步提高，均达到35%。", [("村民代表中女性比例", 35), ("居民代表中女性比例", 35)]),
    (
        "女职工平均受教育年限达到12年，其中新增劳动力达到14年。",
        [("女职工平均受教育年限", 12), ("新增劳动力女职工平均受教育年限", 14)],
    ),
    ("公民具备科学素质的比例中女性达到16%。", [("女性公民具备科学素质的比例", 16)]),
    ("儿童新发近视率逐年下降，小学生近视率降至35%以下。", [("儿童新发近视率", None), ("小学生近视率", 35)]),
    ("女干部占比过半。", [("女干部占比", 50)]),
    ("爱婴机构占比超七成。", [("爱婴机构占比", 70)]),
    ("孕妇尿碘中位数保持在150μg/L—250μg/L之间。", [("孕妇尿碘中位数", 150)]),
    ("新增托位2万个。", [("托位数量", 2)]),
    ("配建托育园30所。", [("托育园数量", 30)]),
    ("五年累计扶持女大学生创业800人。", [("五年累计扶持女大学生创业人数", 800)]),
    ("每3所学校配1名心理教师。", [("每3所学校心理教师人数", 1)]),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMES)
def test_names_and_counts(sentence: str, expected: list[tuple[str, float | None]]) -> None:
    """Each indicator has a name that can stand alone."""
    assert [(one.indicator, one.value) for one in read_targets(sentence)] == expected


def test_a_gap_in_points_belongs_to_its_rate() -> None:
    """性别差距 alone says nothing."""
    *_, gap = read_targets("女性具备科学素质的比例达到14%，性别差距缩小到2个百分点以内。")
    assert gap.indicator == "女性具备科学素质的比例性别差距"


OTHERS = [
    ("女性健康素养水平高于全国平均水平4个百分点。", "全国平均水平4个百分点", ">"),
    ("农村学前毛入园率不低于城市的80%。", "城市的80%", ">="),
    ("公共服务女性满意度不低于男性。", "男性", ">="),
]


@pytest.mark.parametrize(("sentence", "reference", "comparator"), OTHERS)
def test_bounds_of_another_indicator(sentence: str, reference: str, comparator: str) -> None:
    """So far above, or such a part of, another indicator: no value of its own."""
    (target,) = read_targets(sentence)
    assert (target.value, target.reference, target.comparator) == (None, reference, comparator)


def test_things_to_stand_with_the_number_behind() -> None:
    """建成…1所 and a line open day and night are milestones."""
    for sentence, name in (
        ("建成县级儿童福利院1所。", "县级儿童福利院"),
        ("开通24小时心理援助热线。", "24小时心理援助热线"),
    ):
        (target,) = read_targets(sentence)
        assert (target.kind, target.indicator) == (TargetKind.MILESTONE, name)


ASKED = [
    "超大班额全部消除。",
    "安排专项资金300万元用于困境儿童救助。",
    "宫颈癌检查率达到70%，2026 80%。",
    "每万人口拥有助产士数不低于1.5。",
    "县级低于20%。",
    "每千名儿童拥有儿科医师112名。",
    "妇女平均预期寿命比2020年提高15岁。",
    "党、人大代表、政协委员中女性比例均不少于25%。",
]


@pytest.mark.parametrize("sentence", ASKED)
def test_what_may_be_wrong_is_asked(sentence: str) -> None:
    """A number in no target, a lost unit or point, a member of a list broken off: a person looks."""
    assert _asked(sentence)
    assert not any(one.value == 100 for one in read_targets(sentence))


def test_a_sure_target_stays_sure() -> None:
    """The usual wordings are not asked."""
    sentences = ("孕产妇死亡率控制在9/10万以下。", "公办园在园幼儿占比达到55%以上。", "住院分娩率稳定在99%以上。")
    targets: list[Target] = [target for sentence in sentences for target in read_targets(sentence)]
    assert [one.confidence for one in targets] == [Confidence.SURE] * 3


PLACES = [
    ("儿童救助站点在每个乡镇至少有1处。", [("乡镇儿童救助站点数量", 1)]),
    ("建成社区儿童之家8个、妇女之家15个。", [("社区儿童之家数量", 8), ("妇女之家数量", 15)]),
    ("孤独症儿童康复项目累计惠及260人次。", [("孤独症儿童康复项目惠及人次", 260)]),
    (
        "县、乡、村三级妇女之家覆盖率分别达到100%、95%、70%。",
        [("县级妇女之家覆盖率", 100), ("乡级妇女之家覆盖率", 95), ("村级妇女之家覆盖率", 70)],
    ),
    ("县、乡、村三级妇女之家覆盖率达到80%。", [("县、乡、村三级妇女之家覆盖率", 80)]),
    ("宫颈癌筛查率、乳腺癌筛查率到2030年均达到80%。", [("宫颈癌筛查率", 80), ("乳腺癌筛查率", 80)]),
    ("失业、工伤保险女性参保率达到90%。", [("失业保险女性参保率", 90), ("工伤保险女性参保率", 90)]),
    (
        "机构养育和社会散居儿童养育标准分别达到每人每月2000元、1500元。",
        [("机构养育儿童养育标准", 2000), ("社会散居儿童养育标准", 1500)],
    ),
    ("创建示范社区20个，其中省级示范5个。", [("示范社区数量", 20), ("省级示范数量", 5)]),
    ("教师人均研修学时每年不低于60学时。", [("教师人均研修学时", 60)]),
    ("从2022年起每年招聘男教师40名。", [("招聘男教师人数", 40)]),
    ("儿童伤害死亡人数下降两成。", [("儿童伤害死亡人数", 20)]),
    (
        "每千名儿童拥有儿科医师达到0.9名、床位达到2.3张以上。",
        [("每千名儿童拥有儿科医师人数", 0.9), ("每千名儿童拥有床位数量", 2.3)],
    ),
    ("年均开展法治讲座不少于3场次。", [("法治讲座场次", 3)]),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_counts_of_places_and_members(sentence: str, expected: list[tuple[str, float]]) -> None:
    """Where, for whom and how many, whatever the order of the words."""
    assert [(one.indicator, one.value) for one in read_targets(sentence)] == expected


def test_an_aside_on_the_rule_does_not_hide_a_trend() -> None:
    """依照相关规定 stands between the indicator and its movement."""
    names = [one.indicator for one in read_targets("理事会、监事会成员中的女性比例按照有关规定逐步提高。")]
    assert names == ["理事会成员中的女性比例", "监事会成员中的女性比例"]


@pytest.mark.parametrize("token", ["一半每", "20%每一半", "建成一所、", "每个县1所", "2025年达到"])
def test_noise_is_read_in_time(token: str) -> None:
    """A clause of repeated words, as a broken file has them, is read in time on a slow machine too."""
    start = time.process_time()
    read_targets((token * 120)[:239])
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "轻、中、重度贫血患病率分别控制在10%、5%、1%以内。",
            [("轻度贫血患病率", 10), ("中度贫血患病率", 5), ("重度贫血患病率", 1)],
        ),
        (
            "使80%以上儿童（0—6岁）的家长不同程度地掌握养育知识。",
            [("掌握养育知识的儿童（0—6岁）的家长比例", 80)],
        ),
        ("推进城乡均衡发展，缩小区域差距。", [("区域差距", None)]),
        ("加强妇幼服务，缩小城乡差距。", [("城乡差距", None)]),
    ],
)
def test_degrees_people_named_after_their_share_and_gaps_of_no_thing(
    text: str, expected: list[tuple[str, float | None]]
) -> None:
    """A degree for each value, a share without 的, and never a doing as the name of a gap."""
    assert [(target.indicator, target.value) for target in read_targets(text)] == expected
