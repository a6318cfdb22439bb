"""Which rounds and forms an actor may open, and which forms he may write in."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.models import Form, Round
from fuertong_web.compiled import Compiled

WRITABLE = (FormState.NOT_BEGUN, FormState.FILLING, FormState.RETURNED)


def rounds_for(actor: Actor) -> list[Round]:
    """The rounds of the actor's place, newest first; a one-time code sees the round of its form only."""
    if actor.place is None:
        return []
    rounds = actor.place.rounds.all()
    if actor.code_form_id is not None:
        rounds = rounds.filter(forms=actor.code_form_id)
    return list(rounds)


def round_for(actor: Actor, uid: uuid.UUID | str) -> Round:
    """One round of the actor's place; Http404 for another place's."""
    found = Round.objects.filter(uid=uid, place=actor.place).select_related("place__region", "scheme").first()
    if found is None or actor.code_form_id is not None:
        raise Http404
    return found


def forms_for(actor: Actor) -> QuerySet[Form]:
    """The forms the actor may open: all of the place, those of the own units, or the one of a code."""
    forms = Form.objects.select_related("unit", "round__place__region").order_by("-round__work_year", "unit__order")
    if actor.code_form_id is not None:
        return forms.filter(pk=actor.code_form_id)
    if actor.place is None:
        return forms.none()
    forms = forms.filter(round__place=actor.place)
    if actor.can(Permission.VALUES_SEE):
        return forms
    return forms.filter(unit__in=actor.unit_ids) if actor.can(Permission.VALUES_SEE_OWN) else forms.none()


_TO_READ = Compiled[Form](
    1, lambda uid: Form.objects.filter(uid=uid).select_related("unit", "round__place__region").order_by()
)
_TO_WRITE = Compiled[Form](
    1, lambda uid: Form.objects.filter(uid=uid).select_related("round").select_for_update(of=("self",)).order_by()
)


def form_for(actor: Actor, uid: uuid.UUID, *, lock: bool = False) -> Form:
    """One form; Http404 for another place's or past a one-time code, PermissionDenied for another unit's.

    `lock` keeps other writers out until the caller's transaction ends.
    """
    form = next(iter((_TO_WRITE if lock else _TO_READ)(uid)), None)
    if form is None or actor.place is None or form.round.place_id != actor.place.pk:
        raise Http404
    if actor.code_form_id is not None:
        if form.pk != actor.code_form_id:
            raise Http404
        return form
    if actor.can(Permission.VALUES_SEE) or actor.can(Permission.VALUES_SEE_OWN, unit_id=form.unit_id):
        return form
    raise PermissionDenied("这是其他单位的报表，您不能打开。")


def may_write(actor: Actor, form: Form) -> bool:
    """Whether the actor may change cells now: own unit, code of this form or 代录, in an open round, before 报送."""
    if form.state not in WRITABLE or form.round.state != RoundState.OPEN:
        return False
    if actor.code_form_id is not None:
        return form.pk == actor.code_form_id
    if actor.place is None or form.round.place_id != actor.place.pk:
        return False
    return actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id) or actor.can(Permission.VALUES_PROXY)
