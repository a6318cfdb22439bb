"""The reference page of the rules (审核规则一览), made from the registry; a test keeps docs/reference/quality.md equal.

Rewrite it with `python -m fuertong.quality.reference docs/reference/quality.md`.
"""

import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

from fuertong.model.findings import Severity
from fuertong.quality.rule import REGISTRY, BatchRule, FamilyRule, Rule

_HEAD = """# Rules on data (审核规则)

`fuertong.quality.check` runs these rules over a batch of values. A hard rule (硬性) stops a submission until the value
is mended; a soft one (提示) asks for a look or a sentence of explanation, and the explained value is then accepted.
Generated from the registry by `python -m fuertong.quality.reference docs/reference/quality.md`; do not edit by hand.
Every rule has its cases in `tests/spec/test_quality_rules.py` and `tests/spec/test_quality_together.py`.

| Code | Title shown | Grade | Looks at | Finds | In the users' words | Options and defaults |
|---|---|---|---|---|---|---|
"""
_FOOT = """
## How they work together

- Of one value only the most telling thing is said: a value named as a unit slip is not named as a jump as well.
- History means the same indicator version, region and breakdown, since the last marked break.
- The breakdowns that make a whole (town and country, women and men) are the additive ones in the catalogue's
  `breakdowns.csv`.
- `tests/spec/test_quality_recall.py` measures the rules on invented counties, `test_quality_city.py` on a city made
  from the catalogue: at least 95 % of the seeded slips of each kind are found, and clean data ask about at most one
  cell in twenty.
- `tests/spec/test_quality_county.py` measures them with a second, independent generator: counties of 30,000 to 120,000
  people, three new indicators without history in each, deaths in ones and twos, denominators below a hundred. Over 120
  counties (`FUERTONG_COUNTIES=120`) 29 of 31 kinds of slips are found in 97.5 to 100 % of some 6,200 tries; the lowest
  are two leading digits exchanged (95 %, where the exchanged number is as likely as the right one) and a rate a tenth
  of a restless series (98 %). Of two slips in one form 99.7 % are found. Clean forms ask about 1.4 % of the cells, the
  example county about 1.3 %, published series about 0.5 %.
"""


def markdown() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(_line(rule) for rule in REGISTRY.rules()) + _FOOT


def _line(rule: Rule) -> str:
    grade = "hard 硬性" if rule.severity is Severity.ERROR else "soft 提示"
    scope = "one value"
    if isinstance(rule, FamilyRule | BatchRule):
        scope = "several values together" if isinstance(rule, BatchRule) else "a value and its breakdowns"
    finds = (type(rule).__doc__ or "").partition("\n")[0]
    return f"| `{rule.code}` | {rule.title} | {grade} | {scope} | {finds} | {rule.describes} | {_options(rule)} |\n"


def _options(rule: Rule) -> str:
    if not is_dataclass(rule):
        return "–"
    shown = [f"{field.name} = {_plain(getattr(rule, field.name))}" for field in fields(rule)]
    return "; ".join(shown) or "–"


def _plain(value: object) -> str:
    return "/".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    import fuertong.quality  # noqa: F401  the rules register themselves at import

    Path(sys.argv[1]).write_text(markdown(), encoding="utf-8", newline="\n")
