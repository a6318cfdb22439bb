"""A local indicator (地方指标) for a target whose indicator the catalogue does not know."""

import hashlib
from decimal import Decimal

from fuertong.catalogue.normalising import normal_name
from fuertong.model.indicator import Indicator, Kind, Standing
from fuertong.model.plan import Target

_SHARES = {"%": 100, "‰": 1000, "/万": 10_000, "/10万": 100_000}
_POINTS = ("个百分点", "个千分点")
_TIMES = ("岁", "年", "月", "天", "小时", "分钟")
_SHARE_ENDINGS = ("率", "比例", "比重", "占比")
_GROSS = "毛入"


def local_indicator(target: Target, *, region: str, lead: str) -> Indicator:
    """A first indicator for `target`: kind from its unit, decimals as printed, source the lead unit's code.

    Rates and shares get at least one decimal. The polarity stays open for a person to say. A target without unit
    whose name ends as a share does is taken for a percentage. The same name gives the same code in one region.
    """
    unit = target.unit or ("%" if target.indicator.endswith(_SHARE_ENDINGS) else "")
    kind = _kind(unit)
    if kind is Kind.PCT and _GROSS in target.indicator:
        kind = Kind.RATIO
    return Indicator(
        code=_code(region, target.indicator),
        name=target.indicator,
        unit=unit or "个",
        kind=kind,
        per=_SHARES.get(unit),
        decimals=max(_decimals(target.value), 0 if kind in (Kind.COUNT, Kind.YEARS) else 1),
        polarity=None,
        standing=Standing.LOCAL,
        source_unit=lead,
        over_100=_GROSS in target.indicator,
    )


def _kind(unit: str) -> Kind:
    if unit == "%":
        return Kind.PCT
    if unit in _SHARES:
        return Kind.RATE
    if unit in _POINTS:
        return Kind.RATIO
    return Kind.YEARS if unit in _TIMES else Kind.COUNT


def _decimals(value: float | None) -> int:
    """The decimals of the number as written."""
    if value is None:
        return 0
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _code(region: str, name: str) -> str:
    digest = hashlib.sha256(normal_name(name).encode()).hexdigest()
    return f"{region}-local-{digest[:8]}"
