"""Automatic numbers of Word (自动编号): numbers that stand only in numbering.xml, written out."""

from dataclasses import dataclass, field, replace

from lxml import etree

from fuertong.reading.marks import chinese_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class ListNumbers:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: etree._Element | None) -> "ListNumbers":
        """Read numbering.xml; none means no lists."""
        numbers = cls()
        if root is None:
            return numbers
        linked = {
            link.get(f"{W}val", ""): element.get(f"{W}abstractNumId", "")
            for element in root.iter(f"{W}abstractNum")
            if (link := element.find(f"{W}styleLink")) is not None
        }
        kinds = {
            element.get(f"{W}abstractNumId", ""): {
                whole(level.get(f"{W}ilvl", "0")): _level(level) for level in element.iter(f"{W}lvl")
            }
            for element in root.iter(f"{W}abstractNum")
        }
        for element in root.iter(f"{W}abstractNum"):
            link = element.find(f"{W}numStyleLink")
            if link is not None:
                kinds[element.get(f"{W}abstractNumId", "")] = kinds.get(linked.get(link.get(f"{W}val", ""), ""), {})
        for element in root.iter(f"{W}num"):
            number, link = element.get(f"{W}numId", ""), element.find(f"{W}abstractNumId")
            key = link.get(f"{W}val", "") if link is not None else ""
            numbers.abstract[number] = key
            levels = dict(kinds.get(key, {}))
            for override in element.iter(f"{W}lvlOverride"):
                depth = whole(override.get(f"{W}ilvl", "0"))
                if (level := override.find(f"{W}lvl")) is not None:
                    levels[depth] = _level(level)
                    numbers.abstract[number] = f"{key}/{number}"
                begin = override.find(f"{W}startOverride")
                if begin is not None and depth in levels:
                    old = levels[depth]
                    levels[depth] = replace(old, start=whole(begin.get(f"{W}val", "1")))
                    numbers.abstract[number] = f"{key}/{number}"
            numbers.levels[number] = levels
        return numbers

    def next(self, number: str, depth: int) -> str:
        """The printed number of the next paragraph of a list."""
        levels = self.levels.get(number)
        if not levels or depth not in levels:
            return ""
        counter = self.counters.setdefault(self.abstract.get(number, number), {})
        for above in range(depth):
            counter.setdefault(above, levels[above].start if above in levels else 1)
        counter[depth] = counter[depth] + 1 if depth in counter else levels[depth].start
        for below in [key for key in counter if key > depth and _restarts(levels.get(key), depth)]:
            del counter[below]
        text = levels[depth].text
        if levels[depth].style in ("bullet", "none"):
            return "• " if levels[depth].style == "bullet" else ""
        for index in range(depth + 1):
            style = levels[index].style if index in levels and not levels[depth].legal else "decimal"
            text = text.replace(f"%{index + 1}", _written(counter[index], style))
        return text


def _level(element: etree._Element) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{W}{tag}")
        return found.get(f"{W}val", default) if found is not None else default

    restart = element.find(f"{W}lvlRestart")
    return _Level(
        value("numFmt", "decimal"),
        value("lvlText", "%1."),
        whole(value("start", "1"), 1),
        whole(restart.get(f"{W}val", "0")) if restart is not None else None,
        element.find(f"{W}isLgl") is not None,
    )


def whole(text: str, default: int = 0) -> int:
    """A number of the file; the default for what is none."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else default


_MOST_DIGITS = 6


def _restarts(level: _Level | None, above: int) -> bool:
    """Whether a level counts anew after a number of the level `above` (lvlRestart: 0 never, n after level n)."""
    if level is None or level.restart is None:
        return True
    return level.restart != 0 and above < level.restart


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(number: int) -> str:
    result = ""
    for value, word in _ROMAN:
        while number >= value and len(result) < 40:
            result, number = result + word, number - value
    return result


def _written(number: int, style: str) -> str:
    if style.startswith("ideographDigital"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) if number != 10 else "十"
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style == "decimalZero":
        return f"{number:02d}"
    if "hinese" in style or style.startswith(("ideograph", "japanese", "taiwanese", "korean")):
        return chinese_word(number) if 0 < number < 100 else str(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    return str(number)
