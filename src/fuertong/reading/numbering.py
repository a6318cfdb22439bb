"""Numbering expected next (编号推断): whether a numbered line opens an item, continues one, or begins anew."""

import re
from dataclasses import dataclass
from enum import StrEnum

from fuertong.reading.characters import plain
from fuertong.reading.marks import Mark, Style, mark_pattern
from fuertong.reading.units import ends_in_units

_ENDED = re.compile(r"[。！？；…”）】\]〕]\s*$")


_POINTLESS = re.compile(
    r"^\s*(\d{1,2})(?=[\u4e00-\u9fff“《])"
    r"(?![年月日号岁个所名人项种类次周天万亿千百件张间户倍元成期处套场至以]"
    r"|家(?!庭|长)|级(?!别)|支(?!持)|位(?!于)|对(?!于)|到(?!20\d\d年)|小(?!学))"
)
_FIRST_POINTLESS = re.compile(_POINTLESS.pattern.replace(r"\d{1,2}", "1"))
_MISREAD = re.compile(r"^\s*[（(]?([lI|i\dOoQ]{1,2})\s*[.．、)）]\s*(?=[\u4e00-\u9fff“《])")


def has_ended(text: str) -> bool:
    """Whether an item's text may be whole: a sentence has ended, or the line of its units has."""
    view = plain(text)
    return not view or bool(_ENDED.search(view)) or ends_in_units(view)


class Verdict(StrEnum):
    """What a numbered line is to the list it stands in."""

    NEXT = "next"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    RESTART = "restart"
    INSIDE = "inside"


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The list being read: its style, the last number, and a running sub-list inside an item."""

    style: Style | None = None
    last: int = 0
    inner: Style | None = None
    inner_last: int = 0

    def judge(self, mark: Mark, *, before: str) -> Verdict:
        """Place a mark in the list; `before` is the text of the item so far."""
        ended = has_ended(before)
        if self.style is None:
            return Verdict.NEXT if mark.number == 1 or self.last == 0 else Verdict.INSIDE
        same = mark.style is self.style
        if not same and self._is_inner(mark):
            return Verdict.INSIDE
        if not same and not (mark.style.is_counting and self.style.is_counting):
            return Verdict.INSIDE
        return self._in_sequence(mark, same=same, ended=ended)

    def _in_sequence(self, mark: Mark, *, same: bool, ended: bool) -> Verdict:
        if mark.number == self.last + 1:
            fits = ended or (same and not mark.glued)
            return Verdict.NEXT if fits else Verdict.INSIDE
        if not ended or mark.glued:
            return Verdict.INSIDE
        if mark.number == 1 and self.last >= 1:
            return Verdict.RESTART if same else Verdict.INSIDE
        if same and self.last + 1 < mark.number <= self.last + 4:
            return Verdict.SKIPPED
        if same and mark.number == self.last:
            return Verdict.REPEATED
        return Verdict.INSIDE

    def _is_inner(self, mark: Mark) -> bool:
        if self.inner is mark.style:
            return mark.number in (self.inner_last, self.inner_last + 1)
        return mark.number == 1 and self.last + 1 != 1

    def take(self, mark: Mark, verdict: Verdict) -> int:
        """Move the list on by an accepted or inner mark; the number the item gets."""
        if verdict is Verdict.INSIDE:
            if self.style is not None and mark.style is not self.style:
                self.inner, self.inner_last = mark.style, mark.number
            return self.last
        self.inner, self.inner_last = None, 0
        if self.style is None:
            self.style = mark.style
        self.last = mark.number if verdict is not Verdict.REPEATED else self.last + 1
        return self.last

    def unwritten(self, line: str) -> Mark | None:
        """The mark of a line whose number lost its point (3提高…) or was misread (l.), when it is the one expected."""
        if self.style is None or not self.style.is_arabic:
            found = (_MISREAD.match(line) or _FIRST_POINTLESS.match(line)) if self.style is None else None
            return Mark(Style.DOT, 1, found.end(), False) if found else None
        found = _POINTLESS.match(line)
        if found and int(found[1]) == self.last + 1:
            return Mark(self.style, self.last + 1, found.end(), False)
        found = _MISREAD.match(line)
        if found and re.sub("[lI|i]", "1", re.sub("[OoQ]", "0", found[1])) in (str(self.last + 1), "1"):
            number = int(re.sub("[lI|i]", "1", re.sub("[OoQ]", "0", found[1])))
            return Mark(self.style, number, found.end(), False)
        return None

    def unnumbered(self) -> int:
        """The number of an item that carries none."""
        self.last += 1
        return self.last


def glued_next(text: str, numbering: Numbering, *, before: str = "") -> int | None:
    """Where the next item begins inside a text, None when it does not; only after the end of a sentence.

    Another style of the same kind counts too, unless a list of that style runs inside the item (`before`).
    """
    if numbering.style is None:
        return None
    view = plain(text[:_WINDOW])
    for style in (numbering.style, *(_ARABIC if numbering.style.is_arabic else ())):
        if style is not numbering.style and (
            numbering.inner is style or re.search(mark_pattern(style, 1) + r"(?!\d)", plain(before) + view)
        ):
            continue
        pattern = mark_pattern(style, numbering.last + 1)
        for found in re.finditer(
            rf"(?<=[。；）】\]{_LAST_OF_UNITS}])\s*(?:—\s*)?(?={pattern}[\u4e00-\u9fff“《\d])", view
        ):
            before_it = view[: found.end()].rstrip()
            if found.end() > 0 and (before_it[-1] not in _LAST_OF_UNITS or ends_in_units(before + before_it[-_NEAR:])):
                return found.end()
    return None


def glued_restart(text: str, numbering: Numbering, following: int | None) -> int | None:
    """Where the numbering begins anew inside a text, before the next item (`following`); None when it does not.

    1 and 2 must come after the end of a sentence, and where the next number comes later, the last one again before it:
    a list inside the item stops short of that.
    """
    if numbering.style not in _ARABIC or numbering.last < _LEAST_BEFORE:
        return None
    view = plain(text[:_WINDOW] if following is None else text[:following])
    place = 0
    for number in (1, 2) if following is None else range(1, numbering.last + 1):
        found = re.compile(
            rf"(?<=[。；）】\]])\s*(?={mark_pattern(numbering.style, number)}[\u4e00-\u9fff“《\d])"
        ).search(view, place)
        if not found:
            return None
        if number == 1:
            first = found.end()
        place = found.end()
    return first


_LEAST_BEFORE = 3
_LAST_OF_UNITS = "局委办部会联厅府处队院关等"  # the last character of most units
_NEAR = 400
_WINDOW = 6_000  # no item is longer: the next one begins within it
_ARABIC = (Style.DOT, Style.PAREN, Style.HALF_PAREN)
