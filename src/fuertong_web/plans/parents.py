"""The plans a plan stands beside: the one above it (上级规划) in this installation and the one before (上一周期)."""

from collections.abc import Iterator

from fuertong_web.places.models import Place, Region
from fuertong_web.plans.models import Plan


def parent_of(place: Place, *, audience: str, first_year: int, last_year: int) -> Plan | None:
    """The plan of the nearest upper region that overlaps in years; None where no upper level works here."""
    for region in _above(place.region):
        rows = Plan.objects.filter(place__region=region, audience=audience).exclude(state=Plan.State.ARCHIVED)
        found = rows.filter(first_year__lte=last_year, last_year__gte=first_year).order_by("-first_year").first()
        if found is not None:
            return found
    return None


def settle_parents(place: Place) -> int:
    """Set the parent of the place's plans where it is still open; returns how many."""
    done = 0
    for plan in Plan.objects.filter(place=place, parent=None).select_related("place__region"):
        found = parent_of(place, audience=plan.audience, first_year=plan.first_year, last_year=plan.last_year)
        if found is not None:
            done += Plan.objects.filter(pk=plan.pk, parent=None).update(parent=found)
    return done


def settle_below(plan: Plan) -> int:
    """A plan just confirmed becomes the parent of those below it that have none yet; returns how many."""
    below = Place.objects.filter(plans__audience=plan.audience, plans__parent=None, region__parent=plan.place.region)
    return sum(settle_parents(place) for place in below.distinct())


def settle_after(plan: Plan) -> int:
    """A plan of an earlier period confirmed late becomes the one before the next one; returns how many (0 or 1)."""
    later = Plan.objects.filter(place=plan.place, audience=plan.audience, first_year__gt=plan.last_year)
    following = later.order_by("first_year").first()
    if following is None or following.predecessor_id is not None:
        return 0
    return Plan.objects.filter(pk=following.pk, predecessor=None).update(predecessor=plan)


def _above(region: Region) -> Iterator[Region]:
    upper = region.parent
    while upper is not None:
        yield upper
        upper = upper.parent
