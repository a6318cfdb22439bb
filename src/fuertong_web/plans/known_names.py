"""The place's indicators by every name they go by (指标名称), the catalogue's behind them."""

from fuertong.catalogue import load, normal_name
from fuertong.model.indicator import Indicator
from fuertong.planning.subjects import Names
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.places.models import Place


def names_of_place(place: Place) -> Names:
    """Names for pairing targets: a wording that only likeness linked stands for itself until a person has said so."""
    found: dict[str, Indicator] = dict(load().by_name)
    for row in place.indicators.order_by("code", "version"):
        indicator = core_indicator(row)
        for name in (indicator.name, *indicator.aliases):
            found[normal_name(name)] = indicator
    return Names(by_name=found)
