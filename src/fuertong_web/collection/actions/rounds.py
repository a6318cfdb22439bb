"""Opening and closing the yearly round (监测轮次)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong.model.period import period_code
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.dimensions import expand
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Cell, Form, FormCode, Observation, Round
from fuertong_web.collection.selectors.scheme import Scheme, scheme_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place


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
) -> Round:
    """Open a round at the actor's place: one form a unit with exactly its cells.

    FuertongError when the years or dates contradict each other, the code is taken or no indicator has a unit.
    """
    if not by.can(Permission.ROUND_MANAGE) or by.place is None:
        raise PermissionDenied("只有统计人员可以开启年度监测。")
    place = by.place
    code = code or _free_code(place, work_year, data_year)
    _refuse_contradictions(place, work_year, data_year, opens_on, deadline, code)
    scheme = scheme_of(place, on=opens_on)
    if not scheme.by_unit:
        raise FuertongError("还没有写明数据来源单位的指标，不能开启监测。请先在“指标”中为指标指定数据来源单位。")
    opened = Round.objects.create(
        place=place,
        code=code,
        title=title.strip(),
        work_year=work_year,
        data_year=data_year,
        opens_on=opens_on,
        deadline=deadline,
        cutoff=cutoff,
        form_number=form_number,
        authority=authority,
        approval=approval,
        valid_until=valid_until,
        state=RoundState.OPEN,
    )
    forms, cells = _make_forms(opened, scheme)
    record(
        by=by,
        action="collection.open_round",
        target=opened,
        after={"data_year": data_year, "deadline": deadline, "forms": forms, "cells": cells},
    )
    return opened


@transaction.atomic
def close_round(*, by: Actor, round: Round, reason: str = "") -> None:
    """Close the round: nothing can be filled in any more and every one-time code ends."""
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
    """Give one unit more time, with the reason."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("只有统计人员可以批准延期。")
    if not reason.strip():
        raise FuertongError("请写明延期的原因。")
    if to < form.round.deadline:
        raise FuertongError(f"延期日期不能早于原截止日期{form.round.deadline.isoformat()}。")
    before = form.extended_to
    form.extended_to = to
    form.save(update_fields=["extended_to", "changed_at"])
    record(
        by=by,
        action="collection.extend",
        target=form,
        before={"extended_to": before},
        after={"extended_to": to, "reason": reason.strip()},
    )


def _free_code(place: Place, work_year: int, data_year: int) -> str:
    taken = set(place.rounds.values_list("code", flat=True))
    base = f"{work_year}-{data_year}"
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


def _make_forms(opened: Round, scheme: Scheme) -> tuple[int, int]:
    forms = [Form(round=opened, unit=unit) for unit in scheme.by_unit]
    Form.objects.bulk_create(forms)
    surveyed = _last_survey(opened, scheme)
    cells = [cell for form in forms for cell in _cells(form, scheme.by_unit[form.unit], opened, surveyed)]
    Cell.objects.bulk_create(cells, batch_size=1000)
    return len(forms), len(cells)


def _cells(form: Form, indicators: Iterable[Indicator], opened: Round, surveyed: dict[int, int]) -> Iterator[Cell]:
    order = 0
    for indicator in indicators:
        next_year = _next_survey(indicator, opened.data_year, surveyed)
        for breakdown in expand(indicator.breakdowns):
            order += 1
            yield Cell(
                form=form,
                order=order,
                indicator=indicator,
                region_id=opened.place.region_id,
                period=period_code(opened.data_year, indicator.statistical_year),
                breakdown=breakdown,
                absence=Absence.SURVEY_YEAR if next_year else "",
                note=f"下次：{next_year}年" if next_year else "",
            )


def _last_survey(opened: Round, scheme: Scheme) -> dict[int, int]:
    rare = [row.pk for rows in scheme.by_unit.values() for row in rows if row.freq > 1]
    rows = Observation.objects.filter(indicator__in=rare, data_year__lt=opened.data_year).exclude(revision__value=None)
    return dict(rows.order_by("data_year").values_list("indicator_id", "data_year")) if rare else {}


def _next_survey(indicator: Indicator, data_year: int, surveyed: dict[int, int]) -> int | None:
    """The year of the next survey when `data_year` is none (practice 16), None when the value is due."""
    last = surveyed.get(indicator.pk)
    if last is None or last + indicator.freq <= data_year:
        return None
    return last + indicator.freq
