"""The place's own rules found in 组织实施 and 监测评估 (设置建议), each with its quote and line."""

import re
from collections.abc import Iterator
from functools import cache

from fuertong.model.plan import Item, Section, SettingProposal
from fuertong.reading import headings
from fuertong.reading.characters import plain
from fuertong.reading.due_days import due_days
from fuertong.reading.wordlists import rows

_END = "。；"
_LONGEST_QUOTE = 60
_DIGITS = {word: str(number) for number, word in enumerate("一二三四五六七八九", 1)} | {"两": "2", "十": "10"}
_PLACELESS = re.compile(r"^(?:各级|同级|本级|所在地?|当地)")
_YEARS = (("evaluation.midterm_years", "evaluation.midterm"), ("evaluation.final_years", "evaluation.final"))


@cache
def _patterns(about: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = [row for row in rows("settings.csv", key="key+value+pattern") if row["about"] == about]
    return tuple((row["key"], row["value"], re.compile(row["pattern"])) for row in found)


def propose_settings(sections: tuple[Section, ...], period: tuple[int, int] | None) -> tuple[SettingProposal, ...]:
    """One proposal a key, the first wording that fits; years of evaluation follow from the period.

    Days of the year read MM-DD (12月底 = 12-31), yes-or-no rules read 是.
    """
    result: dict[str, SettingProposal] = {}
    for section in sections:
        if headings.role(section.title) == "front":
            continue
        for item in section.items:
            for proposal in (*_of_days(item), *_of_item(item)):
                result.setdefault(proposal.key, proposal)
    return _with_years(result, period)


def _of_item(item: Item) -> Iterator[SettingProposal]:
    view = plain(item.text)
    for key, value, pattern in _patterns(""):
        match = pattern.search(view)
        if match:
            part = next((number for number, group in enumerate(match.groups(), 1) if group), 0)
            yield SettingProposal(
                key=key,
                value=_told(value or match[part], key),
                quote=_quote(item.text, view, match.start(part), match.end()),
                line=item.line,
            )


def _told(shown: str, key: str) -> str:
    """五 as 5 where a number is wanted; a body is told without 同级 or 各级, which every level's plan says."""
    if key.endswith(("_years", "_term", "meetings")):
        return "".join(_DIGITS.get(letter, letter) for letter in shown)
    bare = _PLACELESS.sub("", shown)
    return bare if key.endswith(("receiver", "lead")) and len(bare) >= 4 else shown


def _of_days(item: Item) -> Iterator[SettingProposal]:
    """Each day of the year with the duty named after it, else with the one before it in the sentence."""
    view = plain(item.text)
    days = list(due_days(view))
    for number, day in enumerate(days):
        end = _end_of_sentence(view, day.end)
        following = days[number + 1].start if number + 1 < len(days) else end
        start = max(view.rfind(mark, 0, day.start) for mark in _END) + 1
        before, after = view[start : day.start], view[day.end : min(end, following)]
        duty = _duty(after) or _duty(before) or _duty(before.rstrip("于在每年次") + after)
        if duty:
            yield SettingProposal(
                key=duty, value=day.value, quote=_quote(item.text, view, day.start, day.end), line=item.line
            )


def _duty(words: str) -> str | None:
    """The first duty the words speak of: data, monitoring report, publication, or the unit's own report."""
    found = [
        (match.start(), number, key)
        for number, (key, _, pattern) in enumerate(_patterns("day"))
        if (match := pattern.search(words))
    ]
    return min(found)[2] if found else None


def _end_of_sentence(view: str, start: int) -> int:
    return min((place for mark in _END if (place := view.find(mark, start)) >= 0), default=len(view))


def _quote(text: str, view: str, first: int, last: int) -> str:
    """The sentence around a match, cut at commas when it is longer than 60 characters."""
    start = max(view.rfind(mark, 0, first) for mark in _END) + 1
    end = _end_of_sentence(view, last)
    if end - start > _LONGEST_QUOTE:
        start = max(start, view.rfind("，", 0, first) + 1)
        comma = view.find("，", last)
        end = comma if 0 <= comma < end else min(end, last + 40)
    return text[start:end].strip()


def _with_years(found: dict[str, SettingProposal], period: tuple[int, int] | None) -> tuple[SettingProposal, ...]:
    """Mid-term and final years as written, else counted from the first year of the plan by their distance."""
    for key, name in _YEARS:
        source = found.pop(key, None)
        if source is None or name in found or period is None or period[1] < period[0]:
            continue
        if source.value.isdigit():
            year = period[0] - 1 + int(source.value)
            found[name] = SettingProposal(key=name, value=str(year), quote=source.quote, line=source.line)
    return tuple(found.values())
