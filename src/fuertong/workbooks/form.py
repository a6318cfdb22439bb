"""A form (报表) of one unit in one round, as it is handed out, and the cells that come back.

The head follows what statistical forms in China must bear: 表号、制定机关、批准文号、有效期至.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fuertong.model.findings import Place
from fuertong.model.indicator import Kind
from fuertong.model.observation import Absence, Key


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row to fill: one value of one indicator under one key, or its numerator and denominator, or all three.

    `per` is the factor of the formula (100, 1000, 100000); `section` a heading printed above the first row that has
    it; `region_name` is given where the unit reports for lower regions. `last_*` are last year's figures as texts;
    `value`, `numerator`, `denominator`, `note`, `absence` what has been filled in so far, as entered.
    """

    key: Key
    name: str
    unit: str = ""
    kind: Kind = Kind.PCT
    decimals: int = 1
    breakdown_label: str = ""
    region_name: str = ""
    section: str = ""
    asks_parts: bool = False
    numerator_name: str = ""
    denominator_name: str = ""
    per: int | None = None
    over_100: bool = False
    definition: str = ""
    source_hint: str = ""
    absence_allowed: tuple[Absence, ...] = tuple(Absence)
    last_value: str = ""
    last_numerator: str = ""
    last_denominator: str = ""
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    absence: Absence | None = None

    @property
    def full_name(self) -> str:
        """The row as spoken of in a sentence: 指标（地区，分组）."""
        extra = "，".join(part for part in (self.region_name, self.breakdown_label) if part)
        return f"{self.name}（{extra}）" if extra else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The people and the date at the foot of a form (表尾); work contact data, left out of exports."""

    head: str = ""
    statistics_head: str = ""
    filler: str = ""
    phone: str = ""
    reported_on: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any((self.head, self.statistics_head, self.filler, self.phone, self.reported_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of one unit; `uid` and `version` change when the scheme's rows do."""

    place_code: str
    place_name: str
    unit_code: str
    unit_name: str
    round_code: str
    work_year: int
    data_year: int
    title: str
    uid: str = ""
    version: int = 1
    number: str = ""
    authority: str = ""
    approval: str = ""
    valid_until: str = ""
    deadline: date | None = None
    mark: str = "内部"
    particulars: Particulars = Particulars()
    rows: tuple[FormRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellIn:
    """What a returned workbook says about one row; `raw` texts as they stood, numbers None where blank or refused.

    `is_computed`: the value was left blank and follows from numerator and denominator. `is_refused`: something was
    entered that cannot be taken (there is a finding of severity error for it).
    """

    key: Key
    where: Place
    raw: str = ""
    value: Decimal | None = None
    decimals: int | None = None
    numerator_raw: str = ""
    numerator: Decimal | None = None
    denominator_raw: str = ""
    denominator: Decimal | None = None
    absence: Absence | None = None
    note: str = ""
    is_computed: bool = False
    is_refused: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether the row came back with nothing entered."""
        return not (self.raw or self.numerator_raw or self.denominator_raw or self.note or self.absence)
