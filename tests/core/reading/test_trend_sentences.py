"""The trend grammar as a table: gaps, keeps, slowing rises, events, lists, bounds of another indicator."""

import pytest
from tests.core.reading.genre_score import corpus, score_moves

from fuertong.model.plan import Confidence, TargetKind
from fuertong.reading.targets import read_targets
from fuertong.reading.unread import unread_places

SENTENCES = [
    ("侵害儿童人身权利的案件明显减少", [("侵害儿童人身权利的案件数", "down")]),
    ("校园欺凌和校园暴力事件逐年减少", [("校园欺凌发生率", "down"), ("校园暴力事件数", "down")]),
    ("儿童心理行为异常和抑郁发生率有所下降", [("儿童心理行为异常发生率", "down"), ("儿童抑郁发生率", "down")]),
    (
        "高层次人才和高技能人才中女性占比稳中有进",
        [("高层次人才中女性占比", "up"), ("高技能人才中女性占比", "up")],
    ),
    ("公办园和普惠性民办园在园幼儿占比不断攀升", [("公办园和普惠性民办园在园幼儿占比", "up")]),
    ("女企业家数量及所占比重不断增加", [("女企业家数量", "up"), ("女企业家所占比重", "up")]),
    (
        "获得法律援助和司法救助的妇女人数不断增加",
        [("获得法律援助的妇女人数", "up"), ("获得司法救助的妇女人数", "up")],
    ),
    ("儿童结核病、肝炎等传染病发病率继续走低", [("儿童结核病、肝炎等传染病发病率", "down")]),
    ("女干部数量在现有基础上逐步增加", [("女干部数量", "up")]),
    ("儿童友好理念深入人心", []),
    ("就业质量持续改善", []),
    ("有效预防和制止性骚扰", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_trends(sentence: str, expected: list[tuple[str, str]]) -> None:
    """Every member of a list of equals has its full name; ideas and qualities are no targets."""
    assert [(one.indicator, one.direction) for one in read_targets(sentence + "。")] == expected


GAPS = [
    ("义务教育城乡差距、校际差距进一步缩小", [("义务教育城乡差距", "城乡"), ("义务教育校际差距", "校际")]),
    (
        "缩小城乡、区域、群体之间儿童福利差距",
        [("儿童福利城乡差距", "城乡"), ("儿童福利区域差距", "区域"), ("儿童福利群体差距", "群体")],
    ),
    (
        "孕产妇死亡率降至9/10万，逐步缩小城乡区域差距",
        [("孕产妇死亡率城乡差距", "城乡"), ("孕产妇死亡率区域差距", "区域")],
    ),
    ("婴儿死亡率降至3‰，山区县与坝区县之间差距缩小", [("婴儿死亡率山区县与坝区县差距", "区域")]),
    ("男女两性非农就业率差距和收入差距逐渐缩小", [("男女两性非农就业率差距", "性别"), ("男女两性收入差距", "性别")]),
    ("女性平均受教育年限稳步提高，性别差异逐步缩小", [("女性平均受教育年限性别差异", "性别")]),
    ("女性平均受教育年限延长，与男性的差距缩小", [("女性平均受教育年限与男性差距", "性别")]),
    ("流动孕产妇健康管理率与户籍孕产妇的差距缩小", [("流动孕产妇健康管理率与户籍孕产妇的差距", None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), GAPS)
def test_gaps(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    """One target a dimension, of what the sentence spoke of or of what the gap names itself."""
    found = [one for one in read_targets(sentence + "。") if "差" in one.indicator]
    assert [(one.indicator, one.gap) for one in found] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "儿童超重率、肥胖率上升势头得到有效遏制",
        "儿童超重率、肥胖率年均增幅明显放缓",
        "有效遏制儿童超重率、肥胖率增长速度",
        "儿童超重率、肥胖率增长趋缓",
    ],
)
def test_a_rise_that_must_slow(sentence: str) -> None:
    """The pace of a growth that falls is a second-order trend of every member."""
    found = [(one.indicator, one.slow, one.direction) for one in read_targets(sentence + "。")]
    assert found == [("儿童超重率", True, "down"), ("儿童肥胖率", True, "down")]


@pytest.mark.parametrize(
    "sentence", ["女性占比稳定在合理区间", "女性占比保持稳定", "女性占比保持适当", "女性占比只升不降"]
)
def test_keeps(sentence: str) -> None:
    """What is to stay as it is has no number and no direction but hold."""
    (target,) = read_targets("新录用人员中" + sentence + "。")
    assert (target.indicator, target.kind, target.direction) == ("新录用人员中女性占比", TargetKind.KEEP, "hold")


@pytest.mark.parametrize(
    ("sentence", "comparator", "reference"),
    [
        ("农村妇女人均收入增长幅度不低于农民人均收入增长幅度", ">=", "农民人均收入增长幅度"),
        ("女童义务教育巩固率与男童持平", "~", "男童"),
        ("女大学生初次就业率不低于男生", ">=", "男生"),
        ("城镇女性调查失业率不高于城镇平均失业率", "<=", "城镇平均失业率"),
    ],
)
def test_bounds_of_another_indicator(sentence: str, comparator: str, reference: str) -> None:
    """A growth, a group or an average can be what a rate is measured against."""
    (target,) = read_targets(sentence + "。")
    assert (target.value, target.comparator, target.reference) == (None, comparator, reference)


def test_a_bare_rate_goes_for_each_disease_before() -> None:
    """降低死亡率 after the rates of two diseases is two targets."""
    found = read_targets("提高宫颈癌和乳腺癌的早诊早治率，降低死亡率。")
    assert [one.indicator for one in found[2:]] == ["宫颈癌死亡率", "乳腺癌死亡率"]


def test_two_movements_in_one_clause() -> None:
    """提高…和降低… is two trends."""
    found = read_targets("妇女创业率提高、失业率降低。")
    assert [(one.indicator, one.direction) for one in found] == [("妇女创业率", "up"), ("失业率", "down")]


def test_what_the_grammar_leaves_whole_is_asked() -> None:
    """A list that could not be told apart is shown to a person; a moving measure without a target is reported."""
    (target,) = read_targets("社区家政、养老、托育等服务网点数量持续增加。")
    assert target.confidence is Confidence.LOOK
    words = "少先队与家委会共建比例的改善"
    assert list(unread_places(words + "。", ())) == [words]


CORPORA = ["genre_trend.jsonl", "genre_trend_2.jsonl", "genre_trend_3.jsonl", "genre_trend_4.jsonl"]


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.parametrize("half", ["open", "held"])
def test_the_labelled_corpora(name: str, half: str) -> None:
    """The figures the reference page promises."""
    result = score_moves([item for item in corpus(name) if item["half"] == half])
    assert result.tallies["numeric"].f1 >= 0.97
    assert result.tallies["trend"].f1 >= 0.95


def test_few_places_are_asked() -> None:
    """At most one place in five of all corpora together asks a person to look."""
    result = score_moves([item for name in CORPORA for item in corpus(name)])
    assert result.asked <= 0.2 * result.read
