"""Annex tables in the layouts places print: targets, base values, milestones and units come out the same."""

from collections.abc import Callable

import pytest
from tests.core.reading.made_annexes import ACROSS, DOWN, page, with_groups, word_file, workbook

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.model.plan import Confidence, Plan, Reading, Target, TargetKind

WOMEN = """石桥县妇女发展规划（2021—2030年）
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在11/10万以下。
2.适龄妇女宫颈癌筛查率逐步提高，乳腺癌筛查率逐步提高。
3.妇女常见病筛查率达到85%以上。
4.改善妇女心理健康服务，心理咨询服务点建设得到加强。
策略措施：
1.健全服务网络。完善分级服务。
（二）妇女与教育
主要目标：
1.高中阶段教育毛入学率达到93%以上。
2.男女平等教育进课堂。
策略措施：
1.落实教育公平。保障入学。
""".splitlines()
CHILDREN = """石桥县儿童发展规划（2021—2030年）
（一）儿童与健康
主要目标：
1.婴儿死亡率控制在4‰以下。
2.降低儿童近视率，改善儿童视力。
策略措施：
1.加强保健服务。做好筛查。
（二）儿童与安全
主要目标：
1.预防和减少儿童溺水。
策略措施：
1.加强巡查。落实责任。
""".splitlines()
TEXT = [*WOMEN, *CHILDREN]

Facts = tuple[str | None, float | None, str | None, float | None, tuple[tuple[int, float], ...]]
EXPECTED: dict[str, Facts] = {
    "孕产妇死亡率": ("<=", 11, "/10万", 14.2, ((2025, 12),)),
    "宫颈癌筛查率": (">=", 75, "%", 51.5, ((2025, 65),)),
    "乳腺癌筛查率": (">=", 72, "%", 48, ((2025, 60),)),
    "妇女常见病筛查率": (">=", 85, "%", 70.4, ((2025, 80),)),
    "心理咨询服务点数": (">=", 12, "个", 3, ((2025, 8),)),
    "高中阶段教育毛入学率": (">=", 93, "%", 88.6, ((2025, 91),)),
}
CHILD_EXPECTED: dict[str, Facts] = {
    "婴儿死亡率": ("<=", 4, "‰", 5.1, ((2025, 4.5),)),
    "儿童近视率": ("<=", 40, "%", 48.2, ((2025, 44),)),
}
LEADS = {"孕产妇死亡率": ("县卫生健康局",), "高中阶段教育毛入学率": ("县教育局",)}

HEAD = ["序号", "类别", "指标", "单位", "2020年基期值", "2025年目标", "2030年目标", "属性", "牵头单位"]
ROWS = [
    ["1", "妇女与健康", "孕产妇死亡率", "1/10万", "14.2", "12", "11", "约束性", "县卫生健康局"],
    ["2", "妇女与健康", "宫颈癌筛查率", "%", "51.5", "65", "≥75", "预期性", "县卫生健康局"],
    ["3", "妇女与健康", "乳腺癌筛查率", "%", "48", "60", "72以上", "预期性", "县卫生健康局"],
    ["4", "妇女与健康", "妇女常见病筛查率", "%", "70.4", "80", "85", "预期性", "县卫生健康局"],
    ["5", "妇女与健康", "心理咨询服务点数", "个", "3", "8", "12", "预期性", "县卫生健康局"],
    ["6", "妇女与教育", "高中阶段教育毛入学率", "%", "88.6", "91", "93", "约束性", "县教育局"],
]
CHILD_ROWS = [
    ["1", "儿童与健康", "婴儿死亡率", "‰", "5.1", "4.5", "4", "约束性", "县卫生健康局"],
    ["2", "儿童与健康", "儿童近视率", "%", "48.2", "44", "40", "预期性", "县教育局"],
]
NOTES = [["注：1.2020年为实际完成数。", *[ACROSS] * 8], ["2.宫颈癌筛查对象为35至64周岁妇女。", *[ACROSS] * 8]]


def _columns(rows: list[list[str]], order: list[int]) -> list[list[str]]:
    return [[row[place] for place in order] for row in rows]


def _merged(rows: list[list[str]], column: int) -> list[list[str]]:
    """Cells equal to the one above are merged with it."""
    return [
        [*row[:column], DOWN if number and rows[number - 1][column] == row[column] else row[column], *row[column + 1 :]]
        for number, row in enumerate(rows)
    ]


def _read(content: bytes, name: str = "规划.docx", *annexes: tuple[bytes, str]) -> Reading:
    return reading.read(content, name=name, annexes=annexes)


