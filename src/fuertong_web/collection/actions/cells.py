"""Writing into the working copy (填报): many cells at once from a page or a workbook; autosave stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.moving import lock, move, require
from fuertong_web.collection.entries import Resolved, reads_as_absence, resolve
from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Cell, Form, FormEvent
from fuertong_web.collection.selectors.forms import WRITABLE

COLUMNS = {
    "value": "raw",
    "numerator": "raw_numerator",
    "denominator": "raw_denominator",
    "absence": "absence",
    "status": "status",
    "note": "note",
    "answer": "answer",
}
_READ = ("raw", "raw_numerator", "raw_denominator", "absence")
STORED = (
    *COLUMNS.values(),
    "value",
    "numerator",
    "denominator",
    "decimals",
    "lock_version",
    "changed_by",
    "changed_at",
    "attested",
    "attested_by",
    "attested_document",
    "attested_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to stand in one cell: raw texts, None leaves a field as it is; `lock_version` None overwrites."""

    cell: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    absence: str | None = None
    status: str | None = None
    note: str | None = None
    answer: str | None = None
    lock_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A cell after the attempt: as it is stored now, and whether somebody else was first."""

    cell: Cell
    resolved: Resolved
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of many entries."""

    changed: tuple[Saved, ...] = ()
    conflicts: tuple[tuple[Entry, Cell], ...] = ()


@transaction.atomic
def set_cells(*, by: Actor, form: Form, entries: Sequence[Entry], at: datetime | None = None) -> Outcome:
    """Write many cells at once; entries whose lock version is outdated are not written and come back as conflicts."""
    at = at or timezone.now()
    form = writable(by, form)
    rows = {str(row.uid): row for row in own_rows(by, form)}
    changed: list[Saved] = []
    conflicts: list[tuple[Entry, Cell]] = []
    for entry in entries:
        row = rows.get(entry.cell)
        if row is None:
            raise FuertongError("提交的内容中有不属于本表的数据，没有保存。请刷新页面后再填。")
        new = _changes(row, entry)
        if not new:
            continue
        if entry.lock_version is not None and entry.lock_version != row.lock_version:
            conflicts.append((entry, row))
            continue
        changed.append(Saved(cell=row, resolved=write_texts(row, new, by, at)))
    if changed:
        begin(by, form, at=at)
        Cell.objects.bulk_update([item.cell for item in changed], STORED, batch_size=100)
    return Outcome(changed=tuple(changed), conflicts=tuple(conflicts))


def writable(by: Actor, form: Form) -> Form:
    """The form, locked, when the actor may write in it now; else PermissionDenied or NotNow."""
    form = lock(form)
    refuse_unwritable(by, form)
    return form


def refuse_unwritable(by: Actor, form: Form) -> None:
    """PermissionDenied or NotNow unless the actor may write in the locked form now."""
    if by.code_part_id is not None:
        if by.code_form_id != form.pk:
            raise PermissionDenied("您的身份不能办理这一步。")
    elif not by.can(Permission.VALUES_PROXY):
        require(by, Permission.VALUES_WRITE_OWN, form)
    elif by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("这是其他地区的报表。")
    if by.code_form_id is not None and not by.phone:
        raise PermissionDenied("请先填写填表人姓名和联系电话，再填报数据。")
    if form.round.state != RoundState.OPEN:
        raise NotNow(f"“{form.round.title}”{RoundState(form.round.state).label}，不能再填报。请与统计人员联系。")
    if form.state not in WRITABLE:
        raise NotNow(f"这份报表现在是“{FormState(form.state).label}”，不能再改。需要修改的，请先撤回或请统计人员退回。")


def own_rows(by: Actor, form: Form) -> QuerySet[Cell]:
    """The cells the actor may write in, locked: all of the form, or those of the section a code stands for."""
    rows = form.cells.select_for_update(of=("self",)).select_related("indicator")
    return rows.filter(part=by.code_part_id) if by.code_part_id is not None else rows


def cell_of(by: Actor, form: Form, uid: str) -> Cell:
    """One cell the actor may write in, locked."""
    found = own_rows(by, form).filter(uid=uid).order_by().first()
    if found is None:
        raise FuertongError("本表没有这一项。请刷新页面后再填。")
    return found


def begin(by: Actor, form: Form, *, at: datetime | None = None) -> None:
    """The first entry begins the form, at the moment it was made."""
    if form.state != FormState.NOT_BEGUN:
        return
    if by.code_part_id is None and by.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id):
        move(by=by, form=form, name="begin", at=at)
        return
    form.state = FormState.FILLING
    form.save(update_fields=["state", "changed_at"])
    at = at or timezone.now()
    FormEvent.objects.create(
        form=form, name="begin", before=FormState.NOT_BEGUN, after=FormState.FILLING, by=by.label, at=at
    )


def _changes(row: Cell, entry: Entry) -> dict[str, str]:
    given = {column: getattr(entry, field) for field, column in COLUMNS.items()}
    if row.base_value_id is not None:
        del given["raw_denominator"]  # a shared denominator is the statistician's
    return {name: text for name, text in given.items() if text is not None and text != getattr(row, name)}


def _resolved(row: Cell, *, absence_given: bool = False, old_raw: str | None = None) -> Resolved:
    """Read the cell; a reason that came from the old raw text goes with it unless it was chosen now."""
    read = reads_as_absence(row.raw if old_raw is None else old_raw)
    chosen = "" if read and read == row.absence and not absence_given else row.absence
    return resolve(
        row.indicator, raw=row.raw, numerator=row.raw_numerator, denominator=row.raw_denominator, absence=chosen
    )


def write_texts(row: Cell, new: dict[str, str], by: Actor, at: datetime) -> Resolved:
    """Put raw texts into a row, read it again and raise its lock version; nothing is stored and bad texts raise."""
    fitting = {name: _fitting(name, text) for name, text in new.items()}
    old_raw = row.raw
    for name, text in fitting.items():
        setattr(row, name, text)
    resolved = _resolved(row, absence_given="absence" in new, old_raw=old_raw)
    if any(name in new for name in _READ):
        row.value, row.decimals = resolved.value, resolved.decimals
        row.numerator, row.denominator = resolved.numerator, resolved.denominator
        row.absence = resolved.absence
        if row.attested and (row.value is not None or row.absence or row.raw.strip()):
            unattest(row)
    row.lock_version += 1
    row.changed_by, row.changed_at = by.label, at
    return resolved


def unattest(row: Cell) -> None:
    """A figure or a reason takes the place of an attested verdict."""
    row.attested = row.attested_by = row.attested_document = ""
    row.attested_on = None
    row.status = ValueStatus.FINAL


def _fitting(name: str, text: str) -> str:
    if name == "absence" and text not in {"", *Absence}:
        raise FuertongError("缺数原因请从列表中选择。")
    if name == "status" and text not in set(ValueStatus):
        raise FuertongError("数据性质请从列表中选择。")
    text = text.replace("\x00", "")  # PostgreSQL stores no such character
    size = int(getattr(Cell._meta.get_field(name), "max_length", 0))
    if len(text) > size:
        raise FuertongError(f"内容过长，最多{size}个字，没有保存。请删减后再填。")
    return text
