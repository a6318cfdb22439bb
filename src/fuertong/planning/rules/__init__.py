"""Rules of the plan check (规划体检规则), each registered by its code; importing a module registers its rules."""

from fuertong.planning.rules import bounds, copies, families, gaps, names
from fuertong.planning.rules.registry import RULES, Case, Present, Rule

__all__ = ["RULES", "Case", "Present", "Rule", "bounds", "copies", "families", "gaps", "names"]