def _in_text(table: list[list[str]], *more: list[list[str]]) -> Reading:
    return _read(word_file(WOMEN, *(("附表：主要指标", rows) for rows in (table, *more))))


def _beside(annex: bytes, name: str = "附表.xlsx") -> Reading:
    return _read("\n".join(WOMEN).encode(), "规划.txt", (annex, name))


TWO_ROWS = [
    ["序号", "领域", "指标名称", "计量单位", "基期", "目标值", ACROSS, "指标属性", "责任分工"],
    [DOWN, DOWN, DOWN, DOWN, "2020年", "2025年", "2030年", DOWN, "牵头单位"],
]


def _plain() -> Reading:
    return _in_text([HEAD, *ROWS])


def _two_row_head() -> Reading:
    return _in_text([*TWO_ROWS, *_merged(ROWS, 1)])


def _over_two_pages() -> Reading:
    return _in_text([HEAD, *ROWS[:3], HEAD, *ROWS[3:]])


def _two_tables_one_head() -> Reading:
    return _read(word_file(WOMEN, ("附件1　主要指标", [HEAD, *ROWS[:4]]), ("", ROWS[4:])))


def _group_heads() -> Reading:
    groups = with_groups(ROWS, 1)
    return _in_text([[*HEAD[:1], *HEAD[2:]], *groups])


def _words_for_years() -> Reading:
    return _in_text([["序号", "领域", "指标", "单位", "现状值", "中期目标值", "终期目标值", "性质", "牵头部门"], *ROWS])


def _levels_of_names() -> Reading:
    order = [1, 2, 3, 4, 5, 6, 8]
    return _in_text(
        [
            ["一级指标", "二级指标", "计量单位", "2020年（基期）", "2025年", "2030年", "主责单位"],
            *_merged(_columns(ROWS, order), 0),
        ]
    )


def _unit_in_the_name() -> Reading:
    rows = [[row[0], row[1], f"{row[2]}（{row[3]}）", *row[4:]] for row in ROWS]
    return _in_text([[*HEAD[:3], *HEAD[4:]], *rows])


def _signs_in_every_cell() -> Reading:
    def signed(row: list[str]) -> list[str]:
        low = "死亡率" in row[2]
        unit = {"1/10万": "/10万"}.get(row[3], row[3])
        asked = (
            [f"≤{row[5]}{unit}", f"{row[6].strip('≥以上')}{unit}以下"]
            if low
            else [f"＞{row[5]}{unit}".replace("＞", "达到"), f"不低于{row[6].strip('≥以上')}{unit}"]
        )
        return [row[0], row[1], row[2], "", f"{row[4]}{unit}", *asked, *row[7:]]

    return _in_text([HEAD, *map(signed, ROWS)])


def _excel_with_title_and_notes() -> Reading:
    sheet = [
        ["石桥县妇女发展规划主要指标", *[ACROSS] * 8],
        ["", "", "", "", "", "", "", "", "单位：见表"],
        HEAD,
        *ROWS,
        *NOTES,
    ]
    other = [["本表由县妇儿工委办制", "联系电话"], ["说明", "略"]]
    return _beside(workbook(("说明", other), ("指标", sheet)))


def _excel_percent_cells() -> Reading:
    rows = [
        [
            *row[:3],
            "",
            *(f"{cell.strip('≥以上')}%" if row[3] == "%" else f"{cell.strip('≥以上')}" for cell in row[4:7]),
            *row[7:],
        ]
        for row in ROWS
    ]
    rows = [
        [*row[:3], {"1/10万": "1/10万", "个": "个"}.get(old[3], ""), *row[4:]]
        for row, old in zip(rows, ROWS, strict=True)
    ]
    return _beside(workbook(("附表1", [HEAD, *_merged(rows, 1)]), percents=True))


def _excel_two_row_head() -> Reading:
    return _beside(workbook(("空表", []), ("主要指标", [["附件2"], *TWO_ROWS, *_merged(_merged(ROWS, 1), 8), *NOTES])))


def _separate_word() -> Reading:
    return _beside(word_file(["附件", "石桥县妇女发展规划主要指标表"], ("", [HEAD, *ROWS, *NOTES])), "附件.docx")


def _web_page() -> Reading:
    return _read(page(WOMEN, [*TWO_ROWS, *_merged(ROWS, 1)]), "规划.html")


