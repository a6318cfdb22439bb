"""Score of the target grammar on labelled goal items (语料评分): the matching rules of the gold readings, by kind.

Run as a module it prints the figures of a corpus, and with --errors what was read differently in its open half.
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.core.reading.genre_match import Label, Same, alike, bound, pairs

from fuertong.model.plan import Confidence, Target
from fuertong.reading.targets import read_targets
from fuertong.reading.unread import unread_places

FOLDER = Path(__file__).parent


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
    """The tallies of a corpus, each difference, and how well the reader knew where it was wrong."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    asked: int = 0
    read: int = 0
    wrong: int = 0
    wrong_asked: int = 0

    def tally(self, name: str) -> Tally:
        """The tally of a kind, begun when first asked for."""
        return self.tallies.setdefault(name, Tally())


def corpus(name: str) -> list[Label]:
    """The items of a corpus file beside this module."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def score(items: list[Label]) -> Score:
    """The score of the reader on these items."""
    result = Score()
    for item in items:
        said = read_targets(item["text"])
        for figure, numeric in (("numeric", True), ("trend", False)):
            wanted = [one for one in item["targets"] if (one["value"] is not None) is numeric]
            got = [one for one in said if (one.value is not None) is numeric]
            _count(result, figure, item, wanted, got, _same_number if numeric else _same_trend)
        unread = list(unread_places(item["text"], said))
        result.read += len(said) + len(unread)
        result.asked += sum(one.confidence is not Confidence.SURE for one in said) + len(unread)
    return result


def _count(
    result: Score,
    figure: str,
    item: Label,
    wanted: list[Label],
    got: list[Target],
    same: Same,
) -> None:
    matched, missed, rest = pairs(wanted, got, same)
    tally = result.tally(figure)
    hard = [one for one in missed if not one.get("optional") and not one.get("implied")]
    tally.right += len(matched)
    tally.said += len(matched) + len(rest)
    tally.wanted += len(matched) + len(hard)
    for one, _ in matched:
        kind = result.tally(f"  {_kind(one)}")
        kind.right, kind.said, kind.wanted = kind.right + 1, kind.said + 1, kind.wanted + 1
    unread = list(unread_places(item["text"], read_targets(item["text"])))
    asked = [*unread, *(one.quote for one in read_targets(item["text"]) if one.confidence is not Confidence.SURE)]
    for one in hard:
        result.wrong += 1
        result.wrong_asked += any(one["quote"] in words or words in one["quote"] for words in asked)
        result.tally(f"  {_kind(one)}").wanted += 1
        result.errors.append(f"{item['no']} missed {one['indicator']} {one['direction']} | {item['text']}")
    for extra in rest:
        result.tally(f"  {_kind_read(extra)}").said += 1
        result.wrong += 1
        result.wrong_asked += extra.confidence is not Confidence.SURE
        words = f"{extra.indicator} {extra.kind} {extra.direction} {extra.value or ''}{extra.unit or ''}"
        result.errors.append(f"{item['no']} extra  {words} ({extra.confidence}) | {item['text']}")


def _kind(label: Label) -> str:
    if label["value"] is None and re.search(r"差距|差异|鸿沟", label["indicator"]):
        return "gap"
    if label.get("slow"):
        return "slow"
    return "relative" if label["kind"] == "level" and label["value"] is None else str(label["kind"])


def _kind_read(target: Target) -> str:
    if target.gap and target.value is None:
        return "gap"
    if target.slow:
        return "slow"
    return "relative" if target.kind == "level" and target.value is None else str(target.kind)


def _same_number(label: Label, target: Target) -> float:
    if target.value is None or abs(target.value - label["value"]) > 1e-4:
        return 0.0
    if (target.unit or None) != label["unit"] or bound(target.comparator) != bound(label["comparator"]):
        return 0.0
    if (label["kind"] == "change") != (target.kind == "change"):
        return 0.0
    likeness = alike(label["indicator"], target.indicator)
    return likeness if likeness >= 0.6 else 0.0


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
    yield f"asked {result.asked} of {result.read}; wrong {result.wrong}, of these asked {result.wrong_asked}"


def main() -> None:
    """Print the figures of both halves; errors of the open half only, unless --held is given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", nargs="?", default="genre_trend.jsonl")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    items = corpus(options.corpus)
    for half in ("open", "held"):
        result = score([item for item in items if item["half"] == half])
        print(half, *lines(result), sep="\n  ")
        if options.errors and (half == "held") is options.held:
            print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
