"""Matching a phrase of a plan to the catalogue (指标匹配): candidates with a stated confidence, best first.

A name or alias in normal spelling is certain. Anything else is likeness of the loose spelling, and counts only where
both speak of the same things (`features`): otherwise a person decides. A phrase that only names a group an indicator
is broken down by (农村妇女宫颈癌筛查率) is that indicator in that breakdown.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from types import MappingProxyType

from fuertong.catalogue.features import Features, features
from fuertong.catalogue.loading import Catalogue
from fuertong.catalogue.normalising import normal_name
from fuertong.model.indicator import Indicator
from fuertong.model.plan import Confidence

SAME_NAME, SAME_ALIAS, SAME_SPELLING = 1.0, 0.99, 0.97
LIKELIEST, IN_A_GROUP, LIKELY, LEAST = 0.95, 0.9, 0.75, 0.35
OTHER_THING = 0.6
_MOST = 5
_LEAD = 0.02
_MINORS = (frozenset({"儿童"}), frozenset({"学生"}))
_BREAKDOWNS = MappingProxyType(
    {
        ("place", "农村"): "residence=rural",
        ("place", "城市"): "residence=urban",
        ("place", "城镇"): "residence=urban",
        ("sex", "女"): "sex=F",
        ("sex", "男"): "sex=M",
        ("stage", "小学"): "stage=primary",
        ("stage", "初中"): "stage=junior",
        ("stage", "高中"): "stage=senior",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An indicator a phrase may mean: `score` 0-1, the name it was compared with, the group it names ("" = total)."""

    indicator: Indicator
    score: float
    name: str
    breakdown: str = ""

    @property
    def confidence(self) -> Confidence:
        """Sure for the same name, look above LIKELY, else a person decides."""
        if self.score >= SAME_SPELLING:
            return Confidence.SURE
        return Confidence.LOOK if self.score >= LIKELY else Confidence.DECIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    written: str
    normal: str
    features: Features
    weights: Mapping[str, float]


def match(phrase: str, *, catalogue: Catalogue) -> list[Candidate]:
    """At most five indicators that `phrase` may mean, best first; none when nothing is like it.

    Two indicators that are nearly as likely leave the choice to a person.
    """
    wanted = _Phrase(
        written=phrase,
        normal=normal_name(phrase),
        features=features(phrase),
        weights=_weights(tuple(row.name for row in catalogue.by_code.values())),
    )
    rows = tuple(catalogue.by_code.values())
    near = _sharing(wanted, tuple((row.name, *row.aliases) for row in rows))
    found = [_best(wanted, rows[place], names) for place, names in near.items()]
    likely = [candidate for candidate in found if candidate.score >= LEAST]
    ordered = sorted(likely, key=lambda candidate: (-candidate.score, candidate.indicator.code))[:_MOST]
    return _undecided(ordered)


def _undecided(ordered: list[Candidate]) -> list[Candidate]:
    """Where the second is as likely as the first, neither is above the threshold."""
    if len(ordered) < 2 or ordered[0].score >= SAME_SPELLING or ordered[0].score - ordered[1].score > _LEAD:
        return ordered
    return [
        Candidate(indicator=row.indicator, score=min(row.score, LIKELY - 0.01), name=row.name, breakdown=row.breakdown)
        for row in ordered
    ]


def _sharing(wanted: _Phrase, names: tuple[tuple[str, ...], ...]) -> dict[int, list[str]]:
    """By indicator (position) its names that share enough letters with the phrase to be like it at all."""
    own = set(wanted.features.text)
    index = _index(names)
    shared = Counter(number for letter in own for number in index.by_letter.get(letter, ()))
    near: dict[int, list[str]] = {}
    for number in sorted(number for number, count in shared.items() if 4 * count >= len(own) + index.sizes[number]):
        near.setdefault(index.owners[number], []).append(index.names[number])
    return near


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """All names of a catalogue in a row: by letter of the loose spelling, with their indicator and how many letters."""

    names: tuple[str, ...]
    owners: tuple[int, ...]
    sizes: tuple[int, ...]
    by_letter: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=8)