def _blank_category() -> Reading:
    rows = [
        [row[0], "" if number and ROWS[number - 1][1] == row[1] else row[1], *row[2:]]
        for number, row in enumerate(ROWS)
    ]
    return _in_text([HEAD, *rows])


def _growth_column() -> Reading:
    rows = [[*row[:7], "1.5", *row[7:]] for row in ROWS]
    return _in_text([[*HEAD[:7], "年均增长（%）", *HEAD[7:]], *rows])


LAYOUTS: dict[str, Callable[[], Reading]] = {
    "plain": _plain,
    "two-row head, merged downwards": _two_row_head,
    "head repeated on the second page": _over_two_pages,
    "second page without a head": _two_tables_one_head,
    "domains as headings across": _group_heads,
    "words for years": _words_for_years,
    "two levels of names": _levels_of_names,
    "unit in the name": _unit_in_the_name,
    "signs and units in the cells": _signs_in_every_cell,
    "Excel with title and notes, second sheet": _excel_with_title_and_notes,
    "Excel percent cells": _excel_percent_cells,
    "Excel two-row head below a title": _excel_two_row_head,
    "Word file of its own": _separate_word,
    "web page": _web_page,
    "domain named once": _blank_category,
    "a column of yearly growth": _growth_column,
}


def _facts(plan: Plan) -> dict[str, Facts]:
    return {
        target.indicator: _of(target) for domain in plan.domains for goal in domain.goals for target in goal.targets
    }


def _of(target: Target) -> Facts:
    marks = tuple((mark.year, mark.value) for mark in target.milestones)
    return (target.comparator, target.value, target.unit, target.base_value, marks)


def _named(found: dict[str, Facts], name: str) -> Facts | None:
    return next((facts for key, facts in found.items() if key.endswith(name)), None)


@pytest.mark.parametrize("layout", LAYOUTS, ids=list(LAYOUTS))
def test_every_layout_says_the_same(layout: str) -> None:
    """Values, bounds, base values and milestones of six indicators, one of them new."""
    plan = LAYOUTS[layout]().plans[0]
    found = _facts(plan)
    assert {name: _named(found, name) for name in EXPECTED} == EXPECTED
    first, second = plan.domains[0].goals[0], plan.domains[1].goals[0]
    assert (first.lead, second.lead) == (LEADS["孕产妇死亡率"], LEADS["高中阶段教育毛入学率"])
    assert sum(len(goal.targets) for domain in plan.domains for goal in domain.goals) == 6


def test_binding_and_expected_are_kept() -> None:
    """约束性 and 预期性 stand with the target; the base year is the head's."""
    targets = {
        target.indicator: target
        for domain in _plain().plans[0].domains
        for goal in domain.goals
        for target in goal.targets
    }
    assert (targets["孕产妇死亡率"].attribute, targets["妇女常见病筛查率"].attribute) == ("约束性", "预期性")
    assert {target.base_year for target in targets.values()} == {2020}
    assert targets["心理咨询服务点数"].confidence is not Confidence.SURE


BOTH = {
    "one table, headings of the plans": [
        HEAD,
        ["石桥县妇女发展规划主要指标", *[ACROSS] * 8],
        *ROWS,
        ["石桥县儿童发展规划主要指标", *[ACROSS] * 8],
        *CHILD_ROWS,
    ],
    "one table, told by the rows alone": [HEAD, *ROWS, *CHILD_ROWS],
}


@pytest.mark.parametrize("table", BOTH.values(), ids=list(BOTH))
def test_women_and_children_in_one_table(table: list[list[str]]) -> None:
    """Each row goes to its own plan."""
    plans = _read(word_file(TEXT, ("附表", table))).plans
    assert {name: _named(_facts(plans[0]), name) for name in EXPECTED} == EXPECTED
    assert {name: _named(_facts(plans[1]), name) for name in CHILD_EXPECTED} == CHILD_EXPECTED


def test_women_and_children_on_two_sheets() -> None:
    """Sheets in any order, each for its plan by its name."""
    book = workbook(("儿童规划", [HEAD, *CHILD_ROWS]), ("妇女规划", [HEAD, *ROWS]))
    plans = _read("\n".join(TEXT).encode(), "规划.txt", (book, "附表.xlsx")).plans
    assert {name: _named(_facts(plans[0]), name) for name in EXPECTED} == EXPECTED
    assert {name: _named(_facts(plans[1]), name) for name in CHILD_EXPECTED} == CHILD_EXPECTED


