"""Values that wait for a later figure (待更新为正式数): accepted as 快报、预计 or 初步."""

from django.db.models import QuerySet

from fuertong.model.observation import ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.models import Observation

UNSETTLED = (ValueStatus.FLASH, ValueStatus.EXPECTED, ValueStatus.PRELIMINARY)


def unsettled_values(actor: Actor) -> QuerySet[Observation]:
    """The values to be replaced one day, for the statistician; newest year first."""
    if actor.place is None or not actor.can(Permission.ACCEPT):
        return Observation.objects.none()
    rows = Observation.objects.filter(indicator__place=actor.place, revision__status__in=UNSETTLED)
    rows = rows.exclude(revision__value=None).select_related("indicator__source_unit", "region", "revision")
    return rows.order_by("-data_year", "indicator__source_unit__order", "indicator__code", "region__code", "breakdown")
