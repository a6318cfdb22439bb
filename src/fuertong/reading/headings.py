"""Headings of a plan (标题): which words name a block, a section, a domain or the plan itself."""

import re
from functools import lru_cache

from fuertong.model.plan import Audience
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.marks import Mark, Style, parse_mark
from fuertong.reading.wordlists import rows, words

_DECORATION = re.compile(r"^[【\[［〈<（“—*#\s]+|[】\]］〉>）”：:—*。.\s]+$")
_SENTENCE_END = re.compile(r"[。；;！!？?，,、：:]$")
_DOMAIN = re.compile(r"^(?:妇女|女性|儿童|未成年人|少年儿童)(?:与|和|参与|及其?|的?参与|同)[\u4e00-\u9fff、*×□]{1,12}$")
_PERIOD = r"[（(]?\s*\d{4}\s*(?:年)?\s*[—\-－–~～至到]+\s*\d{4}\s*年?\s*[)）]?"
_TITLE = re.compile(
    rf"^(?:(?P<place>[\u4e00-\u9fff]{{2,20}}?))?(?P<five>“?[一二三四五六七八九十]{{2,3}}五”?(?:时期)?)?"
    rf"(?P<early>{_PERIOD})?(?:中长期)?(?P<who>妇女|儿童)(?:事业)?发展(?:“?[一二三四五六七八九十]{{2,3}}五”?)?(?:规划|纲要|计划)(?P<late>{_PERIOD})?"
    r"(?:（[\u4e00-\u9fff]{2,8}）|[（(]\s*年?\s*[—\-－–~至]*\s*年\s*[)）])?$"
)
_PERIOD_LINE = re.compile(rf"^{_PERIOD}$")


@lru_cache(maxsize=4096)
def core(text: str) -> str:
    """A heading without mark, decoration, blanks and final colon."""
    mark = parse_mark(text)
    bare = squeeze(text[mark.end :] if mark else text)
    previous = None
    while previous != bare:
        previous, bare = bare, _DECORATION.sub("", bare)
    return bare


_LONGEST = 120
_OPEN_ROLES = (None, "other", "indicators", "tasks")


def role(text: str) -> str | None:
    """goals, strategies, other, section, front or body when the heading is one of the genre's own."""
    if len(text) > _LONGEST:
        return None
    name = core(text)
    return _ROLES.get(name) if len(name) <= 22 else None


def likely_block(text: str, *, styled: bool = False) -> str | None:
    """goals or strategies when an unknown heading says so by its last word (领域目标, 实现路径) and its form.

    `styled` when the file itself makes the line a heading: then the word is enough.
    """
    if len(text) > _LONGEST:
        return None
    bare = squeeze(plain(text))
    name = core(text)
    if not (2 if styled else 3) <= len(name) <= 8 or bare.endswith("。") or role(text) not in _OPEN_ROLES:
        return None
    if not styled and (role(text) or not _FRAMED.search(bare)):
        return None
    found = _KIND_OF_BLOCK.search(name)
    return None if found is None else ("goals" if found["goals"] else "strategies")


_FRAMED = re.compile(r"^[【\[〖].*[】\]〗]：?$|：$|^(?:（[一二三四五六七八九十]）|[一二三四五六七八九十]、|第.节)")
_KIND_OF_BLOCK = re.compile(r"(?:(?P<goals>(?<!总)(?<!总体)目标)|措施|策略|举措|路径|对策|行动)$")
_ROLES = {row["word"]: row["role"] for row in rows("headings.csv", key="word+role") if row["role"] != "parts_of_goals"}
BLOCK_WORDS = tuple(sorted(words("headings.csv", "goals") + words("headings.csv", "strategies"), key=len, reverse=True))

SECTION_WORDS = tuple(sorted(words("headings.csv", "section"), key=len, reverse=True))


def is_short(text: str, limit: int = 24) -> bool:
    """Whether a line could be a heading at all: short and not ended like a sentence or clause."""
    if len(text) > _LONGEST:
        return False
    bare = squeeze(text)
    return 0 < len(bare) <= limit and not _SENTENCE_END.search(bare) and "。" not in bare


def is_domain_title(text: str) -> bool:
    """Whether the words after the mark have the form of a domain's name (妇女与健康, 儿童与法律保护)."""
    if len(text) > _LONGEST:
        return False
    name = core(text)
    return name in STANDARD_DOMAINS or bool(_DOMAIN.match(name))


def is_stopped_domain(text: str) -> bool:
    """Whether a numbered domain's name is written like a sentence: （一）妇女与健康。 or with a colon."""
    return bool(re.search(r"[。：:]\s*$", text)) and is_short(core(text)) and is_domain_title(text)


STANDARD_DOMAINS = {row["title"]: row for row in rows("domains.csv", key="title")}


def audience_of(text: str) -> Audience | None:
    """Whose domain or plan a heading speaks of."""
    first = {name: text.find(name) for name in ("妇女", "女性", "儿童", "未成年人")}
    found = [(place, name) for name, place in first.items() if place >= 0]
    if not found:
        return None
    return Audience.WOMEN if min(found)[1] in ("妇女", "女性") else Audience.CHILDREN


def plan_title(text: str) -> re.Match[str] | None:
    """The parts of a plan's title when a line is nothing else (place, five-year plan, audience, period)."""
    if len(text) > 2 * _LONGEST:
        return None
    bare = without_annex(squeeze(text)).strip("《》")
    if not 6 <= len(bare) <= 60 or any(word in bare for word in ("关于", "印发", "通知", "依据", "根据")):
        return None
    return _TITLE.match(plain(bare))


_ANNEX = re.compile(
    r"^[（(【\[]?\s*附\s*件?\s*(?:\d{1,2}(?:\s*[-—－]\s*\d)?|[一二三四五六七八九])?\s*[)）】\]]?\s*[：:.．、]?\s*(?=[^\d\s])"
)


def without_annex(text: str) -> str:
    """A title without 附件2： before it."""
    return _ANNEX.sub("", text)


def is_period_line(text: str) -> bool:
    """Whether a line holds nothing but the plan's years, as under a title."""
    return len(text) <= _LONGEST and bool(_PERIOD_LINE.match(squeeze(text)))


def is_top(mark: Mark | None) -> bool:
    """Whether a mark is of the kind that numbers the parts of a plan (一、 第一章)."""
    return mark is not None and mark.style in (Style.CN_DOT, Style.CHAPTER, Style.SECTION)