def _index(names: tuple[tuple[str, ...], ...]) -> _Index:
    flat = [(name, owner) for owner, own in enumerate(names) for name in own]
    letters = [set(features(name).text) for name, _ in flat]
    by_letter: dict[str, list[int]] = {}
    for number, own_letters in enumerate(letters):
        for letter in own_letters:
            by_letter.setdefault(letter, []).append(number)
    return _Index(
        names=tuple(name for name, _ in flat),
        owners=tuple(owner for _, owner in flat),
        sizes=tuple(len(own_letters) for own_letters in letters),
        by_letter={letter: tuple(numbers) for letter, numbers in by_letter.items()},
    )


def _best(wanted: _Phrase, indicator: Indicator, names: list[str]) -> Candidate:
    best = Candidate(indicator=indicator, score=0.0, name=indicator.name)
    for name in names:
        score, breakdown = _score(wanted, name, indicator, is_alias=name != indicator.name)
        if score > best.score:
            best = Candidate(indicator=indicator, score=score, name=name, breakdown=breakdown)
    return best


def _score(wanted: _Phrase, name: str, indicator: Indicator, *, is_alias: bool) -> tuple[float, str]:
    if wanted.written == name:
        return (SAME_ALIAS if is_alias else SAME_NAME), ""
    if wanted.normal == normal_name(name):
        return SAME_SPELLING, ""
    other = features(name)
    likeness = LIKELIEST * _likeness(wanted.features.text, other.text, wanted.weights)
    if likeness < LEAST:
        return 0.0, ""
    differing = wanted.features.differing(other)
    if not differing:
        return round(likeness, 4), ""
    breakdown, term, persons = _breakdown(wanted, other, differing, indicator)
    if not breakdown:
        return round(min(likeness, OTHER_THING), 4), ""
    rest = wanted.features.text.replace(term, persons, 1)
    return round(IN_A_GROUP * _likeness(rest, other.text, wanted.weights), 4), breakdown


def _breakdown(wanted: _Phrase, name: Features, differing: set[str], indicator: Indicator) -> tuple[str, str, str]:
    """The breakdown by which alone the phrase differs, its term and what stands for it in the name; "" otherwise.

    女童 says child and girl in one: the name then speaks of 儿童 or 学生 where the phrase does not.
    """
    phrase, persons = wanted.features, ""
    says_minors = any(letter in wanted.written for letter in "童孩")
    if differing == {"sex", "person"} and says_minors and name.term("person") in _MINORS:
        (persons,) = name.term("person")
        differing = {"sex"}
    if len(differing) != 1:
        return "", "", ""
    (group,) = differing
    extra = phrase.term(group) - name.term(group)
    if len(extra) != 1 or name.term(group) - phrase.term(group):
        return "", "", ""
    (term,) = extra
    breakdown = _BREAKDOWNS.get((group, term), "")
    declared = breakdown.split("=")[0] in indicator.breakdowns
    return (breakdown, term, persons) if declared else ("", "", "")


def _likeness(first: str, second: str, weights: Mapping[str, float]) -> float:
    """Shared letters and pairs of letters, rare ones counting more, as a share of all (Dice), 0-1; 0 below a half."""
    if first == second:
        return 1.0
    one, two = _letters(first), _letters(second)
    if 4 * len(one.keys() & two.keys()) < len(one) + len(two):
        return 0.0
    letters = _dice(one, two, weights)
    return letters if letters < LEAST else 0.7 * letters + 0.3 * _dice(_pairs(first), _pairs(second), {})


def _dice(one: Counter[str], two: Counter[str], weights: Mapping[str, float]) -> float:
    shared = sum(min(count, two[part]) * weights.get(part, 1.0) for part, count in one.items() if part in two)
    total = sum(count * weights.get(part, 1.0) for counter in (one, two) for part, count in counter.items())
    return 2 * shared / total if total else 0.0


@lru_cache(maxsize=32_768)
def _letters(text: str) -> Counter[str]:
    return Counter(text)


@lru_cache(maxsize=32_768)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(len(text) - 1))


@lru_cache(maxsize=8)
def _weights(names: tuple[str, ...]) -> Mapping[str, float]:
    """How telling a letter is: the rarer among the catalogue's names, the more; 0.2 at least."""
    seen = Counter(letter for name in names for letter in set(features(name).text))
    most = log(len(names) + 1)
    return {letter: max(0.2, (most - log(count)) / most * 1.5) for letter, count in seen.items()}
