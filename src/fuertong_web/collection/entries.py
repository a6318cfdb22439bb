"""What an entry says (填报内容): raw texts of one cell into value, parts, reason for absence and findings.

One reading for autosave, plain submitting, workbooks and 代录. Raw texts are always kept: where they contradict each
other nothing counts until a person decides.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from fuertong.model.findings import Finding, Severity
from fuertong.model.numbers import Parsed, compute_rate, fits_storage, parse_number
from fuertong.model.observation import Absence
from fuertong_web.collection.models import Cell
from fuertong_web.indicators.models import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One cell as understood; `computed` is the rate of the parts, `absence` the reason in force."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    decimals: int | None = None
    absence: str = ""
    computed: Decimal | None = None
    findings: tuple[tuple[str, Finding], ...] = ()

    def of_field(self, field: str) -> tuple[Finding, ...]:
        """The findings that belong to one field (raw, numerator, denominator, absence)."""
        return tuple(finding for name, finding in self.findings if name == field)


def asks_parts(indicator: Indicator) -> bool:
    """Whether numerator and denominator are asked for."""
    return bool(indicator.per and (indicator.numerator or indicator.denominator))


@cache
def reads_as_absence(raw: str) -> str:
    """The reason for absence that a raw text stands for (—, 未统计), "" for a number or nothing."""
    parsed = parse_number(raw)
    return parsed.absence.value if parsed.absence else ""


def resolve(
    indicator: Indicator, *, raw: str, numerator: str = "", denominator: str = "", absence: str = ""
) -> Resolved:
    """Read the raw texts of one cell; `absence` is the reason chosen from the list, a value of Absence or ""."""
    whole = parse_number(raw, unit=indicator.unit)
    top, bottom = parse_number(numerator), parse_number(denominator)
    findings = [*_named("raw", whole), *_named("numerator", top), *_named("denominator", bottom)]
    computed = _computed(indicator, top, bottom)
    value, decimals = whole.value, whole.decimals
    if value is None and whole.is_blank and computed is not None and not absence:
        value, decimals = computed, indicator.decimals
    reason = absence or (whole.absence.value if whole.absence else "")
    if absence and (value is not None or computed is not None):
        findings.append(("absence", _both(raw, absence)))
        value, decimals = None, None
    return Resolved(
        value=value,
        numerator=top.value,
        denominator=bottom.value,
        decimals=decimals,
        absence=reason if value is None else "",
        computed=computed,
        findings=tuple(findings),
    )


def resolve_cell(cell: Cell) -> Resolved:
    """Read a stored cell's raw texts again, for its findings."""
    read = reads_as_absence(cell.raw)
    chosen = "" if read and read == cell.absence else cell.absence
    return resolve(
        cell.indicator,
        raw=cell.raw,
        numerator=cell.raw_numerator,
        denominator=cell.raw_denominator,
        absence=chosen,
    )


def _computed(indicator: Indicator, top: Parsed, bottom: Parsed) -> Decimal | None:
    if top.value is None or bottom.value is None or not indicator.per:
        return None
    rate = compute_rate(top.value, bottom.value, per=indicator.per, decimals=indicator.decimals)
    return rate if rate is not None and fits_storage(rate) else None


def _named(field: str, parsed: Parsed) -> list[tuple[str, Finding]]:
    return [(field, finding) for finding in parsed.findings]


def _both(raw: str, absence: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="value_and_absence",
        message=f"既填了数值“{raw.strip() or '（由分子分母计算）'}”，又选了缺数原因“{Absence(absence).label}”。",
        seen=raw,
        remedy="请保留其中一项，另一项清空。",
    )
