"""Annexes in files of their own (另附的附表): Word or web page with tables, or a workbook; only tables are taken."""

from dataclasses import replace
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.model.plan import Table
from fuertong.reading.forms import MAX_BYTES, extract
from fuertong.reading.forms.excel import looks_like_workbook, read_workbook
from fuertong.reading.secrecy import refuse_secret


def annex_tables(source: bytes | Path, *, name: str) -> tuple[Table, ...]:
    """The tables of an annex file; FuertongError when it cannot be opened, is marked secret or holds no table."""
    if isinstance(source, Path):
        if source.stat().st_size > MAX_BYTES:
            raise FuertongError(f"附表《{name}》超过50兆字节，无法读取。请只保留附表后另存，再重新添加。")
        source = source.read_bytes()
    if looks_like_workbook(source):
        tables = read_workbook(source, name=name)
        refuse_secret(tuple(text for table in tables[:1] for row in (table.header, *table.rows[:20]) for text in row))
    else:
        text = extract(source, name=name)
        refuse_secret(text.lines)
        tables = text.tables
    if not tables:
        raise FuertongError(f"附表《{name}》中没有读到表格。请添加带有“主要指标”或“任务分工”表格的Word或Excel文件。")
    return tuple(replace(table, file=name) for table in tables)
