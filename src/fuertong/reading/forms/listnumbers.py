"""Automatic numbers of Word (自动编号): numbers that stand only in numbering.xml, written out."""

from dataclasses import dataclass, field

from lxml import etree

from fuertong.reading.marks import chinese_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int


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
        kinds = {
            element.get(f"{W}abstractNumId", ""): {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in element.iter(f"{W}lvl")
            }
            for element in root.iter(f"{W}abstractNum")
        }
        for element in root.iter(f"{W}num"):
            number, link = element.get(f"{W}numId", ""), element.find(f"{W}abstractNumId")
            key = link.get(f"{W}val", "") if link is not None else ""
            numbers.abstract[number] = key
            levels = dict(kinds.get(key, {}))
            for override in element.iter(f"{W}lvlOverride"):
                depth = int(override.get(f"{W}ilvl", "0"))
                begin = override.find(f"{W}startOverride")
                if begin is not None and depth in levels:
                    old = levels[depth]
                    levels[depth] = _Level(old.style, old.text, int(begin.get(f"{W}val", "1")))
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
        for below in [key for key in counter if key > depth]:
            del counter[below]
        text = levels[depth].text
        if levels[depth].style in ("bullet", "none"):
            return ""
        for index in range(depth + 1):
            style = levels[index].style if index in levels else "decimal"
            text = text.replace(f"%{index + 1}", _written(counter[index], style))
        return text


def _level(element: etree._Element) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{W}{tag}")
        return found.get(f"{W}val", default) if found is not None else default

    start = value("start", "1")
    return _Level(value("numFmt", "decimal"), value("lvlText", "%1."), int(start) if start.isdigit() else 1)


def _written(number: int, style: str) -> str:
    if "hinese" in style or style.startswith(("ideograph", "japanese", "taiwanese", "korean")):
        return chinese_word(number) if 0 < number < 100 else str(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    return str(number)
