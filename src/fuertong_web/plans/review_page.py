"""What the review screen shows (核对页): the reading as boxes of goals, with what is open, doubtful and linked."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse

from fuertong.catalogue import Candidate
from fuertong.model.plan import Confidence
from fuertong_web.indicators.choosing import Known, choose, known_of
from fuertong_web.plans.doubts import reason_of
from fuertong_web.plans.forms import DomainForm, GoalForm, TargetForm
from fuertong_web.plans.indicator_choice import proposal_of
from fuertong_web.plans.lessons import LEFT_OUT, WAS
from fuertong_web.plans.models import PlanDraft, Target
from fuertong_web.plans.open_findings import CONTRADICTION, asked_of
from fuertong_web.plans.reading_tree import Node, doubts_left, find, fingerprint, targets, unit_texts
from fuertong_web.plans.remembering import remembered_count
from fuertong_web.plans.source_text import source_lines
from fuertong_web.plans.unit_names import UnitNames, names_of
from fuertong_web.plans.wording import bound_of, sentence_of

WHOLE_DOMAIN = ("split_goal", "merge_goal", "move_text")
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
    texts: tuple[str, str] = ("", "")


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
    table_words: str = ""

    @property
    def reason(self) -> str:
        """Why it asks for a look; where a table says otherwise, both readings."""
        return self.table_words or reason_of(self.node)

    @property
    def was(self) -> str:
        """How the reader had it where a remembered correction changed it; None where nothing was remembered."""
        if WAS not in self.node:
            return ""
        return f"原来读作“{sentence_of(self.node[WAS])}”" if self.node[WAS] else "原来没有读出这一项"

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
    """A unit's name in the text, and the unit of the place it was found to be; `is_unknown` marks the odd one out."""

    text: str
    unit: str
    is_unknown: bool = False


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
    all_seen: str = ""
    others: list[Node] = field(default_factory=list)

    @property
    def left_out(self) -> list[Node]:
        """What a remembered correction says is no target."""
        return list(self.node.get(LEFT_OUT, []))

    @property
    def next_id(self) -> str:
        """The goal after this one, or before it at the end: the likely one to join or to move words to."""
        later = [other for other in self.others if (other.get("no") or 0) > (self.node.get("no") or 0)]
        chosen = later[:1] or self.others[-1:]
        return str(chosen[0]["id"]) if chosen else ""


_COMPARED: dict[int, dict[str, list[Candidate]]] = {}
_PLACES_KEPT = 8


def _kept(known: Known) -> Known:
    """The same with the names compared for earlier pages, as long as the indicators stay the same."""
    rows = known.catalogue.by_code.values()
    signature = hash(tuple((row.code, row.name, row.unit, tuple(row.aliases)) for row in rows))
    if signature not in _COMPARED and len(_COMPARED) >= _PLACES_KEPT:
        _COMPARED.clear()
    return replace(known, seen=_COMPARED.setdefault(signature, {}))


class _Builder:
    """Builds boxes of one draft with one look at the place's indicators and units."""

    def __init__(self, draft: PlanDraft, opened: Open) -> None:
        self.draft, self.opened = draft, opened
        self.checked = set(draft.checked)
        self.known = _kept(known_of(draft.place))
        self.names: UnitNames = names_of(draft.place)
        self.table_words = _table_words(draft)
        self.marks_unknown = _most_known(draft, self.names)

    def goal(self, path: str, node: Node) -> GoalBox:
        return GoalBox(
            path=path,
            node=node,
            lead=self._units(node.get("lead", [])),
            support=self._units(node.get("support", [])),
            targets=[self._target(f"{path}/{target['id']}", target) for target in node["targets"]],
            seen=fingerprint(node),
            act=self.opened.act if self.opened.at == path else "",
            **(self._domain(path) if self.opened.at == path and self.opened.act in WHOLE_DOMAIN else {}),
        )

    def _domain(self, path: str) -> dict[str, Any]:
        """For acts on several goals: the mark of the whole domain, and its other goals."""
        domain_id, _, goal_id = path.partition("/")
        domain = find(self.draft.plan, domain_id) or {"goals": []}
        others = [goal for goal in domain["goals"] if goal["id"] != goal_id]
        return {"all_seen": fingerprint({"goals": domain["goals"]}), "others": others}

    def _units(self, texts: list[str]) -> list[UnitMark]:
        return [self._unit(text) for text in texts]

    def _unit(self, text: str) -> UnitMark:
        unit = self.names.resolve(text)
        return UnitMark(text=text, unit=unit.name if unit else "", is_unknown=unit is None and self.marks_unknown)

    def _target(self, path: str, node: Node) -> TargetBox:
        choice = choose(proposal_of(_unsaved(node)), self.known)
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
            table_words=self.table_words.get(node.get("quote") or "", "") if node.get("confidence") == "decide" else "",
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
    """How many targets there are, how many still wait and of which sort, and where the first one is."""
    left = doubts_left(draft.plan, draft.checked)
    decide = sum(target.get("confidence") == Confidence.DECIDE for target in left.values())
    return {
        "left": len(left),
        "decide": decide,
        "total": sum(1 for _ in targets(draft.plan)),
        "next_path": next(iter(left), ""),
        "review_url": reverse("draft", args=[draft.uid]),
        "change_url": reverse("draft_change", args=[draft.uid]),
        "check_url": reverse("draft_check", args=[draft.uid]),
    }


