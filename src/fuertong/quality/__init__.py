"""Rules on data (数据审核): a registry of small rules and the one way to run them."""

from fuertong.quality import (
    breakdowns,
    demands,
    levels,
    limits,
    misplaced,
    parts,
    peers,
    running,
    scale,
    shared,
    trend,
)
from fuertong.quality.checking import check
from fuertong.quality.rule import REGISTRY, Batch, BatchRule, Case, CellRule, Entry, Family, FamilyRule, Rule

__all__ = [
    "REGISTRY",
    "Batch",
    "BatchRule",
    "Case",
    "CellRule",
    "Entry",
    "Family",
    "FamilyRule",
    "Rule",
    "breakdowns",
    "check",
    "demands",
    "levels",
    "limits",
    "misplaced",
    "parts",
    "peers",
    "running",
    "scale",
    "shared",
    "trend",
]
