"""Units on lines of their own (单位单独成行): a table of 责任分解 flattened by a web page, one cell to a line.

牵头单位 and 责任单位 as bare lines, or nothing but names after a goal, are put together into one labelled line where
the first of them stood; the heads of the table's columns are taken out. The number of lines stays.
"""

import re
from dataclasses import dataclass

from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.marks import parse_mark
from fuertong.reading.unit_lists import is_placed, is_unit
from fuertong.reading.unit_names import name_words, unit_stem
from fuertong.reading.wordlists import either

_LEAD, _MAIN, _SUPPORT = (either("units.csv", role) for role in ("lead", "main", "support"))
_LABEL = re.compile(rf"^[（\[【]?(?P<role>(?:{_LEAD}|{_MAIN}|{_SUPPORT}))[）\]】]?：?$")
_LABELLED = re.compile(rf"^(?P<role>(?:{_LEAD}|{_MAIN}|{_SUPPORT}))：(?P<names>[^：]+)$")
_COLUMN = re.compile(either("table_columns.csv", "column"))
_SENTENCE_END = re.compile(r"[。；）%‰]$")
_DATE = re.compile(r"^(?:\d{4}|二[〇○零]..)年\d{0,2}")
_LONGEST = 60
_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that is not blank: its place, its words, and what of a list of units it is."""

    place: int
    text: str
    label: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether it is a label without names or names without a label."""
        return bool(self.label) != bool(self.names)


def with_unit_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with units that stand on lines of their own gathered behind their goal."""
    known = [_seen(place, line) for place, line in enumerate(lines) if line.strip()]
    if sum(1 for line in known if line.is_bare) < _LEAST_COLUMNS - 1:
        return lines
    result = list(lines)
    heads = _table_heads(known)
    for line in heads:
        result[line.place] = ""
    columns = [line.label for line in heads if line.label]
    taken = {line.place for line in heads}
    rest = [line for line in known if line.place not in taken]
    position, begun = 0, bool(heads)
    runs: list[tuple[int, int]] = []
    while position < len(rest):
        begun = begun or headings.role(rest[position].text) == "goals"
        end = _run_end(rest, position) if begun else position
        if end > position and _belongs(rest, position, end, in_table=bool(columns)):
            runs.append((position, end))
        position = max(end, position + 1)
    if not columns and not any(_is_sure(rest[start:end]) for start, end in runs):
        return tuple(result)
    for start, end in runs:
        result[rest[start].place] = _joined(rest[start:end], columns)
        for line in rest[start + 1 : end]:
            result[line.place] = ""
    return tuple(result)


def _seen(place: int, line: str) -> _Line:
    if len(line) > 2 * _LONGEST:
        return _Line(place=place, text=line[-_LONGEST:])
    text = squeeze(plain(line))
    label = _LABEL.match(text)
    if label:
        return _Line(place=place, text=text, label=label["role"])
    if parse_mark(line) is not None:
        return _Line(place=place, text=text)
    labelled = _LABELLED.match(text)
    spoken = plain(line.strip()) if not labelled else labelled["names"]
    parts = tuple(squeeze(part) for part in re.split(r"[、，,\s]+", spoken) if part.strip())
    if not parts or not all(map(_is_name, parts)):
        parts = ()
    return _Line(place=place, text=text, label=labelled["role"] if labelled and parts else "", names=parts)


def _is_name(text: str) -> bool:
    """Whether a cell is the name of a unit, written out or short (县人口计生)."""
    if len(text) > _LONGEST // 2 or headings.role(text) is not None:
        return False
    return is_unit(text) or (len(text) <= _SHORT and unit_stem(text) in _stems())


_SHORT = 10


def _stems() -> set[str]:
    return {word for pair in name_words("stem") for word in pair}


def _table_heads(lines: list[_Line]) -> list[_Line]:
    """The heads of columns, one to a line; 主要目标 stays where the goals begin right after it."""
    result: list[_Line] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and ((lines[end].label and not lines[end].names) or _COLUMN.fullmatch(lines[end].text)):
            end += 1
        heads = lines[start:end]
        if len(heads) >= _LEAST_COLUMNS and any(line.label for line in heads):
            mark = parse_mark(lines[end].text) if end < len(lines) else None
            numbered = mark is not None and mark.style.is_arabic and mark.number == 1
            result += [line for line in heads if not (numbered and headings.role(line.text) == "goals")]
        start = max(end, start + 1)
    return result


def _run_end(lines: list[_Line], start: int) -> int:
    """The place after the lines of units that begin here, `start` when none do."""
    first = lines[start]
    if not first.label and not (first.names and all(map(is_placed, first.names))):
        return start
    end = start
    while end < len(lines) and (lines[end].label or lines[end].names or _stands_between(lines, end)):
        end += 1
    while end > start and lines[end - 1].label and not lines[end - 1].names:
        end -= 1
    return end if any(line.is_bare for line in lines[start:end]) else start


def _stands_between(lines: list[_Line], place: int) -> bool:
    """Whether a cell nobody knows (人口计生) stands between two names, so that it must be one."""
    if place == 0 or place + 1 >= len(lines) or not (lines[place - 1].names and lines[place + 1].names):
        return False
    return bool(_PLAIN_CELL.match(lines[place].text)) and headings.role(lines[place].text) is None


_PLAIN_CELL = re.compile(rf"^[\u4e00-\u9fff]{{2,{_SHORT}}}$")


def _belongs(lines: list[_Line], start: int, end: int, *, in_table: bool) -> bool:
    """Whether units are those of a goal: a sentence has ended before them, and no date follows (a signature)."""
    if start == 0 or (end < len(lines) and _DATE.match(lines[end].text)):
        return False
    before = lines[start - 1].text
    if headings.role(before) is not None or before.endswith(("：", "、", "，")):
        return False
    return in_table or any(line.label for line in lines[start:end]) or bool(_SENTENCE_END.search(before))


def _is_sure(run: list[_Line]) -> bool:
    """Labels, or several names one below the other: no running head of a page."""
    return any(line.label for line in run) or len(run) > 1


def _joined(run: list[_Line], columns: list[str]) -> str:
    """（牵头单位：…；责任单位：…）; in a table of two columns the first unit is that of the first."""
    parts: list[tuple[str, list[str]]] = []
    for line in run:
        if line.label or not parts:
            parts.append((line.label, []))
        parts[-1][1].extend(line.names or (() if line.label else (line.text,)))
    label, names = parts[0]
    if not label:
        several = len(columns) > 1 and columns[0] != columns[1]
        parts[:1] = [(columns[0], names[:1]), (columns[1], names[1:])] if several else [("责任单位", names)]
    return "（" + "；".join(f"{label}：{'、'.join(names)}" for label, names in parts if names) + "）"
