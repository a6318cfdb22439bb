"""Unit reports go out with only what the unit leads and come back by goal; what is missing is listed."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from fuertong.errors import FuertongError
from fuertong.model.organisation import Unit
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, compose, docx
from fuertong.reports.facts import DomainFacts, GoalFacts, NoteKind
from fuertong.reports.unit_reports import (
    Occasion,
    gathered_report,
    read_unit_report,
    tasks_of,
    unit_report,
    units_in_force,
    whose,
    with_notes,
)

HEALTH = Unit(code="999901-wjj", name="县卫生健康局", short="县卫健局", aliases=("县卫健委",))
SCHOOLS = Unit(code="999901-jyj", name="县教育局")
WORK, CAUSE, PLAN = "2026年主要措施和成效：", "未达标或进展缓慢的原因：", "2027年工作安排："


@pytest.fixture(scope="module")
def plans(facts: Facts) -> list[Facts]:
    """The women's plan with goals that have uids, a supporting unit, and a goal without indicator."""
    domains = []
    for domain in facts.domains:
        goals = tuple(replace(goal, uid=f"d{domain.no}/g{goal.no}") for goal in domain.goals)
        domains.append(replace(domain, goals=goals))
    quiet = GoalFacts(no=3, text="建立困境妇女帮扶机制。", uid="d2/g3", lead=("县教育局",), support=("县卫健局",))
    schools = replace(domains[1], goals=(*domains[1].goals, quiet))
    return [replace(facts, domains=(domains[0], schools))]


