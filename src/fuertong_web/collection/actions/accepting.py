"""Review by the statistician (统计审核): accept, return with a reason for each value, reopen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.judging import judge_again
from fuertong_web.collection.actions.moving import lock, move
from fuertong_web.collection.actions.pointers import accept_revisions
from fuertong_web.collection.actions.revisions import key_of, latest_of_form
from fuertong_web.collection.enums import FormState, RoundSpan
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Cell, Form

REASON_LENGTH = 500
JUDGED_SPANS = (RoundSpan.YEAR, RoundSpan.TERM)


@transaction.atomic
def accept_form(*, by: Actor, form: Form, comment: str = "", at: datetime | None = None) -> int:
    """接受: the form's newest revisions become the accepted values; returns how many pointers moved.

    A cell that stands blank now was withdrawn on paper: what it said before is not accepted. The targets of the data
    year are judged again in the same transaction; progress within a year is kept without judging.
    """
    at = at or timezone.now()
    form = lock(form)
    move(by=by, form=form, name="accept", at=at, comment=comment)
    keys = {key_of(cell) for cell in form.cells.all() if cell.value is not None or cell.absence or cell.attested}
    revisions = [row for key, row in latest_of_form(form).items() if key in keys]
    moved = accept_revisions(revisions=revisions, by=by.label, at=at, reason=comment.strip())
    form.cells.exclude(return_reason="").update(return_reason="", answer="")
    record(
        by=by,
        action="collection.accept",
        target=form,
        before={"state": FormState.SUBMITTED},
        after={"state": FormState.ACCEPTED, "moved": moved},
    )
    if form.round.span in JUDGED_SPANS:
        judge_again(by=by, place=form.round.place, data_year=form.round.data_year)
    return moved


@transaction.atomic
def return_form(
    *, by: Actor, form: Form, reasons: Mapping[str, str], comment: str = "", at: datetime | None = None
) -> int:
    """退回: `reasons` by the cell's uid; at least one value must be named. Returns how many values go back."""
    given = {uid: reason.strip() for uid, reason in reasons.items() if reason.strip()}
    if not given:
        raise NotNow("请至少写明一项数据的退回原因。")
    if any(len(reason) > REASON_LENGTH for reason in given.values()):
        raise FuertongError(f"退回原因最多{REASON_LENGTH}个字，请删减。")
    form = lock(form)
    cells = list(form.cells.select_for_update(of=("self",)).select_related("indicator"))
    named = [cell for cell in cells if str(cell.uid) in given]
    if len(named) != len(given):
        raise FuertongError("退回的内容中有不属于本表的数据，没有办理。请刷新页面后再试。")
    words = comment.strip() or f"{len(named)}项数据请核对"
    move(by=by, form=form, name="return", at=at, comment=words)
    for cell in named:
        cell.return_reason, cell.answer = given[str(cell.uid)], ""
        cell.lock_version += 1
    Cell.objects.bulk_update(named, ["return_reason", "answer", "lock_version"], batch_size=100)
    record(
        by=by,
        action="collection.return",
        target=form,
        before={"state": FormState.SUBMITTED},
        after={"state": FormState.RETURNED, "values": {str(cell): cell.return_reason for cell in named}},
    )
    return len(named)


@transaction.atomic
def reopen_form(*, by: Actor, form: Form, reason: str) -> None:
    """重新打开: an accepted form goes back to review with a reason; accepted values stand until the next acceptance."""
    form = lock(form)
    move(by=by, form=form, name="reopen", comment=reason)
    record(
        by=by,
        action="collection.reopen",
        target=form,
        before={"state": FormState.ACCEPTED},
        after={"state": FormState.SUBMITTED, "reason": reason.strip()},
    )
