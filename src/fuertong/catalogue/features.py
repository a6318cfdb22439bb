"""What a name of an indicator speaks of (指标名称的要素): its loose spelling, its telling terms, its measure.

Loose spelling makes equal what different places write for one thing (筛查覆盖率 and 筛查率); the telling terms say
what must agree before likeness counts: ages, sex, disease, body, stage, 毛入 and 净入, a share and a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from fuertong.catalogue.normalising import normal_name
from fuertong.catalogue.tables import read_rows

_AGE = re.compile(r"\d+(?:-\d+)?(?:岁|个月)(?:以上|以下|内)?")
_PER = re.compile(r"每[千万]")
_NUMBER = re.compile(r"(?:数|人次|次|户)$")
_SHARE = re.compile(r"(?:率|比例|比重|占比|比)$")
_ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """A name taken apart: loose text, terms by group, ages, and how it measures (share, number, per, any)."""

    text: str
    terms: Mapping[str, frozenset[str]]
    measure: str

    def differing(self, other: "Features") -> set[str]:
        """The groups whose terms are not the same in both; `measure` when a share meets a number."""
        groups = {name for name in self.terms.keys() | other.terms.keys() if self.term(name) != other.term(name)}
        if self.measure != other.measure and _ANY not in (self.measure, other.measure):
            groups.add("measure_kind")
        return groups

    def term(self, group: str) -> frozenset[str]:
        """The terms of one group."""
        return self.terms.get(group, frozenset())


@lru_cache(maxsize=32_768)
def features(name: str) -> Features:
    """The features of a name as written."""
    text = loose(name)
    found: dict[str, set[str]] = {}
    if ages := _AGE.findall(text):
        found["years"] = set(ages)
    rest = _AGE.sub("|", text)
    for term, group in _terms():
        if term in rest:
            found.setdefault(group, set()).add(term)
            rest = rest.replace(term, "|")
    return Features(
        text=text, terms={group: frozenset(terms) for group, terms in found.items()}, measure=_measure(text)
    )


@lru_cache(maxsize=32_768)
def loose(name: str) -> str:
    """The loose spelling, for likeness only."""
    text = normal_name(name)
    for pattern, normal in _loosening():
        text = pattern.sub(normal, text)
    return text or normal_name(name)


def _measure(text: str) -> str:
    if _PER.search(text):
        return "per"
    if _SHARE.search(text):
        return "share"
    return "number" if _NUMBER.search(text) else _ANY


@cache
def _loosening() -> tuple[tuple[re.Pattern[str], str], ...]:
    with resources.as_file(resources.files("fuertong.catalogue") / "data" / "loosening.csv") as path:
        rows = read_rows(path, needed=("pattern", "normal"), allowed=())
    return tuple((re.compile(row.needed("pattern")), row.text("normal")) for row in rows)


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    """Telling terms with their group, the longest first, so that 健康预期 is not taken for 预期."""
    with resources.as_file(resources.files("fuertong.catalogue") / "data" / "distinctions.csv") as path:
        rows = read_rows(path, needed=("group", "term"), allowed=())
    pairs = [(row.needed("term"), row.needed("group")) for row in rows]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
