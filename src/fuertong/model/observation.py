"""An observation (数据): one value under one key, with its status, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fuertong.errors import FuertongError


class ValueStatus(StrEnum):
    """How final a value is."""

    FLASH = "flash"
    EXPECTED = "expected"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    SUPERIOR = "superior"
    HISTORICAL = "historical"
    DERIVED = "derived"
    ATTESTED = "attested"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "flash": "快报数",
            "expected": "预计数",
            "preliminary": "初步数",
            "final": "正式数",
            "superior": "上级核定数",
            "historical": "历史导入（未复核）",
            "derived": "推算数",
            "attested": "认证无数字",
        }[self.value]


class Absence(StrEnum):
    """Why a cell has no value (缺数原因): a status of the cell, never a number."""

    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    NOT_STARTED = "not_started"
    PENDING = "pending"
    FROM_ABOVE = "from_above"
    SURVEY_YEAR = "survey_year"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "not_collected": "未统计",
            "not_applicable": "不适用",
            "confidential": "保密",
            "not_started": "工作未开展",
            "pending": "数据待发布",
            "from_above": "由上级统计部门反馈",
            "survey_year": "非调查年份",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a value is about: indicator code and version, region, period code, breakdown ("" = total)."""

    indicator: str
    region: str
    period: str
    breakdown: str = ""
    version: int = 1

    def __str__(self) -> str:
        """The text of hidden code columns, form fields and check codes: indicator|version|region|period|breakdown."""
        return f"{self.indicator}|{self.version}|{self.region}|{self.period}|{self.breakdown}"

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read what `str(key)` wrote; FuertongError when it is none."""
        parts = text.strip().split("|")
        if len(parts) != 5 or not parts[1].isdecimal():
            raise FuertongError(f"数据代码“{text}”无法识别，请勿改动表中的代码列。")
        indicator, version, region, period, breakdown = parts
        return cls(indicator=indicator, version=int(version), region=region, period=period, breakdown=breakdown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An accepted value; all numbers Decimal as published, `decimals` as written."""

    key: Key
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    decimals: int | None = None
    status: ValueStatus = ValueStatus.FINAL
    source: str = ""
    break_before: bool = False
    splice: Decimal | None = None
