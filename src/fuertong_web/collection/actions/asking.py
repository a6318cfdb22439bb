"""口径问答 and 电话核实: asked at the cell, answered once; what was said by telephone, noted by the reviewer."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.numbers import format_number
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.filling_models import PhoneNote, Question
from fuertong_web.collection.models import Cell

TEXT_LENGTH, ANSWER_LENGTH = 500, 1000


@transaction.atomic
def ask_question(*, by: Actor, cell: Cell, text: str, by_phone: bool = False) -> Question:
    """Ask how an indicator is counted; the statistician may note a question that came by telephone."""
    text = text.strip()
    if not text:
        raise FuertongError("请写明要问的问题。")
    if len(text) > TEXT_LENGTH:
        raise FuertongError(f"问题最多{TEXT_LENGTH}个字，请删减。")
    own = by.can(Permission.VALUES_WRITE_OWN, unit_id=cell.form.unit_id)
    if not (own or (by.can(Permission.ACCEPT) and _here(by, cell))):
        raise PermissionDenied("口径问题由填报单位和统计人员提出。")
    asked = Question.objects.create(
        place=cell.form.round.place,
        code=cell.indicator.code,
        cell=cell,
        unit=cell.form.unit,
        text=text,
        by_phone=by_phone and not own,
        asked_by=by.label,
    )
    record(by=by, action="collection.ask", target=asked, label=cell.indicator.name, after={"question": text})
    return asked


@transaction.atomic
def answer_question(*, by: Actor, question: Question, answer: str) -> None:
    """Answer once for every unit and every year; a better answer replaces it, both stay in the log."""
    answer = answer.strip()
    if not by.can(Permission.ACCEPT) or by.place is None or by.place.pk != question.place_id:
        raise PermissionDenied("口径问题由统计人员答复。")
    if not answer:
        raise FuertongError("请写明答复。")
    if len(answer) > ANSWER_LENGTH:
        raise FuertongError(f"答复最多{ANSWER_LENGTH}个字，请删减。")
    before = question.answer
    question.answer, question.answered_by, question.answered_at = answer, by.label, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, action="collection.answer", target=question, before={"answer": before}, after={"answer": answer})


@transaction.atomic
def note_phone(*, by: Actor, cell: Cell, said_by: str, said_on: date, text: str) -> PhoneNote:
    """电话核实 (代记): who said what about a value and when; printed on the 核实单 for the unit's stamp."""
    if not by.can(Permission.ACCEPT) or not _here(by, cell):
        raise PermissionDenied("电话核实由统计人员记录。")
    if cell.form.state == FormState.NOT_BEGUN:
        raise FuertongError("这份报表还没有开始填报，没有可以核实的数据。")
    if not said_by.strip() or not text.strip():
        raise FuertongError("请写明是谁答复的、答复了什么。")
    if said_on > timezone.localdate():
        raise FuertongError("通话日期不能晚于今天。")
    value = format_number(cell.value, cell.decimals) if cell.value is not None else cell.raw
    noted = PhoneNote.objects.create(
        form=cell.form,
        cell=cell,
        said_by=said_by.strip()[:60],
        said_on=said_on,
        text=text.strip()[:TEXT_LENGTH],
        value=value,
        noted_by=by.label,
    )
    record(by=by, action="collection.phone_note", target=cell.form, label=str(cell), after={"said_by": noted.said_by})
    return noted


def _here(by: Actor, cell: Cell) -> bool:
    return by.place is not None and by.place.pk == cell.form.round.place_id
