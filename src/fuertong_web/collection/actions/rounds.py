"""Opening and closing rounds (监测轮次) of every kind, with their later batches; more time for one unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.making_forms import make_forms
from fuertong_web.collection.enums import Nature, RoundKind, RoundSpan, RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Form, FormCode, FormEvent, Round
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.seasons import ByUnit, batches_of
from fuertong_web.collection.selectors.scheme import Scheme, scheme_of
from fuertong_web.places.models import Place

MOST_YEARS = 15


@dataclass(frozen=True, slots=True)
class _Part:
    """One round to be made: the main one first, then later batches or further years."""

    data_year: int
    deadline: date
    by_unit: ByUnit
    title: str


@transaction.atomic
def open_round(
    *,
    by: Actor,
    work_year: int,
    data_year: int,
    title: str,
    opens_on: date,
    deadline: date,
    cutoff: date | None = None,
    form_number: str = "",
    authority: str = "",
    approval: str = "",
    valid_until: date | None = None,
    code: str = "",
    kind: RoundKind = RoundKind.FULL,
    span: RoundSpan = RoundSpan.YEAR,
    nature: Nature | None = None,
    scheme: SchemeVersion | None = None,
    only: frozenset[str] | None = None,
    first_year: int | None = None,
    in_batches: bool = False,
) -> Round:
    """Open a round at the actor's place: one form a unit with exactly its cells; returns the main round.

    `span` asks for a half year, a quarter, a month or a term instead of the year. `only` limits it to indicator
    codes; `in_batches` makes a later batch of what is not out by the deadline;
    `first_year` makes a back-fill of several years, one round a year, asking only for what is not there. Without
    `nature` an approval number means a survey. FuertongError when years, dates or the statistics law contradict it.
    """
    if not by.can(Permission.ROUND_MANAGE) or by.place is None:
        raise PermissionDenied("只有统计人员可以开启年度监测。")
    place = by.place
    code = code or _free_code(place, work_year, data_year, span)
    nature = nature or (Nature.SURVEY if approval else Nature.RECORD)
    _refuse_contradictions(place, work_year, data_year, opens_on, deadline, code)
    if span and kind is RoundKind.BACKFILL:
        raise FuertongError("历史数据补报按年办理，统计时段请选“全年”。")
    refuse_unlawful(kind=kind, nature=nature, approval=approval, valid_until=valid_until, deadline=deadline)
    if scheme is not None and scheme.place_id != place.pk:
        raise PermissionDenied("这是其他地区的方案。")
    asked = scheme_of(place, on=opens_on, version=scheme, kind=kind, only=only)
    if not asked.by_unit:
        raise FuertongError(_nothing(kind, only))
    parts = list(_parts(asked, kind, title.strip(), data_year, first_year, deadline, in_batches and not span))
    made: list[Round] = []
    total = [0, 0]
    for number, part in enumerate(parts, start=1):
        opened = Round.objects.create(
            place=place,
            code=code if number == 1 else f"{code}-b{number}",
            title=part.title,
            work_year=work_year,
            data_year=part.data_year,
            opens_on=opens_on,
            deadline=part.deadline,
            cutoff=cutoff if number == 1 else None,
            form_number=form_number,
            authority=authority,
            approval=approval,
            valid_until=valid_until,
            state=RoundState.OPEN,
            kind=kind,
            span=span,
            nature=nature,
            scheme=scheme,
            main=made[0] if made else None,
            batch=number,
        )
        counts = make_forms(opened, part.by_unit, only_missing=kind is RoundKind.BACKFILL)
        if counts[1] == 0:
            opened.delete()
            continue
        made.append(opened)
        total = [total[0] + counts[0], total[1] + counts[1]]
    if not made:
        raise FuertongError("这些年份的数据都已经有了，不需要补报。")
    record(
        by=by,
        action="collection.open_round",
        target=made[0],
        after={
            "data_year": data_year,
            "deadline": deadline,
            "forms": total[0],
            "cells": total[1],
            "kind": kind,
            "span": span,
            "nature": nature,
            "batches": len(made),
            "scheme": str(scheme) if scheme else "",
        },
    )
    return made[0]


@transaction.atomic
def close_round(*, by: Actor, round: Round, reason: str = "") -> None:
    """Close the round: nothing can be filled in any more and every one-time code ends; later batches stay open."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != round.place_id:
        raise PermissionDenied("只有统计人员可以关闭年度监测。")
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.state != RoundState.OPEN:
        raise NotNow(f"这一轮监测现在是“{RoundState(locked.state).label}”，不能关闭。")
    locked.state = RoundState.CLOSED
    locked.save(update_fields=["state"])
    FormCode.objects.filter(form__round=locked, revoked_at=None).update(revoked_at=timezone.now())
    record(
        by=by,
        action="collection.close_round",
        target=locked,
        before={"state": RoundState.OPEN},
        after={"state": RoundState.CLOSED, "reason": reason},
    )
    round.state = locked.state


