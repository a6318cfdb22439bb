"""Accepting revisions (接受数据): the pointer of a key moves, and the move is kept.

A province's import moves 100,000 pointers in one transaction, so new rows are written as plain tuples; only values
that Django would have to convert (uid, time) go through their fields.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model

from fuertong_web.collection.actions.revisions import Key, key_of
from fuertong_web.collection.models import Observation, PointerMove, Revision

BATCH = 2000


def accept_revisions(*, revisions: Sequence[Revision], by: str, at: datetime, reason: str = "") -> int:
    """Point each key to its revision; one already accepted stays as it is. Returns how many pointers moved."""
    held = _held(revisions)
    new = [row for row in revisions if key_of(row) not in held]
    changed = [row for row in revisions if key_of(row) in held and held[key_of(row)][1] != row.pk]
    _insert_observations(new, at)
    for start in range(0, len(changed), BATCH):
        _repoint(changed[start : start + BATCH], held, at)
    now = _held(new) if new else {}
    previous = [(held[key_of(row)][0], row.pk, held[key_of(row)][1]) for row in changed]
    _insert_moves([*((now[key_of(row)][0], row.pk, None) for row in new), *previous], by, at, reason)
    return len(new) + len(changed)


def _insert_observations(revisions: Sequence[Revision], at: datetime) -> None:
    moment = _prepared(Observation, "accepted_at", at)
    names = ("uid", "indicator_id", "region_id", "period", "data_year", "breakdown", "revision_id", "accepted_at")
    rows = [
        (_prepared(Observation, "uid", uuid4()), *key_of(row)[:3], row.data_year, row.breakdown, row.pk, moment)
        for row in revisions
    ]
    _insert(Observation, names, rows)


def _insert_moves(moves: Sequence[tuple[int, int, int | None]], by: str, at: datetime, reason: str) -> None:
    moment = _prepared(PointerMove, "at", at)
    names = ("observation_id", "revision_id", "previous_id", "by", "at", "reason")
    _insert(PointerMove, names, [(*move, by, moment, reason) for move in moves])


def _repoint(revisions: Sequence[Revision], held: dict[Key, tuple[int, int]], at: datetime) -> None:
    rows = [Observation(pk=held[key_of(row)][0], revision=row, accepted_at=at) for row in revisions]
    Observation.objects.bulk_update(rows, ["revision", "accepted_at"], batch_size=200)


def _insert(model: type[Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert tuples in the order of `names`, which are columns of the model; values are passed as parameters."""
    if not rows:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    places = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _prepared(model: type[Model], name: str, value: object) -> Any:
    field: Any = model._meta.get_field(name)
    return field.get_db_prep_value(value, connection)


def _held(revisions: Sequence[Revision]) -> dict[Key, tuple[int, int]]:
    """The observations of the revisions' periods and regions, locked: key → (pk, accepted revision's pk)."""
    rows = Observation.objects.filter(
        region__in={row.region_id for row in revisions}, period__in={row.period for row in revisions}
    ).select_for_update()
    found = rows.values_list("indicator_id", "region_id", "period", "breakdown", "pk", "revision_id")
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in found}
