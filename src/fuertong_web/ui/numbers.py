"""Numbers as pages print them (数字): declared decimals, half up, no thousands mark; missing is "—"."""

from decimal import ROUND_HALF_UP, Decimal

MISSING = "—"


def shown(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """`value` with `decimals` places (as stored when None); "—" for None."""
    if value is None:
        return MISSING
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = format(number, "f")
    return "0" + text[2:] if text.startswith("-0") and not number else text
