"""Score of the target grammar on labelled goal items (语料评分): the matching rules of the gold readings.

`score_values` counts values, bounds by another indicator and milestones, with their fields; `score_moves` counts
values and everything without one (trends, keeps, gaps, relative bounds), by kind. What a person labelled `implied` or
`optional` counts when it was found and costs nothing when it was not. Run as a module it prints the figures of every
corpus; `--errors NAME` also what was read differently in one of them.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.core.reading.genre_match import Label, Same, alike, bound, pairs

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading.targets import read_targets
from fuertong.reading.unread import unread_places

FOLDER = Path(__file__).parent
FIELDS = ("base_year", "deadline", "each", "scope", "value2", "milestones")
HALVES = ("open", "held", "later", "last", "hard", "final")
MOVES = ("genre_trend.jsonl", "genre_trend_2.jsonl", "genre_trend_3.jsonl", "genre_trend_4.jsonl")
MIXED = ("genre_mixed.jsonl", "genre_mixed_2.jsonl")
_FILES = {
    "later": "genre_numeric_2.jsonl",
    "last": "genre_numeric_3.jsonl",
    "hard": "genre_numeric_4.jsonl",
    "final": "genre_numeric_5.jsonl",
}
_SAME = 0.6  # names so alike are those of one place, which is asked once


@dataclass(slots=True)
class Tally:
    """What was read right, what was read and what was wanted of one kind."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to read."""
        total = self.said + self.wanted
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Score:
    """The tallies, each difference, and how well the reader knew where it was wrong."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    asked: int = 0
    read: int = 0
    wrong: int = 0
    wrong_asked: int = 0

    def tally(self, name: str) -> Tally:
        """The tally of a kind, begun when first asked for."""
        return self.tallies.setdefault(name, Tally())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A labelled item, what was read in it, and the places a person is asked to look at."""

    label: Label
    said: tuple[Target, ...]
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.label.get('id', self.label.get('no'))}"

    def asks(self, label: Label, rest: list[Target]) -> bool:
        """Whether a missed target stands where a person looks, or where a doubtful one was read instead."""
        quote = label.get("quote") or label["indicator"]
        return any(_written(label) in place or quote in place or place in quote for place in self.places) or any(
            one.confidence is not Confidence.SURE and alike(label["indicator"], one.indicator) >= _SAME for one in rest
        )


def corpus(name: str) -> list[Label]:
    """The items of a file, or of a half of the first numeric corpus (open, held) or one written later (later, …)."""
    file = name if name.endswith(".jsonl") else _FILES.get(name, "genre_numeric.jsonl")
    items = [json.loads(line) for line in (FOLDER / file).read_text(encoding="utf-8").splitlines()]
    return [item for item in items if name.endswith(".jsonl") or item.get("half", name) == name]


def score_values(items: list[Label]) -> Score:
    """Values, bounds by another indicator and milestones on these items, with the fields of the values."""
    result = Score()
    for item in _read(items, result):
        for kind, same in (("numeric", _same_number), ("relative", _same_relative), ("milestone", _same_milestone)):
            wanted = [one for one in item.label["targets"] if _value_kind(one["kind"], one["value"]) == kind]
            got = [one for one in item.said if _value_kind(one.kind, one.value) == kind]
            if kind == "relative":
                got = [one for one in got if one.reference]
            for label, target in _count(result, kind, item, wanted, got, same):
                _count_fields(result, label, target)
    return result


def score_moves(items: list[Label]) -> Score:
    """Values, and everything without one, by kind too."""
    result = Score()
    for item in _read(items, result):
        for figure, numeric in (("numeric", True), ("trend", False)):
            wanted = [one for one in item.label["targets"] if (one["value"] is not None) is numeric]
            got = [one for one in item.said if (one.value is not None) is numeric]
            matched = _count(result, figure, item, wanted, got, _same_number if numeric else _same_trend)
            _count_kinds(result, wanted, got, matched)
    return result


def damaged(items: list[Label], chance: random.Random) -> list[Label]:
    """The items with one character lost in each, never a digit: the slips of a scanned text."""
    result = []
    for item in items:
        places = [place for place, char in enumerate(item["text"]) if not char.isdigit() and char not in "。，"]
        place = chance.choice(places)
        result.append(item | {"text": item["text"][:place] + item["text"][place + 1 :]})
    return result


def _read(items: list[Label], result: Score) -> Iterator[_Item]:
    for label in items:
        said = read_targets(label["text"])
        unread = list(unread_places(label["text"], said))
        doubtful = [one.quote for one in said if one.confidence is not Confidence.SURE]
        result.read += len(said) + len(unread)
        result.asked += len(doubtful) + len(unread)
        yield _Item(label=label, said=said, places=(*unread, *doubtful))


