"""PC-Axis PX files (.px, file format specification 2013): keywords, then DATA in row-major order, heading last."""

import re
from itertools import product

from fuertong.errors import FuertongError
from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable, table_of

_KEYWORD = re.compile(r'([A-Z][A-Z0-9-]*)(?:\[[a-z]{2}\])?(?:\("((?:[^"])*)"(?:,"[^"]*")*\))?\s*=\s*', re.ASCII)
_TEXT = re.compile(r'"([^"]*)"')
_RANGE = re.compile(r'TLIST\(([A-Z]\d?)\s*,?\s*"(\d+)"\s*-\s*"(\d+)"\)')
_VALUE = re.compile(r'"[^"]*"|[^\s"]+')
_MISSING = re.compile(r'"?[.\-]{1,6}"?')


def is_px(text: str) -> bool:
    """Whether the text is a PX file."""
    return "DATA=" in text.replace(" ", "") and ("STUB=" in text or "HEADING=" in text)


def decode_px(data: bytes) -> str:
    """The text in the encoding its CODEPAGE names, UTF-8 or GB 18030 otherwise."""
    found = re.search(rb'CODEPAGE\s*=\s*"([\w-]+)"', data[:4000])
    for encoding in filter(None, (found[1].decode() if found else "", "utf-8-sig", "gb18030", "latin-1")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise FuertongError("PX文件的文字编码无法识别。")


def read_px(text: str) -> OutsideTable:
    """The table; missing values (. and ..) give no row."""
    keywords: dict[tuple[str, str], str] = {}
    place, data = 0, ""
    while found := _KEYWORD.search(text, place):
        end = _end(text, found.end())
        body = text[found.end() : end].strip()
        if found[1] == "DATA":
            data = body
            break
        keywords.setdefault((found[1], found[2] or ""), body)
        place = end + 1
    names = _texts(keywords.get(("STUB", ""), "")) + _texts(keywords.get(("HEADING", ""), ""))
    if not names or not data:
        raise FuertongError("PX文件缺少STUB、HEADING或DATA，无法读取。")
    dimensions, orders = [], []
    for name in names:
        labels = _labels(keywords, name)
        codes = _texts(keywords.get(("CODES", name), "")) or labels
        if len(codes) != len(labels):
            codes = labels
        orders.append(codes)
        dimensions.append(Dimension(id=name, label=name, codes=dict(zip(codes, labels, strict=True))))
    values = _VALUE.findall(data)
    total = 1
    for order in orders:
        total *= len(order)
    if len(values) != total:
        raise FuertongError(f"PX文件应有{total}个数，实际有{len(values)}个，没有读取。请重新导出。")
    rows = [
        OutsideRow(codes=codes, raw=value.strip('"'))
        for codes, value in zip(product(*orders), values, strict=True)
        if not _MISSING.fullmatch(value)
    ]
    title = "".join(_texts(keywords.get(("TITLE", ""), "") or keywords.get(("CONTENTS", ""), "")))
    return table_of("PX", title, dimensions, rows)


def _end(text: str, start: int) -> int:
    """The semicolon that ends a keyword: the first outside quotation marks."""
    inside = False
    for place in range(start, len(text)):
        if text[place] == '"':
            inside = not inside
        elif text[place] == ";" and not inside:
            return place
    return len(text)


def _texts(body: str) -> list[str]:
    return _TEXT.findall(body)


def _labels(keywords: dict[tuple[str, str], str], name: str) -> list[str]:
    found = _texts(keywords.get(("VALUES", name), ""))
    if found:
        return found
    times = keywords.get(("TIMEVAL", name), "")
    span = _RANGE.search(times)
    if span:
        return [str(year) for year in range(int(span[2]), int(span[3]) + 1)]
    return _texts(times.partition(")")[2])
