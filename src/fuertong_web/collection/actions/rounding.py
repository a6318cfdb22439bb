"""Rounding what was written with more decimals than declared (按规定位数四舍五入), many values in one act."""

from django.db import transaction

from fuertong.model.numbers import format_number
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions.cells import Entry, own_rows, set_cells
from fuertong_web.collection.models import Cell, Form


def has_spare_decimals(row: Cell) -> bool:
    """Whether a rate has more decimals than its indicator declares; a fraction of a person is no matter of rounding."""
    allowed = row.indicator.decimals
    if row.value is None or allowed == 0:
        return False
    return -int(row.value.normalize().as_tuple().exponent) > allowed


@transaction.atomic
def round_cells(*, by: Actor, form: Form) -> int:
    """Round every rate of the form to its declared decimals, half up; returns how many changed."""
    entries = [
        Entry(cell=str(row.uid), value=format_number(row.value, row.indicator.decimals))
        for row in own_rows(by, form)
        if has_spare_decimals(row)
    ]
    return len(set_cells(by=by, form=form, entries=entries).changed) if entries else 0
