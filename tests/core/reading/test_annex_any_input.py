"""Annex tables of any content: never a traceback, never a value of the text overwritten, never slow."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reading.made_annexes import workbook

from fuertong import reading
from fuertong.cli import main
from fuertong.errors import FuertongError
from fuertong.model.plan import Table
from fuertong.reading.annex_files import annex_tables
from fuertong.reading.annexes import apply_annexes

TEXT = """石桥县妇女发展规划（2021—2030年）
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在11/10万以下。（牵头单位：县卫生健康局）
2.妇女常见病筛查率逐步提高。
策略措施：
1.健全服务网络。完善分级服务。
"""
PLANS = reading.read(TEXT, name="规划.txt").plans
WORDS = [
    *[
        "序号",
        "指标",
        "单位",
        "2020年",
        "2025年目标",
        "2030年",
        "牵头单位",
        "目标任务",
        "类别",
        "孕产妇死亡率",
        "妇女常见病筛查率",
        "95",
        "≥95%",
        "[5]",
        "—",
        "1:1",
    ],
    *["3‰、5‰", "其中：农村", "注：略", "县教育局、县民政局", "一、妇女与健康", "（", "到", "约"],
    "",
]
CELLS = st.one_of(
    st.sampled_from(WORDS), st.text(alphabet="0123456789.%≥≤/—到至（）[]年期目标值比较下降、，：万", max_size=12)
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8).map(tuple), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(tables=st.lists(ROWS, min_size=1, max_size=3))
def test_any_table_is_taken_in_peace(tables: list[list[tuple[str, ...]]]) -> None:
    """Whatever the cells say, the goals stay, and the number of the text with them."""
    made = [Table(title="附表", line=1, header=rows[0], rows=tuple(rows[1:])) for rows in tables]
    (plan,), findings = apply_annexes(PLANS, made)
    first, before = plan.domains[0].goals[0], PLANS[0].domains[0].goals[0]
    assert (first.text, first.lead) == (before.text, before.lead)
    assert first.targets[0].value == 11 or first.targets[0].deadline is not None
    assert all(finding.message.endswith("。") for finding in findings)


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=400),
    head=st.sampled_from([b"", b"PK\x03\x04", OLD_WORKBOOK, b"<table>"]),
)
def test_any_file_is_read_or_refused_in_words(data: bytes, head: bytes) -> None:
    """A broken annex gives a sentence."""
    said = ""
    try:
        tables = annex_tables(head + data, name="附表.xlsx")
    except FuertongError as error:
        tables, said = (), str(error)
    assert tables or said.endswith("。")


def test_a_secret_annex_is_refused() -> None:
    """A mark on the first lines of the sheet."""
    with pytest.raises(FuertongError, match="密级"):
        annex_tables(workbook(("附表", [["机密★"], ["指标", "2030年"], ["孕产妇死亡率", "11"]])), name="附表.xlsx")


def test_the_command_takes_annexes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`fuertong read PLAN --annex FILE` prints base values and tables."""
    plan, annex = tmp_path / "规划.txt", tmp_path / "附表.xlsx"
    plan.write_text(TEXT, encoding="utf-8")
    annex.write_bytes(workbook(("附表", [["指标", "单位", "2020年", "2030年"], ["妇女常见病筛查率", "%", "70", "90"]])))
    assert main(["read", str(plan), "--annex", str(annex)]) == 0
    printed = capsys.readouterr().out
    assert '"base_value": 70' in printed
    assert '"file": "附表.xlsx"' in printed


def test_a_long_annex_costs_little() -> None:
    """A hundred indicators against a plan in a second or two of CPU, on a slow machine too less than ten."""
    rows = [[f"第{number}类妇女健康服务项目覆盖率", "%", "50", "60", "70"] for number in range(100)]
    table = Table(
        title="附表", line=1, header=("指标", "单位", "2020年", "2025年", "2030年"), rows=tuple(map(tuple, rows))
    )
    start = time.process_time()
    apply_annexes(PLANS, [table])
    assert time.process_time() - start < 10