def goal_box(draft: PlanDraft, opened: Open) -> dict[str, Any]:
    """The context of one goal's box, for replacing it alone."""
    path = "/".join(opened.at.split("/")[:2])
    node = find(draft.plan, path) if "/" in path else None
    box = _Builder(draft, opened).goal(path, node) if node else None
    return {"draft": draft, "goal": box, "opened": opened, **counters(draft)}


def _domain(builder: _Builder, domain: Node, only_doubts: bool) -> dict[str, Any]:
    opened = builder.opened
    boxes = [builder.goal(f"{domain['id']}/{goal['id']}", goal) for goal in domain["goals"]]
    look = [box.path for goal in boxes for box in goal.targets if box.asks and box.confidence is Confidence.LOOK]
    if only_doubts:
        boxes = [goal for goal in boxes if goal.act or any(box.asks or box.act for box in goal.targets)]
    return {
        "node": domain,
        "seen": fingerprint({"title": domain["title"]}),
        "act": opened.act if opened.at == domain["id"] else "",
        "goals": boxes,
        "look": look,
    }


def review_page(draft: PlanDraft, opened: Open, *, only_doubts: bool = False) -> dict[str, Any]:
    """The context of the whole screen; `only_doubts` leaves out the goals nobody needs to look at."""
    builder = _Builder(draft, opened)
    domains = [_domain(builder, domain, only_doubts) for domain in draft.plan["domains"]]
    region = draft.plan.get("region")
    asked, ticked_off = asked_of(draft)
    return {
        "draft": draft,
        "opened": opened,
        "domains": [row for row in domains if row["goals"] or row["act"] or not only_doubts],
        "only_doubts": only_doubts,
        "remembered": remembered_count(draft.plan),
        "earlier": draft.earlier,
        "lines": source_lines(draft),
        "findings": asked,
        "all_domains": _all_domains(draft),
        "finding_url": reverse("draft_finding", args=[draft.uid]),
        "findings_open": bool(opened.act == "findings"),
        "ticked_off": ticked_off,
        "other_region": region if region and region != draft.place.region.name else "",
        "siblings": draft.file.drafts.filter(state=PlanDraft.State.OPEN)
        .only("uid", "title", "audience")
        .order_by("pk"),
        **counters(draft),
    }


def _most_known(draft: PlanDraft, names: UnitNames) -> bool:
    """Whether the place knows most units of the plan: else marking each unknown one would mark them all."""
    known = [names.resolve(text) is not None for text in unit_texts(draft.plan)]
    return 2 * sum(known) >= len(known)


def _all_domains(draft: PlanDraft) -> list[dict[str, Any]]:
    """Every goal by domain, to choose one from."""
    return [
        {
            "id": domain["id"],
            "title": domain["title"],
            "goals": [
                {"path": f"{domain['id']}/{goal['id']}", "no": goal.get("no"), "text": goal["text"]}
                for goal in domain["goals"]
            ],
        }
        for domain in draft.plan["domains"]
    ]


def _table_words(draft: PlanDraft) -> dict[str, str]:
    """Quote of a target → what a table says otherwise."""
    return {
        str(row["expected"]): f"{row['message']}{row.get('remedy') or ''}"
        for row in draft.findings
        if row.get("code") == CONTRADICTION and row.get("expected")
    }
