"""Whatever is typed into whatever cell: an answer, by cell, and nothing taken that was not there."""

import io
from datetime import date
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuertong import workbooks
from fuertong.model.findings import Severity
from fuertong.workbooks import Form

ENTRIES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["95%以上", "—", "-2", "１２", "1,234", "=1+1", "#N/A", "未统计", "代码", "本年数", "指标名称"]),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 24), st.integers(1, 13)), ENTRIES, max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CELLS)
def test_any_scribble_gets_an_answer(filled: Form, changes: dict[tuple[int, int], Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbooks.write(filled)))
    sheet = book["填报表"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for (row, column), value in changes.items():
        sheet.cell(row, column).value = value
    stream = io.BytesIO()
    book.save(stream)
    cells, findings = workbooks.read(stream.getvalue(), form=filled, name="表.xlsx")
    keys = [row.key for row in filled.rows]
    assert [cell.key for cell in cells] == [key for key in keys if key in {cell.key for cell in cells}]
    refused = {finding.key for finding in findings if finding.severity is Severity.ERROR}
    for cell in cells:
        assert not (cell.is_refused and cell.key not in refused)
        assert cell.value is None or cell.absence is None
    for finding in findings:
        assert finding.message.endswith("。")
        assert finding.remedy.startswith(("请", "需", "多半", "确"))
        assert finding.where.file == "表.xlsx"
