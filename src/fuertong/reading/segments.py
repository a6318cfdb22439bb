"""Headings glued to a paragraph (标题粘连): one printed line that holds several, taken apart again."""

import re
from dataclasses import dataclass
from itertools import pairwise

from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.marks import parse_mark
from fuertong.reading.run_together import parted, without_pages


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of one line; `glued` when it did not begin the line."""

    line: int
    text: str
    glued: bool = False


_CN = "一二三四五六七八九十"
_MARK = (
    rf"(?:第[{_CN}]{{1,3}}[章节篇]|（\s*[{_CN}]{{1,3}}\s*）|[{_CN}]{{1,3}}、|（\s*\d{{1,2}}\s*）|\d{{1,2}}\s*[.、])\s*"
)
_AFTER_SENTENCE = r"(?<=[。；！”）])\s*"
_LONG = 200
_BLOCKS = "|".join(headings.BLOCK_WORDS[:-3])
_SHORT_BLOCKS = r"主要目标|发展目标|策略措施|主要措施"
_DOMAIN = r"(?:妇女|女性|儿童|未成年人)(?:与|参与)[\u4e00-\u9fff]{1,8}?"
_GLUED_BLOCK = re.compile(
    rf"{_AFTER_SENTENCE}(?P<head>(?:{_MARK})?[【\[]?(?:{_SHORT_BLOCKS})[】\]]?\s*：?)(?=\s*$|\s*{_MARK})"
)
_GLUED_DOMAIN = re.compile(
    rf"{_AFTER_SENTENCE}(?P<head>{_MARK}{_DOMAIN})(?=\s*$|\s*(?:{_MARK})?[【\[]?(?:{_SHORT_BLOCKS}))"
)
_GLUED_SECTION = re.compile(
    rf"{_AFTER_SENTENCE}(?P<head>(?:第[{_CN}]{{1,3}}[章部]分?|[{_CN}]{{1,3}}、)\s*(?:组织实施|监测评估|监测与评估|实施保障|保障措施|组织保障))(?=\s*$|\s*（[{_CN}]+）)"
)
_BLOCK_FIRST = re.compile(
    rf"^(?P<head>\s*(?:{_MARK})?[【\[]?(?:{_BLOCKS})[】\]]?\s*：?)\s*(?=(?:（\s*1\s*）|1\s*[.、]|①|（一）|一、))"
)
_DOMAIN_THEN_BLOCK = re.compile(
    rf"^(?P<head>\s*(?:{_MARK})?{_DOMAIN})\s*(?=(?:{_MARK})?[【\[]?(?:{_SHORT_BLOCKS})[】\]]?\s*：?\s*$)"
)


def split_glued(lines: list[tuple[int, str]]) -> list[Segment]:
    """The lines as segments, with every glued heading a segment of its own."""
    result: list[Segment] = []
    before = ""
    for number, line in _mended(_unrolled(lines)):
        pieces: list[str] = []
        for half in _run_in_domain(line):
            pieces += [part for piece in _split(half) for part in _run_in(piece, before)]
            before = half
        result.extend(Segment(number, piece, index > 0) for index, piece in enumerate(pieces))
    return result


def _unrolled(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Paragraphs run together with blanks between them, as copied from a viewer, taken apart at the blanks."""
    result: list[tuple[int, str]] = []
    for number, line in lines:
        result.extend((number, part) for piece in parted(without_pages(line)) for part in _at_blanks(piece))
    return result


def _at_blanks(line: str) -> list[str]:
    """The pieces between blanks where some of them name parts of a plan, else the line."""
    pieces = _blank_apart(line) if " " in line else [line]
    known = sum(1 for piece in pieces if len(piece) <= 24 and _names_a_part(piece))
    least = 2 if len(line) > _LONG else 1
    apart = known >= least and (len(line) > _LONG or (len(pieces) > 1 and any(map(_has_stop, pieces))))
    return pieces if apart else [line]


def _has_stop(piece: str) -> bool:
    """Whether a piece ends like a sentence."""
    return piece.endswith(("。", "；", "）"))


def _blank_apart(line: str) -> list[str]:
    """The pieces between blanks; a bare number stays with the words after it."""
    result: list[str] = []
    for piece in line.split():
        if result and _BARE_MARK.match(plain(result[-1])):
            result[-1] += piece
        else:
            result.append(piece)
    return result