@pytest.mark.slow
@pytest.mark.office
def test_an_old_xls_is_read(saved_as: Callable[..., bytes]) -> None:
    """The .xls a bureau saves says the same as the .xlsx."""
    made = workbook(("主要指标", [*TWO_ROWS, *_merged(ROWS, 1), *NOTES]))
    result = _beside(saved_as(made, "annex.xlsx", "xls"), "附表.xls")
    assert {name: _named(_facts(result.plans[0]), name) for name in EXPECTED} == EXPECTED


TASKS = [
    ["孕产妇死亡率控制在11/10万以下。", "县卫生健康局", "县财政局\n县妇联"],
    ["适龄妇女宫颈癌筛查率逐步提高，乳腺癌筛查率逐步提高。", "县卫生健康局", "县财政局、县医保局"],
    ["妇女常见病筛查率达到85%以上。", "县卫生健康局", "县总工会"],
    ["改善妇女心理健康服务，心理咨询服务点建设得到加强。", "县卫生健康局", "县委宣传部"],
    ["高中阶段教育毛入学率达到93%以上。", "县教育局", "县发展改革局"],
    ["男女平等教育进课堂。", "县教育局", "县妇联"],
]
UNITS = [(row[1], tuple(row[2].replace("\n", "、").split("、"))) for row in TASKS]
DOMAINS = ["妇女与健康"] * 4 + ["妇女与教育"] * 2
NUMBERS = ["1", "2", "3", "4", "1", "2"]
TASK_LAYOUTS: dict[str, list[list[str]]] = {
    "by text": [["目标任务", "牵头单位", "配合单位"], *TASKS],
    "by text with numbers": [
        ["序号", "主要目标", "牵头单位", "责任单位"],
        *([str(n), f"{n}.{row[0]}", *row[1:]] for n, row in enumerate(TASKS, 1)),
    ],
    "by number in a merged domain": [
        ["领域", "目标序号", "牵头单位", "配合单位"],
        *_merged([[DOMAINS[n], NUMBERS[n], *row[1:]] for n, row in enumerate(TASKS)], 0),
    ],
    "by number under headings": [
        ["目标", "牵头单位", "配合单位"],
        ["一、妇女与健康", ACROSS, ACROSS],
        *([f"目标{NUMBERS[n]}", *row[1:]] for n, row in enumerate(TASKS[:4])),
        ["二、妇女与教育", ACROSS, ACROSS],
        *([f"第{NUMBERS[n]}条", *TASKS[n][1:]] for n in (4, 5)),
    ],
    "numbered through the plan": [
        ["序号", "牵头单位", "配合单位"],
        *([str(n), *row[1:]] for n, row in enumerate(TASKS, 1)),
    ],
    "text cut short": [
        ["序号", "工作任务", "牵头单位", "配合单位"],
        *([str(n), row[0].split("，")[0].rstrip("。"), *row[1:]] for n, row in enumerate(TASKS, 1)),
    ],
    "lead merged downwards, two-row head": [
        ["序号", "目标任务", "责任分工", ACROSS],
        [DOWN, DOWN, "牵头单位", "配合单位"],
        *_merged([[str(n), *row] for n, row in enumerate(TASKS, 1)], 2),
    ],
    "roles in one column": [
        ["目标任务", "责任单位"],
        *([row[0], f"牵头单位：{row[1]}；配合单位：{row[2].replace(chr(10), '、')}"] for row in TASKS),
    ],
}


@pytest.mark.parametrize("form", ["word", "excel"])
@pytest.mark.parametrize("layout", TASK_LAYOUTS, ids=list(TASK_LAYOUTS))
def test_tasks_give_units(layout: str, form: str) -> None:
    """Lead and supporting units of every goal, whatever way the table names the goal."""
    rows = TASK_LAYOUTS[layout]
    result = _in_text(rows) if form == "word" else _beside(workbook(("分工", rows)))
    goals = [goal for domain in result.plans[0].domains for goal in domain.goals]
    assert [("、".join(goal.lead), goal.support) for goal in goals] == UNITS
    assert "table-task-unplaced" not in {finding.code for finding in result.findings}


def test_a_contradiction_is_told_with_both_quotes() -> None:
    """Table 95, text 85: the text stands, a person decides, both wordings are shown."""
    rows = [[*row[:6], "95" if row[2] == "妇女常见病筛查率" else row[6], *row[7:]] for row in ROWS]
    result = _in_text([HEAD, *rows])
    (finding,) = [finding for finding in result.findings if finding.code == "table-text-contradiction"]
    assert "95%" in finding.seen
    assert finding.expected == "妇女常见病筛查率达到85%以上"
    target = result.plans[0].domains[0].goals[2].targets[0]
    assert (target.value, target.confidence) == (85, Confidence.DECIDE)


