"""Deliveries of source systems against the place (外部数据): the remembered mapping, a preview, rows to import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fuertong.model.conversion import converted, factor_between
from fuertong.model.findings import Finding, Severity
from fuertong.model.observation import Key, Observation
from fuertong.model.period import period_code
from fuertong.outside import Mapping, OutsideTable, Role, Value, apply, propose
from fuertong_web.collection.models_intake import SourceDelivery, SourceSystem
from fuertong_web.collection.outside_apart import table_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.phrases import phrases_of
from fuertong_web.indicators.selectors import indicators_of
from fuertong_web.places.models import Place, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A delivery as it would be imported: its table, the mapping with proposals, values by row, what is left out."""

    table: OutsideTable
    mapping: Mapping
    values: list[tuple[Value, Indicator]]
    rows: list[Observation]
    findings: list[Finding]
    indicators: dict[str, Indicator]
    regions: dict[str, str]


def mapping_of(system: SourceSystem) -> Mapping:
    """The remembered mapping."""
    kept = system.mapping or {}
    roles = {name: Role(role) for name, role in kept.get("roles", {}).items()}
    return Mapping(roles=roles, codes={name: dict(codes) for name, codes in kept.get("codes", {}).items()})


def mapping_row(mapping: Mapping) -> dict[str, Any]:
    """A mapping as it is stored."""
    return {"roles": {name: role.value for name, role in mapping.roles.items()}, "codes": mapping.codes}


def preview_of(delivery: SourceDelivery) -> Preview:
    """The delivery in the terms of the place; errors of the mapping come as findings."""
    place = delivery.system.place
    table = table_of(delivery.table)
    indicators = {row.code: row for row in indicators_of(place)}
    regions = _regions(place)
    mapping = propose(
        table, mapping_of(delivery.system), indicators=_names(place, indicators.values()), regions=regions
    )
    has_both = {Role.PERIOD, Role.INDICATOR} <= {mapping.roles.get(one.id, Role.FIXED) for one in table.dimensions}
    if not has_both:
        missing = Finding(
            severity=Severity.ERROR,
            code="roles",
            message="还不知道哪一栏是指标、哪一栏是年份。",
            remedy="请在下面选定并保存。",
        )
        return Preview(
            table=table, mapping=mapping, values=[], rows=[], findings=[missing], indicators=indicators, regions=regions
        )
    values, findings = apply(table, mapping)
    known = [(value, indicators[value.indicator]) for value in values if value.indicator in indicators]
    rows, refused = _rows(known, place, delivery)
    return Preview(
        table=table,
        mapping=mapping,
        values=known,
        rows=rows,
        findings=[*findings, *refused],
        indicators=indicators,
        regions=regions,
    )


def _names(place: Place, indicators: Any) -> dict[str, str]:
    names = {name: row.code for row in indicators for name in (row.name, *row.aliases, row.code)}
    said = {row.written: row.code for row in phrases_of(place).values() if row.code}
    return names | said


def _regions(place: Place) -> dict[str, str]:
    below = Region.objects.filter(parent=place.region, valid_to=None)
    rows = [place.region, *below]
    return {"": place.code} | {name: row.code for row in rows for name in (row.code, row.name)}


def _rows(
    known: Sequence[tuple[Value, Indicator]], place: Place, delivery: SourceDelivery
) -> tuple[list[Observation], list[Finding]]:
    rows: list[Observation] = []
    findings: list[Finding] = []
    for value, indicator in known:
        factor = factor_between(value.unit, indicator.unit)
        if factor is None:
            message = (
                f"{indicator.name}{value.year}年的单位是“{value.unit}”，指标的单位是“{indicator.unit}”，不会导入。"
            )
            findings.append(Finding(severity=Severity.ERROR, code="unit", message=message, remedy="请核对对应的指标。"))
            continue
        number, decimals = (
            (value.value, value.decimals) if factor == 1 else converted(value.value, value.decimals, factor)
        )
        key = Key(
            indicator=indicator.code,
            version=indicator.version,
            region=value.region or place.code,
            period=period_code(value.year, indicator.statistical_year),
            breakdown=value.breakdown,
        )
        source = "，".join(filter(None, (delivery.system.name, f"《{delivery.document.name}》", value.note)))
        rows.append(Observation(key=key, value=number, decimals=decimals, source=source[:300]))
    return rows, findings
