"""What the reader asks about a draft (读文件时发现的问题), each with what a person may do about it there.

A sentence that may hold a target becomes one or is ticked off for good; a row of an annex without a place in the text
is put under a goal, old or new. What is settled is no longer shown: a target with the words, or the tick, settles it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.model.plan import Table, TargetKind
from fuertong.reading.annex_merge import new_target
from fuertong.reading.annex_rows import IndicatorRow, one_by_one, read_rows
from fuertong.reading.targets import read_targets
from fuertong_web.accounts.actor import Actor
from fuertong_web.plans.lessons import squeezed
from fuertong_web.plans.memories import sentence_key, standing
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, find, fingerprint, goals, new_goal, targets
from fuertong_web.plans.reviewing import correct, snapshot
from fuertong_web.plans.target_edits import added

UNREAD, UNPLACED = "unread-target", "table-indicator-unplaced"
CONTRADICTION, OF_TABLES = "table-text-contradiction", "table-"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One finding on the screen; `words` are what it asks about, `goal` the path of the goal it likely belongs to."""

    number: int
    severity: Severity
    message: str
    remedy: str
    place: str
    href: str
    code: str = ""
    words: str = ""
    goal: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence that may hold a target."""
        return self.code == UNREAD

    @property
    def is_row(self) -> bool:
        """Whether it is a row of an annex without a place."""
        return self.code == UNPLACED


def asked_of(draft: PlanDraft) -> tuple[list[Asked], int]:
    """The findings still open, and how many sentences were ticked off earlier; one query."""
    ticked = standing(draft.place, Memory.Kind.NO_TARGET)
    quotes = {target["quote"]: path for path, _, target in targets(draft.plan) if target.get("quote")}
    taken = {squeezed(quote) for quote in quotes}
    rows: list[Asked] = []
    off = 0
    for number, row in enumerate(draft.findings):
        words = str(row.get("seen") or "")
        if row.get("code") in (UNREAD, UNPLACED):
            if sentence_key(words) in ticked:
                off += 1
                continue
            if _is_taken(squeezed(words), taken):
                continue
        rows.append(_asked(draft, number, row, quotes))
    return rows, off


def _is_taken(words: str, taken: set[str]) -> bool:
    """Whether a target with these words stands by now."""
    return bool(words) and any(words in quote for quote in taken)


def _asked(draft: PlanDraft, number: int, row: dict[str, Any], quotes: Mapping[str, str]) -> Asked:
    code, line = str(row.get("code") or ""), row.get("line")
    path, words = quotes.get(str(row.get("expected") or ""), ""), str(row.get("seen") or "")
    of_table = code.startswith(OF_TABLES)
    place = ("到这一项" if path else "附表") if of_table else (f"第{line}行" if line else "")
    goal = _goal_at(draft.plan, line) if code == UNREAD else _likeliest(draft.plan, words) if code == UNPLACED else ""
    return Asked(
        number=number,
        severity=Severity(row.get("severity") or Severity.INFO),
        message=str(row.get("message") or ""),
        remedy="" if code in (UNREAD, UNPLACED) else str(row.get("remedy") or ""),
        place=place,
        href=f"#{path}" if path else f"#l{line}" if line and not of_table else "",
        code=code,
        words=words,
        goal=goal,
    )


def _goal_at(plan: Node, line: int | None) -> str:
    """The goal of a line: the one that begins there."""
    return next((path for path, _, goal in goals(plan) if line and goal.get("line") == line), "")


def _likeliest(plan: Node, words: str) -> str:
    """The goal whose words share most with a row of an annex."""
    best = max(goals(plan), key=lambda row: _shared(words, row[2]["text"]), default=None)
    return best[0] if best else ""


def _shared(words: str, text: str) -> int:
    blocks = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


def words_of(draft: PlanDraft, number: int) -> str:
    """The words a finding asks about; FuertongError when the list has changed since the page was opened."""
    row = draft.findings[number] if 0 <= number < len(draft.findings) else {}
    if row.get("code") not in (UNREAD, UNPLACED) or not row.get("seen"):
        raise FuertongError("这条问题已经变动，请刷新页面后再办理。")
    return str(row["seen"])


def make_target(*, by: Actor, draft: PlanDraft, number: int, at: str = "") -> str:
    """Make a target of what a finding asks about; `at` is a goal, or a domain for a goal of its own. The new path."""
    words = words_of(draft, number)
    row = draft.findings[number]
    lead: list[str] = []
    if row["code"] == UNPLACED:
        found = _row_of(draft, words)
        nodes, lead = list(_row_nodes(draft, found)), list(found.lead)
    else:
        nodes = [_of_words(words)]
    at = at or _goal_at(draft.plan, row.get("line"))
    path, goal = _home(draft, at, nodes, lead)
    seen = fingerprint(snapshot(draft.plan, path))
    for node in nodes:
        goal = added(goal, node)
    correct(by=by, draft=draft, path=path, after=goal, seen=seen)
    return f"{path}/{goal['targets'][-1]['id']}"


def _home(draft: PlanDraft, at: str, nodes: list[Node], lead: list[str]) -> tuple[str, Node]:
    node = find(draft.plan, at) if at else None
    if node is None or ("targets" not in node and "goals" not in node):
        raise FuertongError("请选择归入哪一条目标。")
    if "targets" in node:
        return at, node
    goal = new_goal(node) | {"text": nodes[0]["indicator"], "lead": lead, "support": [], "collective": []}
    return f"{at}/{goal['id']}", goal


def _of_words(words: str) -> Node:
    """What the reader makes of a sentence; something to be built where it makes nothing of it."""
    found = read_targets(words)
    if found:
        return _plain(asdict(found[0])) | {"quote": words}
    return {"indicator": words[:_LONGEST_NAME], "kind": TargetKind.MILESTONE.value, "quote": words}


def _period(draft: PlanDraft) -> tuple[int, int] | None:
    first, last = draft.plan.get("period") or (None, None)
    return (first, last) if first and last else None


def _row_of(draft: PlanDraft, written: str) -> IndicatorRow:
    """The row of the draft's tables that is written so."""
    tables = [_table(row) for row in draft.plan.get("tables") or []]
    rows = read_rows(tables, _period(draft))
    for row in rows:
        for one in one_by_one(row) if isinstance(row, IndicatorRow) else ():
            if one.written == written:
                return one
    raise FuertongError("没有找到附表中的这一行，请在目标里点“加指标值”手工补上。")


def _row_nodes(draft: PlanDraft, row: IndicatorRow) -> Iterator[Node]:
    """The targets of a row, as a reading has them."""
    for target in new_target(row, _period(draft), sure=True).targets:
        yield _plain(asdict(target))


def _table(row: dict[str, Any]) -> Table:
    return Table(
        title=row.get("title") or "",
        line=row.get("line") or 0,
        header=tuple(row.get("header") or ()),
        rows=tuple(tuple(cells) for cells in row.get("rows") or ()),
        file=row.get("file") or "",
        sheet=row.get("sheet") or "",
    )


def _plain(fields: Node) -> Node:
    node = {name: value for name, value in fields.items() if name != "confidence"}
    kind, strength = TargetKind(node["kind"]).value, str(node.get("strength") or "binding")
    return node | {"kind": kind, "strength": strength, "milestones": list(node.get("milestones") or [])}
