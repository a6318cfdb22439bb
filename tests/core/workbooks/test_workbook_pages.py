"""Pages of a printed form: each with the code of its own values, nothing cut, read back as if there were none."""

import io
from dataclasses import replace

import openpyxl

from fuertong import workbooks
from fuertong.model.observation import Key
from fuertong.workbooks import Form, FormRow, check_code, printed_pages
from fuertong.workbooks.page import Page
from fuertong.workbooks.pages import row_height

LONG = "按卫生健康年报表卫健统5-1表第3栏取数，与上年口径一致，含流动人口，已与疾控中心核对无误。" * 3


def form_of(rows: int, *, filled: bool = True, note: str = "") -> Form:
    """A form of so many plain rows."""
    return Form(
        place_code="999901",
        place_name="示例县",
        unit_code="999901-health",
        unit_name="县卫生健康局",
        round_code="2026-2025",
        work_year=2026,
        data_year=2025,
        title="2025年度统计监测",
        rows=tuple(
            FormRow(
                key=Key(indicator=f"i{number}", region="999901", period="2025"),
                name=f"示例指标{number}",
                unit="%",
                value=f"{number}.5" if filled else "",
                note=note,
            )
            for number in range(rows)
        ),
    )


def test_a_short_form_is_one_page_with_the_code_of_the_form() -> None:
    form = form_of(5)
    (page,) = printed_pages(form)
    assert page.code == check_code(workbooks.form_cells(form))


def test_pages_hold_every_row_once_in_order() -> None:
    pages = printed_pages(form_of(90))
    assert len(pages) > 2
    assert [place for page in pages for place in range(page.first, page.last + 1)] == list(range(90))


def test_one_changed_value_changes_the_code_of_its_page_only() -> None:
    form = form_of(90)
    rows = list(form.rows)
    rows[-1] = replace(rows[-1], value="1.0")
    before, after = printed_pages(form), printed_pages(replace(form, rows=tuple(rows)))
    assert [one.code == two.code for one, two in zip(before, after, strict=True)] == [True] * (len(before) - 1) + [
        False
    ]


def test_a_blank_form_has_no_codes() -> None:
    assert {page.code for page in printed_pages(form_of(60, filled=False))} == {""}


def test_a_long_explanation_makes_its_row_high_enough() -> None:
    form = form_of(1, note=LONG)
    plain = form_of(1)
    assert row_height(form.rows[0], Page(form)) > 4 * row_height(plain.rows[0], Page(plain))


def test_a_form_of_several_pages_comes_back_whole() -> None:
    form = form_of(90)
    cells, findings = workbooks.read(workbooks.write(form), form=form)
    assert [cell.raw for cell in cells] == [row.value for row in form.rows]
    assert not findings


def test_a_very_long_explanation_stands_whole_under_the_table_and_comes_back_once() -> None:
    form = form_of(2, note="口径见下。" * 90)
    sheet = openpyxl.load_workbook(io.BytesIO(workbooks.write(form)))["填报表"]
    below = [str(cell.value) for cells in sheet.iter_rows(min_col=2, max_col=2) for cell in cells if cell.value]
    assert any(text == f"第1项 示例指标0说明：{form.rows[0].note}" for text in below)
    assert max(row_height(row, Page(form)) for row in form.rows) < 120
    cells, findings = workbooks.read(workbooks.write(form), form=form)
    assert [cell.note for cell in cells] == [row.note for row in form.rows]
    assert findings == []
