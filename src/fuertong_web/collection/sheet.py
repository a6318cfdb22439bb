"""A form as a table (填报表): each cell with last year's figures, what is asked, what was said and what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fuertong.model.findings import Finding, Severity
from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.checking import findings_of, is_open, must_explain, must_mend
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.collection.entries import asks_parts, resolve_cell
from fuertong_web.collection.enums import Attested
from fuertong_web.collection.filling_models import Evidence, Provenance, Question
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.models import Cell, Form, Observation, Revision
from fuertong_web.collection.periods import same_stretch
from fuertong_web.indicators.models import Indicator

ABSENCES = [(item.value, item.label) for item in Absence]
STATUSES = [
    (item.value, item.label)
    for item in (ValueStatus.FINAL, ValueStatus.PRELIMINARY, ValueStatus.EXPECTED, ValueStatus.FLASH)
]

NOTE_CHARACTERS = 9
"""Characters in a line of the note's column at 1366 pixels."""


@dataclass(slots=True, kw_only=True)
class Line:
    """One row of the table; `withheld` says why the figures are not shown to this actor.

    `fields` are the texts to show in the inputs, `was` their fingerprint, `conflict` what to say when somebody else
    was first.
    """

    cell: Cell
    last: Revision | None
    findings: list[Finding] = field(default_factory=list)
    withheld: str = ""
    computed: str = ""
    conflict: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    was: str = ""
    answers: list[Question] = field(default_factory=list)
    evidence: int = 0

    @property
    def indicator(self) -> Indicator:
        """The indicator asked for."""
        return self.cell.indicator

    @property
    def uid(self) -> str:
        """The cell's uid as text."""
        return str(self.cell.uid)

    @property
    def group(self) -> str:
        """The member of a list the row is for, and the breakdown, in words."""
        own = self.cell.region_id == self.cell.form.round.place.region_id
        parts = ("" if own else self.cell.region.name, breakdown_label(self.cell.breakdown))
        return "，".join(part for part in parts if part)

    @property
    def name(self) -> str:
        """指标（分组）."""
        return f"{self.indicator.name}（{self.group}）" if self.group else self.indicator.name

    @property
    def note_lines(self) -> int:
        """How many lines the note needs in its column."""
        return min(-(-len(self.fields.get("note", "")) // NOTE_CHARACTERS) or 1, 8)

    @property
    def period(self) -> str:
        """The period in words where it is no calendar year."""
        return "" if self.cell.period.isdigit() else period_label(self.cell.period)

    @property
    def asks_parts(self) -> bool:
        """Whether numerator and denominator are asked for."""
        return asks_parts(self.indicator)

    @property
    def last_value(self) -> str:
        """Last year's value as printed."""
        return _shown(self.last, "value")

    @property
    def last_parts(self) -> str:
        """Last year's parts as printed, "" without."""
        if self.last is None or self.last.numerator is None or self.last.denominator is None:
            return ""
        return f"{_shown(self.last, 'numerator')}／{_shown(self.last, 'denominator')}"

    @property
    def parts(self) -> str:
        """This year's parts as understood, "" without both."""
        if self.cell.numerator is None or self.cell.denominator is None:
            return ""
        return f"{format_number(self.cell.numerator)}／{format_number(self.cell.denominator)}"

    @property
    def value(self) -> str:
        """This year's value as understood, with its own decimals."""
        return "" if self.cell.value is None else format_number(self.cell.value, self.cell.decimals)

    @property
    def absence(self) -> str:
        """The reason for absence in words."""
        return Absence(self.cell.absence).label if self.cell.absence else ""

    @property
    def attested(self) -> str:
        """The attested verdict in words: 达标（由县委组织部确认），"" without."""
        return attested_words(self.cell)

    @property
    def taken(self) -> str:
        """取数说明: report, table, column, who gave it."""
        return taken_words(self.cell)

    @property
    def last_taken(self) -> str:
        """Last year's 取数说明."""
        return taken_words(self.last) if self.last is not None else ""

    @property
    def is_prefilled(self) -> bool:
        """Whether all was known beforehand and nobody touched the cell: no progress of the unit."""
        return bool(self.cell.absence) and self.cell.changed_at is None

    @property
    def status(self) -> str:
        """How final the value is, in words."""
        return ValueStatus(self.cell.status).label

    @property
    def statuses(self) -> list[tuple[str, str]]:
        """The kinds of value to choose from, with the one in force."""
        known = [code for code, _ in STATUSES]
        return STATUSES if self.cell.status in known else [*STATUSES, (self.cell.status, self.status)]

    @property
    def change(self) -> str:
        """The difference from last year, with its sign; "" where one of the two is missing."""
        if self.cell.value is None or self.last is None or self.last.value is None:
            return ""
        gap = self.cell.value - self.last.value
        places = max(self.cell.decimals or 0, self.last.decimals or 0)
        return f"{'+' if gap > 0 else ''}{format_number(gap, places)}"

    @property
    def is_open(self) -> bool:
        """Whether nothing was entered yet."""
        return is_open(self.cell)

    @property
    def is_filled(self) -> bool:
        """Whether there is a value or a reason."""
        return self.cell.value is not None or bool(self.cell.absence or self.cell.attested)

    @property
    def mend(self) -> bool:
        """Whether something must be mended before 报送."""
        return must_mend(self.findings)

    @property
    def explain(self) -> bool:
        """Whether a sentence is still asked for."""
        return must_explain(self.findings) and not (self.cell.note.strip() or self.cell.answer.strip())

    @property
    def word(self) -> str:
        """The state of the row in one word."""
        if self.mend:
            return "请改正"
        if self.cell.return_reason and not self.cell.answer.strip():
            return "已退回"
        if self.explain:
            return "请说明"
        if self.cell.value is not None:
            return "已填"
        if self.cell.attested:
            return "已认证"
        if self.is_prefilled:
            return "由上级反馈" if self.cell.absence == Absence.FROM_ABOVE else "本年不调查"
        return "缺数" if self.cell.absence else "未填"

    def severity(self) -> Severity | None:
        """The gravest finding."""
        order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
        return next((grade for grade in order if any(row.severity is grade for row in self.findings)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A form in numbers, as the submit page sums it up: 24项，22项已填，2项缺数，1项需说明."""

    total: int
    filled: int
    absent: int
    open: int
    mend: int
    explain: int
    explained: int
    attested: int = 0
    prefilled: int = 0

    @property
    def asked(self) -> int:
        """Cells that this year asks for."""
        return self.total - self.prefilled

    @property
    def done(self) -> int:
        """Cells with a value, an attested verdict or a reason somebody gave."""
        return self.filled + self.attested + self.absent

    @property
    def sentence(self) -> str:
        """The sum in words."""
        parts = [f"共{self.total}项，{self.filled}项已填"]
        for number, word in (
            (self.attested, "已认证（无数字）"),
            (self.absent, "缺数（已选原因）"),
            (self.prefilled, "事先注明（无需填报）"),
            (self.open, "未填"),
            (self.mend, "需改正"),
            (self.explain, "需说明"),
            (self.explained, "已说明"),
        ):
            if number:
                parts.append(f"{number}项{word}")
        return "，".join(parts) + "。"


def lines_of(actor: Actor, form: Form, *, whole: bool = False) -> list[Line]:
    """The rows of a form as the actor may see them, in a bounded number of queries; `whole` marks blank cells too."""
    cells = list(form.cells.select_related("indicator", "region", "part").order_by("order"))
    for cell in cells:
        cell.form = form
    found = findings_of(form, cells, whole=whole)
    if actor.code_part_id is not None:
        cells = [cell for cell in cells if cell.part_id == actor.code_part_id]
    last = _last_year(form, cells)
    lines = [_line(actor, cell, last, found.get(str(cell.uid), [])) for cell in cells]
    _add_answers(form, lines)
    return lines


def _add_answers(form: Form, lines: Sequence[Line]) -> None:
    """What was answered about the indicators (口径问答), and how much evidence each value has."""
    rows = Question.objects.filter(place=form.round.place_id, code__in={line.indicator.code for line in lines})
    told: dict[str, list[Question]] = {}
    for row in rows.exclude(answer="").order_by("answered_at"):
        told.setdefault(row.code, []).append(row)
    shown = Evidence.objects.filter(form=form, withdrawn_at=None).exclude(cell=None).values_list("cell", flat=True)
    number = Counter(shown)
    for line in lines:
        line.answers = told.get(line.indicator.code, [])
        line.evidence = number[line.cell.pk]


def taken_words(row: Provenance) -> str:
    """取自××报表××表××栏，××提供; "" where nothing was said."""
    where = "，".join(part for part in (row.taken_report, row.taken_table, row.taken_column) if part)
    return "；".join(part for part in (where, f"{row.taken_by}提供" if row.taken_by else "") if part)


def attested_words(row: Provenance) -> str:
    """达标（由××部确认，文件，日期）; "" where no verdict was attested."""
    if not row.attested:
        return ""
    on = row.attested_on.isoformat() if row.attested_on else ""
    basis = "，".join(part for part in (f"由{row.attested_by}确认", row.attested_document, on) if part)
    return f"{Attested(row.attested).label}（{basis}）"


def count(lines: Sequence[Line]) -> Count:
    """The numbers of a form."""
    return Count(
        total=len(lines),
        filled=sum(line.cell.value is not None for line in lines),
        absent=sum(bool(line.cell.absence) and not line.is_prefilled for line in lines),
        attested=sum(bool(line.cell.attested) for line in lines),
        prefilled=sum(line.is_prefilled for line in lines),
        open=sum(line.is_open for line in lines),
        mend=sum(line.mend and not line.is_open for line in lines),
        explain=sum(line.explain and not line.mend for line in lines),
        explained=sum(must_explain(line.findings) and not line.explain for line in lines),
    )


def _line(actor: Actor, cell: Cell, last: dict[tuple[int, int, str], Revision], findings: list[Finding]) -> Line:
    line = Line(cell=cell, last=last.get((cell.indicator_id, cell.region_id, cell.breakdown)), findings=findings)
    resolved = resolve_cell(cell)
    line.computed = format_number(resolved.computed, cell.indicator.decimals) if resolved.computed is not None else ""
    line.withheld = withheld(actor, cell)
    if line.withheld:
        line.last, line.findings, line.computed = None, [], ""
    return line


def withheld(actor: Actor, cell: Cell) -> str:
    """Why the actor may not see this cell's figures, "" when he may.

    The form's own unit always may; whoever accepts the form sees what is accepted, sealed figures too.
    """
    if cell.form.unit_id in actor.unit_ids:
        return ""
    view = view_of(actor, cell.indicator)
    if view is View.SEALED and actor.can(Permission.ACCEPT):
        return ""
    return "" if view is View.ALL else view.words


def sees_every_cell(actor: Actor, form: Form) -> bool:
    """Whether no figure of the form is withheld from the actor."""
    cells = form.cells.select_related("indicator", "form").order_by("order")
    return not any(withheld(actor, cell) for cell in cells)


def _last_year(form: Form, cells: Sequence[Cell]) -> dict[tuple[int, int, str], Revision]:
    rows = Observation.objects.filter(
        indicator__in={cell.indicator_id for cell in cells},
        data_year=form.round.data_year - 1,
    ).select_related("revision")
    asked = {cell.indicator_id: cell.period for cell in cells}
    return {
        (row.indicator_id, row.region_id, row.breakdown): row.revision
        for row in rows
        if same_stretch(row.period, asked[row.indicator_id])
    }


def _shown(revision: Revision | None, name: str) -> str:
    number = getattr(revision, name) if revision is not None else None
    if number is None:
        return ""
    return format_number(number, revision.decimals if revision is not None and name == "value" else None)
