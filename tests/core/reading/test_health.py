"""The plan health check, and the two commands."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.core.reading import made_plan

from fuertong import reading
from fuertong.cli import main
from fuertong.model.plan import Plan


def _plan(
    *goals: str,
    title: str = "云溪县妇女发展规划（2021—2030年）",
    strategies: tuple[str, ...] = ("健全服务体系。完善网络。",),
) -> Plan:
    lines = [title, "（一）妇女与健康", "主要目标："]
    lines += [f"{number}.{goal}" for number, goal in enumerate(goals, 1)]
    lines += ["策略措施：", *(f"{number}.{text}" for number, text in enumerate(strategies, 1))]
    return reading.read("\n".join(lines), name="规划").plans[0]


def _codes(plan: Plan) -> dict[str, str]:
    return {finding.code: finding.message for finding in reading.check(plan)}


def test_goals_without_indicator_or_unit() -> None:
    """A qualitative goal is noted; goals without unit are warned of when others have one."""
    codes = _codes(_plan("健全妇幼健康服务体系。（牵头单位：县卫生健康局）", "妇女常见病筛查率达到85%。"))
    assert "第1条目标没有可以监测的指标" in codes["goal-without-target"]
    assert "第2条目标没有责任单位" in codes["goal-without-unit"]
    assert "no-units" in _codes(_plan("妇女常见病筛查率达到85%。"))


def test_contradictions_within_and_between_plans() -> None:
    """The same indicator with two values, in a goal and a strategy, and in the two plans."""
    plan = _plan("孕产妇系统管理率达到90%以上。", strategies=("加强管理。孕产妇系统管理率达到95%以上。",))
    assert "要求不一致" in _codes(plan)["contradicting-targets"]
    women = _plan("九年义务教育巩固率达到97%。")
    children = _plan("九年义务教育巩固率达到99%。", title="云溪县儿童发展规划（2021—2030年）")
    (finding,) = [one for one in reading.check(women, other=children) if one.code == "contradicting-targets"]
    assert "97%" in finding.message
    assert "99%" in finding.message
    assert finding.remedy.startswith("请")


def test_impossible_years_and_values() -> None:
    """2211—2030, a deadline outside the period, a share above 100 %, a death rate in %."""
    assert (
        "2211—2030"
        in _codes(_plan("妇女常见病筛查率达到85%。", title="云溪县妇女发展规划（2211—2030年）"))["impossible-period"]
    )
    assert "2035年不在规划期" in _codes(_plan("到2035年，妇女常见病筛查率达到85%。"))["impossible-deadline"]
    assert "over-100" in _codes(_plan("妇女常见病筛查率达到850%。"))
    assert "over-100" not in _codes(_plan("学前教育毛入园率达到105%。"))
    assert "unit-slip" in _codes(_plan("婴儿死亡率控制在5%以下。"))


def test_figures_copied_from_an_upper_plan() -> None:
    """A coverage of counties of 90 % makes no sense in one county."""
    codes = _codes(_plan("推进未成年人救助保护中心建设，实现县级覆盖率达到90%。"))
    assert "疑似照抄上级规划" in codes["copied-from-above"]


def test_a_change_needs_its_base() -> None:
    """下降20% against what?"""
    assert "没有写基期" in _codes(_plan("妇女贫血率下降20%。"))["change-without-base"]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The made plan as a file."""
    path = tmp_path / "规划.txt"
    path.write_text("\n".join(made_plan.document()), encoding="utf-8")
    return path


def test_read_prints_the_contract(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON with plans and findings, whole numbers without a decimal point, exit code 0."""
    assert main(["read", str(document)]) == 0
    printed = capsys.readouterr().out
    data = json.loads(printed)
    target = data["plans"][0]["domains"][0]["goals"][0]["targets"][0]
    assert (target["value"], target["unit"], target["comparator"], target["kind"]) == (9, "/10万", "<=", "level")
    assert '"value": 9,' in printed
    assert set(data["plans"][0]) >= {
        "audience",
        "title",
        "region",
        "period",
        "document_number",
        "issued_on",
        "parent_plans",
        "domains",
        "sections",
    }
    assert {"severity", "code", "line", "message"} <= set(data["findings"][0]) if data["findings"] else True


def test_read_writes_table_and_workbook(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One row a target; the workbook opens again and holds the same rows."""
    assert main(["read", str(document), "--format", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if "孕产妇死亡率" in line).split("\t")
    assert row[4:8] == ["孕产妇死亡率", "水平", "≤9/10万", "2030"]
    target = tmp_path / "分解表.xlsx"
    assert main(["read", str(document), "--format", "xlsx", "-o", str(target)]) == 0
    sheet = load_workbook(target)["1 妇女规划"]
    values = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    assert values[0][:5] == ["规划", "领域", "目标序号", "主要目标", "指标"]
    assert row[4] in {line[4] for line in values}


def test_exit_codes(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 fine, 1 for a text that is no plan, 2 for what cannot be read."""
    assert main(["check", str(document)]) == 0
    assert "共" in capsys.readouterr().out
    other = tmp_path / "别的.txt"
    other.write_text("今天开会。", encoding="utf-8")
    assert main(["check", str(other)]) == 1
    assert main(["read", str(other)]) == 1
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    assert main(["read", str(empty)]) == 2
    assert "空的" in capsys.readouterr().err
    assert main(["read", str(document), "--format", "xlsx"]) == 2
    assert main(["read", str(tmp_path / "没有.txt")]) == 2
