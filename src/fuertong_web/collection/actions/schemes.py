"""The scheme (监测方案): made from plans and indicators, edited as a list, submitted, approved or returned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.enums import SchemeState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.collection.selectors.scheme import in_force, scheme_of
from fuertong_web.collection.selectors.schemes import lines_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, StoredFile, Unit
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan, Target

HEAD = ("title", "reason", "nature", "form_number", "authority", "approval", "valid_until")
_EDITED = (
    "unit_id",
    "breakdowns",
    "is_key",
    "is_evaluation",
    "expected_month",
    "due",
    "flash_first",
    "from_below",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEdit:
    """What a line is to say; `unit` None leaves the indicator's source unit."""

    unit: Unit | None
    breakdowns: tuple[str, ...]
    is_key: bool
    is_evaluation: bool
    expected_month: int | None
    due: str
    flash_first: bool
    from_below: bool = False


@transaction.atomic
def draft_scheme(*, by: Actor, reason: str = "") -> SchemeVersion:
    """The next version: the lines of the last one, the first one from the plans' targets and the status indicators.

    NotNow while a version that is not approved yet exists.
    """
    place = _writer(by)
    last = place.scheme_versions.order_by("-no").first()
    if last is not None and last.state != SchemeState.APPROVED:
        raise NotNow(f"“{last}”还没有批准，请先办完这一版，再编制新的版本。")
    head = {name: getattr(last, name) for name in (*HEAD, "base_title") if name != "reason"} if last else {}
    made = SchemeVersion(place=place, no=last.no + 1 if last else 1, reason=reason.strip(), made_by=by.label)
    for name, value in ({"title": f"{place.region.name}妇女儿童发展规划统计监测方案"} | head).items():
        setattr(made, name, value)
    made.save()
    lines = _copied(made, last) if last else _from_plans(made)
    SchemeLine.objects.bulk_create(lines, batch_size=500)
    record(by=by, action="collection.scheme_draft", target=made, after={"lines": len(lines), "version": made.no})
    return made


@transaction.atomic
def edit_scheme(
    *,
    by: Actor,
    version: SchemeVersion,
    head: Mapping[str, Any] | None = None,
    edits: Mapping[str, LineEdit] | None = None,
    drop: Iterable[str] = (),
    add: Iterable[Indicator] = (),
) -> int:
    """Change head and lines of a draft, drop and add lines; an inherited line keeps its indicator and groups.

    Returns how many lines differ now.
    """
    version = _draft(by, version)
    before = {name: getattr(version, name) for name in head or {}}
    changed = {name: value for name, value in (head or {}).items() if getattr(version, name) != value}
    for name, value in changed.items():
        setattr(version, name, value)
    if changed:
        version.save(update_fields=list(changed))
    rows = {str(line.uid): line for line in version.lines.select_related("indicator")}
    touched = [rows[uid] for uid, edit in (edits or {}).items() if uid in rows and _apply(rows[uid], edit)]
    SchemeLine.objects.bulk_update(touched, [name.removesuffix("_id") for name in _EDITED], batch_size=200)
    dropped = [rows[uid] for uid in drop if uid in rows]
    for line in dropped:
        if line.is_inherited:
            raise FuertongError(f"“{line.indicator.name}”是上级方案的指标，不能删去。")
        line.delete()
    added = _add(version, [row for row in add if row.code not in {line.indicator.code for line in rows.values()}])
    if changed or touched or dropped or added:
        record(
            by=by,
            action="collection.scheme_edit",
            target=version,
            before={name: before[name] for name in changed},
            after=changed
            | {
                "lines": [line.indicator.name for line in touched],
                "dropped": [line.indicator.name for line in dropped],
                "added": [line.indicator.name for line in added],
            },
        )
    return len(touched) + len(dropped) + len(added)


