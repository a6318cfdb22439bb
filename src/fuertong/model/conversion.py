"""From one unit of measurement to another (单位换算): ‰ and %, 万人 and 人; nothing else is converted."""

from decimal import Decimal

from fuertong.model.units import normal_unit, read_unit

_SHARES = {"%": 100, "‰": 1000, "/万": 10_000, "/10万": 100_000}


def factor_between(got: str, want: str) -> Decimal | None:
    """What a number in `got` is multiplied by to be one in `want`; 1 when either is not given, None when they differ
    in kind (人 and %)."""
    one, other = normal_unit(got), normal_unit(want)
    if not one or not other or one == other:
        return Decimal(1)
    if one in _SHARES or other in _SHARES:
        if one in _SHARES and other in _SHARES:
            return Decimal(_SHARES[other]) / Decimal(_SHARES[one])
        return None
    found = read_unit(one, other)
    return found.factor if found is not None and not found.refusal else None


def converted(value: Decimal, decimals: int, factor: Decimal) -> tuple[Decimal, int]:
    """The number times the factor with the decimals that then stand for the same precision (at most six)."""
    shift = factor.normalize().adjusted()
    kept = min(6, max(0, decimals - shift))
    return (value * factor).quantize(Decimal(1).scaleb(-kept)), kept
