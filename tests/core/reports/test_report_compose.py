"""What a monitoring report says, in which order, and what it refuses or leaves open."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.reports.sample_facts import make_target

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, Report, compose
from fuertong.reports.blocks import Heading, Paragraph
from fuertong.reports.conclusions import standing
from fuertong.reports.facts import ChangeFacts, ChangeKind, DomainFacts, GoalFacts, NoteFacts, NoteKind, PointFacts
from fuertong.reports.tally import tally
from fuertong.reports.templates import parsed, template, template_file
from fuertong.reports.titles import broken


def test_section_titles_are_conclusions_drawn_from_the_verdicts(report: Report) -> None:
    sections = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert sections[:4] == [
        "（一）1项指标已达到目标要求",
        "（二）1项指标预计可如期达标，其中1项处于临界状态",
        "（三）2项趋势类指标中1项变动方向符合目标要求",
        "（四）未达标和未填报指标有待关注",
    ]


@pytest.mark.parametrize(
    ("verdicts", "conclusion"),
    [
        ((Verdict.MET, Verdict.MET), "已认定的可量化指标全部达标"),
        ((Verdict.MET, Verdict.HARD), "多数可量化指标已达标，1项存在差距"),
        ((Verdict.MET, Verdict.LIKELY, Verdict.LIKELY), "部分可量化指标已达标，2项正在推进"),
        ((Verdict.LIKELY,), "可量化指标尚无已达标的，1项正在推进"),
        ((Verdict.MISSED, Verdict.MISSED_ONE_YEAR), "可量化指标尚无已达标的，1项存在差距，1项单年未达标"),
        ((Verdict.OPEN,), "可量化指标尚无可认定的数据"),
        ((), "未设可量化指标"),
    ],
)
def test_conclusions(verdicts: tuple[Verdict, ...], conclusion: str) -> None:
    targets = [make_target(str(n), asks="1", verdict=verdict) for n, verdict in enumerate(verdicts)]
    assert standing(tally(targets)) == conclusion


def test_causes_and_proposals_come_from_units_or_stay_marked_gaps(report: Report) -> None:
    assert report.gaps == ("【原因待县卫生健康局补充】", "【对策建议待县卫生健康局补充】")
    assert "县卫生健康局说明：2025年起扩大统计范围。" in report.text


def test_a_units_proposal_is_quoted_with_its_name(facts: Facts) -> None:
    note = NoteFacts(kind=NoteKind.PROPOSAL, unit="县教育局", text="增加公办学位")
    target = make_target("毛入园率", "%", {2025: "80.0"}, asks="90", verdict=Verdict.HARD, notes=(note,))
    goal = GoalFacts(no=1, text="目标。", targets=(target,))
    text = compose("monitoring", replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),))).text
    assert "关于毛入园率，县教育局提出：增加公办学位。" in text


def test_real_changes_and_revisions_stand_apart(facts: Facts) -> None:
    changes = (
        ChangeFacts(kind=ChangeKind.REAL, target="a", name="甲", before="预计可达标", after="已达标"),
        ChangeFacts(kind=ChangeKind.REVISION, target="b", name="乙", before="93.1%", after="93.3%", reason="年报核定"),
    )
    text = compose("monitoring", replace(facts, changes=changes)).text
    assert "认定发生变化的有1项（实际变化）：甲由“预计可达标”变为“已达标”。" in text
    assert "因数据修订而与上年报告不同的有1项（数据修订）：乙由“93.1%”变为“93.3%”（年报核定）。" in text


def test_every_target_is_spoken_of_once_in_its_domain_and_listed_in_the_annex(facts: Facts, report: Report) -> None:
    text = report.text
    for target in facts.targets:
        assert text.count(f" | {target.indicator.name} | ") == 1
    chapters = text.split("五、存在的主要问题")[0]
    for target in facts.targets:
        sentences = [line for line in chapters.splitlines() if target.indicator.name in line and "|" not in line]
        assert len(sentences) == 1


def test_contradictions_are_refused_and_reported(facts: Facts) -> None:
    target = make_target("巩固率", "%", {2025: "88.0"}, asks="95", verdict=Verdict.MET)
    goal = GoalFacts(no=1, text="目标。", targets=(target,))
    report = compose("monitoring", replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),)))
    assert [(f.code, f.severity) for f in report.findings] == [("report.contradiction", Severity.ERROR)]
    assert "达标情况待核实" in report.text


def test_a_report_without_any_data_still_says_so(facts: Facts) -> None:
    target = make_target("巩固率", asks="95")
    goal = GoalFacts(no=1, text="目标。", targets=(target,))
    empty = replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),), background=(), example=False)
    report = compose("monitoring", empty)
    assert "我县巩固率尚无可用数据（原因：责任单位未填报且未说明原因），达标情况待认定。" in report.text
    assert report.subtitle == ""


def test_no_paragraph_is_blank_or_broken(report: Report) -> None:
    for block in report.blocks:
        if isinstance(block, Paragraph) and block.runs:
            assert block.text.strip()
            for slip in ("None", "{", "}", "，，", "。。", "，。", "：。"):
                assert slip not in block.text


def test_a_place_may_bring_its_own_template(facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'code = "own"\nname = "简报"\ntitle = "{place}{year}年监测简报"\n'
        '[[chapter]]\nblock = "overall"\nheading = "总体情况"\n',
        encoding="utf-8",
    )
    report = compose(template_file(path), facts)
    assert report.title == "示例县2025年监测简报"
    assert [block.text for block in report.blocks if isinstance(block, Heading)] == ["一、总体情况"]


def test_unknown_templates_and_chapters_are_named(facts: Facts) -> None:
    with pytest.raises(FuertongError, match="没有名为“nothing”的报告模板"):
        template("nothing")
    with pytest.raises(FuertongError, match="版块“nothing”不存在"):
        compose(parsed('code="a"\nname="a"\ntitle="a"\n[[chapter]]\nblock="nothing"', name="a.toml"), facts)
    with pytest.raises(FuertongError, match="无法读取"):
        parsed("code = ", name="a.toml")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("监测报告", ["监测报告"]),
        (
            "2024年《中国妇女发展纲要（2021—2030年）》统计监测报告",
            ["2024年《中国妇女发展纲要", "（2021—2030年）》统计监测报告"],
        ),
    ],
)
def test_titles_break_where_words_end(title: str, lines: list[str]) -> None:
    assert broken(title, 20) == lines


def test_a_title_never_overflows_its_line() -> None:
    title = "2025年《某某高新技术产业开发区妇女儿童发展规划（2021—2030年）》中期统计监测评估报告"
    lines = broken(title, 20)
    assert "".join(lines) == title
    assert all(len(line) <= 20 for line in lines)
    assert not any(line.startswith(("》", "）", "，")) or line.endswith(("《", "（")) for line in lines)


def test_numbers_keep_the_precision_they_were_written_with(facts: Facts) -> None:
    target = make_target("指标", "%", {2024: "93", 2025: "94.2"}, asks="90", verdict=Verdict.MET)
    assert target.points[0].value == Decimal("93")
    goal = GoalFacts(no=1, text="目标。", targets=(target,))
    text = compose("monitoring", replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),))).text
    assert "指标为94.2%，比上年提高1.2个百分点" in text
    assert " | 93 | 94.2 | " in text


def test_a_domain_with_directions_only_is_summed_up_by_them(facts: Facts) -> None:
    targets = tuple(
        make_target(name, "%", {2020: "50.0", 2025: "52.0"}, direction="up", verdict=Verdict.FITS) for name in "甲乙"
    )
    domain = DomainFacts(no=1, title="领域", goals=(GoalFacts(no=1, text="目标。", targets=targets),))
    text = compose("monitoring", replace(facts, domains=(domain,))).text
    assert "分领域看，领域领域2项趋势类指标中2项方向符合。" in text


def test_qualitative_goals_are_named_with_their_verdict(facts: Facts) -> None:
    goal = GoalFacts(no=1, text="建立工作机制，形成合力。", verdict=Verdict.UNDER_WAY)
    text = compose("monitoring", replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),))).text
    assert "“建立工作机制，形成合力”：正在推进。" in text
    assert "1项主要目标中，属定性目标、按工作进展认定的1项。" in text


def test_corrected_figures_are_footnoted(facts: Facts) -> None:
    points = tuple(
        PointFacts(year=year, value=Decimal(text), adjusted=year == 2024)
        for year, text in ((2024, "93.8"), (2025, "94.2"))
    )
    target = make_target("指标", points=points, asks="90", verdict=Verdict.MET)
    goal = GoalFacts(no=1, text="目标。", targets=(target,))
    text = compose("monitoring", replace(facts, domains=(DomainFacts(no=1, title="领域", goals=(goal,)),))).text
    assert "标注“调整数”的，为上年报告公布后修订的数据。" in text


def test_a_title_without_any_place_to_break_still_fits() -> None:
    assert broken("（" + "长" * 30 + "）", 20) == ["（" + "长" * 19, "长" * 11 + "）"]
