"""The plan's own rules as settings (本规划自己的规定): what the reading proposes, what a person made of it.

A decision is stored append-only with the quote as its reason (decisions D8); leaving a rule as it is, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.actions import settle_setting
from fuertong_web.places.models import Setting
from fuertong_web.places.registry import Scope, SettingType, registered
from fuertong_web.plans.models import Plan
from fuertong_web.plans.reading_tree import Node

_REASON = "规划原文：“{quote}”"
_LEFT = "未采用规划原文：“{quote}”"
_LONGEST = 280


class Answer(StrEnum):
    """What a person makes of a proposal."""

    TAKE = "take"
    CHANGE = "change"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"take": "采用", "change": "改为", "skip": "不采用"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One rule found in the plan beside what is in force; `by` empty while nobody has decided."""

    kind: type[SettingType]
    text: str
    quote: str
    line: int | None
    value: Any
    by: str = ""
    since: datetime | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """The setting's key."""
        return self.kind.key

    @property
    def is_flag(self) -> bool:
        """Whether it is a rule of yes or no."""
        return isinstance(self.kind.default, bool)

    @property
    def now(self) -> str:
        """The value in force as users read it."""
        return self.kind.show(self.value)

    @property
    def shown(self) -> str:
        """The proposed value as users read it; the raw text where it does not fit the setting."""
        try:
            return self.kind.show(self.kind.parse(self.text))
        except FuertongError:
            return self.text

    @property
    def is_settled(self) -> bool:
        """Whether a person has decided on it for this plan."""
        return bool(self.by)

    @property
    def agrees(self) -> bool:
        """Whether what is in force is what the plan says."""
        return self.shown == self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to one proposal; `text` is the value of 改为."""

    key: str
    answer: Answer
    text: str = ""


def proposals_of(plan: Plan) -> list[Proposed]:
    """The rules the reading of the plan proposes, in the registry's order, with what stands today."""
    found: dict[str, Node] = {row["key"]: row for row in _read(plan)}
    kinds = [kind for kind in registered() if kind.key in found]
    rows: dict[tuple[str, bool], Setting] = {}
    stored = Setting.objects.filter(Q(plan=plan) | Q(plan=None), place_id=plan.place_id, valid_from__lte=timezone.now())
    for setting in stored.filter(key__in=found).order_by("valid_from", "pk"):
        rows[(setting.key, setting.plan_id is not None)] = setting
    return [_proposed(kind, found[kind.key], rows) for kind in kinds]


def _read(plan: Plan) -> list[Node]:
    tree: Node = plan.draft.plan if plan.draft else {}
    rows: list[Node] = tree.get("settings") or []
    return rows


def _proposed(kind: type[SettingType], row: Node, rows: Mapping[tuple[str, bool], Setting]) -> Proposed:
    of_plan, of_place = rows.get((kind.key, True)), rows.get((kind.key, False))
    in_force = of_plan or of_place
    decided = of_plan if kind.scope is Scope.PLAN else of_place
    if decided is not None and kind.scope is Scope.PLACE and "规划原文" not in decided.reason:
        decided = None
    return Proposed(
        kind=kind,
        text=str(row["value"]),
        quote=str(row["quote"]),
        line=row.get("line"),
        value=in_force.value if in_force else kind.default,
        by=decided.by if decided else "",
        since=decided.valid_from if decided else None,
        reason=decided.reason if decided else "",
    )


def open_proposals(plan: Plan) -> int:
    """How many rules still wait for a decision."""
    return sum(not row.is_settled for row in proposals_of(plan))


@transaction.atomic
def settle_proposals(*, by: Actor, plan: Plan, decisions: Iterable[Decision]) -> int:
    """Store the decisions in one act, all or none; how many. FuertongError names the value that does not fit."""
    if by.place is None or plan.place_id != by.place.pk or not by.can(Permission.SETTINGS_WRITE):
        raise PermissionDenied("只有妇儿工委办可以按规划更改参数。")
    rows = {row.key: row for row in proposals_of(plan)}
    done = 0
    for decision in decisions:
        row = rows.get(decision.key)
        if row is None:
            raise FuertongError("这条建议已不在规划的识别结果里，请刷新这一页后再保存。")
        leaves = decision.answer is Answer.SKIP
        text = {Answer.TAKE: row.text, Answer.CHANGE: decision.text, Answer.SKIP: _plain(row.value)}[decision.answer]
        reason = (_LEFT if leaves else _REASON).format(quote=row.quote[:_LONGEST])
        settle_setting(by=by, key=row.key, text=text, plan=plan, reason=reason)
        done += 1
    return done


def _plain(value: Any) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
