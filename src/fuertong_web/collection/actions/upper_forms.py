"""Forms of the upper office (套表): an edition taken, its cells mapped, a filled copy made."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.upper_forms import FormGrid, Slot, carry_over
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.day_one import intake_place
from fuertong_web.collection.models_intake import UpperForm, UpperFormEdition
from fuertong_web.collection.upper_forms import propose, slot_rows, slots_of
from fuertong_web.places.actions import store_file


@transaction.atomic
def take_upper_form(
    *,
    by: Actor,
    name: str,
    content: bytes,
    read: tuple[int | None, Sequence[FormGrid], Sequence[Slot]],
    title: str = "",
    issuer: str = "",
    form: UpperForm | None = None,
) -> UpperForm:
    """Keep a blank as a new form, or as the next edition of one with the old mapping carried over by its labels."""
    place = intake_place(by)
    year, grids, slots = read
    if not slots:
        raise FuertongError(f"《{name}》中没有找到要填的空格。请上传带有“指标”表头的空表。")
    proposed = propose(slots, place)
    if form is None:
        form = UpperForm.objects.create(place=place, title=(title or name.rpartition(".")[0])[:200], issuer=issuer)
    else:
        before = form.editions.first()
        if before is not None:
            proposed = list(carry_over(slots_of(before), proposed).slots)
    stored = store_file(by=by, place=place, name=name, content=content, media_type="application/octet-stream")
    UpperFormEdition.objects.create(
        form=form,
        document=stored,
        grids={"year": year, "grids": [asdict(grid) for grid in grids]},
        slots=slot_rows(proposed),
        by=by.label,
    )
    record(by=by, action="collection.upper_form_take", target=form, after={"file": name, "cells": len(slots)})
    return form


@transaction.atomic
def map_upper_form(*, by: Actor, edition: UpperFormEdition, slots: Sequence[Slot]) -> None:
    """Keep what a person said of the cells; FuertongError when the edition has changed meanwhile."""
    place = intake_place(by)
    if edition.form.place_id != place.pk or len(slots) != len(edition.slots):
        raise FuertongError("套表已改动，请刷新页面后再核对。")
    edition.slots, edition.checked_by = slot_rows(slots), by.label
    edition.save(update_fields=["slots", "checked_by"])
    mapped = sum(bool(slot.meaning.code) for slot in slots)
    record(by=by, action="collection.upper_form_map", target=edition.form, after={"mapped": mapped})


def record_filled(*, by: Actor, form: UpperForm, year: int, filled: int, blank: int) -> None:
    """Note that a filled copy was made."""
    intake_place(by)
    after = {"year": year, "filled": filled, "blank": blank}
    with transaction.atomic():
        record(by=by, action="collection.upper_form_fill", target=form, after=after)
