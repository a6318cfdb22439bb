"""Taking a form's workbook back (收回报表), however mangled: every problem named by cell, nothing taken by guess."""

from dataclasses import replace

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.numbers import compute_rate, parse_absence
from fuertong.model.observation import Absence, Key
from fuertong.model.units import read_unit
from fuertong.workbooks import foot
from fuertong.workbooks.cells import BLANK, Entry
from fuertong.workbooks.columns import Role
from fuertong.workbooks.delimited import open_any
from fuertong.workbooks.entries import EntryReader
from fuertong.workbooks.form import CellIn, Form, FormRow, Particulars
from fuertong.workbooks.grid import Grid, find_grid, is_head_again
from fuertong.workbooks.identity import SHEET, Identity, compare, identity_from_rows
from fuertong.workbooks.intake import Book
from fuertong.workbooks.matching import How, Match, Matcher
from fuertong.workbooks.secrecy import refuse_secret
from fuertong.workbooks.strangers import identity_from_sheet
from fuertong.workbooks.suspects import LastYear, short_note, two_value_columns


def identify(data: bytes, *, name: str = "") -> Identity | None:
    """Whose form a workbook is by its hidden sheet, None when it carries none."""
    sheet = open_any(data, name=name).sheet(SHEET)
    return identity_from_rows(sheet.rows) if sheet else None


def read_particulars(data: bytes, *, name: str = "") -> Particulars:
    """The names, phone and date at the foot of a returned form, empty where not filled in."""
    book = open_any(data, name=name)
    found = (foot.particulars(sheet.rows) for sheet in book.sheets if sheet.name != SHEET)
    return next((item for item in found if not item.is_empty), Particulars())


def read(data: bytes, *, form: Form, name: str = "") -> tuple[list[CellIn], list[Finding]]:
    """The cells of a returned workbook in the form's order, and everything there is to say about it.

    Another place's, unit's, year's or round's workbook gives no cells and one error. FuertongError for a file that is
    no readable workbook or carries a secrecy mark.
    """
    book = open_any(data, name=name)
    refuse_secret(book)
    hidden = book.sheet(SHEET)
    identity = identity_from_rows(hidden.rows) if hidden else None
    findings = compare(identity, form, name) if identity else []
    if any(finding.severity is Severity.ERROR for finding in findings):
        return [], findings
    grids = _grids(book, form)
    if not grids:
        return [], [*findings, _no_table(book, form)]
    if identity is None:
        stranger = identity_from_sheet(grids[0], form)
        findings += compare(stranger, form, name) if stranger else [_anonymous(name)]
        if any(finding.severity is Severity.ERROR for finding in findings):
            return [], findings
    cells, found = _Return(form, grids, name).read()
    return cells, findings + found


