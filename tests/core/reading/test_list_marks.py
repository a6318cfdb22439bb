"""Marks of a list inside a goal: what follows each is a sentence of its own, its heading no part of a name."""

import time

import pytest

from fuertong.model.plan import Target
from fuertong.reading.targets import read_targets


def _said(target: Target) -> tuple[str, float | str | None]:
    return target.indicator, target.direction if target.value is None else target.value


MARKED = [
    ("--", "--"),
    ("——", "——"),
    ("●", "●"),
    ("①", "②"),
    ("（1）", "（2）"),
    ("(1)", "(2)"),
    ("1)", "2)"),
    ("1.", "2."),
]


@pytest.mark.parametrize(("first", "second"), MARKED)
def test_a_heading_is_not_glued_to_what_its_list_says(first: str, second: str) -> None:
    """加强孕期保健 has no full stop before the first mark."""
    text = f"加强孕期保健{first}早孕建册率达到92%。{second}高危孕妇漏管率下降。"
    assert [_said(one) for one in read_targets(text)] == [("早孕建册率", 92), ("高危孕妇漏管率", "down")]


@pytest.mark.parametrize("dash", ["-", "—", "－"])
def test_a_single_dash_is_a_mark_where_another_stands_after_a_sentence(dash: str) -> None:
    """The first of them may be glued to the heading."""
    text = f"加强孕期保健{dash}早孕建册率达到92%。{dash}高危孕妇漏管率下降。"
    assert [_said(one) for one in read_targets(text)] == [("早孕建册率", 92), ("高危孕妇漏管率", "down")]


def test_ages_ranges_and_decimals_are_no_marks() -> None:
    """A dash or a point between digits, and a single dash between words without another, belong to the sentence."""
    text = "3-6岁儿童视力检查率达到95%，1.5岁以下幼儿随访率达到90%，家庭—学校—社区联动覆盖率达到80%。"
    assert [_said(one) for one in read_targets(text)] == [
        ("3—6岁儿童视力检查率", 95),
        ("1.5岁以下幼儿随访率", 90),
        ("家庭—学校—社区联动覆盖率", 80),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是早孕建册率达到92%；二是高危孕妇漏管率下降。", [("早孕建册率", 92), ("高危孕妇漏管率", "down")]),
        ("早孕建册率达到92%：增加乡镇产科床位数量，完善转诊。", [("早孕建册率", 92), ("乡镇产科床位数量", "up")]),
    ],
)
def test_spoken_numbers_and_a_colon_for_a_semicolon(text: str, expected: list[tuple[str, float | str]]) -> None:
    """一是…；二是…, and a slip of the pen after a value."""
    assert [_said(one) for one in read_targets(text)] == expected


NAMES = [
    ("孕妇中、重度贫血患病率下降4%", [("孕妇中、重度贫血患病率", 4)]),
    ("学龄前儿童中度和重度营养不良患病率控制在2%以下", [("学龄前儿童中度和重度营养不良患病率", 2)]),
    ("流动人口中新生儿和婴儿死亡率下降", [("流动人口中新生儿死亡率", "down"), ("流动人口中婴儿死亡率", "down")]),
    ("妇女艾滋病、性病感染率逐年下降", [("妇女艾滋病感染率", "down"), ("妇女性病感染率", "down")]),
    (
        "女性党代表、人大代表比例分别不低于26%、31%",
        [("女性党代表比例", 26), ("女性人大代表比例", 31)],
    ),
    ("普及高中阶段教育，毛入学率达到93%", [("高中阶段教育毛入学率", 93)]),
    ("先心病筛查率：97%，听力94%，视力90%", [("先心病筛查率", 97), ("听力筛查率", 94), ("视力筛查率", 90)]),
    ("户厕改造率，2015年65%，2020年88%", [("户厕改造率", 88)]),
    ("残疾儿童达到应配尽配率97%", [("残疾儿童应配尽配率", 97)]),
    ("年均新增托位超400个", [("托位数量", 400)]),
    ("婚检率>=75%，畸形发生率≯9‰", [("婚检率", 75), ("畸形发生率", 9)]),
    (
        "董事会成员中女性比例，职代会女代表比例，都将逐步提高",
        [("董事会成员中女性比例", "up"), ("职代会女代表比例", "up")],
    ),
    ("全省乳母补铁率提高，全省母乳喂养率达到78%", [("全省乳母补铁率", "up"), ("全省母乳喂养率", 78)]),
    (
        "提高污水、垃圾集中处理率和农村户厕普及率",
        [("污水集中处理率", "up"), ("垃圾集中处理率", "up"), ("农村户厕普及率", "up")],
    ),
    ("经母婴传播的儿童艾滋病感染率下降", [("经母婴传播的儿童艾滋病感染率", "down")]),
    ("女教师与男教师之比趋于下降", [("女教师与男教师之比", "down")]),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMES)
def test_names_in_the_wording_of_older_plans(sentence: str, expected: list[tuple[str, float | str]]) -> None:
    """Degrees are one state; whom the first member speaks of goes for all; colons and clauses carry their subject."""
    assert [_said(one) for one in read_targets(sentence + "。")] == expected


def test_marks_without_end_cost_no_time() -> None:
    """Numbers that never go on are looked at once each."""
    started = time.process_time()
    read_targets("1.中2.中" * 3000)
    assert time.process_time() - started < 10
