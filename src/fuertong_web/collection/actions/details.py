"""What belongs to a value besides its figure: 取数说明, an attested verdict, one explanation for several values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.cells import begin, cell_of, own_rows, unattest, writable
from fuertong_web.collection.actions.revisions import SOURCE_FIELDS
from fuertong_web.collection.enums import Attested
from fuertong_web.collection.models import Cell, Form, Observation, Revision
from fuertong_web.collection.periods import same_stretch

NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """取数说明: the report, its table and column, and who gave the number."""

    report: str = ""
    table: str = ""
    column: str = ""
    giver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """认证无数字: the verdict, the department that confirms it, its document and date."""

    word: Attested
    department: str
    document: str
    on: date


@transaction.atomic
def describe_source(*, by: Actor, form: Form, cell: str, source: Source) -> Cell:
    """Say where a value was taken from; kept with the value and offered again next year."""
    form = writable(by, form)
    row = cell_of(by, form, cell)
    begin(by, form)
    texts = (source.report, source.table, source.column, source.giver)
    for name, text in zip(SOURCE_FIELDS, texts, strict=True):
        setattr(row, name, text.strip())
    _stamp(row, by)
    row.save(update_fields=[*SOURCE_FIELDS, "lock_version", "changed_by", "changed_at"])
    return row


@transaction.atomic
def carry_sources(*, by: Actor, form: Form) -> int:
    """Take over last year's 取数说明 wherever none was given yet; returns how many cells."""
    form = writable(by, form)
    rows = [row for row in own_rows(by, form) if not any(getattr(row, name) for name in SOURCE_FIELDS)]
    last = last_revisions(form, rows)
    taken = []
    for row in rows:
        before = last.get((row.indicator_id, row.region_id, row.breakdown))
        if before is None or not any(getattr(before, name) for name in SOURCE_FIELDS):
            continue
        for name in SOURCE_FIELDS:
            setattr(row, name, getattr(before, name))
        row.lock_version += 1
        taken.append(row)
    if taken:
        begin(by, form)
        Cell.objects.bulk_update(taken, [*SOURCE_FIELDS, "lock_version"], batch_size=200)
    return len(taken)


@transaction.atomic
def attest_cell(*, by: Actor, form: Form, cell: str, attestation: Attestation | None) -> Cell:
    """Put an attested verdict in the place of a figure (practice 12), or take it away with None."""
    form = writable(by, form)
    row = cell_of(by, form, cell)
    if row.breakdown:
        raise FuertongError("认证结论只能用于合计，不能分组。")
    before = row.attested
    begin(by, form)
    if attestation is None:
        unattest(row)
    else:
        if not attestation.department.strip() or not attestation.document.strip():
            raise FuertongError("请写明由哪个部门确认、依据什么文件。")
        row.raw = row.raw_numerator = row.raw_denominator = row.absence = ""
        row.value = row.numerator = row.denominator = row.decimals = None
        row.attested, row.status = attestation.word.value, ValueStatus.ATTESTED
        row.attested_by, row.attested_on = attestation.department.strip(), attestation.on
        row.attested_document = attestation.document.strip()
    _stamp(row, by)
    row.save()
    after = {"attested": row.attested, "by": row.attested_by, "document": row.attested_document}
    record(by=by, action="collection.attest", target=form, label=str(row), before={"attested": before}, after=after)
    return row


@transaction.atomic
def explain_cells(*, by: Actor, form: Form, cells: Collection[str], text: str) -> int:
    """One explanation for several values (practice 22); returns how many got it."""
    text = text.strip()
    if not text:
        raise FuertongError("请写明说明的内容。")
    if not cells:
        raise FuertongError("请勾选这条说明适用的数据。")
    if len(text) > NOTE_LENGTH:
        raise FuertongError(f"说明最多{NOTE_LENGTH}个字，请删减。")
    form = writable(by, form)
    rows = list(own_rows(by, form).filter(uid__in=list(cells)))
    if len(rows) != len(set(cells)):
        raise FuertongError("提交的内容中有不属于本表的数据，没有保存。请刷新页面后再填。")
    for row in rows:
        row.note = text if not row.note.strip() or text in row.note else f"{row.note}；{text}"[:NOTE_LENGTH]
        _stamp(row, by)
    begin(by, form)
    Cell.objects.bulk_update(rows, ["note", "lock_version", "changed_by", "changed_at"], batch_size=200)
    return len(rows)


def last_revisions(form: Form, cells: Collection[Cell]) -> dict[tuple[int, int, str], Revision]:
    """Last year's accepted revisions by indicator, region and breakdown."""
    rows = Observation.objects.filter(
        indicator__in={cell.indicator_id for cell in cells}, data_year=form.round.data_year - 1
    ).select_related("revision")
    asked = {cell.indicator_id: cell.period for cell in cells}
    return {
        (row.indicator_id, row.region_id, row.breakdown): row.revision
        for row in rows
        if same_stretch(row.period, asked[row.indicator_id])
    }


def _stamp(row: Cell, by: Actor) -> None:
    row.lock_version += 1
    row.changed_by, row.changed_at = by.label, timezone.now()
