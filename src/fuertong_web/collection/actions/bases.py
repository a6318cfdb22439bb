"""Shared denominators (共用基数表): filled by the statistician, read-only for units, revised with their dependants.

A revision makes 待确认 revisions of accepted values; they count only when the statistician takes them in one act.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.numbers import compute_rate, fits_storage, format_number
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.judging import judge_again
from fuertong_web.collection.actions.pointers import accept_revisions
from fuertong_web.collection.actions.revisions import Filler, cut
from fuertong_web.collection.entries import asks_parts, resolve_cell
from fuertong_web.collection.enums import Cause, FormState, RoundState
from fuertong_web.collection.models import Cell, Form, Observation, Revision
from fuertong_web.collection.scheme_models import BaseDispute, BaseEffect, BaseValue, SharedBase
from fuertong_web.collection.selectors.bases import newest_values
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place

_FIGURES = (
    "base_value",
    "raw_denominator",
    "denominator",
    "value",
    "numerator",
    "decimals",
    "absence",
    "lock_version",
)


@transaction.atomic
def define_base(
    *, by: Actor, name: str, unit: str, note: str, indicators: Iterable[Indicator], base: SharedBase | None = None
) -> SharedBase:
    """Name a denominator and the indicators that use it; FuertongError when the name is taken or nothing uses it."""
    place = _statistician(by)
    chosen = list(indicators)
    if not name.strip():
        raise FuertongError("请写明基数名称，如“活产数”。")
    without = [row.name for row in chosen if not asks_parts(row)]
    if without:
        raise FuertongError(f"“{without[0]}”没有写明分子、分母，不能使用共用基数。请先在“指标”中补充。")
    if not chosen:
        raise FuertongError("请列出使用这一基数作分母的指标。")
    if place.shared_bases.filter(name=name.strip()).exclude(pk=base.pk if base else 0).exists():
        raise FuertongError(f"共用基数“{name.strip()}”已经有了。")
    taken = SharedBase.objects.filter(place=place, indicators__code__in=[row.code for row in chosen])
    other = taken.exclude(pk=base.pk if base else 0).first()
    if other is not None:
        raise FuertongError(f"所列指标有的已经使用共用基数“{other.name}”，一项指标只能有一个分母。")
    found = base or SharedBase(place=place)
    found.name, found.unit, found.note = name.strip()[:100], unit.strip()[:20] or "人", note.strip()[:300]
    found.save()
    found.indicators.set(chosen)
    record(
        by=by,
        action="collection.base_define",
        target=found,
        after={"name": name, "lines": [row.name for row in chosen]},
    )
    return found


@transaction.atomic
def set_base_value(
    *,
    by: Actor,
    base: SharedBase,
    data_year: int,
    value: Decimal,
    breakdown: str = "",
    source: str = "",
    reason: str = "",
) -> BaseValue:
    """A figure of a denominator for a year; a different one later is a revision and needs a reason.

    Forms in hand take it at once; accepted values that rest on it get 待确认 revisions.
    """
    place = _statistician(by)
    if base.place_id != place.pk:
        raise PermissionDenied("这是其他地区的共用基数。")
    if value <= 0 or not fits_storage(value):
        raise FuertongError(f"“{base.name}”要填大于0的数。")
    old = newest_values(place.pk, data_year).get((base.pk, breakdown))
    if old is not None and old.value == value:
        return old
    if old is not None and not reason.strip():
        raise FuertongError(f"“{base.name}”{data_year}年已经填过{format_number(old.value)}，修订请写明原因。")
    made = BaseValue.objects.create(
        base=base,
        data_year=data_year,
        breakdown=breakdown,
        value=value,
        source=source.strip()[:300],
        reason=reason.strip()[:300],
        by=by.label,
    )
    cells = _into_forms(by, made)
    effects = _effects(by, made)
    record(
        by=by,
        action="collection.base_value",
        target=base,
        before={"value": old.value if old else None},
        after={"value": value, "year": data_year, "reason": made.reason, "cells": cells, "effects": effects},
    )
    return made


@transaction.atomic
def decide_effects(*, by: Actor, value: BaseValue, take: bool) -> int:
    """接受 or 不采用 all revisions that wait because of one denominator, in one act; returns how many."""
    place = _statistician(by)
    if value.base.place_id != place.pk:
        raise PermissionDenied("这是其他地区的共用基数。")
    now = timezone.now()
    effects = list(
        BaseEffect.objects.select_for_update(of=("self",)).filter(value=value, decision="").select_related("revision")
    )
    if not effects:
        raise FuertongError("没有待确认的变动，可能已经有人办理。请刷新页面。")
    if take:
        reason = f"{value.base.name}修订：{value.reason}"
        accept_revisions(revisions=[row.revision for row in effects], by=by.label, at=now, reason=reason[:500])
        _into_accepted(value, [row.revision for row in effects])
    for effect in effects:
        effect.decision, effect.decided_by, effect.decided_at = "taken" if take else "left", by.label, now
    BaseEffect.objects.bulk_update(effects, ["decision", "decided_by", "decided_at"], batch_size=200)
    record(
        by=by,
        action="collection.base_decide",
        target=value.base,
        after={"decision": "已接受" if take else "不采用", "effects": len(effects), "year": value.data_year},
    )
    if take:
        judge_again(by=by, place=place, data_year=value.data_year)
    return len(effects)


@transaction.atomic
def dispute_base(*, by: Actor, form: Form, value: BaseValue, text: str) -> BaseDispute:
    """异议: a unit notes why a denominator in its form looks wrong; the figure stands until it is revised."""
    own = by.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id) and by.code_form_id in (None, form.pk)
    if not own or by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("只有使用这一基数的单位可以提出异议。")
    if not form.cells.filter(base_value=value).exists():
        raise FuertongError("本表没有使用这一基数，可能刚刚修订过。请刷新页面。")
    if not text.strip():
        raise FuertongError("请写明对这一基数的意见，如本单位掌握的数和来源。")
    made = BaseDispute.objects.create(value=value, form=form, text=text.strip()[:500], by=by.label)
    record(by=by, action="collection.base_dispute", target=form, after={"name": value.base.name, "text": made.text})
    return made


@transaction.atomic
def answer_dispute(*, by: Actor, dispute: BaseDispute, answer: str) -> None:
    """The statistician's answer to an objection."""
    place = _statistician(by)
    if dispute.value.base.place_id != place.pk:
        raise PermissionDenied("这是其他地区的共用基数。")
    if not answer.strip():
        raise FuertongError("请写明答复。")
    dispute.answer, dispute.answered_by, dispute.answered_at = answer.strip()[:500], by.label, timezone.now()
    dispute.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, action="collection.base_answer", target=dispute.form, after={"text": dispute.answer})


