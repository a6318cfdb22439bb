"""The bridge to the quality rules (数据审核规则): a form's cells beside the accepted values of earlier years."""

from collections.abc import Iterator, Sequence

from fuertong.model.findings import Finding
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.quality import check
from fuertong_web.collection.models import Cell, Form, Revision
from fuertong_web.collection.models import Observation as Accepted
from fuertong_web.indicators.core_form import core_indicator

YEARS_BACK = 12


def rule_findings(form: Form, cells: Sequence[Cell]) -> Iterator[tuple[str, Finding]]:
    """What the registered rules say about the cells, each with the uid of its cell; one query for the history."""
    keys = {cell_key(cell): str(cell.uid) for cell in cells}
    values = [as_value(cell_key(cell), cell) for cell in cells]
    catalogue = {cell.indicator.code: core_indicator(cell.indicator) for cell in cells}
    history = list(_history(form, cells))
    for finding in check(values, history=history, catalogue=catalogue):
        if finding.key in keys:
            yield keys[finding.key], finding


def cell_key(cell: Cell) -> Key:
    """The key of a cell in the core's words."""
    return Key(
        indicator=cell.indicator.code,
        version=cell.indicator.version,
        region=cell.region.code,
        period=cell.period,
        breakdown=cell.breakdown,
    )


def as_value(key: Key, row: Cell | Revision) -> Observation:
    """A cell or revision as the core's observation."""
    return Observation(
        key=key,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        decimals=row.decimals,
        status=ValueStatus(row.status),
        break_before=getattr(row, "break_before", False),
    )


def _history(form: Form, cells: Sequence[Cell]) -> Iterator[Observation]:
    rows = Accepted.objects.filter(
        indicator__in={cell.indicator_id for cell in cells},
        region__in={cell.region_id for cell in cells},
        data_year__lt=form.round.data_year,
        data_year__gte=form.round.data_year - YEARS_BACK,
    ).select_related("revision")
    known = {(cell.indicator_id, cell.region_id): cell for cell in cells}
    for row in rows:
        cell = known.get((row.indicator_id, row.region_id))
        if cell is not None:
            key = Key(
                indicator=cell.indicator.code,
                version=cell.indicator.version,
                region=cell.region.code,
                period=row.period,
                breakdown=row.breakdown,
            )
            yield as_value(key, row.revision)
