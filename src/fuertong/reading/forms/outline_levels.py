"""Heading levels of Word (大纲级别): from the paragraph itself, its style, or the style that one is based on."""

import re

from lxml import etree

from fuertong.reading.forms.listnumbers import W, whole

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_MAX_BASED = 20
_TEXT = 10


def style_levels(root: etree._Element | None) -> dict[str, int]:
    """The level of each paragraph style that has one, 1 the highest."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        key, parent = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        if found := _own_level(style) or _named_level(style):
            own[key] = found
        if parent is not None:
            based[key] = parent.get(f"{W}val", "")
    for key in list(based):
        above, steps = key, 0
        while above not in own and above in based and steps < _MAX_BASED:
            above, steps = based[above], steps + 1
        if above in own:
            own[key] = own[above]
    return own


def heading_level(paragraph: etree._Element, styles: dict[str, int]) -> int:
    """The level of a paragraph, 0 for text."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    level = _own_level(paragraph) or (styles.get(style.get(f"{W}val", ""), 0) if style is not None else 0)
    return 0 if level >= _TEXT else level


def _own_level(element: etree._Element) -> int:
    """1 to 9, 10 for what is declared to be text, 0 when nothing is said."""
    level = element.find(f"{W}pPr/{W}outlineLvl")
    return min(whole(level.get(f"{W}val", "9"), 9) + 1, _TEXT) if level is not None else 0


def _named_level(style: etree._Element) -> int:
    name = style.find(f"{W}name")
    found = _HEADING.match(name.get(f"{W}val", "").strip()) if name is not None else None
    return int(found[1]) if found else 0
