"""What pulling from a lower place of this installation would change (从下级调取): accepted values only, one list."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from fuertong.model.indicator import Sensitivity
from fuertong.model.observation import ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.collection.selectors.passing import lower_regions, unlike
from fuertong_web.collection.selectors.scheme import in_force
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region

FREE = (Sensitivity.OPEN, Sensitivity.INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that pulling would change: the own indicator, the lower revision, what stands here now."""

    indicator: Indicator
    after: Revision
    before: Revision | None

    @property
    def name(self) -> str:
        """指标（分组）."""
        group = breakdown_label(self.after.breakdown)
        return f"{self.indicator.name}（{group}）" if group else self.indicator.name

    @property
    def period(self) -> str:
        """The period in words."""
        return period_label(self.after.period)

    @property
    def status(self) -> str:
        """How final the lower value is, in words."""
        return ValueStatus(self.after.status).label

    @property
    def apart(self) -> Decimal | None:
        """The new value minus the one that stands here; None where one is missing."""
        if self.before is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What a lower place's accepted values of a year would change here; `same` say what stands here already."""

    region: Region
    changes: list[Change]
    same: int
    unlike: list[str]
    kept_back: list[str]


def pulled_from(actor: Actor, uid: UUID, data_year: int) -> Pull:
    """The changes, in five queries; Http404 for a region that is not below or runs no place here.

    Small counts and sealed values are never pulled: the lower place delivers them itself.
    """
    if actor.place is None:
        raise Http404
    region = next((row for row in lower_regions(actor.place) if row.uid == uid and hasattr(row, "place")), None)
    if region is None:
        raise Http404
    today = timezone.localdate()
    own, lower = in_force(actor.place, today), in_force(region.place, today)
    rows = Observation.objects.filter(
        WHOLE_YEARS, indicator__place=region.place, region=region, data_year=data_year, indicator__code__in=own
    ).exclude(revision__value=None)
    newest: dict[tuple[str, str, str], Revision] = {}
    for row in rows.select_related("revision", "indicator").order_by("indicator__code", "indicator__version"):
        newest[row.indicator.code, row.period, row.breakdown] = row.revision
    held = {
        (row.indicator.code, row.period, row.breakdown): row.revision
        for row in Observation.objects.filter(
            indicator__place=actor.place, region=region, data_year=data_year
        ).select_related("revision", "indicator")
    }
    changes: list[Change] = []
    same = 0
    odd: dict[str, str] = {}
    kept: dict[str, str] = {}
    for (code, period, group), found in newest.items():
        mine = own[code]
        if mine.sensitivity not in FREE or code not in lower or lower[code].sensitivity not in FREE:
            kept[code] = mine.name
        elif why := unlike(lower[code], mine):
            odd[code] = f"{mine.name}：{why}"
        elif (before := held.get((code, period, group))) is not None and _says_same(before, found):
            same += 1
        else:
            changes.append(Change(indicator=mine, after=found, before=held.get((code, period, group))))
    return Pull(region=region, changes=changes, same=same, unlike=list(odd.values()), kept_back=list(kept.values()))


def _says_same(one: Revision, other: Revision) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("value", "numerator", "denominator", "status"))
