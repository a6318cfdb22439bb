"""Passing a round down (下发) and answering one from above (接收、报送上级): each level moves by its own act."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence
from fuertong.model.organisation import UnitKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.making_forms import make_lower_forms
from fuertong_web.collection.actions.moving import carry_out, lock
from fuertong_web.collection.actions.revisions import ATTESTED_FIELDS, SOURCE_FIELDS, Filler, cut
from fuertong_web.collection.actions.schemes import draft_scheme, take_base
from fuertong_web.collection.checking import unanswered
from fuertong_web.collection.enums import Cause, FormState, RoundKind, RoundState, SchemeState
from fuertong_web.collection.errors import NotNow, Unready
from fuertong_web.collection.models import Cell, Form, Revision, Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.collection.selectors.passing import (
    Offer,
    asked_below,
    groups_of,
    holding_version,
    lower_regions,
    offers_of,
)
from fuertong_web.collection.selectors.scheme import in_force
from fuertong_web.collection.selectors.years import due_on
from fuertong_web.indicators.actions import take_in
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.places.actions import create_unit
from fuertong_web.places.models import Place, Region, Unit

_PLAIN = ("value", "numerator", "denominator", "decimals", "absence", "status", *SOURCE_FIELDS, *ATTESTED_FIELDS)
NOTE_LENGTH = 500


@transaction.atomic
def pass_down(*, by: Actor, round: Round, regions: Iterable[Region]) -> list[PassedForm]:
    """下发: one form a lower place with the values it must deliver; rows units were asked for it are taken back.

    FuertongError when nothing can be asked below, NotNow when the round is closed; a place that has its form is left
    as it is.
    """
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != round.place_id:
        raise PermissionDenied("只有统计人员可以下发监测轮次。")
    if round.state != RoundState.OPEN:
        raise NotNow(f"这一轮监测现在是“{RoundState(round.state).label}”，不能下发。")
    below = {region.pk for region in lower_regions(round.place)}
    held = set(PassedForm.objects.filter(form__round=round).values_list("region_id", flat=True))
    wanted = [region for region in regions if region.pk in below and region.pk not in held]
    if not wanted:
        raise FuertongError("请勾选要下发的下级地区；已经下发的不必重复下发。")
    asked, _ = asked_below(round)
    if not asked:
        raise FuertongError("这一轮没有由下级产生的指标，不需要下发。")
    made = [
        PassedForm(form=form, region=region)
        for form, region in make_lower_forms(round, {region: _standing_for(by, region) for region in wanted}, asked)
    ]
    PassedForm.objects.bulk_create(made)
    freed = _take_back_rows(round, wanted, [one.indicator.code for one in asked])
    record(
        by=by,
        action="collection.pass_down",
        target=round,
        after={"regions": [region.name for region in wanted], "indicators": len(asked), "rows_taken_back": freed},
    )
    return made


def _standing_for(by: Actor, region: Region) -> Unit:
    """The unit under which a lower place stands in the upper one's lists."""
    assert by.place is not None
    code = f"{by.place.code}-{region.code}"
    found = by.place.units.filter(code=code, valid_to=None).first()
    return found or create_unit(by=by, code=code, name=region.name, kind=UnitKind.OTHER)


def _take_back_rows(round: Round, regions: Iterable[Region], codes: Iterable[str]) -> int:
    """Rows of the own units' forms for these regions that nobody has touched: the lower place delivers them now."""
    rows = Cell.objects.filter(
        form__round=round,
        form__passed=None,
        form__state=FormState.NOT_BEGUN,
        region__in=[region.pk for region in regions],
        indicator__code__in=list(codes),
        changed_at=None,
    )
    return rows.delete()[1].get("collection.Cell", 0)


@transaction.atomic
def take_over(*, by: Actor, task: PassedForm) -> SchemeVersion:
    """接收: the upper lines become the read-only base of the own scheme; indicators the place lacks are taken in.

    NotNow while a version waits for approval. A scheme that asks for all of it already stays as it is.
    """
    place = _answering(by, task)
    groups = groups_of(task)
    known = in_force(place, timezone.localdate())
    upper = {cell.indicator.code: cell.indicator for cell in task.form.cells.select_related("indicator")}
    take_in(by=by, rows=[core_indicator(row) for code, row in upper.items() if code not in known])
    version = holding_version(task, groups) or _with_base(by, place, task, groups)
    if task.taken_at is None:
        task.taken_by, task.taken_at = by.label, timezone.now()
        task.save(update_fields=["taken_by", "taken_at"])
    record(by=by, action="collection.take_over", target=task, after={"lines": len(groups), "scheme": str(version)})
    return version


def _with_base(by: Actor, place: Place, task: PassedForm, groups: Mapping[str, tuple[str, ...]]) -> SchemeVersion:
    newest = place.scheme_versions.order_by("-no").first()
    if newest is not None and newest.state == SchemeState.SUBMITTED:
        raise NotNow(f"“{newest}”正在审批，请在批准或撤回以后再接收。")
    upper = task.form.round
    words = f"{upper.place.region.name}《{upper.title}》"
    if newest is None or newest.state == SchemeState.APPROVED:
        newest = draft_scheme(by=by, reason=f"落实{words}"[:300])
    known = in_force(place, timezone.localdate())
    inherited = set(newest.lines.filter(is_inherited=True).values_list("indicator__code", flat=True))
    base = words if upper.kind == RoundKind.FULL or not newest.base_title else newest.base_title
    take_base(
        by=by,
        version=newest,
        title=base[:200],
        indicators=[known[code] for code in sorted({*groups, *inherited}) if code in known],
    )
    lines = list(newest.lines.filter(indicator__code__in=list(groups)).select_related("indicator"))
    for line in lines:
        line.breakdowns = list(dict.fromkeys([*line.breakdowns, *groups[line.indicator.code]]))
    SchemeLine.objects.bulk_update(lines, ["breakdowns"], batch_size=200)
    newest.refresh_from_db()
    return newest


