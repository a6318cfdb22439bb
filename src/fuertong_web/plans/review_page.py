"""What the review screen shows (核对页): the reading as boxes of goals, with what is open, doubtful and linked."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fuertong.model.plan import Confidence
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.selectors import indicators_of, name_index
from fuertong_web.plans.forms import DomainForm, GoalForm, TargetForm
from fuertong_web.plans.indicator_choice import choose, proposal_of
from fuertong_web.plans.models import PlanDraft, Target
from fuertong_web.plans.reading_tree import Node, doubtful, find, fingerprint, targets, unit_texts
from fuertong_web.plans.source_text import source_lines
from fuertong_web.plans.unit_names import UnitNames, names_of
from fuertong_web.plans.wording import bound_of

_JOINTS = re.compile(r"[、和与及]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What the person has open: an item, an act on it with its form, and what went wrong."""

    at: str = ""
    act: str = ""
    form: TargetForm | GoalForm | DomainForm | None = None
    problem: str = ""
    theirs: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetBox:
    """One target on the screen."""

    path: str
    node: Node
    bound: str
    confidence: Confidence
    is_checked: bool
    is_open: bool
    act: str
    link: str
    is_own: bool

    @property
    def split_text(self) -> str:
        """The names a split probably gives, one a line, to be mended by the person."""
        return "\n".join(part for part in _JOINTS.split(self.node["indicator"]) if part)

    @property
    def asks(self) -> bool:
        """Whether a person should still look at it."""
        return self.confidence is not Confidence.SURE and not self.is_checked


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMark:
    """A unit's name in the text, and the unit of the place it was found to be."""

    text: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBox:
    """One goal on the screen; `seen` goes back with a correction."""

    path: str
    node: Node
    lead: list[UnitMark]
    support: list[UnitMark]
    targets: list[TargetBox]
    seen: str
    act: str


class _Builder:
    """Builds boxes of one draft with one look at the place's indicators and units."""

    def __init__(self, draft: PlanDraft, opened: Open) -> None:
        self.draft, self.opened = draft, opened
        self.checked = set(draft.checked)
        self.index: dict[str, Indicator] = name_index(indicators_of(draft.place))
        self.names: UnitNames = names_of(draft.place)

    def goal(self, path: str, node: Node) -> GoalBox:
        return GoalBox(
            path=path,
            node=node,
            lead=self._units(node.get("lead", [])),
            support=self._units(node.get("support", [])),
            targets=[self._target(f"{path}/{target['id']}", target) for target in node["targets"]],
            seen=fingerprint(node),
            act=self.opened.act if self.opened.at == path else "",
        )

    def _units(self, texts: list[str]) -> list[UnitMark]:
        return [UnitMark(text=text, unit=unit.name if (unit := self.names.resolve(text)) else "") for text in texts]

    def _target(self, path: str, node: Node) -> TargetBox:
        choice = choose(proposal_of(_unsaved(node)), self.index)
        known = choice.own or choice.listed
        return TargetBox(
            path=path,
            node=node,
            bound=bound_of(node),
            confidence=Confidence(node.get("confidence") or "sure"),
            is_checked=path in self.checked,
            is_open=self.opened.at == path,
            act=self.opened.act if self.opened.at == path else "",
            link=known.name if known else "",
            is_own=choice.own is not None,
        )


def _unsaved(node: Node) -> Target:
    """The fields of a target that decide its indicator."""
    value = node.get("value")
    return Target(
        name=node["indicator"],
        kind=node["kind"],
        gap=node.get("gap") or "",
        unit=node.get("unit") or "",
        value=None if value is None else Decimal(str(value)),
    )


def counters(draft: PlanDraft) -> dict[str, Any]:
    """How many targets there are, how many were doubtful, how many still wait, and where the next one is."""
    left = doubtful(draft.plan, draft.checked)
    return {"left": len(left), "total": sum(1 for _ in targets(draft.plan)), "next_path": left[0] if left else ""}


def goal_box(draft: PlanDraft, opened: Open) -> dict[str, Any]:
    """The context of one goal's box, for replacing it alone."""
    path = "/".join(opened.at.split("/")[:2])
    node = find(draft.plan, path) if "/" in path else None
    box = _Builder(draft, opened).goal(path, node) if node else None
    return {"draft": draft, "goal": box, "opened": opened, **counters(draft)}


def review_page(draft: PlanDraft, opened: Open) -> dict[str, Any]:
    """The context of the whole screen."""
    builder = _Builder(draft, opened)
    domains = [
        {
            "node": domain,
            "seen": fingerprint({"title": domain["title"]}),
            "act": opened.act if opened.at == domain["id"] else "",
            "goals": [builder.goal(f"{domain['id']}/{goal['id']}", goal) for goal in domain["goals"]],
        }
        for domain in draft.plan["domains"]
    ]
    lost = [text for text in unit_texts(draft.plan) if builder.names.resolve(text) is None]
    region = draft.plan.get("region")
    return {
        "draft": draft,
        "opened": opened,
        "domains": domains,
        "lines": source_lines(draft),
        "findings": [_finding(row) for row in draft.findings],
        "unresolved": lost,
        "other_region": region if region and region != draft.place.region.name else "",
        "siblings": draft.file.drafts.filter(state=PlanDraft.State.OPEN)
        .only("uid", "title", "audience")
        .order_by("pk"),
        **counters(draft),
    }


def _finding(row: dict[str, Any]) -> dict[str, Any]:
    line = row.get("line")
    place = f"第{line}行" if line else ""
    return row | {"place": place, "href": f"#l{line}" if line else ""}
