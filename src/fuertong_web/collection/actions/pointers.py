"""Accepting revisions (接受数据): the pointer of a key moves, and the move is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from fuertong_web.collection.actions.plain_rows import insert_rows, preparer
from fuertong_web.collection.actions.revisions import Key
from fuertong_web.collection.models import Observation, PointerMove


class Pointed(Protocol):
    """A stored revision: its key, data year and primary key."""

    @property
    def pk(self) -> int: ...
    @property
    def indicator_id(self) -> int: ...
    @property
    def region_id(self) -> int: ...
    @property
    def period(self) -> str: ...
    @property
    def data_year(self) -> int: ...
    @property
    def breakdown(self) -> str: ...


Held = dict[Key, tuple[int, int]]


def accept_revisions(*, revisions: Sequence[Pointed], by: str, at: datetime, reason: str = "") -> int:
    """Point each key to its revision; one already accepted stays as it is. Returns how many pointers moved."""
    keyed = [((row.indicator_id, row.region_id, row.period, row.breakdown), row) for row in revisions]
    held = _held(revisions)
    new = [(key, row) for key, row in keyed if key not in held]
    changed = [(key, row) for key, row in keyed if key in held and held[key][1] != row.pk]
    _insert_observations([row for _, row in new], at)
    _repoint([(held[key][0], row.pk) for key, row in changed], at)
    now = _held(revisions) if new else {}
    moves: list[tuple[int, int, int | None]] = [(now[key][0], row.pk, None) for key, row in new]
    moves += [(held[key][0], row.pk, held[key][1]) for key, row in changed]
    _insert_moves(moves, by, at, reason)
    return len(moves)


def _insert_observations(revisions: Sequence[Pointed], at: datetime) -> None:
    uid, moment = preparer(Observation, "uid"), preparer(Observation, "accepted_at")(at)
    columns = ("uid", "indicator_id", "region_id", "period", "data_year", "breakdown", "revision_id", "accepted_at")
    insert_rows(
        Observation,
        columns,
        (
            (uid(uuid4()), row.indicator_id, row.region_id, row.period, row.data_year, row.breakdown, row.pk, moment)
            for row in revisions
        ),
    )


def _insert_moves(moves: Sequence[tuple[int, int, int | None]], by: str, at: datetime, reason: str) -> None:
    moment = preparer(PointerMove, "at")(at)
    columns = ("observation_id", "revision_id", "previous_id", "by", "at", "reason")
    insert_rows(PointerMove, columns, ((*move, by, moment, reason) for move in moves))


def _repoint(pairs: Sequence[tuple[int, int]], at: datetime) -> None:
    rows = [Observation(pk=observation, revision_id=revision, accepted_at=at) for observation, revision in pairs]
    Observation.objects.bulk_update(rows, ["revision", "accepted_at"], batch_size=200)


def _held(revisions: Sequence[Pointed]) -> Held:
    """The observations of the revisions' regions and periods, locked: key → (pk, accepted revision's pk)."""
    rows = Observation.objects.filter(
        region__in={row.region_id for row in revisions}, period__in={row.period for row in revisions}
    ).select_for_update()
    found = rows.values_list("indicator_id", "region_id", "period", "breakdown", "pk", "revision_id")
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in found}
