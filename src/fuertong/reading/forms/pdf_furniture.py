"""What a PDF prints on every page (页眉、页脚、水印): known by its place, which the text no longer shows."""

import re
from collections import Counter
from statistics import median

from fuertong.reading.forms.pdf_page import Char, Line

_LARGE = 1.5
_LEAST_PAGES = 2


def without_watermarks(pages: list[list[Char]]) -> list[list[Char]]:
    """The pages without large characters that stand at the same place on several of them."""
    sizes = [char.size for chars in pages for char in chars[:_SAMPLE]]
    if len(pages) < _LEAST_PAGES or not sizes:
        return pages
    large = _LARGE * median(sizes)
    places = Counter(_place(char) for chars in pages for char in chars if char.size >= large)
    repeated = {place for place, count in places.items() if count >= _LEAST_PAGES}
    if not repeated:
        return pages
    return [[char for char in chars if char.size < large or _place(char) not in repeated] for chars in pages]


_SAMPLE = 300


def _place(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.x0), round(char.top)


def without_running_heads(pages: list[list[Line]]) -> list[str]:
    """The lines of all pages; a line at the edge that comes back on other pages is kept on its first page only."""
    counts = Counter(key for lines in pages for key in {_key(line) for line in lines if line.edge} if key)
    result: list[str] = []
    seen: set[str] = set()
    for lines in pages:
        here = set()
        for line in lines:
            key = _key(line) if line.edge else ""
            if key and counts[key] >= _LEAST_PAGES:
                here.add(key)
                if key in seen:
                    continue
            result.append(line.text)
        seen |= here
    return result


def _key(line: Line) -> str:
    """A line without blanks and page number; empty for what is too short, too long or a sentence."""
    text = re.sub(r"\s+", "", line.text)
    bare = re.sub(r"^[-—－·第]*\d{1,3}[-—－·页]*|[-—－·第]*\d{1,3}[-—－·页]*(?:共\d+页)?$", "", text)
    return bare if _SHORTEST <= len(bare) <= _LONGEST and not _GOES_ON.search(text) else ""


_SHORTEST, _LONGEST = 4, 40
_GOES_ON = re.compile(r"[。；，、：）)]$|^(?:（?[一二三四五六七八九十]+[）、]|主要目标|策略措施)|(?:单位|部门)：")
