"""Rules on data (数据审核): a registry of small rules and the one way to run them."""

from fuertong.quality import breakdowns, limits, parts, scale, trend
from fuertong.quality.checking import check
from fuertong.quality.rule import REGISTRY, Case, CellRule, Family, FamilyRule, Rule

__all__ = [
    "REGISTRY",
    "Case",
    "CellRule",
    "Family",
    "FamilyRule",
    "Rule",
    "breakdowns",
    "check",
    "limits",
    "parts",
    "scale",
    "trend",
]
