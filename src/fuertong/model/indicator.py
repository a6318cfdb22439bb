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


class Aggregation(StrEnum):
    """How the value of an area follows from those of its parts (汇总方式); an average of rates is never one."""

    SUM = "sum"
    PARTS = "parts"
    NONE = "none"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {"sum": "各地相加", "parts": "由分子、分母合计重新计算", "none": "不能由下级汇总"}[self.value]


class Standing(StrEnum):
    """How far a definition can be relied on (口径来历)."""

    OFFICIAL = "official"
    LOCAL = "local"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {"official": "官方", "local": "本地方案", "reference": "参考释义（待统计部门确认）"}[self.value]


class Way(StrEnum):
    """How a level comes by a value (practice 16)."""

    OWN = "own"
    UPPER = "upper"
    SAMPLE = "sample"
    CENSUS = "census"
    NONE = "none"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "own": "本级产生",
            "upper": "上级测算反馈",
            "sample": "抽样不代表本级",
            "census": "普查或专项调查年份产生",
            "none": "本级不产生",
        }[self.value]

    @property
    def is_asked(self) -> bool:
        """Whether a form of this level asks for the value at all."""
        return self in (Way.OWN, Way.CENSUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """What one level produces of an indicator: the way, who produces it, and the next year where it is not yearly."""

    level: str
    way: Way
    producer: str = ""
    next_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator in one version.

    `per` is the base of a rate (100000 for /10万, 1000 for ‰) or 100 for a percentage; `decimals` the declared
    precision u = 10^-decimals; `freq` years between observations; `statistical_year` calendar, H (1 Oct-30 Sep),
    X (school year) or J (term); `expected_month` the month the value of the year before is usually out.
    `polarity` None means a person has not said yet. `domains` are the plan domains it belongs to (`women/health`);
    `production` tells apart the levels that do not simply produce it themselves; `aggregation` None is the usual one.
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
    domains: tuple[str, ...] = ()
    production: tuple[Production, ...] = ()
    aggregation: Aggregation | None = None

    @property
    def rolled_up(self) -> Aggregation:
        """How it is aggregated: as declared, else counts are added, rates with both parts recomputed."""
        return self.aggregation or usual_aggregation(self.kind, self.per, self.numerator, self.denominator)

    def produced_at(self, level: str) -> Production:
        """What `level` produces; without a row of its own a level in `levels` produces the value itself."""
        for row in self.production:
            if row.level == level:
                return row
        return Production(level=level, way=Way.OWN if level in self.levels else Way.NONE)


def usual_aggregation(kind: Kind, per: int | None, numerator: str, denominator: str) -> Aggregation:
    """What holds until a person says otherwise: counts are added, rates with named parts recomputed, else nothing."""
    if kind is Kind.COUNT:
        return Aggregation.SUM
    return Aggregation.PARTS if per and numerator and denominator else Aggregation.NONE
