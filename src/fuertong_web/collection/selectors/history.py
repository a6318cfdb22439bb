"""The history of one value (数据历史): every revision, every acceptance, and the value as known on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.disclosure import View, owns, view_of
from fuertong_web.collection.enums import Attested, Cause
from fuertong_web.collection.models import PointerMove, Revision
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One revision as it may be shown, newest first in the list; `before` is the value it replaced."""

    uid: str
    at: datetime
    shown: str
    before: str
    parts: str
    raw: str
    status: str
    cause: str
    reason: str
    source: str
    note: str
    unit: str
    filler: str
    entered_by: str
    document: str
    is_current: bool
    accepted_by: str
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One acceptance."""

    at: datetime
    by: str
    shown: str
    before: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that was said under one key; `withheld` says why figures, and the words beside them, are not shown."""

    versions: list[Version]
    acts: list[Act]
    known: Act | None
    withheld: str


def history_of(
    actor: Actor, indicator: Indicator, *, region: Region, period: str, breakdown: str = "", on: date | None = None
) -> History | None:
    """The history of a key, None when the actor may not see the indicator's values; three queries."""
    view = view_of(actor, indicator)
    if view is View.NOTHING:
        return None
    key = {"indicator": indicator, "region": region, "period": period, "breakdown": breakdown}
    moves = list(
        PointerMove.objects.filter(**{f"observation__{name}": value for name, value in key.items()}).select_related(
            "revision", "previous"
        )
    )
    revisions = Revision.objects.filter(**key).select_related("document", "unit", "previous").defer("document__content")
    if not (owns(actor, indicator) or actor.can(Permission.VALUES_SEE)):
        revisions = revisions.filter(pk__in=[move.revision_id for move in moves])
    hide = view is not View.ALL
    acts = [_act(move, hide) for move in moves]
    contact = owns(actor, indicator) or actor.can(Permission.ACCEPT)
    current = moves[-1].revision_id if moves else None
    accepted = {move.revision_id: move for move in moves}
    versions = [_version(row, accepted.get(row.pk), row.pk == current, hide, contact) for row in revisions]
    return History(versions=versions[::-1], acts=acts, known=_known(acts, on), withheld=view.words if hide else "")


def _known(acts: list[Act], on: date | None) -> Act | None:
    """The act in force at the end of a day."""
    if on is None:
        return None
    end = timezone.make_aware(datetime.combine(on, time.max))
    return next((act for act in reversed(acts) if act.at <= end), None)


def _shown(row: Revision | None, hide: bool) -> str:
    if row is None:
        return ""
    if row.absence:
        return Absence(row.absence).label
    if row.attested:
        return "（不列示）" if hide else f"{Attested(row.attested).label}（认证，无数字）"
    if row.value is None:
        return "—"
    return "（不列示）" if hide else format_number(row.value, row.decimals)


def _act(move: PointerMove, hide: bool) -> Act:
    return Act(
        at=move.at,
        by=move.by,
        shown=_shown(move.revision, hide),
        before=_shown(move.previous, hide),
        reason="" if hide else move.reason,
    )


def _version(row: Revision, move: PointerMove | None, is_current: bool, hide: bool, contact: bool) -> Version:
    parts = ""
    if not hide and row.numerator is not None and row.denominator is not None:
        parts = f"{format_number(row.numerator)}／{format_number(row.denominator)}"
    return Version(
        uid=str(row.uid),
        at=row.at,
        shown=_shown(row, hide),
        before=_shown(row.previous, hide),
        parts=parts,
        raw="" if hide else row.raw,
        status=ValueStatus(row.status).label,
        cause=Cause(row.cause).label,
        reason="" if hide else row.reason,
        source=row.source,
        note="" if hide else row.note,
        unit=row.unit.name if row.unit else "",
        filler=f"{row.filler} {row.filler_phone}".strip() if contact else "",
        entered_by=row.entered_by,
        document=row.document.name if row.document else "",
        is_current=is_current,
        accepted_by=move.by if move else "",
        accepted_at=move.at if move else None,
    )
