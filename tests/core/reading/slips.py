"""Slips of text recognition and copying that real plan documents carry, several of them together."""

import re
from collections.abc import Callable

from tests.core.reading import mutators
from tests.core.reading.mutators import Mutator, item_numbers

_VALUE = re.compile(r"(?<=[\u4e00-\u9fff])\d{2,4}(?:\.\d+)?(?=[%‰年])|\d{1,2}/10(?=万)")
_UNITS_OPEN = re.compile(r"[（(【\[](?=\s*(?:牵头|责任|配合|主责))")
_UNITS_CLOSE = re.compile(r"(?<=[\u4e00-\u9fff])[）)】\]]\s*。?\s*$")


def _each(change: Callable[[str], str]) -> Mutator:
    """The same change in every line."""
    return lambda lines: [change(line) for line in lines]


def _every_second(pattern: re.Pattern[str]) -> Mutator:
    """Every second find of a pattern lost."""

    def mutate(lines: list[str]) -> list[str]:
        count = 0
        result = []
        for line in lines:
            found = pattern.search(line)
            count += found is not None
            result.append(line[: found.start()] + line[found.end() :] if found and count % 2 else line)
        return result

    return mutate


def _misread(found: re.Match[str]) -> str:
    return found[0].replace("0", "O", 1).replace("1", "l", 1)


def broken_numbers(lines: list[str]) -> list[str]:
    """A line break inside a number, or between it and its unit."""
    result: list[str] = []
    for line in lines:
        cuts = [found.start() + 1 for found in _VALUE.finditer(line) if found.start() > 6][:1]
        result += [line[: cuts[0]], line[cuts[0] :]] if cuts else [line]
    return result


def lost_points(lines: list[str]) -> list[str]:
    """The point after every second item's number lost, where no digit follows."""
    items = item_numbers(lines)
    result = []
    for place, line in enumerate(lines):
        found = items.get(place)
        bare = found and not line[found[1] :][:1].isdigit() and found[0] % 2
        result.append(f"{found[0]}{line[found[1] :]}" if found and bare else line)
    return result


def page_in_paragraph(lines: list[str]) -> list[str]:
    """A page number in the middle of every long paragraph."""
    return [
        f"{line[:21]}— {n} —{line[21:]}" if len(line) > 50 and line[20:22].isalpha() else line
        for n, line in enumerate(lines)
    ]


def firstly(lines: list[str]) -> list[str]:
    """Items numbered 一是, 二是."""
    return mutators.renumbered("{}.")(lines) and [
        "一二三四五六七八九"[found[0] - 1] + "是" + line[found[1] :] if found else line
        for line, found in ((line, item_numbers(lines).get(place)) for place, line in enumerate(lines))
    ]


def one_paragraph(lines: list[str]) -> list[str]:
    """The goals of a domain run together to one paragraph, their numbers kept."""
    result: list[str] = []
    for line in lines:
        joins = result and mutators.ITEM.match(line) and mutators.ITEM.match(result[-1])
        if joins:
            result[-1] += line
        else:
            result.append(line)
    return result


SLIPS: dict[str, Mutator] = {
    "a break inside numbers": broken_numbers,
    "blanks inside numbers": _each(lambda line: _VALUE.sub(lambda found: " ".join(found[0]), line)),
    "blanks inside words": _each(
        lambda line: re.sub(r"([\u4e00-\u9fff]{9})(?=[\u4e00-\u9fff])", r"\1 ", line) if len(line) > 30 else line
    ),
    "letters in numbers": _each(lambda line: _VALUE.sub(_misread, line)),
    "%。 for ‰": _each(lambda line: re.sub("‰(?=[、和以])", "%。", line)),
    "%o for ‰": _each(lambda line: line.replace("‰", "%o")),
    "牵 for 率": _each(lambda line: re.sub("率(?=达|控制|下降|降至|保持|提高)", "牵", line)),
    "little marks": _each(lambda line: line.translate(str.maketrans("、，；：", "﹑﹐﹔﹕"))),
    "points in the middle": _each(lambda line: re.sub(r"(?<=\d)\.(?=\d+[%‰])", "·", line)),
    "radicals": _each(lambda line: line.translate(str.maketrans("女儿生长", "⼥⼉⽣⻓"))),
    "brackets not opened": _every_second(_UNITS_OPEN),
    "brackets not closed": _every_second(_UNITS_CLOSE),
    "stops lost": _every_second(re.compile(r"。\s*$")),
    "points lost": lost_points,
    "pages inside paragraphs": page_in_paragraph,
    "一是": firstly,
    "one paragraph": one_paragraph,
    "headings lost and glued": lambda lines: mutators.glued_headings(
        mutators.without_strategies_headings(mutators.without_goals_headings(lines))
    ),
    "one line": mutators.one_line_without_blanks,
    "headings lost on one line": lambda lines: mutators.one_line_without_blanks(
        mutators.without_strategies_headings(lines)
    ),
}
