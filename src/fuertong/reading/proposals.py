"""The place's own rules found in 组织实施 and 监测评估 (设置建议), each with its quote and line."""

import re
from functools import cache

from fuertong.model.plan import Item, Section, SettingProposal
from fuertong.reading import headings
from fuertong.reading.characters import plain
from fuertong.reading.wordlists import rows

_END = "。；"


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = rows("settings.csv", key="key+value+pattern")
    return tuple((row["key"], row["value"], re.compile(row["pattern"])) for row in found)


def propose_settings(sections: tuple[Section, ...], period: tuple[int, int] | None) -> tuple[SettingProposal, ...]:
    """One proposal a key, the first wording that fits; years of evaluation follow from the period."""
    result: dict[str, SettingProposal] = {}
    for section in sections:
        if headings.role(section.title) == "front":
            continue
        for item in section.items:
            for proposal in _of_item(item):
                result.setdefault(proposal.key, proposal)
    return tuple(result.values()) + _years(result, period)


def _of_item(item: Item) -> list[SettingProposal]:
    view = plain(item.text)
    found = []
    for key, value, pattern in _patterns():
        match = pattern.search(view)
        if match:
            shown = value or (match[1] if match.groups() else match[0])
            found.append(SettingProposal(key=key, value=shown, quote=_quote(item.text, view, match), line=item.line))
    return found


def _quote(text: str, view: str, match: re.Match[str]) -> str:
    """The clause around a match, up to the ends of the sentence but not longer than 120 characters."""
    start = max(view.rfind(mark, 0, match.start()) for mark in _END) + 1
    ends = [place for mark in _END if (place := view.find(mark, match.end())) >= 0]
    end = min(ends, default=len(view))
    if end - start > 120:
        start, end = max(start, match.start() - 20), min(end, match.end() + 40)
    return text[start:end].strip()


def _years(found: dict[str, SettingProposal], period: tuple[int, int] | None) -> tuple[SettingProposal, ...]:
    """Mid-term and final years counted from the first year of the plan when the text gives their distance."""
    if period is None or period[1] < period[0]:
        return ()
    result = []
    for key, name in (
        ("evaluation.midterm_years", "evaluation.midterm"),
        ("evaluation.final_years", "evaluation.final"),
    ):
        source = found.get(key)
        if source and source.value.isdigit():
            year = period[0] - 1 + int(source.value)
            result.append(SettingProposal(key=name, value=str(year), quote=source.quote, line=source.line))
    return tuple(result)
