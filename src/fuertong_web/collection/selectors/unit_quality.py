"""The quality report of a round (数据质量评价): completeness, timeliness, returns, explanations, breakdowns, a score.

Score = 40 × completeness + 25 × timeliness + 20 × accepted at once + 15 × breakdown coverage, each from 0 to 1.
What the level does not produce is asked of nobody and counts nowhere (practice 16).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from fuertong.model.findings import Severity
from fuertong.model.observation import Absence, Key
from fuertong.model.observation import Observation as Value
from fuertong.quality import check
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Cell, Form, FormEvent, Observation, Revision, Round
from fuertong_web.collection.past import YEARS_BACK
from fuertong_web.collection.rules import as_value, cell_key
from fuertong_web.collection.selectors.years import due_on
from fuertong_web.indicators.core_form import core_indicator

WEIGHTS = {"completeness": 40, "timeliness": 25, "accuracy": 20, "coverage": 15}
DAYS_TO_NOTHING = 30
EXCUSED = {Absence.FROM_ABOVE.value, Absence.SURVEY_YEAR.value, Absence.NOT_APPLICABLE.value}
FORMULA = (
    "得分＝40×完整率＋25×及时率＋20×一次通过率＋15×分组覆盖率。完整率＝有数值的项数÷应报项数；"
    "及时率：按期报送为1，每逾期一天减1/30；一次通过率＝1－退回项数÷有数值的项数；"
    "分组覆盖率＝有数值的分组项数÷要求的分组项数，没有分组要求的不计，其余按比例折算。"
    "由上级反馈、非调查年份、不适用的不算应报，不产生的不算缺报。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuality:
    """One unit's form in numbers; `days_late` None while it has neither been delivered nor become late."""

    form: Form
    asked: int
    filled: int
    absent: int
    days_late: int | None
    delivered: bool
    returned: int
    flagged: int
    explained: int
    groups_asked: int
    groups_filled: int

    @property
    def completeness(self) -> float:
        """Values of what was asked, 0 to 1."""
        return self.filled / self.asked if self.asked else 1.0

    @property
    def timeliness(self) -> float:
        """1 when in time, less by a thirtieth a day."""
        return max(0.0, 1 - (self.days_late or 0) / DAYS_TO_NOTHING)

    @property
    def accuracy(self) -> float:
        """Values that were not returned, 0 to 1."""
        return max(0.0, 1 - self.returned / self.filled) if self.filled else 0.0

    @property
    def coverage(self) -> float | None:
        """Groups with a value among the groups asked, None where none are."""
        return self.groups_filled / self.groups_asked if self.groups_asked else None

    @property
    def score(self) -> float | None:
        """0 to 100, one decimal; None while nothing can be said because the form is neither due nor delivered."""
        if not self.asked or not (self.delivered or self.days_late):
            return None
        parts = {"completeness": self.completeness, "timeliness": self.timeliness, "accuracy": self.accuracy}
        if self.coverage is not None:
            parts["coverage"] = self.coverage
        total = sum(WEIGHTS[name] for name in parts)
        return round(100 * sum(WEIGHTS[name] * value for name, value in parts.items()) / total, 1)

    @property
    def timely_words(self) -> str:
        """按期, 逾期3天 or 未到期."""
        if self.days_late:
            return f"逾期{self.days_late}天" if self.delivered else f"未报送，已逾期{self.days_late}天"
        if not self.asked and not self.delivered:
            return "不需填报"
        return "按期" if self.delivered else "未到期"


def quality_of(round: Round, *, unit_id: int | None = None) -> list[UnitQuality]:
    """Every unit of a round (or one), in a bounded number of queries."""
    forms = round.forms.select_related("unit", "round").order_by("unit__order", "unit__code")
    rows = list(forms.filter(unit=unit_id) if unit_id is not None else forms)
    cells: dict[int, list[Cell]] = {form.pk: [] for form in rows}
    for cell in Cell.objects.filter(form__in=rows).select_related("indicator", "region").order_by("form", "order"):
        cells[cell.form_id].append(cell)
    history = _history(round, [cell for many in cells.values() for cell in many])
    answered = _answered(rows)
    sent = _sent(rows)
    return [_unit(form, cells[form.pk], history, answered.get(form.pk, set()), sent.get(form.pk)) for form in rows]


