"""What a local indicator (本地指标) is measured in: kind from the printed unit, decimals as printed.

The polarity is never guessed; whether small counts of it are sensitive (D7) is proposed from words and can be changed.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from fuertong.model.indicator import Kind, Sensitivity
from fuertong.model.units import normal_unit

_SHARES = {"%": (Kind.PCT, 100), "‰": (Kind.RATE, 1000), "/万": (Kind.RATE, 10_000), "/10万": (Kind.RATE, 100_000)}
_YEARS = frozenset({"年", "岁", "周岁", "分"})
_POINTS = "百分点"
_PLAIN_NAME = re.compile(r"[\s\W_]+")
_OWN_PLACE = re.compile(r"^(?:全|我|本)(?:省|市|州|县|区|旗|盟)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Kind, unit, base (`per`) and decimals of an indicator."""

    kind: Kind
    unit: str
    per: int | None
    decimals: int


def measure_of(name: str, *, unit: str = "", value: Decimal | None = None, is_change: bool = False) -> Measure:
    """The measure a target's unit and number speak of; of a change only 百分点 says something about the indicator."""
    written = normal_unit(unit)
    printed = decimals_of(value) if not is_change else 0
    if written.endswith(_POINTS):
        return Measure(kind=Kind.PCT, unit="%", per=100, decimals=max(1, printed))
    if is_change or not written:
        return _measure_by_name(name, printed)
    if written in _SHARES:
        kind, per = _SHARES[written]
        return Measure(kind=kind, unit=written, per=per, decimals=max(1, printed))
    if written in _YEARS:
        return Measure(kind=Kind.YEARS, unit=written, per=None, decimals=printed)
    return Measure(kind=Kind.COUNT, unit=written, per=None, decimals=printed)


def _measure_by_name(name: str, printed: int) -> Measure:
    kind = next((Kind(value) for word, value in _words("ending") if name.endswith(word)), Kind.COUNT)
    if kind is Kind.PCT:
        return Measure(kind=kind, unit="%", per=100, decimals=max(1, printed))
    unit = {Kind.YEARS: "岁" if name.endswith(("寿命", "年龄")) else "年"}.get(kind, "")
    return Measure(kind=kind, unit=unit, per=None, decimals=max(printed, 1 if kind is not Kind.COUNT else 0))


def decimals_of(value: Decimal | None) -> int:
    """The decimals a number was printed with: 8.2 has one, 95 none."""
    if value is None:
        return 0
    return max(0, -int(value.normalize().as_tuple().exponent))


def sensitivity_of(name: str) -> Sensitivity:
    """`counts` where the name speaks of deaths, violence or another small and sensitive count, else open."""
    sensitive = any(word in name for word, _ in _words("sensitive"))
    return Sensitivity.COUNTS if sensitive else Sensitivity.OPEN


def plain_name(name: str) -> str:
    """A name as compared: full and half width alike, without blanks, punctuation and 全县 or 我市 before it."""
    text = _PLAIN_NAME.sub("", unicodedata.normalize("NFKC", name)).lower()
    return _OWN_PLACE.sub("", text)


@cache
def _words(sense: str) -> tuple[tuple[str, str], ...]:
    text = files(__package__).joinpath("name_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    seen = [(row["word"], row["sense"]) for row in rows]
    if len(set(seen)) != len(seen):
        raise ValueError("name_words.csv names a word twice")
    found = [(row["word"], row["value"]) for row in rows if row["sense"] == sense]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
