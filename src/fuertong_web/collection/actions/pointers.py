"""Accepting revisions (接受数据): the pointer of a key moves, and the move is kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from fuertong_web.collection.actions.revisions import Key
from fuertong_web.collection.models import Observation, PointerMove, Revision

BATCH = 2000


def accept_revisions(*, revisions: Sequence[Revision], by: str, at: datetime, reason: str = "") -> int:
    """Point each key to its revision; one already accepted stays as it is. Returns how many pointers moved."""
    held = _held(revisions)
    new: list[Observation] = []
    changed: list[Observation] = []
    before: dict[Key, int] = {}
    for revision in revisions:
        key = (revision.indicator_id, revision.region_id, revision.period, revision.breakdown)
        observation = held.get(key)
        if observation is None:
            new.append(_observation(revision, at))
        elif observation.revision_id != revision.pk:
            before[key] = observation.revision_id
            observation.revision, observation.accepted_at = revision, at
            changed.append(observation)
    Observation.objects.bulk_create(new, batch_size=BATCH)
    Observation.objects.bulk_update(changed, ["revision", "accepted_at"], batch_size=200)
    PointerMove.objects.bulk_create(
        [
            PointerMove(
                observation=row,
                revision_id=row.revision_id,
                previous_id=before.get((row.indicator_id, row.region_id, row.period, row.breakdown)),
                by=by,
                at=at,
                reason=reason,
            )
            for row in (*new, *changed)
        ],
        batch_size=BATCH,
    )
    return len(new) + len(changed)


def _observation(revision: Revision, at: datetime) -> Observation:
    return Observation(
        indicator_id=revision.indicator_id,
        region_id=revision.region_id,
        period=revision.period,
        data_year=revision.data_year,
        breakdown=revision.breakdown,
        revision=revision,
        accepted_at=at,
    )


def _held(revisions: Sequence[Revision]) -> dict[Key, Observation]:
    regions = {row.region_id for row in revisions}
    periods = {row.period for row in revisions}
    rows = Observation.objects.filter(Q(region__in=regions) & Q(period__in=periods)).select_for_update()
    return {(row.indicator_id, row.region_id, row.period, row.breakdown): row for row in rows}