@transaction.atomic
def take_base(*, by: Actor, version: SchemeVersion, title: str, indicators: Iterable[Indicator]) -> int:
    """落实上级方案: the named indicators become the read-only base, everything else stays a local addition."""
    version = _draft(by, version)
    if not title.strip():
        raise FuertongError("请写明所落实的上级方案的名称和文号。")
    wanted = {row.code: row for row in indicators}
    if not wanted:
        raise FuertongError("请列出上级方案中的指标，一行一项。")
    version.base_title = title.strip()
    version.save(update_fields=["base_title"])
    rows = {line.indicator.code: line for line in version.lines.select_related("indicator")}
    _add(version, [row for code, row in wanted.items() if code not in rows])
    version.lines.update(is_inherited=False)
    number = version.lines.filter(indicator__code__in=wanted).update(is_inherited=True)
    record(by=by, action="collection.scheme_base", target=version, after={"base_title": title, "lines": number})
    return number


@transaction.atomic
def submit_scheme(*, by: Actor, version: SchemeVersion) -> None:
    """提请审批: the version is closed against changes until it is approved or returned."""
    version = _draft(by, version)
    without = [line.indicator.name for line in lines_of(version) if not (line.unit_id or line.indicator.source_unit_id)]
    if not version.lines.exists():
        raise NotNow("方案中还没有指标，不能提请审批。")
    if without:
        raise NotNow(f"还有{len(without)}项指标没有责任单位（{'、'.join(without[:5])}），请先确定，再提请审批。")
    _move(by, version, SchemeState.SUBMITTED, "collection.scheme_submit", comment="")


@transaction.atomic
def return_scheme(*, by: Actor, version: SchemeVersion, comment: str) -> None:
    """退回方案 by the group, or 撤回 by whoever made it: back to a draft, with what is to be changed."""
    approves = by.can(Permission.SCHEME_APPROVE)
    if not (approves or by.can(Permission.SCHEME_WRITE)):
        raise PermissionDenied("您的身份不能办理监测方案。")
    version = _locked(by, version)
    if version.state != SchemeState.SUBMITTED:
        raise NotNow(f"这一版方案现在是“{SchemeState(version.state).label}”，不能退回。")
    if approves and not comment.strip():
        raise FuertongError("请写明退回的意见。")
    _move(by, version, SchemeState.DRAFT, "collection.scheme_return", comment=comment.strip() or "撤回修改")


@transaction.atomic
def approve_scheme(*, by: Actor, version: SchemeVersion, document: str = "", comment: str = "") -> None:
    """批准 by the group: the version is in force from now on."""
    if not by.can(Permission.SCHEME_APPROVE):
        raise PermissionDenied("监测方案由监测评估组批准。")
    version = _locked(by, version)
    if version.state != SchemeState.SUBMITTED:
        raise NotNow(f"这一版方案现在是“{SchemeState(version.state).label}”，提请审批后才能批准。")
    body = str(setting(version.place, "evaluation.leading_body"))
    _approve(by, version, body=body, on=timezone.localdate(), document=document, comment=comment)


@transaction.atomic
def approve_scheme_offline(
    *,
    by: Actor,
    version: SchemeVersion,
    body: str,
    on: date,
    document: str,
    scan: StoredFile | None = None,
) -> None:
    """线下办理: the body approved on paper or in a meeting; who writes it down is the recorder, not the approver."""
    _writer(by)
    version = _locked(by, version)
    if version.state == SchemeState.APPROVED:
        raise NotNow("这一版方案已经批准。")
    if not body.strip() or not document.strip():
        raise FuertongError("线下批准请写明审批机构和批准文件（文号、会议纪要）。")
    if on > timezone.localdate():
        raise FuertongError("批准日期不能晚于今天。")
    version.is_offline, version.offline_file = True, scan
    _approve(by, version, body=body.strip(), on=on, document=document, comment="线下办理")


def _approve(by: Actor, version: SchemeVersion, *, body: str, on: date, document: str, comment: str) -> None:
    if not version.lines.exists():
        raise NotNow("方案中还没有指标，不能批准。")
    before = version.state
    version.state = SchemeState.APPROVED
    version.approving_body, version.approved_on, version.approved_by = body[:100], on, by.label
    version.document, version.comment = document.strip()[:200], comment.strip()[:500]
    version.save()
    record(
        by=by,
        action="collection.scheme_approve",
        target=version,
        before={"state": before},
        after={
            "state": version.state,
            "body": body,
            "on": on,
            "document": version.document,
            "comment": version.comment,
        },
    )


