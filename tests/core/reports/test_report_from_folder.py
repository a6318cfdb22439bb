"""The way without a database: a place folder becomes facts and a report; figures are those of the folder."""

import csv
import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from tests.core.reports.sample_facts import county_facts

from fuertong import reading
from fuertong.cli import main
from fuertong.errors import FuertongError
from fuertong.model.indicator import Sensitivity
from fuertong.model.plan import Audience, TargetKind
from fuertong.model.verdict import Verdict
from fuertong.place_folder import PlaceFolder, load
from fuertong.reports import Facts, check, compose, docx, providers
from fuertong.reports.blocks import Paragraph, Report, Role, Run
from fuertong.reports.from_folder import facts_from_folder

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
WOMEN = "999601-women-2021-2030"


@pytest.fixture(scope="module")
def county() -> PlaceFolder:
    return load(EXAMPLES / "yunxi")


@pytest.fixture(scope="module")
def women(county: PlaceFolder) -> Facts:
    return facts_from_folder(county, plan=WOMEN)


@pytest.fixture(scope="module")
def national() -> dict[str, Report]:
    folder = load(EXAMPLES / "national")
    return {
        plan.audience.value: compose("monitoring", facts_from_folder(folder, plan=plan.code, year=2024))
        for plan in folder.profile.plans
    }


def test_every_goal_and_target_of_the_plan_is_there(county: PlaceFolder, women: Facts) -> None:
    _, plan = county.plan(WOMEN)
    assert [d.title for d in women.domains] == [d.title for d in plan.domains]
    assert [g.text for g in women.goals] == [g.text for d in plan.domains for g in d.goals]
    assert {t.uid for t in women.targets} == {row.id for row in county.targets if row.plan == WOMEN}


def test_figures_are_those_of_the_observations(county: PlaceFolder, women: Facts) -> None:
    stored = {
        (row.key.indicator, row.key.period[:4]): row.value
        for row in county.observations
        if row.key.region == "999601" and row.key.breakdown == ""
    }
    target = next(t for t in women.targets if t.indicator.code == "cervical_screening")
    assert len(target.points) >= 5
    assert all(point.value == stored["cervical_screening", str(point.year)] for point in target.points)


def test_recorded_verdicts_stand_and_only_green_signals_are_taken_over(county: PlaceFolder, women: Facts) -> None:
    recorded = {row.subject: row.verdict for row in county.verdicts if row.year == women.year}
    green = {Verdict.MET, Verdict.LIKELY, Verdict.DUE, Verdict.FITS, Verdict.KEPT, Verdict.OPEN}
    for target in women.targets:
        if target.uid in recorded:
            assert target.verdict is recorded[target.uid]
        else:
            assert target.verdict in green
            assert target.verdict is not Verdict.LIKELY or "临界" not in target.flags


def test_small_counts_get_their_pooled_rate_instead(women: Facts) -> None:
    target = next(t for t in women.targets if t.indicator.name == "孕产妇死亡率")
    assert target.indicator.sensitivity is Sensitivity.COUNTS
    assert target.pooled is not None
    assert target.pooled.first_year is not None
    text = compose("monitoring", women).text
    assert f"合并计算为{target.pooled.value}/10万" in text
    row = next(line for line in text.splitlines() if " | 孕产妇死亡率 | " in line)
    assert "＊ | ＊ | ＊" in row


def test_special_targets_speak_in_the_plans_words(women: Facts) -> None:
    by_name = {target.indicator.name: target for target in women.targets}
    gap = by_name["高中阶段毛入学率性别差距"]
    assert (gap.indicator.unit, gap.asked, gap.quantified) == (
        "%",
        "差距缩小",
        False,
    ) or gap.indicator.unit == "个百分点"
    against = by_name["九年义务教育女童巩固率"]
    assert (against.asked, against.quantified) == ("不低于男性", True)
    change = by_name["孕产妇贫血率"]
    assert (change.kind, change.unit, change.value) == (TargetKind.CHANGE, "%", Decimal(20))
    assert change.required is not None


@pytest.mark.parametrize("plan", [WOMEN, "999601-children-2021-2030"])
def test_the_example_county_gets_a_report_that_passes_its_own_check(county: PlaceFolder, plan: str) -> None:
    facts = facts_from_folder(county, plan=plan)
    report = compose("monitoring", facts)
    file = docx(report)
    assert {finding.code for finding in report.findings} <= {"report.contradiction", "report.direction"}
    assert {finding.code for finding in check(file, facts)} <= {"check.gap"}
    table = Document(io.BytesIO(file)).tables[-1]
    assert len(table.rows) == 1 + len(facts.domains) + sum(1 for _ in facts.targets)


def test_an_earlier_year_is_judged_as_of_that_year(county: PlaceFolder) -> None:
    facts = facts_from_folder(county, plan=WOMEN, year=2023)
    assert max(point.year for target in facts.targets for point in target.points) == 2023
    assert compose("monitoring", facts).title.startswith("2023年")


def test_a_year_outside_the_plan_and_an_unknown_plan_are_refused(county: PlaceFolder) -> None:
    with pytest.raises(FuertongError, match=r"不在.*规划期内"):
        facts_from_folder(county, plan=WOMEN, year=2035)
    with pytest.raises(FuertongError, match="没有编号为"):
        facts_from_folder(county, plan="nothing")


def _figures(report: Report, role: Role) -> list[Run]:
    runs = (run for block in report.blocks if isinstance(block, Paragraph) for run in block.runs)
    return [run for run in runs if run.trace is not None and run.trace.role is role]


