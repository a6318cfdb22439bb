"""The place's indicators by every name (指标名称): its own, its targets' wordings, then the catalogue's."""

from fuertong.catalogue import load, normal_name
from fuertong.model.indicator import Indicator
from fuertong.model.plan import Confidence
from fuertong.planning.subjects import Names
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.places.models import Place
from fuertong_web.plans.models import Target


def names_of_place(place: Place) -> Names:
    """Names for pairing targets: a wording that was linked for certain stands for its indicator."""
    found: dict[str, Indicator] = dict(load().by_name)
    own = {row.pk: core_indicator(row) for row in place.indicators.order_by("code", "version")}
    for indicator in own.values():
        for name in (indicator.name, *indicator.aliases):
            found[normal_name(name)] = indicator
    linked = Target.objects.filter(
        goal__domain__plan__place=place, indicator__isnull=False, gap="", against="", confidence=Confidence.SURE
    )
    for name, pk in linked.order_by("pk").values_list("name", "indicator_id"):
        if pk in own:
            found[normal_name(name)] = own[pk]
    return Names(by_name=found)