_Group = tuple[int, str, str]


def _unit(
    form: Form, cells: Sequence[Cell], history: Sequence[Value], answered: set[_Group], sent: FormEvent | None
) -> UnitQuality:
    asked = [cell for cell in cells if cell.absence not in EXCUSED]
    filled = [cell for cell in asked if cell.value is not None or cell.attested]
    back = answered | {_group(cell) for cell in cells if cell.return_reason}
    flagged = _flagged(cells, history)
    groups = [cell for cell in asked if cell.breakdown]
    day = timezone.localdate(sent.at) if sent is not None else timezone.localdate()
    late = max(0, (day - due_on(form)).days)
    return UnitQuality(
        form=form,
        asked=len(asked),
        filled=len(filled),
        absent=sum(bool(cell.absence) for cell in asked),
        days_late=late if asked and (sent is not None or late) else None,
        delivered=sent is not None,
        returned=len(back),
        flagged=len(flagged),
        explained=sum(bool(cell.note.strip() or cell.answer.strip()) for cell in flagged),
        groups_asked=len(groups),
        groups_filled=sum(cell.value is not None for cell in groups),
    )


def _flagged(cells: Sequence[Cell], history: Sequence[Value]) -> list[Cell]:
    """The cells a rule asks a word about."""
    keys = {cell_key(cell): cell for cell in cells}
    catalogue = {cell.indicator.code: core_indicator(cell.indicator) for cell in cells}
    own = [row for row in history if row.key.indicator in catalogue]
    values = [as_value(key, cell) for key, cell in keys.items()]
    found = check(values, history=own, catalogue=catalogue)
    named = {row.key for row in found if row.severity is not Severity.INFO and row.key in keys}
    return [keys[key] for key in named]


def _history(round: Round, cells: Iterable[Cell]) -> list[Value]:
    known = {(cell.indicator_id, cell.region_id): cell for cell in cells}
    rows = Observation.objects.filter(
        indicator__in={pair[0] for pair in known},
        region__in={pair[1] for pair in known},
        data_year__lt=round.data_year,
        data_year__gte=round.data_year - YEARS_BACK,
    ).select_related("revision")
    return [
        as_value(
            Key(
                indicator=cell.indicator.code,
                version=cell.indicator.version,
                region=cell.region.code,
                period=row.period,
                breakdown=row.breakdown,
            ),
            row.revision,
        )
        for row in rows
        if (cell := known.get((row.indicator_id, row.region_id))) is not None
    ]


def _answered(forms: Sequence[Form]) -> dict[int, set[_Group]]:
    """The values that came back and were sent again, by form."""
    found: dict[int, set[_Group]] = {}
    for row in Revision.objects.filter(form__in=forms, cause=Cause.RETURN_ANSWER):
        found.setdefault(row.form_id or 0, set()).add((row.indicator_id, row.period, row.breakdown))
    return found


def _sent(forms: Sequence[Form]) -> dict[int, FormEvent]:
    """The first time each form reached the statistician."""
    found: dict[int, FormEvent] = {}
    for event in FormEvent.objects.filter(form__in=forms, name__in=("sign", "sign_offline", "deliver")).order_by(
        "-at", "-pk"
    ):
        found[event.form_id] = event
    return found


def _group(cell: Cell) -> _Group:
    return (cell.indicator_id, cell.period, cell.breakdown)


def one_decimal(share: float | None) -> str:
    """A share as a percentage with one decimal, — where there is none."""
    return "—" if share is None else f"{share * 100:.1f}%"