@transaction.atomic
def extend_form(*, by: Actor, form: Form, to: date, reason: str) -> None:
    """Give one unit more time, with the reason; it stands in the form's history."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("只有统计人员可以批准延期。")
    if not reason.strip():
        raise FuertongError("请写明延期的原因。")
    if to < form.round.deadline:
        raise FuertongError(f"延期日期不能早于原截止日期{form.round.deadline.isoformat()}。")
    before = form.extended_to
    form.extended_to = to
    form.save(update_fields=["extended_to", "changed_at"])
    FormEvent.objects.create(
        form=form,
        name="extend",
        before=form.state,
        after=form.state,
        by=by.label,
        at=timezone.now(),
        comment=f"延期至{to.isoformat()}：{reason.strip()}"[:500],
    )
    record(
        by=by,
        action="collection.extend",
        target=form,
        before={"extended_to": before},
        after={"extended_to": to, "reason": reason.strip()},
    )


def refuse_unlawful(
    *, kind: RoundKind, nature: Nature, approval: str, valid_until: date | None, deadline: date
) -> None:
    """FuertongError when a form would go out against the statistics law (practice 23): the sentence says the choice."""
    if kind is RoundKind.SURVEY and nature is Nature.RECORD:
        raise FuertongError("专项统计调查请选“统计调查”并写明批准文号；没有批准文号的，请选“工作调研”。")
    if nature is not Nature.SURVEY:
        return
    if not approval.strip():
        raise FuertongError(
            "统计调查的表要印批准文号，现在没有填。请填写批准文号；只汇总已有行政记录的，请选“部门行政记录”。"
        )
    if valid_until is not None and valid_until < deadline:
        raise FuertongError(
            f"表的有效期至{valid_until.isoformat()}，早于截止日期。请填写新的批准文号和有效期；"
            "只汇总已有行政记录的，请选“部门行政记录”。"
        )


def _nothing(kind: RoundKind, only: frozenset[str] | None) -> str:
    if kind is RoundKind.KEY:
        return "监测方案中还没有标为重点监测指标、又有填报单位的指标。请先在监测方案中勾选。"
    if only is not None:
        return "所列指标都没有填报单位，或不由本级产生，不能开启。请核对指标名称和数据来源单位。"
    return "还没有写明数据来源单位的指标，不能开启监测。请先在“指标”中为指标指定数据来源单位。"


def _parts(
    asked: Scheme,
    kind: RoundKind,
    title: str,
    data_year: int,
    first_year: int | None,
    deadline: date,
    in_batches: bool,
) -> Iterator[_Part]:
    if kind is RoundKind.BACKFILL and first_year is not None and first_year < data_year:
        if data_year - first_year >= MOST_YEARS:
            raise FuertongError(f"一次最多补报{MOST_YEARS}年，请分次办理。")
        for year in range(data_year, first_year - 1, -1):
            yield _Part(year, deadline, asked.by_unit, f"{title}（{year}年）")
        return
    if not in_batches:
        yield _Part(data_year, deadline, asked.by_unit, title)
        return
    found = [part for part in batches_of(asked, data_year=data_year, deadline=deadline) if part[1]]
    for number, (due, by_unit) in enumerate(found, start=1):
        yield _Part(data_year, due, by_unit, title if number == 1 else f"{title}（第{number}批）")


def _free_code(place: Place, work_year: int, data_year: int, span: RoundSpan) -> str:
    taken = set(place.rounds.values_list("code", flat=True))
    base = f"{work_year}-{data_year}{span}"
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken)


def _refuse_contradictions(
    place: Place, work_year: int, data_year: int, opens_on: date, deadline: date, code: str
) -> None:
    if data_year > work_year:
        raise FuertongError(f"数据年{data_year}不能晚于工作年{work_year}。请核对年份。")
    if deadline < opens_on:
        raise FuertongError("截止日期不能早于开始日期。请核对日期。")
    if place.rounds.filter(code=code).exists():
        raise FuertongError(f"代码“{code}”已经用于另一轮监测，请换一个。")
