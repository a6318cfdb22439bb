"""Tables typed by hand (自制表格): columns known by their head, rows by the indicator, cells against the data."""

import re
from collections.abc import Iterator
from decimal import Decimal

from fuertong.model.findings import Finding
from fuertong.model.verdict import Verdict
from fuertong.reports.checking.alignment import NUMBER
from fuertong.reports.checking.knowledge import Known
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.figures import number
from fuertong.reports.tally import agreed_verdict

_YEAR = re.compile(r"^(\d{4})年?(?:度)?(?:值|实际值|数据|（.*）)?$")
_NAME = re.compile(r"^(?:\d+[.．、]\s*)?(.+?)(?:\s*[（(](%|‰|/10万|/万|人|人次|个|岁|件)[）)])?$")
_PLAIN = re.compile(r"^(\d+(?:\.\d+)?)\s*(%|‰|/10万)?$")
_VERDICTS = {verdict.value.removeprefix("定性：") for verdict in Verdict}


def table_findings(line: Line, names: dict[str, Known]) -> Iterator[Finding]:
    """The cells of one row that the data contradict; rows of other things are left alone."""
    if len(line.head) != len(line.cells):
        return
    name = next((found for cell in line.cells[:2] if (found := _named(cell, names))), "")
    if not name:
        yield from _turned(line, names)
        return
    known = names[name]
    for title, cell in zip(line.head, line.cells, strict=True):
        text = cell.strip()
        year = _YEAR.match(title.strip())
        if year:
            yield from _value(line, known, int(year[1]), text)
        elif title.strip() in ("单位", "计量单位") and text not in ("", "—", known.indicator.unit):
            what = f"计量单位应为{known.indicator.unit}"
            yield told(
                "unit", line, text, what, f"请改为{known.indicator.unit}", wanted=known.indicator.unit, about=name
            )
        elif "目标" in title and known.targets:
            yield from _asked(line, known, text)
        elif title.strip() in ("认定", "达标情况", "认定结果") and known.targets:
            yield from _verdict(line, known, text)


def _named(cell: str, names: dict[str, Known]) -> str:
    """The indicator a cell names, with or without a number before it and its unit behind it."""
    text = cell.strip()
    found = _NAME.match(text)
    return text if text in names else found[1] if found and found[1] in names else ""


def _turned(line: Line, names: dict[str, Known]) -> Iterator[Finding]:
    """A row of one year in a table whose columns are the indicators."""
    year = _YEAR.match(line.cells[0].strip())
    if year is None:
        return
    for title, cell in zip(line.head[1:], line.cells[1:], strict=True):
        name = _named(title, names)
        if name:
            yield from _value(line, names[name], int(year[1]), cell.strip())


def _value(line: Line, known: Known, year: int, text: str) -> Iterator[Finding]:
    found = _PLAIN.match(text)
    if not found:
        return
    right = known.values(year, "")
    if Decimal(found[1]) in {value for value, _ in right} and found[2] in (None, known.indicator.unit):
        return
    point = known.point(year, "")
    if point is not None and point.withheld:
        what, remedy = "这项指标发生数少，按规定不能写出数值", "请改为＊"
        yield told("withheld", line, text, what, remedy, wanted="＊", about=known.name)
        return
    wanted = "、".join(sorted(number(value) for value, _ in right))
    what = f"{year}年按数据应为{wanted}" if wanted else f"{year}年没有数据"
    yield told("number", line, text, what, "请核对后改正", wanted=wanted, about=known.name)


def _asked(line: Line, known: Known, text: str) -> Iterator[Finding]:
    seen = {Decimal(one) for one in NUMBER.findall(text)}
    asked = {value for value, _ in known.asked()}
    if seen and asked and not seen & asked:
        what = "与规划中的目标值不一致"
        wanted = "、".join(sorted(number(value) for value in asked))
        yield told("target", line, text, what, "请对照规划改正", wanted=wanted, about=known.name)


def _verdict(line: Line, known: Known, text: str) -> Iterator[Finding]:
    words = [word for word in _VERDICTS if word in text]
    if not words:
        return
    said = max(words, key=len)
    right = {agreed_verdict(target).value.removeprefix("定性：") for target in known.targets}
    if said not in right:
        what, wanted = f"与认定“{'、'.join(sorted(right))}”不一致", "、".join(sorted(right))
        yield told("verdict", line, text, what, "请按认定改正", wanted=wanted, about=known.name)