_BARE_MARK = re.compile(rf"^{_MARK}$")


def _names_a_part(piece: str) -> bool:
    return headings.role(piece) is not None or headings.is_domain_title(piece)


def _mended(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Headings broken over two lines put together on the first of them."""
    result: list[tuple[int, str]] = []
    for number, line in lines:
        head = _heading_across(result[-1][1], line) if result else 0
        if head:
            result[-1] = (result[-1][0], result[-1][1] + line[:head])
            line = line[head:].strip()
        if line:
            result.append((number, line))
    return result


def _heading_across(first: str, second: str) -> int:
    """How many characters of the second line belong to a heading begun on the first (0: none)."""
    tail, after = plain(first[-30:]), plain(second[:40])
    half = headings.core(second) in ("目标", "措施", "策略") and _HALF_WORD.search(tail) is not None
    whole = headings.role(second) is not None and not half
    own = whole or parse_mark(second) is not None
    if own or not _HEADING_BEGUN.search(tail) or ("。" in after[:10] and len(second) > 12):
        return 0
    joined = tail + after
    for pattern in (_GLUED_DOMAIN, _GLUED_BLOCK, _GLUED_SECTION, _WHOLE):
        for found in pattern.finditer(joined):
            if found.start("head") < len(tail) < found.end("head"):
                return found.end("head") - len(tail)
    return 0


_HALF_WORD = re.compile(r"(?:主要|发展|具体|重点|工作|策略|政策|任务)$")
_HEADING_BEGUN = re.compile(
    rf"(?:(?<=[。；！”）])|^)\s*(?:{_MARK}[\u4e00-\u9fff]{{0,10}}|【?[主策发][要略展]?[目措]?[标施]?)$|[{_CN}]{{1,3}}[）、]?$|（\s*\d{{0,2}}$|(?<=[。；）])\s*\d{{1,2}}\s*[.、]?\s*$"
)
_WHOLE = re.compile(rf"^(?P<head>(?:{_MARK})?(?:{_DOMAIN}|{_SHORT_BLOCKS}))：?$")


_RUN_IN = re.compile(
    rf"^(?P<head>\s*(?:{_MARK})?(?:[【\[](?:{_BLOCKS})[】\]]\s*：?|(?:{_BLOCKS})\s*：))\s*(?=[^\s：，。])"
)


_DOMAIN_NAMES = "|".join(sorted(headings.STANDARD_DOMAINS, key=len, reverse=True))
_RUN_IN_DOMAIN = re.compile(rf"^(?P<head>\s*{_MARK}(?:{_DOMAIN_NAMES}|{_DOMAIN})\s*[。：])\s*(?=\S)")


def _run_in_domain(line: str) -> list[str]:
    """（一）妇女与健康。……, a domain's heading and its preface, or its 主要目标, on one line."""
    found = _RUN_IN_DOMAIN.match(plain(line[:_LONG]))
    return [line[: found.end("head")].strip(), line[found.end("head") :].strip()] if found else [line]


def _run_in(line: str, before: str) -> list[str]:
    """主要目标：……, the heading and its first paragraph on one line; not the end of a sentence broken before it."""
    found = _RUN_IN.match(plain(line))
    if not found or not (headings.is_short(before) or re.search(r"[。；！”）】\]：:.]\s*$|^$", before)):
        return [line]
    return [line[: found.end("head")].strip(), line[found.end("head") :].strip()]


def _split(line: str) -> list[str]:
    text = plain(line)
    mark = parse_mark(line)
    cuts: set[int] = set()
    for pattern in (_GLUED_DOMAIN, _GLUED_BLOCK, _GLUED_SECTION):
        for found in pattern.finditer(text):
            if mark and found.start("head") <= mark.end:
                continue
            cuts |= {found.start("head"), found.end("head")}
    for pattern in (_BLOCK_FIRST, _DOMAIN_THEN_BLOCK):
        head = pattern.match(text)
        if head and (mark is None or headings.core(line[: head.end("head")]) != ""):
            cuts.add(head.end("head"))
    if not cuts:
        return [line]
    places = [0, *sorted(cuts), len(line)]
    pieces = [line[first:last].strip() for first, last in pairwise(places)]
    return [piece for piece in pieces if squeeze(piece)]
