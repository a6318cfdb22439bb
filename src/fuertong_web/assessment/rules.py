"""The warning rules of a place (预警规则): the defaults of the core with what the place changed, kept append-only."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.assess.warning_rules import DEFAULT_RULES, Rule, with_changes
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place, Setting

KEY = "warnings.rules"
Changes = Mapping[str, Mapping[str, Any]]


def rules_of(place: Place) -> tuple[Rule, ...]:
    """The rules in force at the place today, gravest first."""
    return with_changes(DEFAULT_RULES, changes_of(place))


def changes_of(place: Place) -> dict[str, dict[str, Any]]:
    """What the place changed of the defaults: {rule code: {column: value}}."""
    row = Setting.objects.filter(place=place, plan=None, key=KEY, valid_from__lte=timezone.now()).order_by(
        "valid_from", "pk"
    )
    newest = row.last()
    return dict(newest.value) if newest is not None else {}


def history_of(place: Place) -> list[Setting]:
    """Every change of the rules, newest first."""
    return list(Setting.objects.filter(place=place, plan=None, key=KEY).order_by("-valid_from", "-pk"))


@transaction.atomic
def change_rules(*, by: Actor, place: Place, changes: Changes, reason: str) -> Setting | None:
    """Keep other thresholds from now on; None when nothing differs. Warnings raised before stay as they are."""
    if not by.can(Permission.SETTINGS_WRITE) or by.place != place:
        raise PermissionDenied("预警规则由妇儿工委办设置。")
    with_changes(DEFAULT_RULES, changes)
    before = changes_of(place)
    after = {code: dict(values) for code, values in changes.items() if values}
    if after == before:
        return None
    row = Setting.objects.create(
        place=place, key=KEY, value=after, valid_from=timezone.now(), by=by.label, reason=reason[:300]
    )
    record(
        by=by,
        action="assessment.rules",
        target=row,
        label="预警规则",
        before={"rules": before},
        after={"rules": after, "reason": reason},
    )
    return row