class _Return:
    """One reading of one workbook: its tables in turn, each row matched, each cell read."""

    def __init__(self, form: Form, grids: list[Grid], name: str) -> None:
        self.form = form
        self.grids = grids
        self.name = name
        self.matcher = Matcher(form)
        self.cells: dict[Key, CellIn] = {}
        self.findings: list[Finding] = []
        self.by_name: list[str] = []
        self.last_year = LastYear()

    def read(self) -> tuple[list[CellIn], list[Finding]]:
        for grid in self.grids:
            reader = EntryReader(grid, self.name)
            if doubt := two_value_columns(grid, reader):
                return [], [doubt]
            for number in range(grid.header + 1, len(grid.sheet.rows)):
                if any(cell not in ("", None) for cell in grid.sheet.rows[number]):
                    self._row(grid, reader, number)
        self._sum_up()
        return [self.cells[row.key] for row in self.form.rows if row.key in self.cells], self.findings

    def _row(self, grid: Grid, reader: EntryReader, number: int) -> None:
        match = self.matcher.match(grid, number)
        if match.row is None or match.how is How.CONTRADICTION:
            if match.how is not How.NOTHING and not is_head_again(grid, number, self.form.data_year):
                self._unmatched(grid, reader, number, match)
            return
        if match.how is How.NAME:
            self.by_name.append(reader.where(number, Role.NAME).cell)
        if match.renamed:
            where = reader.where(number, Role.NAME)
            name = grid.text(number, Role.NAME)
            message = f"此行代码对应“{match.row.full_name}”，名称却写成了“{name}”，已按代码对应。"
            self._say(Severity.WARNING, "renamed", message, "请核对本行填的是哪个指标。", where, match.row.key)
        cell, finding = short_note(
            self._cell(grid, reader, number, match.row), match.row, reader.where(number, Role.NOTE)
        )
        if finding:
            self.findings.append(finding)
        self.last_year.look(reader, number, match.row, cell)
        self._take(self._in_its_unit(grid, reader, number, cell, match.row), match.row)

    def _in_its_unit(self, grid: Grid, reader: EntryReader, number: int, cell: CellIn, row: FormRow) -> CellIn:
        """A row whose 计量单位 was rewritten holds a number of another unit: it is not taken."""
        written = grid.text(number, Role.UNIT)
        if not written or written == row.unit or cell.value is None or not cell.raw:
            return cell
        known = read_unit(written, row.unit)
        if known is not None and not known.refusal and known.factor == 1:
            return cell
        message = f"“{row.full_name}”的计量单位是“{row.unit}”，表中改成了“{written}”，此数没有导入。"
        remedy = f"请换算为“{row.unit}”后填写，不要改动计量单位。"
        self._say(Severity.ERROR, "unit_rewritten", message, remedy, reader.where(number, Role.UNIT), row.key)
        return replace(cell, value=None, is_refused=True)

    def _unmatched(self, grid: Grid, reader: EntryReader, number: int, match: Match) -> None:
        entries = {role: grid.text(number, role) for role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)}
        if not any(any(char.isdigit() for char in text) for text in entries.values()):
            return
        where = reader.where(number, Role.NAME)
        name = grid.text(number, Role.NAME)
        if match.how is How.CONTRADICTION and match.row and match.other:
            message = f"此行的代码是“{match.row.full_name}”，名称却是“{match.other.full_name}”，未导入。"
            remedy = "多半是排序或粘贴时错了位，请从系统重新导出报表，核对后填写。"
            self._say(Severity.ERROR, "code_name", message, remedy, where, match.row.key)
        elif match.how is How.AMBIGUOUS:
            message = f"表中有多行名为“{name}”，缺少代码或分组，不能确定此行是哪一行，未导入。"
            self._say(Severity.ERROR, "ambiguous", message, "请补上分组和地区，或从系统重新导出报表填写。", where)
        else:
            message = f"此行“{name}”不在本报表的指标之中，未导入。"
            remedy = "请核对指标名称；确需增报的，请与统计部门联系。"
            self._say(Severity.WARNING, "unknown_row", message, remedy, where)

    def _cell(self, grid: Grid, reader: EntryReader, number: int, row: FormRow) -> CellIn:
        value = reader.number(number, Role.VALUE, row)
        top = self._part(reader, number, Role.NUMERATOR, row)
        bottom = self._part(reader, number, Role.DENOMINATOR, row)
        reason, refused = self._reason(grid, reader, number, row)
        findings = [*value.findings, *top.findings, *bottom.findings]
        if reason:
            findings = [finding for finding in findings if finding.code != "absence_sign"]
        self.findings += findings
        cell = CellIn(
            key=row.key,
            where=reader.where(number, Role.VALUE),
            raw=value.raw,
            value=value.parsed.value,
            decimals=value.parsed.decimals,
            numerator_raw=top.raw,
            numerator=top.parsed.value,
            denominator_raw=bottom.raw,
            denominator=bottom.parsed.value,
            absence=reason or value.parsed.absence,
            note=grid.text(number, Role.NOTE),
            is_refused=refused or any(finding.severity is Severity.ERROR for finding in findings),
        )
        return self._settle(_computed(cell, row), row)

    def _part(self, reader: EntryReader, number: int, role: Role, row: FormRow) -> Entry:
        """Numerator or denominator; one that is not asked for is left out, and said."""
        if not row.asks_parts and reader.grid.at(number, role) in ("", "—"):
            return BLANK
        entry = reader.number(number, role, row)
        if row.asks_parts:
            return entry
        if entry.parsed.value is not None:
            message = f"“{row.full_name}”不要求填分子、分母，此处的“{entry.raw}”没有导入。"
            self._say(
                Severity.WARNING, "not_asked", message, "请核对是否填错了行。", reader.where(number, role), row.key
            )
        return BLANK

    def _reason(self, grid: Grid, reader: EntryReader, number: int, row: FormRow) -> tuple[Absence | None, bool]:
        text = grid.text(number, Role.ABSENCE)
        if not text:
            return None, False
        reason = parse_absence(text)
        where = reader.where(number, Role.ABSENCE)
        if reason is None:
            message = f"缺数原因“{text}”不在可选的原因之中。"
            self._say(
                Severity.ERROR,
                "unknown_reason",
                message,
                "请从下拉列表中选择，其他情况请写在“说明”栏。",
                where,
                row.key,
            )
            return None, True
        if reason not in row.absence_allowed:
            message = f"“{row.full_name}”的缺数原因不能是“{reason.label}”。"
            self._say(Severity.ERROR, "reason_not_allowed", message, "请从下拉列表中选择。", where, row.key)
            return None, True
        return reason, False

    def _settle(self, cell: CellIn, row: FormRow) -> CellIn:
        """A value and a reason for its absence exclude each other."""
        if cell.value is None or cell.absence is None:
            return cell
        message = f"“{row.full_name}”既填了数值{cell.raw or cell.value}，又选了缺数原因“{cell.absence.label}”。"
        self._say(Severity.ERROR, "value_and_reason", message, "请只保留其中一项。", cell.where, row.key)
        return replace(cell, value=None, absence=None, is_refused=True)

    def _take(self, cell: CellIn, row: FormRow) -> None:
        before = self.cells.get(row.key)
        if before is None or before.is_blank:
            self.cells[row.key] = cell
        elif not cell.is_blank and _content(cell) != _content(before):
            there = f"{before.where}（{before.raw}）"
            message = f"“{row.full_name}”在表中出现了两次，数值不同：{there}与此处（{cell.raw}），两处都未导入。"
            self._say(Severity.ERROR, "twice", message, "请删去多余的一行。", cell.where, row.key)
            self.cells[row.key] = replace(before, value=None, numerator=None, denominator=None, is_refused=True)

    def _sum_up(self) -> None:
        if self.by_name:
            where = Place(file=self.name, sheet=self.grids[0].sheet.name)
            shown = "、".join(self.by_name[:5]) + ("等" if len(self.by_name) > 5 else "")
            message = f"有{len(self.by_name)}行没有代码（{shown}），已按指标名称对应。"
            self._say(Severity.WARNING, "by_name", message, "请核对这些行对应的指标。", where)
        self.findings += self.last_year.findings(Place(file=self.name, sheet=self.grids[0].sheet.name))
        missing = [row for row in self.form.rows if row.key not in self.cells]
        if missing:
            shown = "、".join(row.full_name for row in missing[:5]) + ("等" if len(missing) > 5 else "")
            where = Place(file=self.name, sheet=self.grids[0].sheet.name)
            message = f"表中缺少本报表的{len(missing)}行：{shown}。"
            self._say(Severity.WARNING, "missing_rows", message, "请核对是否误删；未导入的行保持原样。", where)

    def _say(
        self, severity: Severity, code: str, message: str, remedy: str, where: Place, key: Key | None = None
    ) -> None:
        self.findings.append(
            Finding(severity=severity, code=code, message=message, remedy=remedy, where=where, key=key)
        )