def _writer(by: Actor) -> Place:
    if not by.can(Permission.SCHEME_WRITE) or by.place is None:
        raise PermissionDenied("监测方案由统计人员和妇儿工委办编制。")
    return by.place


def _locked(by: Actor, version: SchemeVersion) -> SchemeVersion:
    if by.place is None or by.place.pk != version.place_id:
        raise PermissionDenied("这是其他地区的方案。")
    return SchemeVersion.objects.select_for_update(of=("self",)).select_related("place__region").get(pk=version.pk)


def _draft(by: Actor, version: SchemeVersion) -> SchemeVersion:
    _writer(by)
    found = _locked(by, version)
    if found.state != SchemeState.DRAFT:
        raise NotNow(
            f"这一版方案现在是“{SchemeState(found.state).label}”，不能修改。需要调整的，请撤回或编制新的版本。"
        )
    return found


def _move(by: Actor, version: SchemeVersion, state: SchemeState, action: str, *, comment: str) -> None:
    before, version.state, version.comment = version.state, state, comment[:500]
    version.save(update_fields=["state", "comment"])
    record(by=by, action=action, target=version, before={"state": before}, after={"state": state, "comment": comment})


def _copied(made: SchemeVersion, last: SchemeVersion) -> list[SchemeLine]:
    newest = in_force(made.place, timezone.localdate())
    return [
        SchemeLine(
            version=made,
            order=line.order,
            indicator=newest[line.indicator.code],
            unit=line.unit,
            is_inherited=line.is_inherited,
            **{name: getattr(line, name) for name in _EDITED if name != "unit_id"},
        )
        for line in lines_of(last)
        if line.indicator.code in newest
    ]


def _from_plans(made: SchemeVersion) -> list[SchemeLine]:
    found = scheme_of(made.place, on=timezone.localdate())
    rows = [asked.indicator for many in found.by_unit.values() for asked in many] + found.unplaced
    targets = Target.objects.filter(goal__domain__plan__place=made.place, goal__domain__plan__state=Plan.State.ACTIVE)
    given: dict[str, set[str]] = {}
    for code, attribute in targets.exclude(indicator=None).values_list("indicator__code", "attribute"):
        given.setdefault(code, set()).add(attribute)
    return [
        SchemeLine(
            version=made,
            order=number,
            indicator=row,
            breakdowns=row.breakdowns,
            is_evaluation=row.code in given,
            is_key=any("约束" in attribute for attribute in given.get(row.code, ())),
            expected_month=row.expected_month,
        )
        for number, row in enumerate(rows, start=1)
    ]


def _apply(line: SchemeLine, edit: LineEdit) -> bool:
    if line.is_inherited and not set(line.breakdowns) <= set(edit.breakdowns):
        raise FuertongError(f"“{line.indicator.name}”是上级方案的指标，要求的分组只能增加，不能减少。")
    wanted = {
        "unit_id": edit.unit.pk if edit.unit is not None else None,
        "breakdowns": list(edit.breakdowns),
        "is_key": edit.is_key,
        "is_evaluation": edit.is_evaluation,
        "expected_month": edit.expected_month,
        "due": edit.due,
        "flash_first": edit.flash_first,
        "from_below": edit.from_below,
    }
    changed = {name: value for name, value in wanted.items() if getattr(line, name) != value}
    for name, value in changed.items():
        setattr(line, name, value)
    return bool(changed)


def _add(version: SchemeVersion, rows: list[Indicator]) -> list[SchemeLine]:
    last = version.lines.order_by("-order").values_list("order", flat=True).first() or 0
    return SchemeLine.objects.bulk_create(
        SchemeLine(
            version=version,
            order=last + number,
            indicator=row,
            breakdowns=row.breakdowns,
            expected_month=row.expected_month,
        )
        for number, row in enumerate(rows, start=1)
    )
