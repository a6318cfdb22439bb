"""The years of the round in hand (工作年、数据年) and the days left until a deadline."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.models import Form, Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.places.models import Place

DELIVERED = (FormState.SUBMITTED, FormState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Years:
    """工作年 and 数据年 of the round in hand, with the cut-off."""

    work_year: int
    data_year: int
    cutoff: date | None


def current_years(place: Place) -> Years | None:
    """The years of the newest yearly round that was opened, None where there was none."""
    found = (
        place.rounds.filter(span="")
        .exclude(state=RoundState.DRAFT)
        .order_by("-work_year", "-data_year", "batch", "pk")
        .first()
    )
    return Years(found.work_year, found.data_year, found.cutoff) if found else None


def year_in_hand(place: Place) -> int | None:
    """The data year to speak of: that of the round in hand, before the first round that of the newest value."""
    years = current_years(place)
    if years is not None:
        return years.data_year
    values = Observation.objects.filter(WHOLE_YEARS, indicator__place=place, region=place.region_id)
    return values.order_by("-data_year").values_list("data_year", flat=True).first()


def due_on(form: Form) -> date:
    """The last day of the form: until 24:00 of it, local time; an extension goes before the round's deadline."""
    return form.extended_to or form.round.deadline


def days_left(form: Form, *, today: date | None = None) -> int:
    """Days until the deadline: 0 on the last day itself, negative when it has passed."""
    return (due_on(form) - (today or timezone.localdate())).days


def is_late(form: Form, *, today: date | None = None) -> bool:
    """Whether the deadline has passed without the form having reached the statistician."""
    return form.state not in DELIVERED and days_left(form, today=today) < 0
