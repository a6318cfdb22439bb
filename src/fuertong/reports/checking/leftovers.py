"""Leftovers (遗留内容): tracked changes, comments, placeholders, and what only the office may see."""

import re
from collections.abc import Iterator

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.returned_word import WordFile

_PLACEHOLDER = re.compile(
    r"\{[a-z_]*\}|#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?)|\b(?:nan|None|null|NaN)\b|[（(](?:待补充|待填|待定|略)[)）]|错误[！!]未"
)
_LEAK = re.compile(
    r"达标概率|达标的概率|概率(?:为|约)?\s*\d|[Pp]\s*[=＝<＜>＞]\s*0?\.\d+|研判信号|置信区间|预测区间|还需\d+人"
)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_LONG = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def file_findings(file: WordFile) -> Iterator[Finding]:
    """Of the file as a whole."""
    if file.tracked:
        yield Finding(
            severity=Severity.WARNING,
            code="check.tracked",
            message=f"文件中还有{file.tracked}处修订没有接受或拒绝，核对按接受修订后的文字进行。",
            remedy="定稿前请接受或拒绝全部修订。",
        )
    for comment in file.comments:
        yield Finding(
            severity=Severity.WARNING,
            code="check.comment",
            message=f"文件中还有{comment.author or '未署名'}的批注：“{comment.text[:40]}”。",
            remedy="定稿前请处理并删除批注。",
        )


def leftover_findings(text: str, line: Line) -> Iterator[Finding]:
    """Of one paragraph: placeholders, signals of the machine, dates that do not exist."""
    for found in _PLACEHOLDER.finditer(text):
        yield told("placeholder", line, found[0], "有没有替换的内容", "请补填或删去")
    for found in _LEAK.finditer(text):
        what = "概率和研判信号只供办公室和统计人员参考，不能写入报告"
        yield told("leak", line, found[0], what, "请改用“可能性较大、不确定、较小”等用语，或删去")
    for found in _DATE.finditer(text):
        month, day = int(found[2]), int(found[3] or 1)
        if month not in _LONG or not 1 <= day <= _LONG[month]:
            yield told("date", line, found[0], "没有这一天", "请核对日期")
