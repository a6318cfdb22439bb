"""Two plans target by target: with an upper plan, and with the plan before."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fuertong.cli import main
from fuertong.model.plan import Audience, Domain, Goal, Plan, Target, TargetKind
from fuertong.planning import Change, Standing, align, national_plan, succeed
from fuertong.planning.duties import by_unit, duty_rows
from fuertong.reports.plan_papers import duties_sheet


def _plan(title: str, *targets: Target, period: tuple[int, int] = (2021, 2030), lead: str = "卫健局") -> Plan:
    goals = tuple(
        Goal(no=no, line=no, text=f"第{no}条{one.indicator}。", lead=(lead,), support=("妇联",), targets=(one,))
        for no, one in enumerate(targets, 1)
    )
    return Plan(
        audience=Audience.WOMEN, title=title, period=period, domains=(Domain(no=1, title="妇女与健康", goals=goals),)
    )


def _level(name: str, value: float, comparator: str = ">=", unit: str = "%") -> Target:
    return Target(indicator=name, comparator=comparator, value=value, unit=unit, quote=f"{name}达到{value:g}{unit}")


COUNTY = _plan(
    "云溪县妇女发展规划",
    _level("孕产妇死亡率", 12, "<=", "/10万"),
    _level("婚检率", 80),
    _level("孕产妇系统管理率", 95),
    _level("妇女之家示范活动开展率", 90),
    _level("妇女参加基本医疗保险参保率", 95),
)
CITY = _plan(
    "云州市妇女发展规划",
    _level("婚前医学检查率", 80),
    _level("孕产妇死亡率", 10, "<=", "/10万"),
    _level("孕产妇系统管理率", 90),
    Target(indicator="妇女健康素养水平", kind=TargetKind.TREND, direction="up", quote="妇女健康素养水平提高"),
    _level("女性失业保险参保率", 95),
)


def test_each_target_finds_its_counterpart() -> None:
    """Aliases meet, looser ones come first, and what one side lacks is named."""
    result = align(COUNTY, CITY, upper_name="市")
    words = {row.name: row.standing for row in result.rows}
    assert words["孕产妇死亡率"] is Standing.LOOSER
    assert words["婚检率"] is Standing.EQUAL
    assert words["孕产妇系统管理率"] is Standing.STRICTER
    assert words["妇女健康素养水平"] is Standing.MISSING
    assert words["妇女之家示范活动开展率"] is Standing.EXTRA
    order = [row.standing for row in result.rows]
    assert order == sorted(order, key=list(Standing).index)
    assert sum(result.counts.values()) == len(result.rows)


def test_a_plan_is_equal_to_itself() -> None:
    """No row but equal ones."""
    assert {row.standing for row in align(COUNTY, COUNTY).rows} == {Standing.EQUAL}


def test_headlines_do_not_make_the_rest_extra() -> None:
    """The national outlines' headline targets are compared; what they do not name is not called an addition."""
    result = align(COUNTY, national_plan(Audience.WOMEN), upper_name="国家", whole=False)
    assert not result.of(Standing.EXTRA)
    assert any(row.name == "孕产妇死亡率" and row.standing is Standing.EQUAL for row in result.rows)


def test_what_became_of_each_target() -> None:
    """New, dropped, tightened, loosened, renamed, and who took over."""
    old = _plan("旧", *(item.targets[0] for item in COUNTY.domains[0].goals), period=(2011, 2020), lead="卫生局")
    new = _plan(
        "新",
        _level("孕产妇死亡率", 8, "<=", "/10万"),
        _level("婚前医学检查率", 80),
        _level("孕产妇系统管理率", 90),
        _level("宫颈癌患者治疗率", 90),
    )
    rows = {row.name: row for row in succeed(old, new).rows}
    assert rows["孕产妇死亡率"].change is Change.TIGHTENED
    assert rows["婚前医学检查率"].change is Change.KEPT
    assert rows["婚前医学检查率"].renamed
    assert rows["孕产妇系统管理率"].change is Change.LOOSENED
    assert rows["宫颈癌患者治疗率"].change is Change.NEW
    assert rows["妇女之家示范活动开展率"].change is Change.DROPPED
    assert rows["孕产妇死亡率"].handed_over == "卫生局 → 卫健局"