@pytest.mark.shared
@pytest.mark.parametrize("audience", ["women", "children"])
def test_every_figure_of_the_national_report_is_a_published_one(
    shared: Path, national: dict[str, Report], audience: str
) -> None:
    """Observed figures stand in values.csv, worked-out ones in derived_2023.csv."""
    published: set[tuple[str, str]] = set()
    for name in ("values.csv", "derived_2023.csv"):
        with (shared / "facts" / name).open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["place"] == "全国"]
        published |= {(row["year"], f"{Decimal(row['value']).normalize():f}{row['unit']}") for row in rows}
    figures = _figures(national[audience], Role.VALUE)
    assert figures
    for run in figures:
        assert run.trace is not None
        number, unit = re.fullmatch(r"(\d+(?:\.\d+)?)(.*)", run.text).groups()  # type: ignore[union-attr]
        assert (str(run.trace.year), f"{Decimal(number).normalize():f}{unit}") in published, run


@pytest.mark.shared
def test_every_change_in_the_national_report_can_be_recomputed(shared: Path, national: dict[str, Report]) -> None:
    for audience, report in national.items():
        facts = facts_from_folder(load(EXAMPLES / "national"), plan=f"000000-{audience}-2021-2030", year=2024)
        assert {finding.code for finding in check(docx(report), facts)} <= {"check.gap"}


def test_the_command_writes_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "report.docx"
    command = ["report", "monitoring", "--plan", str(EXAMPLES / "yunxi"), "--audience", "children"]
    code = main([*command, "--year", "2025", "-o", str(output)])
    assert code in (0, 1)
    assert Document(str(output)).core_properties.title.startswith("2025年《云栖县儿童发展规划")
    assert "已生成《report.docx》" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("plan", "output", "message"),
    [
        ("nothing", "report.docx", "找不到规划“nothing”"),
        (str(EXAMPLES / "source"), "report.docx", "没有place.toml"),
        (str(EXAMPLES / "yunxi"), "report.pdf", "应以.docx结尾"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    plan: str,
    output: str,
    message: str,
) -> None:
    monkeypatch.setattr(providers, "entry_points", lambda group: [])
    assert main(["report", "monitoring", "--plan", plan, "-o", str(tmp_path / output)]) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_provider_answers_for_stored_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "providers", [])
    providers.register(lambda plan, year: county_facts() if plan == "999901-women" else None)
    output = tmp_path / "report.docx"
    assert main(["report", "monitoring", "--plan", "999901-women", "-o", str(output)]) == 0
    assert output.is_file()


def test_a_folder_without_values_still_gives_a_report(tmp_path: Path) -> None:
    for name in ("place.toml", "plan.json", "targets.csv", "indicators.csv", "units.csv"):
        shutil.copy(EXAMPLES / "yunxi" / name, tmp_path / name)
    facts = facts_from_folder(load(tmp_path), plan=WOMEN)
    text = compose("monitoring", facts).text
    assert "不计算达标率" in text
    assert "尚无可用数据" in text


def test_a_plan_nobody_confirmed_yet_gets_its_targets_as_read(tmp_path: Path) -> None:
    for name in ("place.toml", "plan.json"):
        shutil.copy(EXAMPLES / "yunxi" / name, tmp_path / name)
    folder = load(tmp_path)
    facts = facts_from_folder(folder, plan=WOMEN)
    _, plan = folder.plan(WOMEN)
    assert sum(1 for _ in facts.targets) == sum(len(goal.targets) for d in plan.domains for goal in d.goals)
    row = next(line for line in compose("monitoring", facts).text.splitlines() if "| 孕产妇死亡率 |" in line)
    assert row.endswith("| 孕产妇死亡率 | /10万 | — | — | — | ≤12 | ？ 待认定 | 县卫生健康局")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("number", range(3))
def test_a_real_plan_gives_a_report_before_any_value_is_in(shared: Path, tmp_path: Path, number: int) -> None:
    document = sorted((shared / "plans").glob("*.txt"))[number]
    shutil.copy(document, tmp_path / "plan.txt")
    head = '[place]\ncode = "999901"\nname = "某地"\nlevel = "city"\n[year]\nwork = 2026\ndata = 2025\n'
    plans = "".join(
        f'[[plans]]\ncode = "999901-{audience.value}"\naudience = "{audience.value}"\ntitle = "某地规划"\n'
        "period = [2021, 2030]\n"
        for audience in _audiences(document)
    )
    (tmp_path / "place.toml").write_text(head + plans, encoding="utf-8")
    folder = load(tmp_path)
    for profile in folder.profile.plans:
        facts = facts_from_folder(folder, plan=profile.code)
        assert sum(1 for _ in facts.goals) > 30
        report = compose("monitoring", facts)
        document_again = Document(io.BytesIO(docx(report)))
        assert len(document_again.tables[-1].rows) > 40
        assert not report.findings


def _audiences(document: Path) -> list[Audience]:
    return [plan.audience for plan in reading.read(document, name=document.name).plans]


def test_towns_are_counted_where_every_town_must_pass(county: PlaceFolder) -> None:
    facts = facts_from_folder(county, plan="999601-children-2021-2030")
    (target,) = [target for target in facts.targets if target.units is not None]
    assert target.indicator.name == "适龄儿童免疫规划疫苗接种率"
    assert target.units is not None
    assert (target.units.word, target.units.known) == ("乡镇", 8)
    assert "按乡镇统计，有数据的8个乡镇" in compose("monitoring", facts).text
