"""Slips (笔误) that need no data to be seen: blanks, marked gaps, impossible years, numbers without unit or sense."""

import re
from collections.abc import Iterator

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.facts import Facts

_MOVES = "提高|降低|上升|下降|增加|减少|增长|缩小|扩大|高|低|还差"
_VERBS = "提高|降低|上升|下降|增加|减少|增长|缩小|扩大"
_BLANKS = (
    re.compile(rf"(?:{_MOVES})[\s_＿]*(?:%|‰|个百分点|个千分点|万人)(?=[，。；]|$|[^以])"),
    re.compile(rf"(?:比|较)(?:上年|去年|\d{{4}}年)[^，。；\d]{{0,6}}(?:{_VERBS}|还差)[\s_＿]*(?=[，。；]|$)"),
    re.compile(r"为[\s_＿]*(?:%|‰|/10万|[，。；])"),
    re.compile(r"[\u4e00-\u9fff](?<![几多数少每各半以用按位])[\s_＿]*(?:%|‰|/10万|个百分点|个千分点)"),
    re.compile(
        r"（[\s_＿]*(?:%|‰|/10万)）(?=[\u4e00-\u9fff，][^。]*。)|(?<!单位)[：:][\s_＿]*(?:%|‰|/10万)(?=[，。；])"
    ),
    re.compile(r"(?:共有|共计|其中有)[\s_＿]*项指标"),
    re.compile(r"_{2,}|＿{2,}|（\s+）|[×X]{2,}(?:%|‰|人|年)"),
)
_ALLOWED = re.compile(
    rf"(?:逐步|逐年|持续|有所|稳步|不断|略有|明显|大幅|显著|上届|差距)(?:{_VERBS})|(?:{_VERBS})(?:幅度|趋势|速度)"
)
_NEGATIVE = re.compile(rf"(?:{_VERBS})(?:了)?[-－−]\d+(?:\.\d+)?")
_GAP = re.compile(r"【[^】]*待[^】]*】")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年|[—－-]\d{4}年)|(?<=\d{4}[—－-])(\d{4})(?=年)")
_SPAN = re.compile(r"(?<!\d)(\d{4})\s*[—–－~-]\s*(\d{4})年")
_AGES = re.compile(r"(\d{1,3})\s*[—–－~-]\s*(\d{1,3})(周?岁)")
_FIRST_YEAR = 1949
_YEARS_AHEAD = 5


def gaps(line: Line) -> Iterator[Finding]:
    """Marked gaps: they stop 定稿, ours and those of people alike."""
    for found in _GAP.finditer(line.text):
        what, remedy = "有待补充的内容", "定稿前请由责任单位补充，或删去"
        yield told("gap", line, found[0], what, remedy, severity=Severity.WARNING)


def slips(text: str, line: Line, facts: Facts) -> Iterator[Finding]:
    """The slips of some sentences of a line."""
    plain = _ALLOWED.sub("", text)
    for pattern in _BLANKS:
        for found in pattern.finditer(plain):
            yield told("blank", line, found[0], "句子里有空着没填的数", "请补填数字，或删去这句话")
            break
    for found in _NEGATIVE.finditer(text):
        yield told("negative", line, found[0], "升降的数不写负号", "请去掉负号，并核对升降的方向")
    last = facts.plan.period[1] + _YEARS_AHEAD
    for found in _YEAR.finditer(text):
        year = int(found[1] or found[2])
        if not _FIRST_YEAR <= year <= last:
            yield told("year", line, f"{year}年", "年份不可能出现在本报告中", "请核对年份")
    for pattern, what in ((_SPAN, "起止年份颠倒"), (_AGES, "起止年龄颠倒")):
        for found in pattern.finditer(text):
            if int(found[1]) >= int(found[2]):
                yield told("span", line, found[0], what, "请核对起止")
