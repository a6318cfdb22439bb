"""What a page carries besides its text (页眉、页脚、页码、目录): taken off before the plan is read."""

import re
from collections import Counter

from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze, without_noise
from fuertong.reading.marks import parse_mark
from fuertong.reading.repairs import repaired
from fuertong.reading.units import starts_with_role
from fuertong.reading.web_lines import is_web_line, without_page_marks

_PAGE_NUMBER = re.compile(
    r"^(?:[—·\s]*第?\s*\d{1,3}\s*页?[—·\s]*|第\s*\d+\s*页\s*[，/、]?\s*共\s*\d+\s*页|\d{1,3}\s*/\s*\d{1,3}|[—\s]*[ivxIVX]{1,5}[—\s]*|Page\s*\d+.*)$"
)
_DASHED = re.compile(r"^—+\s*\d{1,3}\s*—+$")
_CONTENTS = re.compile(r"^目(?:录|次)$")
_LEADER = re.compile(r"^.{2,45}?(?:[.．…·]{3,}+|\t++|\s{3,}+)\s*+[（(]?\s*+\d{1,3}\s*+[)）]?$")
_TRAILING_PAGE = re.compile(r"(?<![.．…·\s])[.．…·\s]*+[（(]?\d{1,3}[)）]?$")


_LONG = 300


def without_furniture(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """The lines that belong to the text, with their 1-based numbers; blank lines are dropped."""
    raw = [(number, without_page_marks(repaired(without_noise(line)))) for number, line in enumerate(lines, 1)]
    kept = [(number, line) for number, line in raw if line and not is_web_line(line)]
    kept = _without_paged_heads(kept)
    beside = _beside_page_numbers(kept)
    kept = [(number, line) for number, line in kept if not _is_page_number(line)]
    repeated = _repeated(kept, beside)
    seen: set[str] = set()
    result = []
    for number, line in kept:
        bare = squeeze(plain(line))
        if bare in repeated:
            first = bare not in seen and headings.plan_title(line) is not None
            seen.add(bare)
            if not first:
                continue
        result.append((number, line))
    return _without_contents(result)


def _without_paged_heads(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines without running heads that carry their page number (某某规划  第3页, — 3 — 某某规划)."""
    heads = [_paged_head(line) for _, line in lines]
    counts = Counter(head for head in heads if head)
    return [pair for pair, head in zip(lines, heads, strict=True) if not head or counts[head] < _LEAST_HEADS]


_LEAST_HEADS = 2
_PAGED = re.compile(
    r"^(?:第\s*\d{1,3}\s*页(?:\s*[，/]?\s*共\s*\d+\s*页)?|—+\s*\d{1,3}\s*—+|·\s*\d{1,3}\s*·)\s*(?P<after>\S.{3,39})$"
    r"|^(?P<before>\S.{3,39}?)\s*(?:第\s*\d{1,3}\s*页(?:\s*[，/]?\s*共\s*\d+\s*页)?|—+\s*\d{1,3}\s*—+|·\s*\d{1,3}\s*·)$"
)


def _paged_head(line: str) -> str:
    """The words of a running head beside its page number, empty for any other line."""
    if len(line) > 120:
        return ""
    text = re.sub(r"\s{2,}", " ", plain(line))
    found = _PAGED.match(text)
    return squeeze(found["after"] or found["before"]) if found else ""


def _is_page_number(line: str) -> bool:
    text = plain(line)
    return bool(_DASHED.match(text) or _PAGE_NUMBER.match(text))


def _beside_page_numbers(lines: list[tuple[int, str]]) -> Counter[str]:
    """How often each short line stands right before or after a page number."""
    result: Counter[str] = Counter()
    for place, (_, line) in enumerate(lines):
        neighbours = lines[max(place - 1, 0) : place] + lines[place + 1 : place + 2]
        if len(line) <= 40 and not _is_page_number(line) and any(_is_page_number(text) for _, text in neighbours):
            result[squeeze(plain(line))] += 1
    return result


def _repeated(lines: list[tuple[int, str]], beside: Counter[str]) -> set[str]:
    """Running heads: short lines without mark that come back on the pages and name no part of a plan."""
    counts = Counter(squeeze(plain(line)) for _, line in lines if len(line) <= 40)
    return {
        text
        for text, count in counts.items()
        if (count >= 4 or (count >= 2 and beside[text] == count))
        and len(text) >= 4
        and parse_mark(text) is None
        and headings.role(text) is None
        and not starts_with_role(text)
        and not text.endswith("。")
    }


def _without_contents(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    result: list[tuple[int, str]] = []
    position = 0
    while position < len(lines):
        number, line = lines[position]
        if _CONTENTS.match(squeeze(line)):
            position = _end_of_contents(lines, position + 1)
            continue
        if len(line) > _LONG or not _LEADER.match(line):
            result.append((number, line))
        position += 1
    return result


def _end_of_contents(lines: list[tuple[int, str]], position: int) -> int:
    """The place after a table of contents: where its first entry comes again, or where the text begins."""
    entries: list[str] = []
    start = position
    while position < len(lines) and position - start < 200:
        line = lines[position][1]
        if len(line) > _LONG:
            return position - _title_before(lines, position, start)
        entry = _entry(line)
        if entry in entries and not _LEADER.match(line) and headings.role(line) not in ("goals", "strategies"):
            return position - _title_before(lines, position, start)
        if len(squeeze(line)) > 45 or line.endswith(("。", "：", ":")):
            return position - _title_before(lines, position, start)
        entries.append(entry)
        position += 1
    return position


def _entry(line: str) -> str:
    """A heading as compared between table of contents and text: without mark, leaders and page number."""
    return headings.core(_TRAILING_PAGE.sub("", line))


def _title_before(lines: list[tuple[int, str]], position: int, start: int) -> int:
    """How many lines before the first paragraph are already the text's own headings (title, years, 前言)."""
    back = 0
    while position - back - 1 >= start and back < 4:
        line = lines[position - back - 1][1]
        if headings.plan_title(line) or headings.is_period_line(line) or headings.role(line) == "front":
            back += 1
        else:
            break
    return back
