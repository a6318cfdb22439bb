"""Amending a confirmed target (修改指标值): the code stays, the version rises, the log keeps before and after.

What is asked of the series has changed with it: the targets are judged again in the same transaction.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import judge_again
from fuertong_web.audit.actions import record
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import Target

AMENDABLE = (
    "indicator", "name", "group", "kind", "comparator", "value", "value2", "unit", "base_year", "base_value",
    "deadline", "direction", "scope", "reference", "slow", "each", "against", "against_indicator", "gap",
    "breakdown", "strength", "every_year", "substitute_base", "milestones",
)  # fmt: skip


@transaction.atomic
def amend_target(
    *, by: Actor, target: Target, changes: Mapping[str, Any], reason: str, seen_version: int | None = None
) -> Target:
    """Change fields of a target (AMENDABLE) with a reason; FuertongError when another version was seen."""
    current = Target.objects.select_for_update().select_related("goal__domain__plan").get(pk=target.pk)
    plan = current.goal.domain.plan
    if by.place is None or plan.place_id != by.place.pk or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以修改已确认的目标。")
    if seen_version is not None and seen_version != current.version:
        raise FuertongError(
            f"您打开这一页之后，这项目标已被改为第{current.version}版，您的改动还没有保存。请对照现在的内容后再改。"
        )
    if not reason.strip():
        raise FuertongError("请写明修改的原因或依据（如文号）。")
    differing = {
        field: changes[field] for field in AMENDABLE if field in changes and changes[field] != getattr(current, field)
    }
    if not differing:
        return current
    before = {field: _plain(getattr(current, field)) for field in differing} | {"version": current.version}
    _set(current, differing)
    after = {field: _plain(value) for field, value in differing.items()}
    after |= {"version": current.version, "reason": reason.strip()}
    record(by=by, action="plans.amend_target", target=current, before=before, after=after)
    judge_again(by=by, place=by.place)
    return current


def _set(target: Target, changes: dict[str, Any]) -> None:
    for field, value in changes.items():
        setattr(target, field, value)
    target.version += 1
    try:
        target.full_clean(validate_unique=False)
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None
    target.save()


def _plain(value: Any) -> Any:
    if isinstance(value, Indicator):
        return value.code
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
