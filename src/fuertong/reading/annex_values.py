"""A cell of 主要指标 (附表数值): “≥95”, “12/10万以下”, “[5]”, “持续下降” understood by the grammar of the text."""

import re
from dataclasses import dataclass, replace

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.quantities import QUANTITIES, quantities
from fuertong.reading.targets import read_targets
from fuertong.reading.wordlists import rows

_SIGNS = {
    ">=": (">=", "≥", "≧", "⩾", "不低于", "不少于", "不小于", "至少", "达到", "达"),
    "<=": ("<=", "≤", "≦", "⩽", "不超过", "不高于", "不大于", "控制在", "降至", "下降到", "降低到", "降到"),
    ">": (">", "大于", "高于", "超过", "多于"),
    "<": ("<", "小于", "低于", "少于"),
    "~": ("约", "≈", "大约"),
    "": ("=", "为", "保持在", "稳定在", "提高到", "提升到", "力争达到", "力争"),
}
_BOUNDS = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<=", "左右": "~", "上下": "~"}
_SIGN = "|".join(sorted((re.escape(word) for words in _SIGNS.values() for word in words), key=len, reverse=True))
_NUMBER = re.compile(
    rf"^(?:到?20\d\d年(?:底|末)?)?(?P<sign>(?:{_SIGN})*)(?P<values>{QUANTITIES})(?:及|含|或)?"
    rf"(?P<bound>{'|'.join(_BOUNDS)})?(?:（.*）)?$"
)
_NOTHING = re.compile(r"^(?:[—/\\*.·…]+|无|暂无|缺|待定|待统计|无数据|不统计|/|N/?A)?$", re.IGNORECASE)
_CUMULATED = re.compile(r"^(?:\[|【|（)(?P<inside>[^\[\]【】（）]*\d[^\[\]【】（）]*)(?:\]|】|）)(?P<rest>.*)$")
_COMPARED = re.compile(r"^(?:比|较)|(?:下降|降低|减少|提高|上升|增加|增长)\d|年均|每年")
_MOVES = (
    (re.compile(r"减缓|得到(?:有效)?控制"), TargetKind.TREND, "down"),
    (re.compile(r"下降|降低|减少|缩小|减轻|↓"), TargetKind.TREND, "down"),
    (re.compile(r"保持|稳定|巩固|持平"), TargetKind.KEEP, "hold"),
    (re.compile(r"提高|提升|上升|增加|增长|扩大|改善|延长|↑"), TargetKind.TREND, "up"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """What one cell asks for or states; `comparator` None when the cell bears no sign of its own."""

    kind: TargetKind
    comparator: str | None = None
    value: float | None = None
    value2: float | None = None
    unit: str | None = None
    direction: str | None = None
    base_year: int | None = None
    reference: str | None = None
    scope: str | None = None
    written: str = ""


def unit_of(text: str) -> str | None:
    """A unit as the targets of the text write it."""
    shown = squeeze(plain(text)).strip("（）:：")
    written = {row["word"]: row["unit"] for row in rows("annex_units.csv", key="word")}
    return None if _NOTHING.match(shown) else written.get(shown, shown)


def read_cell(text: str, *, name: str, unit: str | None) -> tuple[CellValue, ...]:
    """What a cell says of an indicator: nothing for a dash, several values for 3‰、5‰、6‰."""
    written = squeeze(text)
    view = plain(written).rstrip("。；")
    if _NOTHING.match(view):
        return ()
    inside = _CUMULATED.match(view)
    if inside:
        cells = read_cell(inside["inside"] + inside["rest"], name=name, unit=unit)
        return tuple(replace(cell, scope=cell.scope or "累计", written=written) for cell in cells)
    number = None if _COMPARED.search(view) else _NUMBER.match(_with_unit(view, unit))
    if number:
        return tuple(_level(number, unit, written))
    return (_spoken(view, name=name, written=written),)


def _with_unit(view: str, unit: str | None) -> str:
    """A range without a unit gets the unit of its row, for the grammar knows ranges by it."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:%|‰)?(?:—|至|到)(\d+(?:\.\d+)?)", view)
    return f"{found[1]}—{found[2]}{unit if unit in ('%', '‰', '/10万') else '名'}" if found else view


def _level(found: re.Match[str], unit: str | None, written: str) -> list[CellValue]:
    sign = next((key for key, words in _SIGNS.items() if any(word in found["sign"] for word in words)), None)
    sign = next((key for key in ("<=", ">=") for word in _SIGNS[key] if word and word in found["sign"]), sign)
    comparator = _BOUNDS.get(found["bound"] or "") or sign or None
    ranged = "—" in found["values"] or "至" in found["values"]
    return [
        CellValue(
            kind=TargetKind.LEVEL,
            comparator=comparator,
            value=one.value,
            value2=one.other,
            unit=(unit if ranged and one.unit == "名" else one.unit) or unit,
            written=written,
        )
        for one in quantities(found["values"])
    ]


def _spoken(view: str, *, name: str, written: str) -> CellValue:
    """Words instead of a number: first by the grammar of sentences, then by the word of movement alone."""
    for target in read_targets(f"{name}{view}。"):
        return CellValue(
            kind=target.kind,
            comparator=target.comparator,
            value=target.value,
            value2=target.value2,
            unit=target.unit,
            direction=target.direction,
            base_year=target.base_year,
            reference=target.reference,
            scope=target.scope,
            written=written,
        )
    for pattern, kind, direction in _MOVES:
        if pattern.search(view) and not re.search(r"\d", view):
            return CellValue(kind=kind, direction=direction, written=written)
    if re.search(r"全覆盖|全部|应.尽.", view) and not phrases.is_countable(view):
        return CellValue(kind=TargetKind.LEVEL, comparator="=", value=100.0, unit="%", written=written)
    return CellValue(kind=TargetKind.LEVEL, reference=written, written=written)
