"""Reading places, units and settings."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from fuertong_web.places import plan_rules, setting_types  # noqa: F401  register the settings
from fuertong_web.places.models import Place, Setting, Unit
from fuertong_web.places.registry import SettingType, by_key, registered
from fuertong_web.plans.models import Plan


def setting(place: Place, key: str, *, plan: Plan | None = None, at: datetime | None = None) -> Any:
    """The value in force: of the plan, else of the place, else the default."""
    rows = Setting.objects.filter(place=place, key=key, valid_from__lte=at or timezone.now())
    rows = rows.filter(Q(plan=None) | Q(plan=plan)) if plan else rows.filter(plan=None)
    found = list(rows.order_by("valid_from", "pk").values_list("plan_id", "value"))
    of_plan = [value for plan_id, value in found if plan_id is not None]
    of_place = [value for plan_id, value in found if plan_id is None]
    return (of_plan or of_place or [by_key(key).default])[-1]


def units_of(place: Place) -> QuerySet[Unit]:
    """The units in force today, in the place's order."""
    today = timezone.localdate()
    return place.units.filter(Q(valid_to=None) | Q(valid_to__gte=today))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting for the page: label, help, value in force, who set it."""

    kind: type[SettingType]
    value: Any
    by: str
    since: datetime | None
    entered: str | None = None

    @property
    def key(self) -> str:
        return self.kind.key

    @property
    def group(self) -> str:
        return self.kind.group

    @property
    def is_bool(self) -> bool:
        return isinstance(self.kind.default, bool)

    @property
    def is_number(self) -> bool:
        return isinstance(self.kind.default, int | float) and not self.is_bool

    @property
    def shown(self) -> str:
        """What stands in the input: what was typed, else the value in force."""
        return self.entered if self.entered is not None else ("" if self.value is None else str(self.value))

    @property
    def default_words(self) -> str:
        return self.kind.show(self.kind.default) or "（自动）"

    def typed(self, text: str | None) -> "SettingRow":
        """The row with what a person typed, kept when another entry was wrong."""
        return replace(self, entered=text)


def setting_page(place: Place) -> list[SettingRow]:
    """Every registered setting with its value in force at the place."""
    newest: dict[str, Setting] = {}
    for row in Setting.objects.filter(place=place, plan=None, valid_from__lte=timezone.now()).order_by(
        "valid_from", "pk"
    ):
        newest[row.key] = row
    return [
        SettingRow(
            kind,
            newest[kind.key].value if kind.key in newest else kind.default,
            newest[kind.key].by if kind.key in newest else "",
            newest[kind.key].valid_from if kind.key in newest else None,
        )
        for kind in registered()
    ]
