"""Quantities (数值): Arabic and Chinese numbers with their units, fractions, ratios and ranges."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fuertong.reading.wordlists import rows

_ROWS = rows("quantities.csv", key="unit")
COUNTED = frozenset(row["unit"] for row in _ROWS if row["counted"] == "yes")
_MEASURES = {row["unit"]: row["measure"] for row in _ROWS if row["measure"]}


def _either(units: Iterable[str]) -> str:
    return "|".join(
        re.escape(unit).replace("/", r"/\s*").replace("10万", r"10\s*万")
        for unit in sorted(units, key=len, reverse=True)
    )


_UNITS = _either(row["unit"] for row in _ROWS)
_COUNT = _either(row["unit"] for row in _ROWS if row["words"] == "yes")
_PLAIN_END = r"(?=以上|以下|以内|之内|之间|左右|上下|及以|或以|、|和|，|（|$)"
_BETWEEN = r"(?=之间|的?(?:正常|合理)?(?:区间|范围|水平)|以内|左右|$)"
_CN = "一二两三四五六七八九十百"
NUMBER = r"\d+(?:\.\d+)?"
QUANTITY = (
    rf"(?:(?P<cn_base>百|千|十万|万)分之(?P<cn_of>{NUMBER}|[{_CN}点零]+)"
    rf"|每(?P<per>10万|十万|万|千|百)(?:名|人|活产)?(?P<per_value>{NUMBER})例?{_PLAIN_END}"
    rf"|(?P<n1>{NUMBER})(?:：|比)(?P<n2>{NUMBER})"
    rf"|(?P<low>{NUMBER})\s*(?:{_UNITS})?(?:—|~|到|至)(?P<high>{NUMBER})(?:(?P<range_unit>{_UNITS})|{_BETWEEN})"
    rf"|(?P<tenths>[一二两三四五六七八九\d])成(?P<half_tenth>五)?(?=以|左|上下|、|和|，|的|$)"
    rf"|(?P<num>[1-9])/(?P<den>[2-9])(?!\d|万)"
    rf"|(?P<value>{NUMBER})\s*(?P<unit>{_UNITS})"
    rf"|(?P<half>一半|半数|(?:(?<=过)|^)半(?![\u4e00-\u9fff]))|(?P<cn_den>[三四五六七八九十])分之(?P<cn_num>[一二两三四五六七八九])"
    rf"|(?P<cn>[{_CN}]{{1,3}})(?P<cn_unit>{_COUNT})(?!性(?!别))"
    rf"|(?P<plain>(?<![\d.]){NUMBER}){_PLAIN_END})"
)
_PATTERN = re.compile(QUANTITY)
_UNNAMED = re.sub(r"\(\?P<\w+>", "(?:", QUANTITY)
QUANTITIES = rf"{_UNNAMED}(?:(?:(?:以上|以下|以内|左右)?(?:、|和|及|以及)|，)(?:分别)?{_UNNAMED})*"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_PER = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written; `words` when it was written in Chinese words; `other` ends a range or a ratio."""

    value: float
    unit: str
    other: float | None = None
    words: bool = False


def quantities(text: str) -> list[Quantity]:
    """All quantities of a list like 3‰、5‰和6‰, in order."""
    found = [_quantity(match) for match in _PATTERN.finditer(text)]
    if found and found[-1].unit == "个百分点":
        found = [replace(one, unit="") if one.unit == "个" else one for one in found]
    unit = next((quantity.unit for quantity in reversed(found) if quantity.unit), "")
    return [quantity if quantity.unit else replace(quantity, unit=unit) for quantity in found]


def _quantity(found: re.Match[str]) -> Quantity:
    if found["cn_base"]:
        number = found["cn_of"]
        value = float(number) if number[0].isdigit() else _chinese(number)
        return Quantity(value, _PER[found["cn_base"]], words=not number[0].isdigit())
    if found["n1"]:
        return Quantity(float(found["n1"]), ":", float(found["n2"]))
    if found["low"]:
        return Quantity(float(found["low"]), _unit(found["range_unit"] or ""), float(found["high"]))
    if found["per"]:
        return Quantity(float(found["per_value"]), _PER[found["per"].replace("10", "十")])
    if found["tenths"]:
        tenths = float(found["tenths"]) if found["tenths"].isdigit() else _chinese(found["tenths"])
        return Quantity(10 * tenths + (5 if found["half_tenth"] else 0), "%", words=True)
    if found["half"]:
        return Quantity(50.0, "%", words=True)
    if found["plain"]:
        return Quantity(float(found["plain"]), "")
    if found["num"]:
        return Quantity(round(100 * float(found["num"]) / float(found["den"]), 4), "%", words=True)
    if found["cn_den"]:
        return Quantity(round(100 * _chinese(found["cn_num"]) / _chinese(found["cn_den"]), 4), "%", words=True)
    if found["cn"]:
        return Quantity(_chinese(found["cn"]), found["cn_unit"], words=True)
    return Quantity(float(found["value"]), _unit(found["unit"]))


def _unit(unit: str) -> str:
    unit = unit.replace(" ", "")
    return {"百分点": "个百分点", "千分点": "个千分点", "/十万": "/10万", "/100000": "/10万", "/10万人": "/10万"}.get(
        unit, unit
    )


def is_hotline(values: str, after: str) -> bool:
    """Whether a number is one that is dialled (12338家事调解热线), not so many of something."""
    return bool(re.match(r"(?:12\d{3}|11\d|12\d)(?!\d)", values)) and bool(
        re.search(r"热线|专线|电话|平台|报警", after)
    )


def measure_word(unit: str) -> str:
    """What so many of a unit are called in an indicator's name (名 → 人数, 次 → 次数), empty when nothing is usual."""
    return _MEASURES.get(unit, "")


def chinese_number(text: str) -> float:
    """The value of a number in digits or in Chinese words."""
    return float(text) if text[:1].isdigit() else _chinese(text)


def _chinese(text: str) -> float:
    whole, point, decimals = text.partition("点")
    value = 0
    rest = whole
    for word, size in (("百", 100), ("十", 10)):
        head, found, tail = rest.partition(word)
        if found:
            value += size * (_DIGITS.get(head[-1:], 1) if head else 1)
            rest = tail
    value += _DIGITS.get(rest[-1:], 0) if rest else 0
    return float(f"{value}.{''.join(str(_DIGITS.get(char, 0)) for char in decimals)}") if point else float(value)
