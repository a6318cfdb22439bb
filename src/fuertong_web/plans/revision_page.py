"""What a new document changes, put in words (修订对照页): goal by goal, changed letters marked, each with its key."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any

from fuertong.planning.revision import Change, Comparison, Field, GoalChange, TargetChange
from fuertong_web.plans.revision_keys import Keys
from fuertong_web.plans.wording import sentence_of

_PARTS = {"lead": "牵头单位", "support": "责任单位", "collective": "集体称谓"}
_ORDER = (Change.NEW, Change.DROPPED, Change.VALUE, Change.TEXT, Change.UNITS, Change.MOVED, Change.RENUMBERED)
_WORDS = re.compile(r"\d+(?:\.\d+)?|.", re.DOTALL)  # a number changes as a whole
_TONES = {Change.NEW: "good", Change.DROPPED: "hard", Change.VALUE: "busy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A run of letters: kept (""), taken out ("del") or put in ("ins")."""

    text: str
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word for what happened, with its tone."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One changed target: before and after in words; nothing before a new one, nothing after a dropped one."""

    key: str
    labels: list[Label]
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """One goal that changed, or whose targets did."""

    key: str
    where: str
    labels: list[Label]
    letters: list[Letters]
    units: list[tuple[str, str, str]] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPage:
    """All that differs, and the counts for the line above it."""

    goals: list[GoalRow]
    counts: list[tuple[str, int, int]]
    strategies: int
    same_goals: int
    same_targets: int

    @property
    def is_same(self) -> bool:
        """Whether goals and targets are all as they were."""
        return not self.goals


def revision_page(found: Comparison, keys: Keys | None = None) -> RevisionPage:
    """The rows of a comparison; without `keys` (two drafts) nothing can be chosen and the keys are empty."""
    own: dict[Any, list[TargetRow]] = {}
    for change in found.targets:
        if change.changes:
            own.setdefault(_home(change), []).append(_target(change, keys))
    rows = []
    for goal in found.goals:
        targets = [*own.get(("new", goal.new.at) if goal.new else None, [])]
        targets += own.get(("old", goal.old.at) if goal.old else None, [])
        if goal.changes or targets:
            rows.append(_goal(goal, targets, keys))
    return RevisionPage(
        goals=rows,
        counts=list(_counts(found)),
        strategies=sum(bool(row.changes - {Change.RENUMBERED}) for row in found.strategies),
        same_goals=sum(not row.changes for row in found.goals),
        same_targets=sum(not row.changes for row in found.targets),
    )


def _home(change: TargetChange) -> tuple[str, tuple[int, int]] | None:
    if change.new is not None:
        return ("new", change.new.at[:2])
    return ("old", change.old.at[:2]) if change.old is not None else None


def _counts(found: Comparison) -> Iterator[tuple[str, int, int]]:
    goals = Counter(item for row in found.goals for item in row.changes)
    targets = Counter(item for row in found.targets for item in row.changes)
    for item in _ORDER:
        if goals[item] or targets[item]:
            yield item.label, goals[item], targets[item]


def _labels(changes: frozenset[Change]) -> list[Label]:
    return [Label(word=item.label, tone=_TONES.get(item, "")) for item in _ORDER if item in changes]


def _goal(change: GoalChange, targets: list[TargetRow], keys: Keys | None) -> GoalRow:
    old, new = change.old, change.new
    side = new or old
    was = f"（原为“{old.domain.title}”目标{old.goal.no}）" if old and new and _stands_elsewhere(change) else ""
    return GoalRow(
        key=keys.goal(change) if keys and change.changes else "",
        where=f"{side.domain.title} 目标{side.goal.no}{was}" if side else "",
        labels=_labels(change.changes),
        letters=letters_of(old.goal.text if old else "", new.goal.text if new else ""),
        units=[(_PARTS[row.name], _list(row.old), _list(row.new)) for row in change.fields if row.name in _PARTS],
        targets=targets,
    )


def _stands_elsewhere(change: GoalChange) -> bool:
    return bool(change.changes & {Change.MOVED, Change.RENUMBERED})


def _target(change: TargetChange, keys: Keys | None) -> TargetRow:
    moved = Change.MOVED in change.changes and change.old
    where = f"（原在“{change.old.domain.title}”目标{change.old.goal.no}）" if moved and change.old else ""
    return TargetRow(
        key=keys.target(change) if keys else "",
        labels=_labels(change.changes),
        old=_sentence(change.old, change.fields, "old") + where,
        new=_sentence(change.new, change.fields, "new"),
    )


def _sentence(side: Any, fields: tuple[Field, ...], which: str) -> str:
    if side is None:
        return ""
    node = asdict(side.target)
    quiet = [row for row in fields if row.name in ("group", "scope", "base_value")]
    notes = [f"{_QUIET[row.name]}：{getattr(row, which) or '无'}" for row in quiet]
    return sentence_of(node) + (f"，{'，'.join(notes)}" if notes else "")


_QUIET = {"group": "人群", "scope": "范围", "base_value": "基期值"}


def _list(names: Any) -> str:
    return "、".join(names) or "无"


def letters_of(old: str, new: str) -> list[Letters]:
    """The words of both with what went and what came; a wholly new or dropped text as one run."""
    if not old or not new:
        return [Letters(text=old or new, sort="" if old == new else ("del" if old else "ins"))]
    if old == new:
        return [Letters(text=new)]
    rows = []
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            rows.append(Letters(text="".join(before[start:end])))
            continue
        if end > start:
            rows.append(Letters(text="".join(before[start:end]), sort="del"))
        if stop > begin:
            rows.append(Letters(text="".join(after[begin:stop]), sort="ins"))
    return rows