def _statistician(by: Actor) -> Place:
    if not by.can(Permission.ROUND_MANAGE) or by.place is None:
        raise PermissionDenied("共用基数由统计人员填写。")
    return by.place


def _codes(value: BaseValue) -> set[str]:
    return set(value.base.indicators.values_list("code", flat=True))


def _put(cell: Cell, value: BaseValue) -> None:
    cell.base_value, cell.raw_denominator = value, format_number(value.value)
    found = resolve_cell(cell)
    cell.value, cell.decimals = found.value, found.decimals
    cell.numerator, cell.denominator, cell.absence = found.numerator, found.denominator, found.absence
    cell.lock_version += 1


def _into_forms(by: Actor, value: BaseValue) -> int:
    """Write the figure into the forms in hand; what was already submitted gets a revision of its own form."""
    cells = list(
        Cell.objects.select_for_update(of=("self",))
        .filter(
            form__round__place=value.base.place_id,
            form__round__state=RoundState.OPEN,
            form__round__data_year=value.data_year,
            indicator__code__in=_codes(value),
            breakdown=value.breakdown,
        )
        .exclude(form__state=FormState.ACCEPTED)
        .select_related("indicator", "form__unit", "form__round__place")
    )
    cells = [cell for cell in cells if not (cell.absence and cell.changed_at is None)]
    for cell in cells:
        _put(cell, value)
    Cell.objects.bulk_update(cells, _FIGURES, batch_size=200)
    sent = [cell for cell in cells if cell.form.state in (FormState.TO_SIGN, FormState.SUBMITTED)]
    for form in {cell.form for cell in sent}:
        own = [cell for cell in sent if cell.form_id == form.pk]
        filler = Filler(name=form.filler, phone=form.filler_phone)
        cut(by=by, form=form, cells=own, cause=Cause.CORRECTION, filler=filler, at=timezone.now())
    return len(cells)


def _effects(by: Actor, value: BaseValue) -> int:
    rows = Observation.objects.filter(
        indicator__place=value.base.place_id,
        indicator__code__in=_codes(value),
        region=value.base.place.region_id,
        data_year=value.data_year,
        breakdown=value.breakdown,
    ).exclude(revision__numerator=None)
    found = [row.revision for row in rows.select_related("revision__indicator")]
    now = timezone.now()
    made = [new for old in found if (new := _recomputed(by, value, old, now)) is not None]
    stale = BaseEffect.objects.filter(value__base=value.base_id, value__breakdown=value.breakdown, decision="")
    stale.filter(value__data_year=value.data_year).update(
        decision="left", decided_by="由后一次修订代替", decided_at=now
    )
    stored = Revision.objects.bulk_create(made, batch_size=500)
    BaseEffect.objects.bulk_create(BaseEffect(value=value, revision=row) for row in stored)
    return len(stored)


def _recomputed(by: Actor, value: BaseValue, old: Revision, at: datetime) -> Revision | None:
    indicator = old.indicator
    if old.numerator is None or not indicator.per or old.denominator == value.value:
        return None
    rate = compute_rate(old.numerator, value.value, per=indicator.per, decimals=indicator.decimals)
    if rate is None:
        return None
    kept = ("indicator_id", "region_id", "period", "data_year", "breakdown", "numerator", "status", "source", "note")
    return Revision(
        **{name: getattr(old, name) for name in kept},
        value=rate,
        denominator=value.value,
        decimals=indicator.decimals,
        raw=f"{format_number(old.numerator)}／{format_number(value.value)}",
        cause=Cause.CORRECTION,
        reason=f"共用基数“{value.base.name}”修订：{value.reason}"[:500],
        unit_id=old.unit_id,
        filler=old.filler,
        filler_phone=old.filler_phone,
        entered_by=by.label,
        entered_user=by.user,
        at=at,
        previous=old,
        break_before=old.break_before,
        splice=old.splice,
    )


def _into_accepted(value: BaseValue, revisions: Iterable[Revision]) -> None:
    """The cells of accepted forms show what is accepted now, so that reopening begins from it."""
    keys = {(row.indicator_id, row.region_id, row.period, row.breakdown): row for row in revisions}
    cells = list(
        Cell.objects.filter(
            form__round__place=value.base.place_id,
            form__state=FormState.ACCEPTED,
            form__round__data_year=value.data_year,
            breakdown=value.breakdown,
        ).select_related("indicator")
    )
    touched = [cell for cell in cells if (cell.indicator_id, cell.region_id, cell.period, cell.breakdown) in keys]
    for cell in touched:
        cell.raw = "" if cell.raw_numerator else cell.raw
        _put(cell, value)
    Cell.objects.bulk_update(touched, [*_FIGURES, "raw"], batch_size=200)