def _computed(cell: CellIn, row: FormRow) -> CellIn:
    """The cell with its value worked out from numerator and denominator where only these were given."""
    if cell.raw or cell.is_refused or row.per is None or cell.numerator is None or not cell.denominator:
        return cell
    value = compute_rate(cell.numerator, cell.denominator, per=row.per, decimals=row.decimals)
    return replace(cell, value=value, decimals=row.decimals, is_computed=True)


def _content(cell: CellIn) -> tuple[object, ...]:
    return (cell.value, cell.numerator, cell.denominator, cell.absence)


def _grids(book: Book, form: Form) -> list[Grid]:
    """The tables of a book that hold rows of the form, the fullest first."""
    grids = [
        grid for sheet in book.sheets if sheet.name != SHEET and (grid := find_grid(sheet, form.data_year)) is not None
    ]
    if len(grids) < 2:
        return grids
    matcher = Matcher(form)
    scored = []
    for grid in grids:
        rows = range(grid.header + 1, len(grid.sheet.rows))
        scored.append((sum(1 for number in rows if matcher.match(grid, number).row is not None), grid))
    best = max(known for known, _ in scored)
    chosen = [pair for pair in scored if pair[0] or best == 0]
    return [grid for _, grid in sorted(chosen, key=lambda pair: -pair[0])]


def _no_table(book: Book, form: Form) -> Finding:
    names = "、".join(sheet.name for sheet in book.sheets if sheet.name not in ("", SHEET))
    where = f"工作表（{names}）" if names else "文件"
    return Finding(
        severity=Severity.ERROR,
        code="no_table",
        message=f"在{where}中没有找到报表的表头（指标名称、本年数），未导入任何数据。",
        where=Place(file=book.name),
        remedy=f"请保留表头一行，或从系统重新导出“{form.title}”填写。",
    )


def _anonymous(name: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="no_identity",
        message="这份表没有识别信息，也看不出是哪个单位、哪一年的。",
        where=Place(file=name),
        remedy="请确认文件选对了再导入。",
    )
