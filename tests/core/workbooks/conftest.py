"""A form of an invented county's health commission, and workbooks made from it."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from fuertong import workbooks
from fuertong.model.indicator import Kind
from fuertong.model.observation import Key
from fuertong.workbooks import Form, FormRow

Mangle = Callable[[Any], None]


def row(code: str, name: str, unit: str = "%", *, breakdown: str = "", label: str = "", **more: Any) -> FormRow:
    """One row of the county 379901 for the year 2025."""
    key = Key(indicator=code, region="379901", period=more.pop("period", "2025H"), breakdown=breakdown)
    return FormRow(key=key, name=name, unit=unit, breakdown_label=label, **more)


ROWS = (
    row(
        "maternal-mortality",
        "孕产妇死亡率",
        "/10万",
        kind=Kind.RATE,
        decimals=2,
        section="一、妇女与健康",
        asks_parts=True,
        numerator_name="孕产妇死亡人数",
        denominator_name="活产数",
        per=100_000,
        definition="一年内每10万例活产中孕产妇的死亡人数。",
        source_hint="妇幼卫生年报",
        last_value="8.95",
    ),
    row(
        "prenatal-care",
        "孕产妇系统管理率",
        asks_parts=True,
        numerator_name="系统管理人数",
        denominator_name="活产数",
        per=100,
        last_value="93.6",
    ),
    row(
        "prenatal-care",
        "孕产妇系统管理率",
        breakdown="residence=rural",
        label="农村",
        asks_parts=True,
        numerator_name="系统管理人数",
        denominator_name="活产数",
        per=100,
        last_value="92.8",
    ),
    row("screening", "农村适龄妇女“两癌”检查人数", "人", kind=Kind.COUNT, decimals=0, last_value="12033"),
    row("premarital", "婚前医学检查率", last_value="74.8", section="二、妇女与家庭建设"),
    row("infant-mortality", "婴儿死亡率", "‰", kind=Kind.RATE, per=1000, last_value="3.4"),
)


@pytest.fixture
def form() -> Form:
    return Form(
        place_code="379901",
        place_name="示例县",
        unit_code="379901-health",
        unit_name="示例县卫生健康局",
        round_code="2026-annual",
        work_year=2026,
        data_year=2025,
        title="妇女儿童发展规划监测统计报表",
        uid="f-1",
        number="妇儿监1表",
        authority="示例县统计局",
        approval="示统字〔2026〕3号",
        valid_until="2027年6月",
        deadline=date(2026, 4, 30),
        rows=ROWS,
    )


@pytest.fixture
def filled(form: Form) -> Form:
    values = [
        {"numerator": "1", "denominator": "11173"},
        {"value": "94.2", "numerator": "10525", "denominator": "11173"},
        {"value": "93.5", "numerator": "5610", "denominator": "6000"},
        {"value": "12480"},
        {"value": "75.0"},
        {"value": "3.2"},
    ]
    return replace(form, rows=tuple(replace(row, **value) for row, value in zip(form.rows, values, strict=True)))


@pytest.fixture
def mangled() -> Callable[[Form, Mangle], bytes]:
    """The form's workbook opened in openpyxl, changed by a function of the workbook, saved again."""

    def make(form: Form, change: Mangle) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(workbooks.write(form)))
        change(book)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make