@transaction.atomic
def answer_with(*, by: Actor, task: PassedForm, round: Round) -> None:
    """The round of the own place in which the task's values are collected; it must end before the upper one's."""
    _answering(by, task)
    if by.place is None or round.place_id != by.place.pk:
        raise PermissionDenied("这是其他地区的轮次。")
    refuse_too_late(task, round)
    task.lower_round = round
    task.save(update_fields=["lower_round"])
    record(by=by, action="collection.answer_with", target=task, after={"round": str(round)})


def refuse_too_late(task: PassedForm, round: Round) -> None:
    """FuertongError when the own round is about other years or ends after the upper one's deadline."""
    upper = task.form.round
    if (round.data_year, round.span) != (upper.data_year, upper.span):
        raise FuertongError(f"上级要{upper.about}的数据，“{round.title}”是{round.about}的。请选择同一统计时段的轮次。")
    last = due_on(task.form)
    if round.deadline > last:
        raise FuertongError(f"本级的截止日期应不晚于上级的截止日期{last.isoformat()}，请提前。")


@transaction.atomic
def deliver(
    *,
    by: Actor,
    task: PassedForm,
    absences: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> int:
    """报送上级: what the place has accepted goes into the upper form, with its notes; returns the revisions cut.

    `absences` and `answers` by the cell's uid. Unready while a value is neither accepted nor given a reason, or a
    returned one neither changed nor answered.
    """
    _answering(by, task)
    at = at or timezone.now()
    form = lock(task.form)
    if form.state not in (FormState.NOT_BEGUN, FormState.FILLING, FormState.RETURNED):
        raise NotNow(f"这张报表现在是“{FormState(form.state).label}”，不能再报送。")
    task.form = form
    offers = offers_of(task)
    cells = [_filled(one, (absences or {}).get(one.uid, ""), (answers or {}).get(one.uid, "")) for one in offers]
    blank = tuple(str(cell.uid) for cell in cells if cell.value is None and not cell.absence and not cell.attested)
    if blank:
        raise Unready(f"有{len(blank)}项还没有本级接受的数，也没有选缺数原因，还不能报送。", blank)
    silent = unanswered(form, cells)
    if silent:
        raise Unready(f"有{len(silent)}项上级退回的数据既没有改动，也没有答复，还不能报送。", silent)
    for cell in cells:
        cell.lock_version += 1
        cell.changed_by, cell.changed_at = by.label, at
    written = ["raw", "raw_numerator", "raw_denominator", "note", "answer", "lock_version", "changed_by", "changed_at"]
    Cell.objects.bulk_update(cells, [*_PLAIN, *written], batch_size=100)
    form.filler, form.filler_phone, form.reported_on = by.label, by.phone, timezone.localdate(at)
    form.save(update_fields=["filler", "filler_phone", "reported_on", "changed_at"])
    filler = Filler(name=by.label, phone=by.phone)
    made = cut(by=by, form=form, cells=cells, cause=Cause.SUBMIT, filler=filler, at=at)
    carry_out(by=f"{by.label}（{task.region.name}）", form=form, name="deliver", at=at)
    record(by=by, action="collection.deliver", target=task, after={"revisions": len(made)})
    return len(made)


def _filled(offer: Offer, absence: str, answer: str) -> Cell:
    """The upper cell with what is handed over."""
    cell, found = offer.cell, offer.revision
    if found is not None:
        for name in _PLAIN:
            setattr(cell, name, getattr(found, name))
        cell.raw = format_number(found.value, found.decimals) if found.value is not None else ""
        cell.raw_numerator = format_number(found.numerator) if found.numerator is not None else ""
        cell.raw_denominator = format_number(found.denominator) if found.denominator is not None else ""
        cell.note = _note(found)
    elif absence in set(Absence):
        cell.absence = absence
        cell.value = cell.numerator = cell.denominator = cell.decimals = None
        cell.raw = cell.raw_numerator = cell.raw_denominator = cell.attested = ""
    if answer.strip():
        cell.answer = answer.strip()[:NOTE_LENGTH]
    return cell


def _note(found: Revision) -> str:
    parts = (found.note, found.reason if found.cause == Cause.RETURN_ANSWER else "")
    return "；".join(part for part in parts if part)[:NOTE_LENGTH]


def _answering(by: Actor, task: PassedForm) -> Place:
    """The place that owes the task; PermissionDenied for anybody but its statistician, NotNow in a closed round."""
    if by.place is None or by.place.region_id != task.region_id or by.code_form_id is not None:
        raise PermissionDenied("这是下发给其他地区的任务。")
    if not (by.can(Permission.ROUND_MANAGE) and by.can(Permission.ACCEPT)):
        raise PermissionDenied("上级下发的任务由统计人员办理。")
    state = Form.objects.filter(pk=task.form_id).values_list("round__state", flat=True).get()
    if state != RoundState.OPEN:
        raise NotNow("上级的这一轮监测已关闭，不能再办理。请与上级统计部门联系。")
    return by.place
