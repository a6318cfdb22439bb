"""Pairing the targets of two plans (目标配对): by indicator for certain, by likeness for a person to confirm."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fuertong.catalogue.features import features
from fuertong.model.plan import TargetKind
from fuertong.planning.likeness import likeness as words_likeness
from fuertong.planning.subjects import Placed

LIKELY = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A target of each plan taken for the same; not `sure` where only their names are alike."""

    mine: Placed
    theirs: Placed
    likeness: float = 1.0

    @property
    def sure(self) -> bool:
        """Whether both name one indicator."""
        return self.likeness >= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The pairs in the order of `theirs`, and what is left over on both sides in their own order."""

    pairs: tuple[Pair, ...]
    only_mine: tuple[Placed, ...]
    only_theirs: tuple[Placed, ...]


def pair(
    mine: Sequence[Placed],
    theirs: Sequence[Placed],
    *,
    settled: Sequence[Pair] = (),
    refused: Callable[[Placed, Placed], bool] | None = None,
) -> Pairing:
    """Each target of `theirs` with at most one of `mine`: the same indicator first, then the likeliest name.

    Where an indicator is bounded several times the same kind and the nearest deadline meet. `settled` pairs stand as
    they are; `refused` says of (theirs, mine) that a person has told them apart.
    """
    apart = refused or (lambda other, item: False)
    open_mine = dict(enumerate(mine))
    found: dict[int, Pair] = {}
    for one in settled:
        place = next(index for index, item in enumerate(theirs) if item is one.theirs)
        found[place] = one
        open_mine = {index: item for index, item in open_mine.items() if item is not one.mine}
    for place, other in sorted(enumerate(theirs), key=lambda row: row[1].goal is None):
        if place in found:
            continue
        same = [(index, item) for index, item in open_mine.items() if item.key == other.key and not apart(other, item)]
        if same:
            index, item = min(same, key=lambda row: _distance(row[1], other))
            found[place] = Pair(mine=item, theirs=other)
            del open_mine[index]
    left = [(place, other) for place, other in enumerate(theirs) if place not in found]
    scores = sorted(
        ((score, index, place) for place, other in left for index, item in open_mine.items()
         if not apart(other, item) and (score := likeness(item, other)) >= LIKELY),
        key=lambda row: (-row[0], row[1], row[2]),
    )  # fmt: skip
    for score, index, place in scores:
        if index in open_mine and place not in found:
            found[place] = Pair(mine=open_mine.pop(index), theirs=theirs[place], likeness=score)
    return Pairing(
        pairs=tuple(found[place] for place in sorted(found)),
        only_mine=_once(open_mine.values(), {one.mine.key for one in found.values()}),
        only_theirs=_once(
            (other for place, other in enumerate(theirs) if place not in found),
            {one.theirs.key for one in found.values()},
        ),
    )


def _once(rest: Iterable[Placed], met: set[str]) -> tuple[Placed, ...]:
    """What stands alone, each indicator once; a repetition of a paired one is not alone."""
    rows: dict[str, Placed] = {}
    for item in rest:
        if item.key not in met:
            rows.setdefault(item.key, item)
    return tuple(rows.values())


def _distance(item: Placed, other: Placed) -> tuple[bool, bool, int]:
    numeric = (item.target.value is None) != (other.target.value is None)
    years = abs((item.deadline or 0) - (other.deadline or 0))
    return (numeric, (item.target.kind is TargetKind.KEEP) != (other.target.kind is TargetKind.KEEP), years)


def likeness(item: Placed, other: Placed) -> float:
    """Likeness of two names, 0 to below 1; 0 where both name different indicators or different things."""
    if item.indicator and other.indicator:
        return 0.0
    if bool(item.target.gap) != bool(other.target.gap):
        return 0.0
    one, two = features(item.target.indicator), features(other.target.indicator)
    return 0.0 if one.differing(two) else min(words_likeness(one.text, two.text), 0.99)
