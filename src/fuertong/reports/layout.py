"""Official layout (公文格式, GB/T 9704—2012): every constant of the page in one place, to be overridden by a place.

A4, margins 37/28/35/26 mm, 22 lines of 28 characters, body 3号 (16 pt) 仿宋 with a fixed line of 28.95 pt (29 pt
overflows), title 2号 (22 pt) 小标宋, levels 一、黑体 （一）楷体 1.仿宋, page number 4号 宋体 `— 1 —` outside, 7 mm
below the text area. Fonts go by name with alternatives; none is embedded or shipped.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from fuertong.errors import FuertongError

TWIPS_PER_MM = 1440 / 25.4
_CHOICES = {
    "page_numbers": ("outside", "centre", "none"),
    "footnote_marks": ("circle", "decimal"),
    "imprint_place": ("last", "even"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font by name for Chinese text, the fonts to take where it is missing, and the one for Latin and digits."""

    east_asia: str
    alternatives: tuple[str, ...] = ()
    latin: str = "Times New Roman"


FANGSONG = Font(east_asia="仿宋_GB2312", alternatives=("仿宋", "FangSong", "华文仿宋", "STFangsong"))
KAITI = Font(east_asia="楷体_GB2312", alternatives=("楷体", "KaiTi", "华文楷体", "STKaiti"))
HEITI = Font(east_asia="黑体", alternatives=("SimHei", "华文黑体", "STHeiti"))
TITLE_SONG = Font(
    east_asia="方正小标宋简体", alternatives=("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "宋体")
)
SONG = Font(east_asia="宋体", alternatives=("SimSun", "NSimSun"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Sizes in mm (page) and points (type). `page_numbers`: outside | centre | none; `mark` (内部) and `footer_note`
    stand under the page number when set; `heading_fonts` are for levels 1 to 3. `footnote_marks`: circle (①, new on
    each page) or decimal. `contents_pages` False leaves the page numbers out of the contents. `imprint_place`: last
    (foot of the last page) or even (an even page of its own, as a printed and bound document needs it).
    """

    page_width: float = 210
    page_height: float = 297
    top: float = 37
    left: float = 28
    right: float = 26
    bottom: float = 35
    lines: int = 22
    characters: int = 28
    line: float = 28.95
    body: Font = FANGSONG
    body_size: float = 16
    indent_characters: int = 2
    title: Font = TITLE_SONG
    title_size: float = 22
    title_line: float = 34
    subtitle: Font = KAITI
    heading_fonts: tuple[Font, Font, Font] = (HEITI, KAITI, FANGSONG)
    heading_size: float = 16
    table: Font = FANGSONG
    table_head: Font = HEITI
    table_size: float = 10.5
    note_size: float = 10.5
    caption: Font = HEITI
    caption_size: float = 12
    annex: Font = HEITI
    page_number: Font = SONG
    page_number_size: float = 14
    page_numbers: str = "outside"
    page_number_gap: float = 7
    mark: str = ""
    footer_note: str = ""
    signature_indent: int = 4
    footnote_size: float = 9
    footnote_marks: str = "circle"
    contents_size: float = 14
    contents_pages: bool = True
    imprint_size: float = 14
    imprint_place: str = "last"

    @property
    def text_width(self) -> float:
        """The width of the text area in mm (156)."""
        return self.page_width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height of the text area in mm (225)."""
        return self.page_height - self.top - self.bottom

    @property
    def title_characters(self) -> int:
        """How many characters of the title fit in a line."""
        return int(self.text_width / 25.4 * 72 / self.title_size)

    @property
    def letter_spacing(self) -> int:
        """What each character gives up, in twips, so that 28 of 16 pt fit where the grid itself is not followed.

        Programs differ in how they place a character wider than its cell, so paragraphs do not snap to the grid:
        the fixed line height and this spacing give the same page everywhere.
        """
        pitch = self.text_width / 25.4 * 72 / self.characters
        return min(0, math.floor((pitch - self.body_size) * 20))

    @property
    def character_space(self) -> int:
        """The pitch correction of the character grid in 1/4096 pt, so that 28 characters fill the line."""
        pitch = self.text_width / 25.4 * 72 / self.characters
        return round((pitch - self.body_size) * 4096)


def layout_with(changes: Mapping[str, Any], layout: Layout | None = None) -> Layout:
    """The layout with a place's own settings; a font is a name, or a table of east_asia, alternatives and latin.

    FuertongError for a setting that does not exist or a value of another type.
    """
    base = layout or Layout()
    known = {field.name: getattr(base, field.name) for field in fields(base)}
    made = {}
    for name, value in changes.items():
        if name not in known:
            raise FuertongError(f"版式设置“{name}”不存在，可用的有：{'、'.join(known)}。")
        made[name] = _setting(name, value, known[name])
    return replace(base, **made)


def _setting(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, Font):
        return _font(value, default)
    if isinstance(default, tuple):
        return tuple(_font(one, old) for one, old in zip(value, default, strict=True))
    number = isinstance(default, (int, float)) and not isinstance(default, bool)
    if (number and not isinstance(value, (int, float))) or (not number and not isinstance(value, type(default))):
        raise FuertongError(f"版式设置“{name}”的值“{value}”类型不对，默认值是“{default}”。")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise FuertongError(f"版式设置“{name}”只能是{'、'.join(_CHOICES[name])}，不能是“{value}”。")
    return value


def _font(value: Any, default: Font) -> Font:
    if isinstance(value, str):
        return replace(default, east_asia=value, alternatives=(default.east_asia, *default.alternatives))
    return replace(default, **{**value, "alternatives": tuple(value.get("alternatives", default.alternatives))})


def twips(mm: float) -> int:
    """Millimetres in twips."""
    return round(mm * TWIPS_PER_MM)