def test_other_units_in_the_annex_are_told() -> None:
    """Where text and annex name different leads the text stands and a note is left."""
    text = [line.replace("控制在11/10万以下。", "控制在11/10万以下。（牵头单位：县医保局）") for line in WOMEN]
    result = _read(word_file(text, ("附表", [HEAD, *ROWS])))
    assert result.plans[0].domains[0].goals[0].lead == ("县医保局",)
    assert "table-units-differ" in {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    ("cell", "unit", "meaning"),
    [
        ("≥95", "%", (TargetKind.LEVEL, ">=", 95, "%")),
        (">95%", "", (TargetKind.LEVEL, ">", 95, "%")),
        ("95以上", "%", (TargetKind.LEVEL, ">=", 95, "%")),
        ("９５％以上", "", (TargetKind.LEVEL, ">=", 95, "%")),
        ("12/10万", "", (TargetKind.LEVEL, "<=", 12, "/10万")),
        ("控制在12以下", "1/10万", (TargetKind.LEVEL, "<=", 12, "/10万")),
        ("[5]", "个", (TargetKind.LEVEL, ">=", 5, "个")),
        ("1:1", "", (TargetKind.LEVEL, ">=", 1, ":")),
        ("约30", "%", (TargetKind.LEVEL, "~", 30, "%")),
        ("94-96", "%", (TargetKind.LEVEL, ">=", 94, "%")),
        ("持续下降", "%", (TargetKind.TREND, None, None, "%")),
        ("逐步提高", "%", (TargetKind.TREND, None, None, "%")),
        ("保持稳定", "%", (TargetKind.KEEP, None, None, "%")),
        ("比2020年下降10%", "‰", (TargetKind.CHANGE, ">=", 10, "%")),
        ("全覆盖", "%", (TargetKind.LEVEL, "=", 100, "%")),
    ],
)
def test_cells_are_understood(cell: str, unit: str, meaning: tuple[object, ...]) -> None:
    """A cell of an indicator the text does not name."""
    base = "20" if cell.startswith(("12", "控制")) else "1" if unit in ("个", "") else "50"
    table = [
        ["指标", "单位", "2020年", "2030年"],
        ["流动人口孕产妇系统管理率", unit, base, cell],
        ["孕产妇死亡率", "/10万", "12", "11"],
    ]
    text = [line.replace("4.改善", "4.加强流动人口孕产妇系统管理，改善") for line in WOMEN]
    result = _read(word_file(text, ("附表", table)))
    (target,) = [
        target for goal in result.plans[0].domains[0].goals for target in goal.targets if "流动" in target.indicator
    ]
    assert (target.kind, target.comparator, target.value, target.unit) == meaning


def test_a_dash_says_nothing_and_a_standard_is_a_reference() -> None:
    """— is no value; 达到国家标准 is kept as what the indicator is held against."""
    table = [
        ["指标", "单位", "2020年", "2025年", "2030年"],
        ["心理咨询服务点数", "个", "—", "/", "达到国家标准"],
        ["孕产妇死亡率", "/10万", "—", "12", "11"],
    ]
    goals = _in_text(table).plans[0].domains[0].goals
    (point,) = goals[3].targets
    assert (point.value, point.reference, point.base_value, point.milestones) == (None, "达到国家标准", None, ())
    assert goals[0].targets[0].base_value is None


def test_one_row_may_name_several_indicators() -> None:
    """宫颈癌、乳腺癌筛查率 with two values in each cell goes to two targets."""
    rows = [["宫颈癌、乳腺癌筛查率", "%", "51.5、48", "75%、72%以上"], ["妇女常见病筛查率", "%", "70", "85"]]
    found = _facts(_in_text([["指标", "单位", "2020年", "2030年"], *rows]).plans[0])
    assert _named(found, "宫颈癌筛查率") == (">=", 75, "%", 51.5, ())
    assert _named(found, "乳腺癌筛查率") == (">=", 72, "%", 48, ())


def test_a_file_without_tables_is_refused_in_words() -> None:
    """An annex without a table, and one that is no file at all."""
    with pytest.raises(FuertongError, match="没有读到表格"):
        _beside(word_file(["只有文字"]), "附件.docx")
    with pytest.raises(FuertongError, match="已损坏"):
        _beside(b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") * 40, "附表.xls")
