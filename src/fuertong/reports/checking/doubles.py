"""Doubled text and broken punctuation (重复与标点): slips of cutting and pasting."""

import re
from collections.abc import Collection, Iterator, Sequence

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.reading import Line, sentences_of
from fuertong.reports.checking.telling import told

_SHORTEST = 12
_WORDS = re.compile(r"(的|了|为|是|比|和|在|与)\1(?!士|确)|([\u4e00-\u9fff]{2,8})\2")
_FINE = re.compile(r"([\u4e00-\u9fff]{2,8})\1(?=会|制)")
_MARKS = re.compile(r"。。|，，|，。|。，|；。|、、|、。|：：|；；")
_PAIRS = ("（）", "《》", "“”", "【】")


def repeated_sentences(lines: Sequence[Line], ours: Collection[str]) -> Iterator[Finding]:
    """A sentence twice in one paragraph or in two that follow each other, unless we wrote it so."""
    before: list[str] = []
    for line in lines:
        if line.cells:
            before = []
            continue
        here: list[str] = []
        for sentence in sentences_of(line.text):
            again = sentence in here or sentence in before
            counts = len(sentence) >= _SHORTEST and sentence.endswith("。")
            if again and counts and (sentence not in ours or sentence in here or line.text in before):
                yield told("double", line, sentence[:30], "这句话重复了", "请删去一处")
            here.append(sentence)
        before = [*here, line.text]


def doubled_words(text: str, line: Line) -> Iterator[Finding]:
    """A word twice in a row, a mark twice, a bracket that is not closed."""
    for found in _WORDS.finditer(text):
        if not _FINE.match(text, found.start()):
            yield told("double", line, found[0], "文字重复", "请删去多余的字", severity=Severity.WARNING)
    for mark in _MARKS.findall(text):
        yield told("punctuation", line, mark, "标点重复", "请改正标点", severity=Severity.WARNING)
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        if text.count(opening) != text.count(closing):
            what = f"“{opening}{closing}”不成对" if opening != "“" else "引号不成对"
            yield told("punctuation", line, text[:20], what, "请补齐或删去", severity=Severity.WARNING)
