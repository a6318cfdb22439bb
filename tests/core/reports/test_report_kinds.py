"""Every kind of report: its parts in order, nothing invented, small counts kept back, one page where promised."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fuertong.cli import main
from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.model.indicator import Sensitivity
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, Layout, Report, compose, docx
from fuertong.reports.blocks import Chart, Heading, Paragraph, Run
from fuertong.reports.facts import NoteFacts, NoteKind, TargetFacts
from fuertong.reports.facts_evaluation import (
    Chance,
    OutlookFacts,
    StrategyFacts,
    TextFacts,
    WarningColour,
    WarningFacts,
)
from fuertong.reports.paging import page_count
from fuertong.reports.progress_bar import Bar
from fuertong.reports.templates import template, template_codes

YUNXI = str(Path(__file__).resolve().parents[3] / "examples" / "yunxi")


def change(facts: Facts, name: str, how: Callable[[TargetFacts], TargetFacts]) -> Facts:
    """The facts with one target changed."""
    domains = tuple(
        replace(
            domain,
            goals=tuple(
                replace(goal, targets=tuple(how(t) if t.indicator.name == name else t for t in goal.targets))
                for goal in domain.goals
            ),
        )
        for domain in facts.domains
    )
    return replace(facts, domains=domains)


def chapters_of(report: Report) -> list[str]:
    return [block.text.partition("、")[2] for block in report.blocks if isinstance(block, Heading) and block.level == 1]


@pytest.mark.parametrize("code", template_codes())
def test_every_kind_is_composed_and_written_twice_alike(facts: Facts, code: str) -> None:
    """The same facts give the same bytes, no refused sentence, no blank, no braces left."""
    reports = [compose(code, facts, unit="县教育局", earlier=facts) for _ in range(2)]
    assert docx(reports[0]) == docx(reports[1])
    assert [f for f in reports[0].findings if f.severity is Severity.ERROR] == []
    for mark in ("{", "}", "，，", "。。", "为，", "None"):
        assert mark not in reports[0].text


def test_an_evaluation_has_the_chapters_of_the_trade_in_order(facts: Facts) -> None:
    outlook = OutlookFacts(chance=Chance.UNLIKELY, year=2030, value=Decimal("66.4"))
    given = change(facts, "适龄妇女宫颈癌人群筛查率", lambda t: replace(t, outlook=outlook))
    report = compose("evaluation-midterm", given)
    assert chapters_of(report) == [
        "摘要",
        "评估过程与方法",
        "规划实施情况",
        "主要指标完成情况",
        "变化趋势",
        "妇女与健康",
        "妇女与教育",
        "目标差距",
        "主要做法和经验",
        "存在的主要问题及原因",
        "趋势预测",
        "对策和建议",
    ]
    assert report.contents is not None
    assert report.title == "《示例县妇女发展规划（2021—2030年）》中期评估报告"


def test_what_only_people_can_write_is_a_marked_gap_until_they_did(facts: Facts) -> None:
    bodies = replace(facts.bodies, office="示例县妇儿工委办")
    report = compose("evaluation-midterm", replace(facts, bodies=bodies))
    assert "【经费保障情况待示例县妇儿工委办补充】" in report.gaps
    text = TextFacts(part="implementation-funds", text="县财政每年安排专项经费。\n乡镇按规定配套。")
    filled = compose("evaluation-midterm", replace(facts, bodies=bodies, texts=(text,)))
    assert "县财政每年安排专项经费。\n乡镇按规定配套。" in filled.text
    assert len(filled.gaps) == len(report.gaps) - 1


def test_a_final_report_puts_values_still_to_come_first_with_date_and_owner(facts: Facts) -> None:
    waiting = change(
        facts,
        "高中阶段毛入学率",
        lambda t: replace(t, verdict=Verdict.DUE, due="2031年6月", points=t.points[:-1]),
    )
    report = compose("final", waiting)
    assert chapters_of(report)[0] == "到期待数指标"
    assert "1 | 高中阶段毛入学率 | 达到92%以上 | 91.0%（2024年） | 2031年6月（县教育局）" in report.text
    silent = change(waiting, "高中阶段毛入学率", lambda t: replace(t, due=""))
    assert "【预计发布时间待县教育局补充】" in compose("final", silent).gaps
    assert "到期待数指标" not in chapters_of(compose("final", facts))


def test_a_final_report_gives_each_indicator_a_conclusion_and_a_chart(facts: Facts) -> None:
    report = compose("final", facts)
    titles = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert "（二）孕产妇系统管理率提前达到目标要求" in titles
    assert "（三）适龄妇女宫颈癌人群筛查率达到目标要求有困难" in titles
    assert "（四）妇女常见病筛查率本年度数据暂缺" in titles
    charted = [block for block in report.blocks if isinstance(block, Chart)]
    assert len(charted) >= 7


def test_charts_are_referred_to_by_their_number(facts: Facts) -> None:
    report = compose("final", facts)
    chart = next(b for b in report.blocks if isinstance(b, Chart) and b.anchor == "chart-uid-孕产妇系统管理率")
    runs = [run for run in report.runs if run.refers == chart.anchor]
    assert [run.text for run in runs] == [chart.title.split()[0]]


def test_a_supplement_lists_only_what_differs_and_both_rates(facts: Facts) -> None:
    earlier = change(
        facts,
        "高中阶段毛入学率",
        lambda t: replace(t, verdict=Verdict.DUE, due="2026年8月", points=t.points[:-1]),
    )
    text = compose("supplement", facts, earlier=earlier).text
    assert "数据或认定有变化的指标1项，其中原为到期待数、现已认定的1项" in text
    assert "1 | 高中阶段毛入学率（%） | — | 91.6 | ◇ 到期待数 | ◐ 预计可达标" in text
    assert "原稿认定为“到期待数”（到期年份数据已发布）。2025年，我县高中阶段毛入学率为91.6%" in text
    assert "原稿有数据并已认定的可量化指标3项，已达标1项，达标率33.3%，另有到期待数1项；" in text
    assert "没有变化" in compose("supplement", facts, earlier=facts).text
    with pytest.raises(FuertongError, match="--earlier"):
        compose("supplement", facts)


@pytest.mark.parametrize(("code", "unit"), [("briefing", ""), ("unit-briefing", "县卫生健康局")])
def test_a_briefing_fills_one_page_however_much_is_behind(facts: Facts, code: str, unit: str) -> None:
    domain = facts.domains[0]
    target = next(t for t in facts.targets if t.verdict is Verdict.HARD)
    many = tuple(
        replace(target, uid=f"u{n}", indicator=replace(target.indicator, name=f"{target.indicator.name}{n}"))
        for n in range(30)
    )
    goal = replace(domain.goals[0], targets=many, lead=("县卫生健康局",))
    full = replace(facts, domains=(replace(domain, goals=(goal,)),))
    report = compose(code, full, unit=unit)
    assert page_count(report, Layout()) == 1
    assert "30项" in report.text


def test_a_department_reads_only_of_what_it_leads(facts: Facts) -> None:
    text = compose("unit-briefing", facts, unit="县科协").text
    assert "公民科学素质水平性别差" in text
    assert "高中阶段" not in text
    with pytest.raises(FuertongError, match="牵头"):
        compose("unit-briefing", facts, unit="县水利局")
    with pytest.raises(FuertongError, match="--unit"):
        compose("unit-briefing", facts)


def test_warnings_are_listed_by_colour_then_verdicts_and_never_silent_ones(facts: Facts) -> None:
    warning = WarningFacts(colour=WarningColour.YELLOW, text="连续两年下降", answer="已增设检查点")
    given = change(facts, "高中阶段毛入学率", lambda t: replace(t, warning=warning))
    report = compose("warnings", given)
    assert report.landscape
    assert "经核实发布预警的指标1项（黄色1项）；按认定需重点关注的指标2项" in report.text
    assert "连续两年下降；单位回复：已增设检查点" in report.text
    assert "【原因待县卫生健康局补充】" in report.gaps


def test_outlooks_are_words_beside_verdicts_they_do_not_contradict(facts: Facts) -> None:
    """No probability anywhere; 可能性较大 beside 预计达标困难 is left out and noted."""
    name = "适龄妇女宫颈癌人群筛查率"
    unlikely = OutlookFacts(chance=Chance.UNLIKELY, year=2030, value=Decimal("66.4"))
    text = compose("evaluation-midterm", change(facts, name, lambda t: replace(t, outlook=unlikely))).text
    assert "1项指标达标可能性较小\n按现有趋势推算，到2030年，适龄妇女宫颈癌人群筛查率约为66.4%。" in text
    likely = replace(unlikely, chance=Chance.LIKELY)
    refused = compose("evaluation-midterm", change(facts, name, lambda t: replace(t, outlook=likely)))
    assert "66.4" not in refused.text
    assert [f.code for f in refused.findings] == ["report.outlook"]


def test_small_counts_have_no_outlook_warning_text_or_remark(facts: Facts) -> None:
    outlook = OutlookFacts(chance=Chance.UNSURE, year=2030, value=Decimal("13.3"))
    warning = WarningFacts(colour=WarningColour.RED, text="当年死亡1例")
    given = change(facts, "孕产妇死亡率", lambda t: replace(t, outlook=outlook, warning=warning, remark="当年死亡1例"))
    assert {t.indicator.sensitivity for t in given.targets} >= {Sensitivity.COUNTS}
    before = change(given, "孕产妇死亡率", lambda t: replace(t, verdict=Verdict.LIKELY))
    for code in template_codes():
        text = compose(code, given, unit="县卫生健康局", earlier=before).text
        assert "1例" not in text
        assert "13.3" not in text


def test_strategies_carry_what_units_report_else_a_gap(facts: Facts) -> None:
    told = StrategyFacts(
        no=1,
        title="推进两癌早筛",
        lead=("县妇联",),
        progress=(("县妇联", "已检查1.2万人"),),
        targets=("uid-孕产妇系统管理率",),
    )
    silent = StrategyFacts(no=2, title="加强随访", lead=("县卫生健康局",))
    domains = (replace(facts.domains[0], strategies=(told, silent)), facts.domains[1])
    report = compose("evaluation-final", replace(facts, domains=domains))
    assert "1. 推进两癌早筛。由县妇联负责。县妇联报告：已检查1.2万人。孕产妇系统管理率为94.2%" in report.text
    assert "【落实情况待县卫生健康局补充】" in report.gaps


def test_each_source_is_a_footnote_once_a_domain(facts: Facts) -> None:
    sourced = change(
        facts,
        "孕产妇系统管理率",
        lambda t: replace(t, points=tuple(replace(p, source="妇幼健康年报") for p in t.points)),
    )
    notes = [run.note for run in compose("final", sourced).runs if run.note]
    assert notes == ["资料来源：妇幼健康年报。"]


def test_a_card_holds_one_goal_with_its_units_targets_and_notes(facts: Facts) -> None:
    note = NoteFacts(kind=NoteKind.PROPOSAL, unit="县教育局", text="增加学位")
    given = change(facts, "高中阶段毛入学率", lambda t: replace(t, notes=(note,)))
    report = compose("cards", given)
    assert len(chapters_of(report)) == 5
    assert "牵头单位 | 县教育局" in report.text
    assert "高中阶段毛入学率建议（县教育局）：增加学位。" in report.text
    assert "2025年认定 | 尚未达标" in report.text
    assert "✕ 未达标" not in report.text


def test_trends_count_only_where_better_and_worse_are_known(facts: Facts) -> None:
    text = compose("midterm", facts).text
    assert (
        "与2020年（基期）相比，数据可比、好坏方向明确的指标7项，其中向好的6项、变差的1项（非意愿妊娠发生率）。" in text
    )


def test_the_command_writes_a_supplement_from_kept_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept, final = tmp_path / "facts.json", tmp_path / "final.docx"
    asked = ["--plan", YUNXI, "--audience", "children"]
    assert main(["report", "final", *asked, "-o", str(final), "--save-facts", str(kept), "--red-head"]) == 0
    assert final.read_bytes()[:2] == b"PK"
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert data["year"] == 2025
    late = tmp_path / "late.docx"
    assert main(["report", "supplement", *asked, "-o", str(late), "--earlier", str(kept)]) == 0
    assert main(["report", "supplement", *asked, "-o", str(late), "--earlier", str(final)]) == 2
    assert "无法读取" in capsys.readouterr().err


def test_the_bar_is_drawn_for_people_only(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar(shown=True) as bar:
        bar.part(0.5, 1)(0.5, "妇女与健康")
    assert " 75% 妇女与健康" in capsys.readouterr().err
    with Bar() as silent:
        silent(0.5, "妇女与健康")
    assert capsys.readouterr().err == ""


def test_progress_rises_from_chapter_to_chapter(facts: Facts) -> None:
    told: list[tuple[float, str]] = []
    report = compose("evaluation-final", facts, progress=lambda share, text: told.append((share, text)))
    docx(report, progress=lambda share, text: told.append((1 + share, text)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert "妇女与健康" in "".join(text for _, text in told)


def test_a_reference_to_a_chart_that_is_not_there_is_left_out(facts: Facts) -> None:
    form = template("final")
    bare = tuple(
        replace(chapter, options={**chapter.options, "charts": 0}) if chapter.block == "results" else chapter
        for chapter in form.chapters
    )
    report = compose(replace(form, chapters=bare), replace(facts, issued_on=date(2026, 9, 8)))
    assert "（见" not in report.text
    assert all(isinstance(run, Run) for b in report.blocks if isinstance(b, Paragraph) for run in b.runs)
