"""Reading rounds, forms and values; scope and sensitivity are applied here and nowhere else."""

from dataclasses import dataclass
from datetime import date

from django.contrib.sessions.backends.base import SessionBase

from fuertong_web.accounts.actor import NOBODY, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.models import FormCode, Round
from fuertong_web.places.models import Place

FILLER_KEY = "filler"
PHONE_KEY = "filler_phone"


@dataclass(frozen=True, slots=True)
class Years:
    """工作年 and 数据年 of the round in hand, with the cut-off."""

    work_year: int
    data_year: int
    cutoff: date | None


def current_years(place: Place) -> Years | None:
    """The years of the newest round that was opened, None where there was none."""
    found = place.rounds.exclude(state=RoundState.DRAFT).order_by("-work_year", "-data_year").first()
    return Years(found.work_year, found.data_year, found.cutoff) if found else None


def actor_of_code(code_id: int, session: SessionBase) -> Actor:
    """The holder of a one-time code, as long as the code stands and its round is open."""
    code = (
        FormCode.objects.filter(pk=code_id, revoked_at=None, form__round__state=RoundState.OPEN)
        .select_related("form__unit", "form__round__place__region")
        .first()
    )
    if code is None:
        return NOBODY
    filler = str(session.get(FILLER_KEY, "")) or "填表人（未署名）"
    return Actor(
        label=f"{code.form.unit.name} {filler}",
        uid=str(code.uid),
        place=code.form.round.place,
        unit_ids=frozenset({code.form.unit_id}),
        code_form_id=code.form_id,
        phone=str(session.get(PHONE_KEY, "")),
        permissions=frozenset({Permission.VALUES_WRITE_OWN, Permission.VALUES_SEE_OWN}),
    )


def rounds_for(actor: Actor) -> list[Round]:
    """The rounds of the actor's place, newest first."""
    return list(actor.place.rounds.all()) if actor.place else []
