"""Reading an export by what it is, never by its name (读外部数据); anything else is read as a table of people's."""

import csv
import io
import json

from fuertong.errors import FuertongError
from fuertong.intake import Found, read_file
from fuertong.outside.dhis2 import (
    is_analytics,
    is_value_csv,
    is_value_set,
    read_analytics,
    read_value_csv,
    read_value_set,
)
from fuertong.outside.jsonstat import is_jsonstat, read_jsonstat
from fuertong.outside.px import decode_px, is_px, read_px
from fuertong.outside.sdmx import is_sdmx_csv, is_sdmx_json, read_sdmx_csv, read_sdmx_json, read_sdmx_ml
from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable, table_of
from fuertong.workbooks.delimited import looks_delimited
from fuertong.workbooks.intake import MAX_BYTES
from fuertong.workbooks.persons import is_person_head

_YEARBOOK = (("name", "指标"), ("region", "地区"), ("year", "年份"), ("breakdown", "分组"), ("unit", "计量单位"))


def read_outside(data: bytes, *, name: str) -> OutsideTable:
    """The export as a table; FuertongError says what it is not, what is damaged, or what is refused."""
    title = f"《{name}》"
    if not data.strip():
        raise FuertongError(f"{title}是空的。请重新导出后再上传。")
    if len(data) > MAX_BYTES:
        raise FuertongError(f"{title}超过50MB，无法读取。请分次导出。")
    start = data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        table = _standard(data, start)
    except FuertongError:
        raise
    except (KeyError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise FuertongError(f"{title}不完整或不合标准，无法读取。请从原系统重新导出。") from error
    if table is None:
        table = _yearbook(data, name)
    for dimension in table.dimensions:
        if is_person_head(dimension.id) or is_person_head(dimension.label):
            raise FuertongError(f"{title}中有“{dimension.label}”一栏，像是个人信息，没有读取。本系统不保存个人信息。")
    if not table.rows:
        raise FuertongError(f"{title}中没有读到数据。请核对导出的范围。")
    return table


def _standard(data: bytes, start: bytes) -> OutsideTable | None:
    if start.startswith((b"{", b"[")):
        return _json(json.loads(data.decode("utf-8-sig")))
    if start.startswith(b"<"):
        return read_sdmx_ml(data)
    if not looks_delimited(data):
        return None
    text = decode_px(data)
    if is_px(text[:20_000]) or is_px(text):
        return read_px(text)
    delimiter = ";" if text[:2000].count(";") > text[:2000].count(",") else ","
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
    if lines and is_sdmx_csv(lines[0]):
        return read_sdmx_csv(lines)
    if lines and is_value_csv(lines[0]):
        return read_value_csv(lines)
    return None


def _json(data: object) -> OutsideTable:
    for fits, read in (
        (is_sdmx_json, read_sdmx_json),
        (is_value_set, read_value_set),
        (is_analytics, read_analytics),
        (is_jsonstat, read_jsonstat),
    ):
        if fits(data):
            return read(data)
    raise FuertongError("这份JSON不是SDMX、JSON-stat或DHIS2的数据。请从原系统按其中一种格式导出。")


def _yearbook(data: bytes, name: str) -> OutsideTable:
    """A yearbook's workbook as a table with the dimensions people's tables have."""
    reading = read_file(data, name=name)
    for finding in reading.findings:
        if finding.code == "person_column":
            raise FuertongError(finding.message + finding.remedy)
    rows = [OutsideRow(codes=_codes(found), raw=str(found.value), note=str(found.where)) for found in reading.values]
    return table_of("统计表", name, [Dimension(id=key, label=label) for key, label in _YEARBOOK], rows)


def _codes(found: Found) -> tuple[str, ...]:
    return found.name, found.region, str(found.year), found.breakdown, found.unit
