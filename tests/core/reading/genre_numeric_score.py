"""Score of the numeric target grammar on labelled goal items (数值目标语料评分), by kind and by field.

The matching is that of the gold readings: value, unit, bound, level or change, and a name at least 0.6 alike. What a
person wrote as `implied` or `optional` counts when it was found and costs nothing when it was not. Run as a script it
prints the figures; `--errors open` (held, later, last, hard, final) also what was read differently.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.core.reading.genre_match import alike, bound, pairs

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading.targets import read_targets
from fuertong.reading.unread import unread_places

FOLDER = Path(__file__).parent
FIELDS = ("base_year", "deadline", "each", "scope", "value2", "milestones")
HALVES = ("open", "held", "later", "last", "hard", "final")
_SAME = 0.6  # names so alike are those of one place, which is asked once
Label = dict[str, Any]


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


def corpus(half: str) -> list[Label]:
    """The items of a half of the first corpus (open, held) or of one written later (later, last, hard, final)."""
    name = {
        "later": "genre_numeric_2.jsonl",
        "last": "genre_numeric_3.jsonl",
        "hard": "genre_numeric_4.jsonl",
        "final": "genre_numeric_5.jsonl",
    }.get(half, "genre_numeric.jsonl")
    items = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return [item for item in items if item.get("half", half) == half]


def score(items: list[Label]) -> Score:
    """The score of the reader on these items."""
    result = Score()
    for item in items:
        said = read_targets(item["text"])
        unread = list(unread_places(item["text"], said))
        doubtful = [one for one in said if one.confidence is not Confidence.SURE]
        places = [*unread, *(one.quote for one in doubtful)]
        result.read += len(said) + len(unread)
        result.asked += len(doubtful) + len(unread)
        for kind in ("numeric", "relative", "milestone"):
            wanted = [one for one in item["targets"] if _kind(one["kind"], one["value"]) == kind]
            got = [one for one in said if _kind(one.kind, one.value) == kind and (kind != "relative" or one.reference)]
            _count(result, kind, item, wanted, got, places)
    return result


def damaged(items: list[Label], chance: random.Random) -> list[Label]:
    """The items with one character lost in each, never a digit: the slips of a scanned text."""
    result = []
    for item in items:
        places = [place for place, char in enumerate(item["text"]) if not char.isdigit() and char not in "。，"]
        place = chance.choice(places)
        result.append(item | {"text": item["text"][:place] + item["text"][place + 1 :]})
    return result


def _kind(kind: str, value: float | None) -> str:
    if kind == TargetKind.MILESTONE:
        return "milestone"
    if value is not None:
        return "numeric"
    return "relative" if kind == TargetKind.LEVEL else "trend"


def _count(result: Score, kind: str, item: Label, wanted: list[Label], got: list[Target], places: list[str]) -> None:
    same = {"numeric": _same_number, "relative": _same_relative, "milestone": _same_milestone}[kind]
    matched, missed, rest = pairs(wanted, got, same)
    hard = [one for one in missed if not one.get("optional") and not one["implied"]]
    tally = result.tally(kind)
    tally.right += len(matched)
    tally.said += len(matched) + len(rest)
    tally.wanted += len(matched) + len(hard)
    for label, target in matched:
        _count_fields(result, label, target)
    for label in hard:
        known = any(_written(label) in place or alike(label["indicator"], place) >= _SAME for place in places) or any(
            one.confidence is not Confidence.SURE and alike(label["indicator"], one.indicator) >= _SAME for one in rest
        )
        name = f"{label['indicator']} {_words(label)} ({'asked' if known else 'sure'})"
        result.errors.append(f"{item['id']} missed {name} | {item['text']}")
        result.wrong += 1
        result.wrong_asked += known
    for target in rest:
        bounds = f"{target.comparator}{target.value}{target.unit or ''} {target.kind} ({target.confidence})"
        result.errors.append(f"{item['id']} extra  {target.indicator} {bounds} | {item['text']}")
        result.wrong += 1
        result.wrong_asked += target.confidence is not Confidence.SURE


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


def _written(label: Label) -> str:
    value = label["value"]
    return f"{value:g}" if value is not None else label["indicator"][-4:]


def _words(label: Label) -> str:
    return f"{label['comparator']}{label['value']}{label['unit'] or ''} {label['kind']}"


def _same_number(label: Label, target: Target) -> float:
    if target.value is None or abs(target.value - label["value"]) > 1e-4:
        return 0.0
    if (target.unit or None) != label["unit"] or bound(target.comparator) != bound(label["comparator"]):
        return 0.0
    if (label["kind"] == "change") != (target.kind == "change"):
        return 0.0
    likeness = alike(label["indicator"], target.indicator)
    return likeness if likeness >= 0.6 else 0.0


def _same_relative(label: Label, target: Target) -> float:
    if bound(target.comparator) != bound(label["comparator"]):
        return 0.0
    likeness = alike(label["indicator"], target.indicator)
    return likeness if likeness >= 0.6 else 0.0


def _same_milestone(label: Label, target: Target) -> float:
    likeness = alike(label["indicator"], target.indicator)
    return likeness if likeness >= 0.6 and label["value"] == target.value else 0.0


def lines(result: Score) -> Iterator[str]:
    """The figures, one a line."""
    for name, tally in result.tallies.items():
        yield f"{name:<10} right {tally.right:>4}  said {tally.said:>4}  wanted {tally.wanted:>4}  F1 {tally.f1:.3f}"
    yield "fields     " + "  ".join(f"{name} {c['right']}/{c.total()}" for name, c in sorted(result.fields.items()))
    yield f"asked {result.asked} of {result.read}; wrong {result.wrong}, of these asked {result.wrong_asked}"


def main() -> None:
    """Print the figures of every part, and the errors of one when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", choices=HALVES)
    options = parser.parse_args()
    for half in HALVES:
        result = score(corpus(half))
        print(half, *lines(result), sep="\n  ")
        if options.errors == half:
            print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
