"""A local indicator made by hand (新增指标): every field said by a person, near names shown first."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fuertong.catalogue import Candidate, local_indicator, normal_name
from fuertong.errors import FuertongError
from fuertong.model.plan import Target
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.indicators.actions import place_of, set_fields
from fuertong_web.indicators.choosing import Known
from fuertong_web.indicators.models import Indicator

ALIKE = 0.5


def alike(name: str, known: Known) -> list[Candidate]:
    """Indicators of the place or of the catalogue that go by a name near this one, best first."""
    return [row for row in known.candidates(name) if row.score >= ALIKE]


@transaction.atomic
def make_indicator(*, by: Actor, fields: Mapping[str, Any]) -> Indicator:
    """A new indicator of the place; FuertongError when one of the same name stands."""
    place = place_of(by)
    name, unit = str(fields["name"]).strip(), fields.get("source_unit")
    same = next((row for row in place.indicators.filter(valid_to=None) if _bears(row, name)), None)
    if same is not None:
        raise FuertongError(f"已有指标“{same.name}”用这个名称，请直接使用它，或换一个名称。")
    code = local_indicator(
        Target(indicator=name, unit=fields.get("unit") or None), region=place.code, lead=unit.code if unit else ""
    ).code
    if place.indicators.filter(code=code).exists():
        raise FuertongError(f"“{name}”曾经建过，现已停用，请换一个名称。")
    row = Indicator(place=place, code=code)
    set_fields(row, {**fields, "name": name})
    row.save()
    after = {field: str(value) if field == "source_unit" else value for field, value in fields.items() if value}
    record(by=by, action="indicators.make", target=row, after=after)
    return row


def _bears(row: Indicator, name: str) -> bool:
    return normal_name(name) in {normal_name(own) for own in (row.name, *row.aliases)}
