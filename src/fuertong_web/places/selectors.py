"""Reading places, units and settings."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from fuertong_web.places import setting_types  # noqa: F401  registers the settings
from fuertong_web.places.models import Place, Setting, Unit
from fuertong_web.places.registry import by_key
from fuertong_web.plans.models import Plan


def setting(place: Place, key: str, *, plan: Plan | None = None, at: datetime | None = None) -> Any:
    """The value in force: of the plan, else of the place, else the default."""
    rows = Setting.objects.filter(place=place, key=key, valid_from__lte=at or timezone.now())
    rows = rows.filter(Q(plan=None) | Q(plan=plan)) if plan else rows.filter(plan=None)
    found = list(rows.order_by("valid_from", "pk").values_list("plan_id", "value"))
    of_plan = [value for plan_id, value in found if plan_id is not None]
    of_place = [value for plan_id, value in found if plan_id is None]
    return (of_plan or of_place or [by_key(key).default])[-1]


def units_of(place: Place) -> QuerySet[Unit]:
    """The units in force today, in the place's order."""
    today = timezone.localdate()
    return place.units.filter(Q(valid_to=None) | Q(valid_to__gte=today))
