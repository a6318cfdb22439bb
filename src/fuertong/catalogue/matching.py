"""Matching a phrase of a plan to the catalogue (指标匹配): candidates with a stated confidence, best first.

A name or alias in normal spelling is certain. Anything else is likeness of letters, held down where the phrase and the
name speak of different things (婴儿 and 新生儿, 宫颈癌 and 乳腺癌): then a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from fuertong.catalogue.loading import Catalogue
from fuertong.catalogue.normalising import normal_name
from fuertong.catalogue.tables import read_rows
from fuertong.model.indicator import Indicator
from fuertong.model.plan import Confidence

SAME_NAME, SAME_ALIAS, SAME_SPELLING = 1.0, 0.99, 0.97
LIKELIEST, LIKELY, LEAST = 0.93, 0.75, 0.4
OTHER_THING = 0.5
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An indicator a phrase may mean: `score` 0-1, and the name of the catalogue it was compared with."""

    indicator: Indicator
    score: float
    name: str

    @property
    def confidence(self) -> Confidence:
        """Sure for the same name, look above LIKELY, else a person decides."""
        if self.score >= SAME_SPELLING:
            return Confidence.SURE
        return Confidence.LOOK if self.score >= LIKELY else Confidence.DECIDE


def match(phrase: str, *, catalogue: Catalogue) -> list[Candidate]:
    """At most five indicators that `phrase` may mean, best first; none when nothing is like it."""
    wanted = normal_name(phrase)
    found = [_best(phrase, wanted, indicator) for indicator in catalogue.by_code.values()]
    likely = [candidate for candidate in found if candidate.score >= LEAST]
    return sorted(likely, key=lambda candidate: (-candidate.score, candidate.indicator.code))[:_MOST]


def _best(phrase: str, wanted: str, indicator: Indicator) -> Candidate:
    names = (indicator.name, *indicator.aliases)
    scores = [(_score(phrase, wanted, name, is_alias=place > 0), name) for place, name in enumerate(names)]
    score, name = max(scores, key=lambda pair: pair[0])
    return Candidate(indicator=indicator, score=score, name=name)


def _score(phrase: str, wanted: str, name: str, *, is_alias: bool) -> float:
    if phrase == name:
        return SAME_ALIAS if is_alias else SAME_NAME
    normal = normal_name(name)
    if wanted == normal:
        return SAME_SPELLING
    likeness = round(LIKELIEST * _dice(wanted, normal), 4)
    return OTHER_THING if likeness > OTHER_THING and _differ(wanted, normal) else likeness


def _dice(first: str, second: str) -> float:
    """Shared pairs of letters, as a share of all pairs (Dice)."""
    one, two = _pairs(first), _pairs(second)
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 0.0


@lru_cache(maxsize=16_384)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 2] for start in range(len(text) - 1))


def _differ(first: str, second: str) -> bool:
    """Whether one group of distinguishing terms is answered differently."""
    return any(_terms(first, terms) != _terms(second, terms) for terms in distinctions().values())


@lru_cache(maxsize=16_384)
def _terms(text: str, terms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term for term in terms if term in text)


@cache
def distinctions() -> Mapping[str, tuple[str, ...]]:
    """Terms that tell indicators apart, by group."""
    with resources.as_file(resources.files("fuertong.catalogue") / "data" / "distinctions.csv") as path:
        rows = read_rows(path, needed=("group", "term"), allowed=())
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.needed("group"), []).append(row.needed("term"))
    return {group: tuple(terms) for group, terms in groups.items()}
