"""Checking a form (审核公式): unreadable entries, missing reasons, and what the quality rules say."""

from collections.abc import Iterable, Sequence

from fuertong.model.findings import Finding, Severity
from fuertong_web.collection.entries import Resolved, resolve_cell
from fuertong_web.collection.errors import Unready
from fuertong_web.collection.models import Cell, Form
from fuertong_web.collection.rules import rule_findings

Found = dict[str, list[Finding]]


def findings_of(form: Form, cells: Sequence[Cell], *, whole: bool = False) -> Found:
    """The findings by the cell's uid; `whole` also says which cells are still blank, as 报送 needs."""
    resolved = {str(cell.uid): resolve_cell(cell) for cell in cells}
    found: Found = {}
    for cell in cells:
        rows = entry_findings(resolved[str(cell.uid)])
        if whole and is_open(cell):
            rows.append(_blank())
        found[str(cell.uid)] = rows
    for uid, finding in rule_findings(form, cells, whole=whole):
        found[uid].append(finding)
    return {uid: rows for uid, rows in found.items() if rows}


def entry_findings(resolved: Resolved) -> list[Finding]:
    """What the entries of one cell alone say: unreadable texts, a value beside a reason for absence."""
    return [finding for _, finding in resolved.findings]


def is_open(cell: Cell) -> bool:
    """Whether the cell has neither value, reason nor attested verdict and nothing unreadable in it either."""
    return cell.value is None and not cell.absence and not cell.attested and not cell.raw.strip()


def must_explain(findings: Iterable[Finding]) -> bool:
    """Whether a finding asks for a sentence from the unit; what was converted or read as absence does not."""
    return any(row.severity is Severity.WARNING and row.code not in _NO_WORD for row in findings)


def must_mend(findings: Iterable[Finding]) -> bool:
    """Whether a finding stops 报送."""
    return any(row.severity is Severity.ERROR for row in findings)


def refuse_unready(form: Form, cells: Sequence[Cell]) -> None:
    """Unready when something must be mended, explained or answered first."""
    found = findings_of(form, cells, whole=True)
    mend = tuple(uid for uid, rows in found.items() if must_mend(rows))
    if mend:
        raise Unready(f"有{len(mend)}项数据需要改正或补充缺数原因，还不能报送。请按各项下的提示处理。", mend)
    notes = {str(cell.uid): cell.note or cell.answer for cell in cells}
    explain = tuple(uid for uid, rows in found.items() if must_explain(rows) and not notes[uid].strip())
    if explain:
        raise Unready(f"有{len(explain)}项数据需要说明情况，还不能报送。请在“说明”栏各写一句。", explain)
    silent = unanswered(form, cells)
    if silent:
        raise Unready(f"有{len(silent)}项退回的数据既没有改动，也没有答复，还不能报送。", silent)


def unanswered(form: Form, cells: Sequence[Cell]) -> tuple[str, ...]:
    """The returned cells that were neither changed nor answered since."""
    returned = [cell for cell in cells if cell.return_reason and not cell.answer.strip()]
    if not returned:
        return ()
    last = {
        (row.indicator_id, row.region_id, row.period, row.breakdown): row for row in form.revisions.order_by("at", "pk")
    }
    silent = []
    for cell in returned:
        row = last.get((cell.indicator_id, cell.region_id, cell.period, cell.breakdown))
        now = (cell.value, cell.numerator, cell.denominator, cell.absence, cell.attested)
        if row is not None and now == (row.value, row.numerator, row.denominator, row.absence, row.attested):
            silent.append(str(cell.uid))
    return tuple(silent)


_NO_WORD = frozenset({"scaled", "rounded", "absence_sign", "missing_code"})


def _blank() -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="blank",
        message="这一项没有填数值，也没有选缺数原因。",
        remedy="请填写数值；没有数据的，请选择缺数原因。",
    )