def test_likeness_is_for_a_person_to_confirm() -> None:
    """Names that are only alike are paired and marked; other things never are."""
    one = _plan("甲", _level("妇女参加本地技能比武活动比例", 50), _level("农村留守老人探访率", 90))
    two = _plan("乙", _level("妇女参加本地技能比武比例", 60), _level("城市留守老人探访率", 90))
    rows = align(one, two).rows
    paired = [row for row in rows if row.mine and row.theirs]
    assert [row.sure for row in paired] == [False]
    assert "请核对" in paired[0].reason


def test_duties_by_goal_and_by_unit() -> None:
    """Each goal with its units; the unit's own list has what it leads before what it supports."""
    rows = duty_rows(COUNTY, names={"卫健局": "卫健局（现：卫生健康局）"})
    assert rows[0].targets == ("孕产妇死亡率≤12/10万",)
    assert rows[0].leads == ("卫健局（现：卫生健康局）",)
    units = by_unit(rows)
    assert [unit.name for unit in units] == ["卫健局（现：卫生健康局）", "妇联"]
    assert (len(units[0].leads), len(units[1].supports)) == (5, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plan documents."""
    text = """{0}妇女发展规划（2021—2030年）
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在{1}/10万以下。（牵头单位：卫健局；责任单位：妇联、民政局）
2.婚前医学检查率达到80%以上。（牵头单位：卫健局）
策略措施：
1.健全服务体系。完善网络。
"""
    (tmp_path / "county.txt").write_text(text.format("云溪县", 12), encoding="utf-8")
    (tmp_path / "city.txt").write_text(text.format("云州市", 10), encoding="utf-8")
    return tmp_path


def test_the_commands_print_and_write(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Table, JSON, Word and Excel; files that are no plan end with 2."""
    county, city = str(folder / "county.txt"), str(folder / "city.txt")
    assert main(["align", county, city, "全国", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"looser", "equal"} <= {row["standing"] for row in rows}
    assert main(["align", county, city]) == 0
    assert "宽于上级\t孕产妇死亡率\t≤12/10万" in capsys.readouterr().out
    assert main(["succeed", city, county]) == 0
    assert "要求放宽\t孕产妇死亡率" in capsys.readouterr().out
    for command in (["align", county, city], ["succeed", city, county], ["duties", county], ["check", county]):
        for ending in (".docx", ".xlsx"):
            path = folder / f"{command[0]}{ending}"
            assert main([*command, "-o", str(path)]) == 0
            assert path.stat().st_size > 3000
    assert main(["duties", county, "--by", "unit", "-o", str(folder / "unit.docx")]) == 0
    assert main(["align", county, city, "-o", str(folder / "x.pdf")]) == 2
    (folder / "note.txt").write_text("今天开会。", encoding="utf-8")
    assert main(["align", county, str(folder / "note.txt")]) == 2


def test_the_breakdown_is_ready_to_be_issued(folder: Path) -> None:
    """Landscape from the first page, 附件 over the title, the head repeated, the domain's cells merged."""
    assert main(["duties", str(folder / "county.txt"), "-o", str(folder / "d.docx")]) == 0
    with zipfile.ZipFile(BytesIO((folder / "d.docx").read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:sectPr>") == 1
    assert 'w:orient="landscape"' in text
    assert text.index("附件") < text.index("目标责任分解表")
    assert "<w:tblHeader/>" in text
    assert '<w:vMerge w:val="restart"/>' in text
    assert "<w:vMerge/>" in text
    assert main(["duties", str(folder / "county.txt"), "-o", str(folder / "d.xlsx")]) == 0
    book = load_workbook(folder / "d.xlsx")
    assert book.sheetnames == ["按目标", "按单位"]
    assert "A4:A5" in {str(area) for area in book["按目标"].merged_cells.ranges}
    assert book["按目标"]["C4"].value.startswith("孕产妇死亡率控制在12/10万以下")


def test_a_plan_that_names_no_unit_still_gives_its_workbook() -> None:
    """By goal alone: there is nothing to list by unit."""
    rows = [replace(row, leads=(), supports=()) for row in duty_rows(COUNTY)]
    assert load_workbook(BytesIO(duties_sheet("示例县妇女发展规划", rows))).sheetnames == ["按目标"]
