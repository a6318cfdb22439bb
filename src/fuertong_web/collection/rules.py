"""The bridge to the quality rules (数据审核规则): a form's cells beside the accepted values of earlier years."""

from collections.abc import Iterator, Sequence

from django.db.models import Q

from fuertong.model.findings import Finding
from fuertong.model.indicator import Kind
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.quality import check
from fuertong_web.collection.models import Cell, Form, Revision
from fuertong_web.collection.models import Observation as Accepted
from fuertong_web.collection.selectors.years import DELIVERED
from fuertong_web.indicators.core_form import core_indicator

YEARS_BACK = 12


def rule_findings(form: Form, cells: Sequence[Cell]) -> Iterator[tuple[str, Finding]]:
    """What the registered rules say about the cells, each with the uid of its cell; two queries."""
    keys = {cell_key(cell): str(cell.uid) for cell in cells}
    values = [as_value(cell_key(cell), cell) for cell in cells]
    catalogue = {cell.indicator.code: core_indicator(cell.indicator) for cell in cells}
    others = list(_others(form, cells))
    catalogue |= {cell.indicator.code: core_indicator(cell.indicator) for cell in others}
    beside = [as_value(cell_key(cell), cell) for cell in others]
    history = list(_history(form, cells))
    for finding in check(values, history=history, catalogue=catalogue, beside=beside):
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


def _others(form: Form, cells: Sequence[Cell]) -> Iterator[Cell]:
    """What other units of the round filled in where they name the same quantity (活产数): one query.

    Unfinished drafts of others are no measure: only what was handed in counts.
    """
    labels = {
        label
        for row in {cell.indicator_id: cell.indicator for cell in cells}.values()
        for label in (row.numerator, row.denominator, row.name if row.kind == Kind.COUNT else "")
        if label
    }
    if not labels:
        return
    same = Q(indicator__numerator__in=labels) | Q(indicator__denominator__in=labels) | Q(indicator__name__in=labels)
    rows = Cell.objects.filter(same, form__round=form.round_id, form__state__in=DELIVERED).exclude(form=form)
    yield from rows.select_related("indicator", "region").order_by()


def _history(form: Form, cells: Sequence[Cell]) -> Iterator[Observation]:
    rows = (
        Accepted.objects.filter(
            indicator__in={cell.indicator_id for cell in cells},
            region__in={cell.region_id for cell in cells},
            data_year__lt=form.round.data_year,
            data_year__gte=form.round.data_year - YEARS_BACK,
        )
        .select_related("revision")
        .order_by()
    )
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
