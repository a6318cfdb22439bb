"""Numbers of headings, tables and figures (序号): none left out, none twice, no reference to what is not there."""

import re
from collections.abc import Iterator, Sequence

from fuertong.model.findings import Finding
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.figures import chinese_number

_FIRST = re.compile(r"^([一二三四五六七八九十]{1,3})、(?!.*。.)")
_SECOND = re.compile(r"^（([一二三四五六七八九十]{1,3})）")
_CAPTION = re.compile(r"^(图|表)(\d+)(?![-－—.\d])\s*\S")
_REFERENCE = re.compile(r"(?:见|如|详见|参见)(图|表|附件)(\d+)(?![-－—.\d])")
_LONGEST = 60
_VALUES = {chinese_number(number): number for number in range(1, 100)}


def numbering_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """The slips of the whole report, in the order of the text."""
    yield from _headings(lines)
    yield from _captions(lines)


def _headings(lines: Sequence[Line]) -> Iterator[Finding]:
    first = second = 0
    for line in (line for line in lines if not line.cells and (line.level or len(line.text) <= _LONGEST)):
        outer, inner = _FIRST.match(line.text), _SECOND.match(line.text)
        if outer and (line.level in (1, None)) and outer[1] in _VALUES:
            number = _VALUES[outer[1]]
            if number != first + 1 and number != 1:
                yield _skipped(line, f"{outer[1]}、", f"{chinese_number(first + 1)}、")
            first, second = number, 0
        elif inner and line.level in (2, None) and inner[1] in _VALUES:
            number = _VALUES[inner[1]]
            if number != second + 1 and number != 1:
                yield _skipped(line, f"（{inner[1]}）", f"（{chinese_number(second + 1)}）")
            second = number


def _skipped(line: Line, seen: str, wanted: str) -> Finding:
    return told("numbering", line, seen, f"标题序号不连续，上一个之后应为{wanted}", f"请改为{wanted}", wanted=wanted)


def _captions(lines: Sequence[Line]) -> Iterator[Finding]:
    known: set[tuple[str, str]] = set()
    for line in lines:
        found = None if line.cells or len(line.text) > _LONGEST else _CAPTION.match(line.text)
        if found:
            if (found[1], found[2]) in known:
                yield told("numbering", line, f"{found[1]}{found[2]}", "编号重复", "请重新编号")
            known.add((found[1], found[2]))
    annexes = {line.text[2:].strip() for line in lines if re.fullmatch(r"附件\s*\d*", line.text.strip())}
    for line in lines:
        for kind, number in () if line.cells else _REFERENCE.findall(line.text):
            missing = number not in annexes if kind == "附件" else (kind, number) not in known
            if missing:
                yield told("reference_missing", line, f"{kind}{number}", "文中没有这个编号", "请核对编号")
