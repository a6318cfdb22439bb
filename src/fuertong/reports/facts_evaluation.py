"""Facts of evaluation reports (评估报告用数): outlooks in words, released warnings, strategies, texts of people."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Chance(StrEnum):
    """The only words a document may have for the probability of reaching a target (practice 7)."""

    LIKELY = "达标可能性较大"
    UNSURE = "能否达标尚不确定"
    UNLIKELY = "达标可能性较小"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookFacts:
    """The outlook (趋势预测) of one target: a word, and the value the trend leads to in `year` where one may be shown.

    There is no field for the probability. An outlook that the verdict contradicts is not printed.
    """

    chance: Chance
    year: int
    value: Decimal | None = None


class WarningColour(StrEnum):
    """The colours of warnings (预警), worst first."""

    RED = "红色"
    ORANGE = "橙色"
    YELLOW = "黄色"
    BLUE = "蓝色"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFacts:
    """A warning released by a person after the unit's answer; silent ones never come here."""

    colour: WarningColour
    text: str
    released_by: str = ""
    released_on: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFacts:
    """One 策略措施 of a domain with the units that carry it and the `targets` (uids) its effect is seen in.

    `progress` is what units wrote about it, each sentence with its unit: (unit, text).
    """

    no: int
    title: str
    text: str = ""
    uid: str = ""
    lead: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    progress: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What people wrote for a part that no data can give (组织实施, 经验, 评估过程); `part` is the id of its block."""

    part: str
    text: str
    unit: str = ""