def _filled(document: bytes, texts: dict[tuple[str, str], str], *, marks: bool = True, edit: Any = None) -> bytes:
    """The file with answers written under labels: (words of the heading, label) → text."""
    word = Document(io.BytesIO(document))
    heading = ""
    paragraphs = list(word.paragraphs)
    for place, paragraph in enumerate(paragraphs):
        if paragraph.style.name == "Heading 2":
            heading = paragraph.text
        for (words, label), text in texts.items():
            if words in heading and paragraph.text == label:
                first, *more = text.split("\n")
                paragraphs[place + 1].runs[0].text = first
                for line in reversed(more):
                    made = word.add_paragraph(line)
                    paragraphs[place + 1]._p.addnext(made._p)
    if edit is not None:
        edit(word)
    if not marks:
        for mark in list(word.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            mark.getparent().remove(mark)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_a_unit_gets_what_it_leads_and_a_list_of_what_it_supports(plans: list[Facts]) -> None:
    tasks = tasks_of(SCHOOLS, plans)
    assert [task.uid for task in tasks.leads] == ["d2/g1", "d2/g2", "d2/g3"]
    report = unit_report(plans, HEALTH, Occasion.ANNUAL)
    assert report.title == "县卫生健康局2026年度妇女发展规划落实情况及2027年工作安排"
    assert "牵头目标3条，配合目标1条" in report.text
    assert "高中阶段毛入学率" not in report.text
    assert "建立困境妇女帮扶机制。 | 县教育局" in report.text
    assert "适龄妇女宫颈癌人群筛查率 | % | 52.0 | 58.8 | 61.2 | ≥70 | ▲ 预计达标困难" in report.text


def test_causes_are_asked_only_where_a_target_is_behind(plans: list[Facts]) -> None:
    lines = unit_report(plans, HEALTH, Occasion.ANNUAL).text.split("\n")
    first = next(n for n, line in enumerate(lines) if "第1条" in line)
    second = next(n for n, line in enumerate(lines) if "第2条" in line)
    third = next(n for n, line in enumerate(lines) if "第3条" in line)
    assert CAUSE not in lines[first:second]
    assert CAUSE in lines[second:third]


def test_small_counts_stay_out_of_the_file(plans: list[Facts]) -> None:
    assert "39.4" not in unit_report(plans, HEALTH, Occasion.MIDTERM).text


@pytest.mark.parametrize("marks", [True, False])
def test_answers_come_back_by_goal(plans: list[Facts], marks: bool) -> None:
    sent = docx(unit_report(plans, HEALTH, Occasion.ANNUAL))
    file = _filled(
        sent,
        {
            ("第1条", WORK): "开展孕产妇全程管理。\n建立高危孕产妇专案。",
            ("第1条", PLAN): "继续推进。",
            ("第2条", WORK): "新增筛查点3个。",
            ("第2条", CAUSE): "乡镇筛查能力不足",
        },
        marks=marks,
    )
    back = read_unit_report(file, plans, HEALTH, Occasion.ANNUAL)
    assert back.text("d1/g1", "work") == "开展孕产妇全程管理。\n建立高危孕产妇专案。"
    assert back.text("d1/g2", "cause") == "乡镇筛查能力不足"
    assert [(one.goal, one.slot) for one in back.missing] == [
        ("d1/g2", "plan"),
        ("d1/g3", "work"),
        ("d1/g3", "cause"),
        ("d1/g3", "plan"),
    ]
    assert not back.numbers
    assert all("请县卫生健康局补填" in finding.remedy for finding in back.findings)


def test_changed_values_are_named_and_not_taken(plans: list[Facts]) -> None:
    def edit(word: Any) -> None:
        row = next(r for t in word.tables for r in t.rows if r.cells[0].text == "妇女常见病筛查率")
        row.cells[4].paragraphs[0].text = "80.3"
        foot = next(p for p in word.paragraphs if p.text == "填表人：")
        foot.add_run("李四")

    back = read_unit_report(
        _filled(docx(unit_report(plans, HEALTH, Occasion.ANNUAL)), {}, edit=edit), plans, HEALTH, Occasion.ANNUAL
    )
    assert [(number.sentence, number.seen) for number in back.numbers] == [("妇女常见病筛查率", "80.3")]
    assert back.signed == (("填表人", "李四"),)
    assert "没有采用" in next(f.message for f in back.findings if f.code == "unit_report.number")


@pytest.mark.parametrize(
    ("text", "state", "same"),
    [
        ("推进中，正在起草文件。", Verdict.UNDER_WAY, False),
        ("已建立：2026年印发。", Verdict.BUILT, False),
        ("同上年", None, True),
        ("（请保留一项：已建立／推进中／未启动）推进中", Verdict.UNDER_WAY, False),
    ],
)
def test_a_goal_without_indicator_answers_with_a_state(
    plans: list[Facts], text: str, state: Verdict | None, same: bool
) -> None:
    sent = docx(unit_report(plans, SCHOOLS, Occasion.ANNUAL))
    back = read_unit_report(_filled(sent, {("第3条", "进展情况："): text}), plans, SCHOOLS, Occasion.ANNUAL)
    [answer] = [answer for answer in back.answers if answer.slot == "state"]
    assert (answer.goal, answer.state, answer.same) == ("d2/g3", state, same)


def test_a_file_says_whose_it_is(plans: list[Facts]) -> None:
    for occasion, year in ((Occasion.ANNUAL, 2026), (Occasion.MIDTERM, None), (Occasion.FINAL, None)):
        file = docx(unit_report(plans, SCHOOLS, occasion))
        assert whose(file, [HEALTH, SCHOOLS]) == (SCHOOLS, occasion, year)
    with pytest.raises(FuertongError, match="请选择单位"):
        whose(docx(compose("monitoring", plans[0])), [HEALTH, SCHOOLS])


def test_what_units_wrote_fills_the_gaps_of_the_report_with_their_name(plans: list[Facts]) -> None:
    sent = docx(unit_report(plans, HEALTH, Occasion.ANNUAL))
    back = read_unit_report(
        _filled(
            sent, {("第2条", CAUSE): "乡镇筛查能力不足", ("第2条", PLAN): "新增流动筛查车", ("第2条", WORK): "已筛查。"}
        ),
        plans,
        HEALTH,
        Occasion.ANNUAL,
    )
    facts = with_notes(plans[0], [back])
    report = compose("monitoring", facts)
    assert "县卫生健康局说明：乡镇筛查能力不足。" in report.text
    assert "关于适龄妇女宫颈癌人群筛查率，县卫生健康局提出：新增流动筛查车。" in report.text
    assert "【原因待县卫生健康局补充】" not in report.text
    kinds = [note.kind for goal in facts.goals if goal.uid == "d1/g2" for note in goal.notes]
    assert kinds == [NoteKind.WORK, NoteKind.CAUSE, NoteKind.PROPOSAL]
    assert with_notes(facts, [back]) == facts, "taken back twice is not said twice"


def test_the_draft_names_units_and_marks_what_has_not_come_in(plans: list[Facts]) -> None:
    sent = docx(unit_report(plans, HEALTH, Occasion.ANNUAL))
    back = read_unit_report(
        _filled(sent, {("第1条", WORK): "开展全程管理", ("第1条", PLAN): "继续"}), plans, HEALTH, Occasion.ANNUAL
    )
    draft = gathered_report(plans, [back], Occasion.ANNUAL, year=2026)
    assert "县卫生健康局报告2026年主要措施和成效：开展全程管理。" in draft.text
    assert "【落实情况待县教育局报送】" in draft.gaps
    assert "【2026年主要措施和成效待县卫生健康局补充】" in draft.gaps
    assert "应报送单位" in draft.text


def test_a_unit_that_leads_nothing_gets_no_file(plans: list[Facts]) -> None:
    with pytest.raises(FuertongError, match="没有牵头的目标"):
        unit_report(plans, Unit(code="x", name="县气象局"), Occasion.ANNUAL)


def test_two_plans_stand_in_one_file(plans: list[Facts]) -> None:
    from fuertong.model.plan import Audience

    child = GoalFacts(no=1, text="降低儿童近视率。", uid="c/d1/g1", lead=("县卫健委",))
    domain = DomainFacts(no=1, title="儿童与健康", goals=(child,))
    plan = replace(plans[0].plan, audience=Audience.CHILDREN, title="示例县儿童发展规划（2021—2030年）")
    both = [*plans, replace(plans[0], plan=plan, domains=(domain,))]
    report = unit_report(both, HEALTH, Occasion.FINAL)
    assert report.title == "县卫生健康局妇女儿童发展规划终期自评报告"
    assert "二、儿童发展规划牵头目标" in report.text
    assert "佐证材料：" in report.text


def test_a_dissolved_unit_is_answered_for_by_its_successor(plans: list[Facts]) -> None:
    old = Unit(code="999901-old", name="县教育局", valid_to=date(2025, 12, 31), successors=("999901-new",))
    [new] = units_in_force([old, Unit(code="999901-new", name="县教育体育局")], date(2026, 6, 30))
    assert len(tasks_of(new, plans).leads) == 3