def _count(
    result: Score, kind: str, item: _Item, wanted: list[Label], got: list[Target], same: Same
) -> list[tuple[Label, Target]]:
    matched, missed, rest = pairs(wanted, got, same)
    hard = [one for one in missed if not one.get("optional") and not one.get("implied")]
    tally = result.tally(kind)
    tally.right += len(matched)
    tally.said += len(matched) + len(rest)
    tally.wanted += len(matched) + len(hard)
    for label in hard:
        asked = item.asks(label, rest)
        words = f"{label['indicator']} {_words(label)} ({'asked' if asked else 'sure'})"
        result.errors.append(f"{item.name} missed {words} | {item.label['text']}")
        result.wrong += 1
        result.wrong_asked += asked
    for target in rest:
        words = f"{target.indicator} {target.comparator}{target.value}{target.unit or ''} {target.kind}"
        result.errors.append(
            f"{item.name} extra  {words} {target.direction} ({target.confidence}) | {item.label['text']}"
        )
        result.wrong += 1
        result.wrong_asked += target.confidence is not Confidence.SURE
    return matched


def _count_fields(result: Score, label: Label, target: Target) -> None:
    for name in FIELDS:
        want, read = label.get(name), getattr(target, name)
        if name == "scope" and target.each and (read or "").startswith("以"):
            continue  # said by `each`
        if name == "milestones":
            want = [(one["year"], one["value"]) for one in want or []]
            read = [(one.year, one.value) for one in read]
        if want or read:
            right = bool(read) if name == "scope" and want else (read or None) == (want or None)
            result.fields.setdefault(name, Counter())["right" if right else "wrong"] += 1
            if not right:
                result.errors.append(f"    field {name}: {read!r} for {want!r} | {target.quote}")


def _count_kinds(result: Score, wanted: list[Label], got: list[Target], matched: list[tuple[Label, Target]]) -> None:
    found = [id(label) for label, _ in matched]
    taken = [id(target) for _, target in matched]
    for label in wanted:
        tally = result.tally(f"  {_move_kind(label['kind'], label['value'], label['indicator'], label.get('slow'))}")
        if id(label) in found:
            tally.right, tally.said, tally.wanted = tally.right + 1, tally.said + 1, tally.wanted + 1
        elif not label.get("optional") and not label.get("implied"):
            tally.wanted += 1
    for target in got:
        if id(target) not in taken:
            result.tally(f"  {_move_kind(target.kind, target.value, target.indicator, target.slow)}").said += 1


def _value_kind(kind: str, value: float | None) -> str:
    if kind == TargetKind.MILESTONE:
        return "milestone"
    if value is not None:
        return "numeric"
    return "relative" if kind == TargetKind.LEVEL else "trend"


def _move_kind(kind: str, value: float | None, indicator: str, slow: object) -> str:
    if value is None and re.search(r"差距|差异|鸿沟", indicator):
        return "gap"
    if slow:
        return "slow"
    return "relative" if kind == TargetKind.LEVEL and value is None else str(kind)


def _written(label: Label) -> str:
    value = label["value"]
    return f"{value:g}" if value is not None else label["indicator"][-4:]


def _words(label: Label) -> str:
    return f"{label['comparator']}{label['value']}{label['unit'] or ''} {label['kind']} {label.get('direction')}"


def _same_number(label: Label, target: Target) -> float:
    if target.value is None or abs(target.value - label["value"]) > 1e-4:
        return 0.0
    if (target.unit or None) != label["unit"] or bound(target.comparator) != bound(label["comparator"]):
        return 0.0
    if (label["kind"] == "change") != (target.kind == "change"):
        return 0.0
    return _named(label, target)


def _same_relative(label: Label, target: Target) -> float:
    return _named(label, target) if bound(target.comparator) == bound(label["comparator"]) else 0.0


def _same_milestone(label: Label, target: Target) -> float:
    return _named(label, target) if label["value"] == target.value else 0.0


def _named(label: Label, target: Target) -> float:
    likeness = alike(label["indicator"], target.indicator)
    return likeness if likeness >= _SAME else 0.0


def _same_trend(label: Label, target: Target) -> float:
    if label["direction"] and target.direction and label["direction"] != target.direction:
        return 0.0
    name, quote = alike(label["indicator"], target.indicator), alike(label["quote"], target.quote)
    likeness = max(name, 0.55 + 0.35 * name if quote >= 0.8 and name >= 0.3 else 0.0)
    return likeness if likeness >= 0.55 else 0.0


def lines(result: Score) -> Iterator[str]:
    """The figures, one a line."""
    for name, tally in sorted(result.tallies.items(), key=lambda row: (row[0].startswith(" "), row[0])):
        yield f"{name:<12} right {tally.right:>4}  said {tally.said:>4}  wanted {tally.wanted:>4}  F1 {tally.f1:.3f}"
    if result.fields:
        yield "fields     " + "  ".join(f"{name} {c['right']}/{c.total()}" for name, c in sorted(result.fields.items()))
    yield f"asked {result.asked} of {result.read}; wrong {result.wrong}, of these asked {result.wrong_asked}"


def main() -> None:
    """Print the figures of every corpus, and the errors of one when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", choices=(*HALVES, *MOVES, *MIXED))
    options = parser.parse_args()
    for name in (*HALVES, *MOVES, *MIXED):
        result = (score_values if name in HALVES else score_moves)(corpus(name))
        print(name, *lines(result), sep="\n  ")
        if options.errors == name:
            print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
