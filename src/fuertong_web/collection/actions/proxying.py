"""代录: the statistician enters a unit's returned workbook with the paper's particulars; the stamp is the sign-off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.cells import Entry, set_cells
from fuertong_web.collection.actions.moving import Offline, lock, move
from fuertong_web.collection.actions.revisions import Filler, cut
from fuertong_web.collection.actions.submitting import Head, refuse_empty_paper, write_head
from fuertong_web.collection.enums import Cause, FormState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Form
from fuertong_web.places.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The particulars of a stamped paper form; `scan` or the word that the paper is here."""

    unit_head: str
    filler: str
    phone: str
    on: date
    statistics_head: str = ""
    scan: StoredFile | None = None
    paper_received: bool = False


@transaction.atomic
def proxy_form(
    *,
    by: Actor,
    form: Form,
    paper: Paper,
    entries: Sequence[Entry] = (),
    workbook: StoredFile | None = None,
    at: datetime | None = None,
) -> int:
    """Write the entries, cut the revisions as 代录 and submit the form; returns how many revisions were cut.

    The filler on every value is the unit's 填表人, `entered_by` the statistician. All or nothing; entries changed by
    somebody else since they were shown stop it.
    """
    if not by.can(Permission.VALUES_PROXY):
        raise PermissionDenied("只有统计人员可以代录。")
    at = at or timezone.now()
    offline = Offline(signer=paper.unit_head, on=paper.on, scan=paper.scan, paper_received=paper.paper_received)
    refuse_empty_paper(offline)
    form = lock(form)
    if entries:
        outcome = set_cells(by=by, form=form, entries=entries, at=at)
        if outcome.conflicts:
            raise NotNow("核对期间有人改动了这份报表，没有代录。请重新核对变动后再确认。")
        form = lock(form)
    before = form.state
    move(by=by, form=form, name="sign_offline", at=at, comment=f"代录，{offline.words}", offline=offline)
    head = Head(
        unit_head=paper.unit_head,
        statistics_head=paper.statistics_head,
        filler=paper.filler,
        phone=paper.phone,
        reported_on=paper.on,
    )
    write_head(form, head, by, at)
    filler = Filler(name=paper.filler, phone=paper.phone)
    cells = list(form.cells.select_related("indicator"))
    made = cut(by=by, form=form, cells=cells, cause=Cause.PROXY, filler=filler, at=at, document=workbook or paper.scan)
    record(
        by=by,
        action="collection.proxy",
        target=form,
        before={"state": before},
        after={
            "state": FormState.SUBMITTED,
            "signer": paper.unit_head,
            "on": paper.on,
            "workbook": str(workbook.uid) if workbook else "",
            "revisions": len(made),
        },
    )
    return len(made)
