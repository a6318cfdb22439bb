"""What goes into each cell of a form (填写): the value as the form wants it, or why it stays blank."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.conversion import factor_between
from fuertong.model.numbers import round_half_up
from fuertong.upper_forms.slots import Measure, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value the place has: in the unit of its indicator, with the decimals it was written with."""

    value: Decimal | None
    decimals: int = 0
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A slot with what is written into it: a number with its decimals, a text, or the reason why it stays blank."""

    slot: Slot
    number: Decimal | None = None
    decimals: int = 0
    text: str = ""
    reason: str = ""


Lookup = Callable[[Slot], Known | None]


def fill(slots: Iterable[Slot], lookup: Lookup) -> list[Filled]:
    """Every slot that means something, filled or with a reason; slots without meaning are said to be unmapped."""
    return [_filled(slot, lookup) for slot in slots]


def _filled(slot: Slot, lookup: Lookup) -> Filled:
    meaning = slot.meaning
    if not meaning.code:
        return Filled(slot=slot, reason="没有对应的指标")
    known = lookup(slot)
    if meaning.measure is Measure.NOTE:
        return Filled(slot=slot, text=known.note if known else "")
    if known is None:
        return Filled(slot=slot, reason="没有已接受的数据")
    if meaning.measure is not Measure.VALUE:
        part = known.numerator if meaning.measure is Measure.NUMERATOR else known.denominator
        if part is None:
            return Filled(slot=slot, reason=f"数据没有{meaning.measure.label}")
        return _number(slot, part, max(0, -int(part.normalize().as_tuple().exponent)), Decimal(1))
    if known.value is None:
        return Filled(slot=slot, reason=known.absence or "没有数值")
    factor = factor_between(known.unit, meaning.unit)
    if factor is None:
        return Filled(slot=slot, reason=f"本表要求的单位是“{meaning.unit}”，数据的单位是“{known.unit}”")
    return _number(slot, known.value, known.decimals, factor)


def _number(slot: Slot, value: Decimal, decimals: int, factor: Decimal) -> Filled:
    wanted = slot.meaning.decimals
    kept = wanted if wanted is not None else min(6, max(0, decimals - factor.normalize().adjusted()))
    return Filled(slot=slot, number=round_half_up(value * factor, kept), decimals=kept)
