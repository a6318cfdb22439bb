"""An indicator (指标) as catalogue data: what is counted, how it is computed, and what is good."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The scale a value lives on (method.md section 1)."""

    PCT = "pct"
    RATE = "rate"
    COUNT = "count"
    YEARS = "years"
    RATIO = "ratio"


class Polarity(StrEnum):
    """Which way is good; never guessed from a name."""

    UP = "up"
    DOWN = "down"
    TWO_SIDED = "two_sided"
    NONE = "none"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"up": "越高越好", "down": "越低越好", "two_sided": "适中为好", "none": "无好坏方向"}[self.value]


class Sensitivity(StrEnum):
    """Who may see a value and its parts."""

    OPEN = "open"
    INTERNAL = "internal"
    COUNTS = "counts"
    SEALED = "sealed"


class Standing(StrEnum):
    """How far a definition can be relied on (口径来历)."""

    OFFICIAL = "official"
    LOCAL = "local"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {"official": "官方", "local": "本地方案", "reference": "参考释义（待确认）"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator in one version.

    `per` is the base of a rate (100000 for /10万, 1000 for ‰) or 100 for a percentage; `decimals` the declared
    precision u = 10^-decimals; `freq` years between observations; `statistical_year` calendar, H (1 Oct-30 Sep),
    X (school year) or J (term); `expected_month` the month the value of the year before is usually out.
    `polarity` None means a person has not said yet.
    """

    code: str
    name: str
    unit: str
    kind: Kind
    version: int = 1
    per: int | None = None
    decimals: int = 1
    freq: int = 1
    statistical_year: str = "calendar"
    polarity: Polarity | None = None
    aliases: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    definition: str = ""
    standing: Standing = Standing.REFERENCE
    source: str = ""
    source_unit: str = ""
    breakdowns: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPEN
    levels: tuple[str, ...] = ("province", "city", "county")
    over_100: bool = False
    expected_month: int | None = None
