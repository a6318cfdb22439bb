"""A round (监测轮次) in a place folder: the state of each unit's form and the cells of the forms (optional)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from fuertong.catalogue.tables import read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong.place_folder.profile import read_toml


class FormState(StrEnum):
    """Where a unit's form stands."""

    NOT_BEGUN = "not_begun"
    FILLING = "filling"
    TO_SIGN = "to_sign"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {
            "not_begun": "未开始",
            "filling": "填报中",
            "to_sign": "待单位审核",
            "submitted": "待统计审核",
            "returned": "已退回",
            "accepted": "已通过",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One unit's form; `entered_offline` marks 代录 from paper."""

    unit: str
    state: FormState
    filler: str = ""
    phone: str = ""
    signer: str = ""
    submitted_on: date | None = None
    accepted_on: date | None = None
    entered_offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """One cell of a form: what was typed, the reason for its absence, the unit's note, and why it came back."""

    unit: str
    indicator: str
    breakdown: str = ""
    raw: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    absence: Absence | None = None
    note: str = ""
    returned_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The round of one work year and its forms."""

    work_year: int
    data_year: int
    opened_on: date
    closes_on: date
    forms: tuple[FormRow, ...] = ()
    cells: tuple[CellRow, ...] = ()


def read_round(path: Path) -> Round:
    """round.toml with forms.csv and cells.csv beside it."""
    data = read_toml(path).get("round", {})
    for name, kind in {"work_year": int, "data_year": int, "opened_on": date, "closes_on": date}.items():
        if not isinstance(data.get(name), kind):
            raise FuertongError(f"《{path.name}》缺少round.{name}或其写法有误，请补填。")
    return Round(
        work_year=data["work_year"],
        data_year=data["data_year"],
        opened_on=data["opened_on"],
        closes_on=data["closes_on"],
        forms=_forms(path.with_name("forms.csv")),
        cells=_cells(path.with_name("cells.csv")),
    )


def _forms(path: Path) -> tuple[FormRow, ...]:
    if not path.exists():
        return ()
    optional = ("filler", "phone", "signer", "submitted_on", "accepted_on", "entered_offline")
    rows = read_rows(path, needed=("unit", "state"), allowed=optional)
    refuse_duplicates(rows, ("unit",))
    return tuple(
        FormRow(
            unit=row.needed("unit"),
            state=row.choice("state", FormState),
            filler=row.text("filler"),
            phone=row.text("phone"),
            signer=row.text("signer"),
            submitted_on=row.day("submitted_on"),
            accepted_on=row.day("accepted_on"),
            entered_offline=row.flag("entered_offline"),
        )
        for row in rows
    )


def _cells(path: Path) -> tuple[CellRow, ...]:
    if not path.exists():
        return ()
    optional = ("raw", "numerator", "denominator", "absence", "note", "returned_reason")
    rows = read_rows(path, needed=("unit", "indicator", "breakdown"), allowed=optional)
    refuse_duplicates(rows, ("unit", "indicator", "breakdown"))
    return tuple(
        CellRow(
            unit=row.needed("unit"),
            indicator=row.needed("indicator"),
            breakdown=row.text("breakdown"),
            raw=row.text("raw"),
            numerator=row.decimal("numerator"),
            denominator=row.decimal("denominator"),
            absence=row.optional_choice("absence", Absence),
            note=row.text("note"),
            returned_reason=row.text("returned_reason"),
        )
        for row in rows
    )
