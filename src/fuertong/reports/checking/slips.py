"""Slips (笔误) that need no data to be seen: blanks, marked gaps, impossible years."""

import re
from collections.abc import Iterator

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.reading import Line
from fuertong.reports.facts import Facts

_MOVES = "提高|降低|上升|下降|增加|减少|增长|缩小|扩大|高|低|还差"
_BLANKS = (
    re.compile(rf"(?:{_MOVES})[\s_＿]*(?:%|‰|个百分点|个千分点|万人|人(?!均)|[，。；])(?=[，。；]|$|[^以])"),
    re.compile(r"为[\s_＿]*(?:%|‰|/10万|[，。；])"),
    re.compile(r"_{2,}|＿{2,}|（\s+）|[×X]{2,}(?:%|‰|人|年)"),
)
_ALLOWED = re.compile(r"(?:逐步|逐年|持续|有所|稳步|不断|上届|差距)(?:提高|降低|上升|下降|增加|减少|缩小|扩大)")
_GAP = re.compile(r"【[^】]*待[^】]*】")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年|[—－-]\d{4}年)|(?<=\d{4}[—－-])(\d{4})(?=年)")
_FIRST_YEAR = 1949
_YEARS_AHEAD = 5


def slips(line: Line, facts: Facts) -> Iterator[Finding]:
    """The slips of one line."""
    text = _ALLOWED.sub("", line.text)
    for pattern in _BLANKS:
        for found in pattern.finditer(text):
            yield _finding("check.blank", line, found[0], "句子里有空着没填的数", "请补填数字，或删去这句话")
            break
    for found in _GAP.finditer(line.text):
        yield _finding(
            "check.gap", line, found[0], "有待补充的内容", "定稿前请由责任单位补充，或删去", Severity.WARNING
        )
    last = facts.plan.period[1] + _YEARS_AHEAD
    for found in _YEAR.finditer(line.text):
        year = int(found[1] or found[2])
        if not _FIRST_YEAR <= year <= last:
            yield _finding("check.year", line, f"{year}年", "年份不可能出现在本报告中", "请核对年份")


def _finding(code: str, line: Line, seen: str, what: str, remedy: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        message=f"第{line.number}段“{seen}”：{what}。",
        where=line.place,
        seen=seen,
        remedy=f"{remedy}。",
    )
