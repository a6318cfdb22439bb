"""Events that count (可计数的事件): their fewer happening is a target, and their indicator is a rate or a number."""

import re

from fuertong.reading import phrases
from fuertong.reading.coordination import expand
from fuertong.reading.list_parts import parts_of
from fuertong.reading.wordlists import rows

_EVENTS = tuple(sorted(rows("events.csv", key="word"), key=lambda row: len(row["word"]), reverse=True))
_WORDS = r"(?:发生|致残|致死|死亡|残疾)"
_LIST = rf"(?P<list>{_WORDS}(?:(?:、|和|及|以及|与){_WORDS})*)"
_CAUSED = re.compile(rf"^(?P<base>.+?)(?:所致|导致|造成|引起)的?{_LIST}$")
_HAPPENING = re.compile(rf"^(?P<base>.+?)的{_LIST}$")
_MEASURES = {"残疾": "致残率", "致死": "死亡率"}


def events_of(subject: str) -> list[str]:
    """The indicators of events (非意愿妊娠, 伤害的发生、致残和死亡); empty when one member is no event."""
    match = _CAUSED.match(subject) or _HAPPENING.match(subject)
    if match:
        words = re.findall(_WORDS, match["list"])
        return [match["base"] + _MEASURES.get(word, word + "率") for word in words]
    if phrases.is_countable(subject):
        return []
    subject = subject.replace("的母婴", "母婴")
    names = expand(subject).names
    parts = tuple(part.text for part in parts_of(subject))
    if len(names) == 1 and "等" not in subject and all(event_of(part) for part in parts):
        names = parts
    named = [event_of(name) for name in names]
    return [name for name in named if name] if all(named) else []


def event_of(name: str) -> str | None:
    """The indicator of one event, None when the phrase ends in none."""
    row = next((row for row in _EVENTS if name.endswith(row["word"])), None)
    return name[: -len(row["word"])] + row["indicator"] if row else None


def countable_name(name: str) -> str | None:
    """A name with its measure: a phrase that has one keeps it, events get theirs, others give None."""
    return name if phrases.is_countable(name) else event_of(name)
