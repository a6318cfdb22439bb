"""Autosave (自动保存): what was typed since the last one, cell by cell, one transaction and no audit event (D2).

Every entry gets its own answer: saved, refused with a sentence, or a conflict because somebody else was first. What
is wrong with the whole form (another unit's, handed in, round closed) refuses all of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions.cells import (
    COLUMNS,
    STORED,
    begin,
    refuse_unwritable,
    write_texts,
)
from fuertong_web.collection.actions.plain_rows import update_row
from fuertong_web.collection.models import Cell, Form
from fuertong_web.collection.selectors.forms import form_for
from fuertong_web.compiled import Compiled

MOST = 200
_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One field of one cell as typed, over the lock version that the page knew."""

    cell: UUID
    field: str
    raw: str
    lock_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one entry: the cell as it is stored now; not written when `conflict` or `refusal` says so."""

    typed: Typed
    cell: Cell | None = None
    conflict: bool = False
    refusal: str = ""

    @property
    def is_saved(self) -> bool:
        """Whether the entry stands in the cell."""
        return not self.conflict and not self.refusal

    @property
    def theirs(self) -> str:
        """What stands in the field now."""
        return "" if self.cell is None else str(getattr(self.cell, COLUMNS[self.typed.field]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Autosaved:
    """The answers in the order of the entries, the form, and the cells of the same indicators they are checked with."""

    answers: tuple[Answer, ...]
    form: Form
    family: tuple[Cell, ...]


@transaction.atomic
def save_typed(*, by: Actor, form: UUID, typed: Sequence[Typed], at: datetime | None = None) -> Autosaved:
    """Save each entry under its lock version; Http404, PermissionDenied and NotNow as `form_for` raises them."""
    if len(typed) > MOST:
        raise FuertongError(f"一次最多保存{MOST}格，没有保存。请刷新页面后再填。")
    at = at or timezone.now()
    found = form_for(by, form, lock=True)
    refuse_unwritable(by, found)
    family = _family(found, {one.cell for one in typed})
    rows = {row.uid: row for row in family if by.code_part_id in (None, row.part_id)}
    read = {row.uid: row.lock_version for row in family}
    answers = [_take(rows.get(one.cell), one, read, by, at) for one in typed]
    changed = [row for row in family if row.lock_version != read[row.uid]]
    if changed:
        begin(by, found, at=at)
    late = {row.uid for row in changed if not _store(row, read[row.uid])}
    return Autosaved(
        answers=tuple(
            Answer(typed=one.typed, cell=one.cell, conflict=True) if one.is_saved and one.typed.cell in late else one
            for one in answers
        ),
        form=found,
        family=family,
    )


def save_cell(*, by: Actor, form: UUID, cell: UUID, field: str, raw: str, lock_version: int) -> Answer:
    """Autosave one field of one cell; a refusal is raised."""
    one = Typed(cell=cell, field=field, raw=raw, lock_version=lock_version)
    answer = save_typed(by=by, form=form, typed=[one]).answers[0]
    if answer.refusal:
        raise FuertongError(answer.refusal)
    return answer


def _take(row: Cell | None, typed: Typed, read: dict[UUID, int], by: Actor, at: datetime) -> Answer:
    """Write one entry into its row, in memory."""
    if typed.field not in COLUMNS:
        return Answer(typed=typed, cell=row, refusal="没有这一栏。请刷新页面后再填。")
    if row is None:
        return Answer(typed=typed, refusal="本表没有这一项。请刷新页面后再填。")
    column = COLUMNS[typed.field]
    if read[row.uid] != typed.lock_version and getattr(row, column) != typed.raw:
        return Answer(typed=typed, cell=row, conflict=True)
    if typed.field == "denominator" and row.base_value_id is not None:
        refusal = "这一项的分母取自共用基数表，由统计人员统一填写。有不同意见的，请点“共用基数”说明。"
        return Answer(typed=typed, cell=row, refusal=refusal)
    try:
        write_texts(row, {column: typed.raw}, by, at)
    except FuertongError as error:
        return Answer(typed=typed, cell=row, refusal=str(error))
    return Answer(typed=typed, cell=row)


def _store(row: Cell, version: int) -> bool:
    """Write a changed row; False, and the row as it stands, when a shared denominator came in between."""
    values = {name: getattr(row, name) for name in STORED}
    if update_row(Cell, values, where={"id": row.pk, "lock_version": version}):
        return True
    row.refresh_from_db()
    return False


def _of_same_indicators(form: Any, cells: Collection[Any]) -> QuerySet[Cell]:
    asked = Cell.objects.filter(uid__in=cells).order_by().values("indicator")
    found = Cell.objects.filter(form=form, indicator__in=asked)
    return found.select_related("indicator", "region").order_by()


_FAMILIES = {
    number: Compiled[Cell](1 + number, lambda form, *cells: _of_same_indicators(form, cells)) for number in (1, _FEW)
}


def _family(form: Form, cells: Collection[UUID]) -> tuple[Cell, ...]:
    """The asked cells of the form with those beside them, in one query; its SQL is built once for up to five cells."""
    given = list(cells)
    number = next((size for size in _FAMILIES if size >= len(given)), 0)
    if number and given:
        found = _FAMILIES[number](form.pk, *given, *[given[-1]] * (number - len(given)))
    else:
        found = list(_of_same_indicators(form.pk, given))
    for one in found:
        one.form = form
    return tuple(found)
