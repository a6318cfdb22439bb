"""Names and dates of the report itself (名称与日期): plan title, period, data year, cut-off, misspelt indicators."""

import re
from collections.abc import Collection, Iterator

from fuertong.model.findings import Finding
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.facts import Facts

_TITLE = re.compile(r"《([^》]*(?:规划|纲要)[^》]*)》")
_REPORT = re.compile(r"(\d{4})年(?:度)?《?[^。]{0,40}(?:监测报告|评估报告|实施情况简报)")
_CUT_OFF = re.compile(r"(?:数据截止日期为|数据截至|截至)(\d{4}年\d{1,2}月\d{1,2}日)(?:的数据)?")
_OPPOSITES = ("男女", "城乡", "农城", "婴童", "儿童", "上下", "多少", "高低", "省市", "市县", "早晚", "妻夫")
_FEWEST = 6


def name_findings(text: str, line: Line, facts: Facts, *, is_title: bool) -> Iterator[Finding]:
    """Titles, years and dates that are not those of this report."""
    own = facts.plan.title.strip("《》")
    for title in _TITLE.findall(text):
        if title != own and _nearly(title, own):
            yield told("title", line, f"《{title}》", f"规划名称应为《{own}》", f"请改为《{own}》", wanted=own)
    found = _REPORT.match(text) if is_title else None
    if found and int(found[1]) != facts.year and line.number <= 2:
        what = f"本报告的数据年是{facts.year}年"
        yield told("other_year", line, f"{found[1]}年", what, f"请改为{facts.year}年", wanted=f"{facts.year}年")
    for day in _CUT_OFF.findall(text):
        right = chinese_date(facts.cutoff)
        if "数据" in text and day != right and day[:4] == right[:4]:
            yield told("date", line, day, f"数据截止日期是{right}", f"请改为{right}", wanted=right)


def _nearly(title: str, own: str) -> bool:
    """The same words with another period or a slip in a character or two; another plan is no slip."""
    words, ours = (re.sub(r"[（(].*?[)）]|\d", "", text) for text in (title, own))
    if words == ours:
        return True
    return (
        len(words) == len(ours)
        and sum(a != b for a, b in zip(words, ours, strict=True)) == 1
        and (not _differ_in_sense(words, ours))
    )


def misspelt(sentence: str, line: Line, names: Collection[str]) -> Iterator[Finding]:
    """An indicator's name with one character wrong."""
    for name in names:
        if len(name) < _FEWEST or name in sentence:
            continue
        for place in _likely(sentence, name):
            window = sentence[place : place + len(name)]
            if sum(a != b for a, b in zip(window, name, strict=True)) != 1 or _differ_in_sense(window, name):
                continue
            if any(window in other or other in sentence[max(0, place - 3) : place + len(name) + 3] for other in names):
                continue
            yield told("name", line, window, f"指标名称应为“{name}”", f"请改为“{name}”", wanted=name)
            return


def _likely(sentence: str, name: str) -> list[int]:
    """Where the name may begin: its first two characters or its last two stand there."""
    size = len(name)
    starts = {found.start() for found in re.finditer(re.escape(name[:2]), sentence)}
    starts |= {found.start() - size + 2 for found in re.finditer(re.escape(name[-2:]), sentence)}
    return sorted(place for place in starts if 0 <= place <= len(sentence) - size)


def _differ_in_sense(one: str, other: str) -> bool:
    """Whether the one character makes another thing of it: 男 for 女, 城 for 乡, a digit for a digit."""
    pairs = ["".join(sorted((a, b))) for a, b in zip(one, other, strict=True) if a != b]
    known = {"".join(sorted(pair)) for pair in _OPPOSITES}
    return any(pair in known or any(char.isdigit() or char in "，。、；（）" for char in pair) for pair in pairs)
