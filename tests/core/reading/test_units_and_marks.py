"""Responsible units, numbers at the head of a line, quantities."""

import pytest

from fuertong.reading.marks import Style, chinese_word, parse_mark
from fuertong.reading.quantities import quantities
from fuertong.reading.units import read_units

UNITS = [
    ("提高参保率。（牵头单位：市医保局；责任单位：市财政局、市总工会）", ("市医保局",), ("市财政局", "市总工会"), ()),
    ("提高参保率。【责任单位：市医保局 】", (), ("市医保局",), ()),
    ("提高参保率。（市医保局牵头，市财政局、市税务局配合）", ("市医保局",), ("市财政局", "市税务局"), ()),
    ("提高参保率。（市医保局、市财政局）", (), ("市医保局", "市财政局"), ()),
    (
        "提高参保率。(牵头单位:市文化和旅游局;配合单位:市教育局和市妇联)",
        ("市文化和旅游局",),
        ("市教育局", "市妇联"),
        (),
    ),
    (
        "提高参保率。（牵头单位：市妇联；责任单位：市委宣传部等市妇儿工委成员单位、特邀单位）",
        ("市妇联",),
        ("市委宣传部",),
        ("市妇儿工委成员单位", "特邀单位"),
    ),
    ("提高参保率。（责任单位：市高等教育促进中心、各县区人民政府）", (), ("市高等教育促进中心",), ("各县区人民政府",)),
    (
        "提高参保率。（牵头单位：市公安局；责任单位：市司法局、市中级人民法院)法院、市妇联）",
        ("市公安局",),
        ("市司法局", "市中级人民法院", "市妇联"),
        (),
    ),
    ("提高参保率。责任单位：市医保局；配合单位：市财政局", ("市医保局",), ("市财政局",), ()),
]


@pytest.mark.parametrize(("text", "lead", "support", "collective"), UNITS)
def test_units(text: str, lead: tuple[str, ...], support: tuple[str, ...], collective: tuple[str, ...]) -> None:
    """Roles, bracket styles, collectives, a bracket closed too early; the text is left without them."""
    found = read_units(text)
    assert (found.text, found.lead, found.support, found.collective) == ("提高参保率。", lead, support, collective)


def test_a_bracket_without_units_stays() -> None:
    """村（居）委员会 and explanations are part of the goal."""
    for text in ("每个村（居）配备儿童主任。", "普及率达到95%（含集中供水）。", "提高参保率。"):
        assert read_units(text).text == text


MARKS = [
    ("一、指导思想", Style.CN_DOT, 1),
    ("（十二）健康", Style.CN_PAREN, 12),
    ("( 二 ) 健康", Style.CN_PAREN, 2),
    ("8．提高", Style.DOT, 8),
    ("- 3. 提高", Style.DOT, 3),
    ("（１０）提高", Style.PAREN, 10),
    ("4）提高", Style.HALF_PAREN, 4),
    ("③提高", Style.CIRCLED, 3),
    ("⒈提高", Style.DOT, 1),
    ("第三章 健康", Style.CHAPTER, 3),
    ("2 提高", Style.BARE, 2),
]


@pytest.mark.parametrize(("line", "style", "number"), MARKS)
def test_marks(line: str, style: Style, number: int) -> None:
    """Every width and style of a number."""
    mark = parse_mark(line)
    assert mark is not None
    assert (mark.style, mark.number) == (style, number)


def test_a_mark_glued_to_a_number_is_known() -> None:
    """8.5个 may be a number; 8.5岁以下 is item 8, for nobody counts half years."""
    for line, glued in (("8.5个百分点", True), ("8.5岁以下儿童", False), ("8.18岁以下儿童", False)):
        mark = parse_mark(line)
        assert mark is not None
        assert (mark.number, mark.glued) == (8, glued)
    assert parse_mark("提高1.") is None
    assert parse_mark("2021年") is None


def test_chinese_words() -> None:
    """One to ninety-nine."""
    assert [chinese_word(number) for number in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


QUANTITIES = [
    ("3‰、3.3‰和4‰", [(3, "‰"), (3.3, "‰"), (4, "‰")]),
    ("3、4和5‰", [(3, "‰"), (4, "‰"), (5, "‰")]),
    ("十万分之十二", [(12, "/10万")]),
    ("百分之九十五", [(95, "%")]),
    ("千分之3.5", [(3.5, "‰")]),
    ("三分之二", [(66.6667, "%")]),
    ("一半", [(50, "%")]),
    ("两项", [(2, "项")]),
    ("1：1.5", [(1, ":")]),
    ("0.5到1个百分点", [(0.5, "个百分点")]),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities(text: str, expected: list[tuple[float, str]]) -> None:
    """Arabic, Chinese, fractions, ratios, lists whose unit stands at the end."""
    assert [(quantity.value, quantity.unit) for quantity in quantities(text)] == expected


BRACKETS = [
    ("【牵头单位】市卫健委【配合单位】市妇联、市财政局", "市卫健委", "市妇联、市财政局"),
    ("（责任单位：市卫健委（牵头）、市妇联、市财政局）", "市卫健委", "市妇联、市财政局"),
    ("（责任单位：市卫健委*、市妇联。注：带*的为牵头单位）", "市卫健委", "市妇联"),
    ("（责任单位：市卫健委牵头，市妇联、市财政局配合）", "市卫健委", "市妇联、市财政局"),
    ("（责任部门：县卫健局 县教育局 县妇联）", "", "县卫健局、县教育局、县妇联"),
    ("——责任单位：市卫健委、市委市直机关工委", "", "市卫健委、市委市直机关工委"),
    ("（牵头领导：李某；牵头单位：市卫健委；完成时限：2030年）", "市卫健委", ""),
    ("（第一责任单位：市卫健委；其他责任单位：市妇联）", "市卫健委", "市妇联"),
    ("（牵头市直单位：市卫健委；配合市直单位：市妇联）", "市卫健委", "市妇联"),
    ("（市卫健委牵头，市妇联、市财政局配合", "市卫健委", "市妇联、市财政局"),
    ("市卫健委牵头，市妇联配合）", "市卫健委", "市妇联"),
    ("责任单位：市卫健委、市妇联", "", "市卫健委、市妇联"),
]


@pytest.mark.parametrize(("words", "lead", "support"), BRACKETS)
@pytest.mark.parametrize("goal", ["孕产妇死亡率降至9/10万以下。", "女性参与基层治理的比例逐步提高。"])
def test_units_in_every_frame(goal: str, words: str, lead: str, support: str) -> None:
    """Framed roles, marks of the lead inside the list, blanks for commas, a bracket lost."""
    found = read_units(goal + words)
    assert found.text == goal
    assert "、".join(found.lead) == lead
    assert "、".join(found.support) == support
