"""Changing indicators: local ones made from a plan, catalogue rows taken in, answers on polarity, redefinitions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong.model.indicator import Polarity, Production, Sensitivity, Standing
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import judge_again
from fuertong_web.audit.actions import record
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.proposals import Proposal, sensitivity_of
from fuertong_web.places.models import Place, Unit

DEFINING = frozenset({"name", "unit", "kind", "per", "numerator", "denominator", "definition", "statistical_year"})
COVERING = frozenset({"sensitivity", "embargo_until", "source_unit"})


def place_of(by: Actor) -> Place:
    """The place whose indicators the actor may change; PermissionDenied otherwise."""
    if by.place is None or not by.can(Permission.INDICATOR_WRITE):
        raise PermissionDenied("只有妇儿工委办和统计人员可以修改指标。")
    return by.place


@transaction.atomic
def create_local(*, by: Actor, proposals: Sequence[Proposal]) -> list[Indicator]:
    """Local indicators for targets whose indicator is unknown; polarity stays open until a person answers."""
    place = place_of(by)
    rows = [_local(place, proposal) for proposal in proposals]
    Indicator.objects.bulk_create(rows)
    if rows:
        made = {row.code: row.name for row in rows}
        record(by=by, action="indicators.create_local", label=f"新建本地指标{len(rows)}项", after=made)
    return rows


def _local(place: Place, proposal: Proposal) -> Indicator:
    """Without a document at hand a definition is for reference only, whatever the name suggests."""
    found = replace(
        proposal.as_local(place.code), standing=Standing.REFERENCE, sensitivity=sensitivity_of(proposal.name)
    )
    return _from_catalogue(place, found, proposal.source_unit)


@transaction.atomic
def add_breakdowns(*, indicators: Mapping[int, tuple[Indicator, set[str]]]) -> None:
    """Dimensions that a plan's gap targets ask of indicators; called inside the action that confirms the plan."""
    changed = []
    for indicator, wanted in indicators.values():
        lacking = sorted(wanted - set(indicator.breakdowns))
        if lacking:
            indicator.breakdowns = [*indicator.breakdowns, *lacking]
            changed.append(indicator)
    Indicator.objects.bulk_update(changed, ["breakdowns"])


@transaction.atomic
def take_in(
    *, by: Actor, rows: Iterable[CatalogueRow], sources: Mapping[str, Unit | None] | None = None
) -> list[Indicator]:
    """Indicators of a catalogue or place folder as rows of the place; `source_unit` is a unit's code or name.

    `sources` gives the source unit by indicator code where the row names none of the place. An indicator whose code
    and version stand already is left as it is.
    """
    place = place_of(by)
    standing = set(Indicator.objects.filter(place=place).values_list("code", "version"))
    units = {key: unit for unit in place.units.all() for key in (unit.code, unit.name)}
    made = [
        _from_catalogue(place, row, units.get(row.source_unit) or (sources or {}).get(row.code))
        for row in rows
        if (row.code, row.version) not in standing
    ]
    Indicator.objects.bulk_create(made)
    if made:
        after = {row.code: row.name for row in made}
        record(by=by, action="indicators.take_in", label=f"采用指标{len(made)}项", after=after)
    return made


def _from_catalogue(place: Place, row: CatalogueRow, unit: Unit | None) -> Indicator:
    same = ("code", "version", "name", "unit", "kind", "per", "decimals", "freq", "statistical_year", "polarity",
            "numerator", "denominator", "definition", "standing", "source", "sensitivity", "over_100",
            "expected_month")  # fmt: skip
    return Indicator(
        place=place,
        source_unit=unit,
        aliases=list(row.aliases),
        breakdowns=list(row.breakdowns),
        levels=list(row.levels),
        domains=list(row.domains),
        production=[production_row(one) for one in row.production],
        **{field: getattr(row, field) for field in same},
    )


def production_row(row: Production) -> dict[str, Any]:
    """What a level produces, as it is stored."""
    return {"level": row.level, "way": row.way.value, "producer": row.producer, "next_year": row.next_year}


@transaction.atomic
def answer_polarities(*, by: Actor, answers: Mapping[Indicator, Polarity]) -> int:
    """Say which way is good for several indicators in one act; returns how many changed."""
    place = place_of(by)
    changed = {row: answer for row, answer in answers.items() if row.polarity != answer.value}
    if any(row.place_id != place.pk for row in changed):
        raise PermissionDenied("只能修改本地区的指标。")
    before = {row.code: row.polarity for row in changed}
    for row, answer in changed.items():
        row.polarity = answer.value
    Indicator.objects.bulk_update(list(changed), ["polarity"])
    if changed:
        after = {row.code: answer.value for row, answer in changed.items()}
        record(by=by, action="indicators.polarity", label=f"指标好的方向{len(changed)}项", before=before, after=after)
        judge_again(by=by, place=place)
    return len(changed)


@transaction.atomic
def change_indicator(*, by: Actor, indicator: Indicator, changes: Mapping[str, Any]) -> Indicator:
    """Change what does not touch the meaning of the series; a change of the definition is `redefine`."""
    _own(by, indicator)
    if touched := DEFINING & set(_differing(indicator, changes)):
        raise FuertongError(f"修改{_titles(touched)}会改变指标的口径，请用“修订口径”，并写明启用日期和原因。")
    differing = _differing(indicator, changes)
    if not differing:
        return indicator
    _refuse_uncovering(by, indicator, differing)
    before = {field: _plain(getattr(indicator, field)) for field in differing}
    set_fields(indicator, differing)
    indicator.save()
    after = {field: _plain(value) for field, value in differing.items()}
    record(by=by, action="indicators.change", target=indicator, before=before, after=after)
    judge_again(by=by, place=indicator.place)
    return indicator


def _refuse_uncovering(by: Actor, indicator: Indicator, differing: Mapping[str, Any]) -> None:
    """Who may not see an indicator's small counts does not decide who else may (decision D7)."""
    covered = indicator.sensitivity in (Sensitivity.COUNTS, Sensitivity.SEALED)
    if covered and not by.sees_counts and COVERING & set(differing):
        raise FuertongError(f"“{indicator.name}”的数据不对您列示，敏感程度、保密期限和来源单位请统计人员修改。")


@transaction.atomic
def redefine(*, by: Actor, indicator: Indicator, changes: Mapping[str, Any], since: date, reason: str) -> Indicator:
    """A new version of an indicator from `since` on: the series breaks there, the targets move to the new version."""
    _own(by, indicator)
    current = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if current.valid_to is not None:
        raise FuertongError(f"“{indicator.name}”第{indicator.version}版已被新的版本代替，请在新版本上修订。")
    if not reason.strip():
        raise FuertongError("请写明修订口径的原因，报告的脚注要用。")
    if current.valid_from and since <= current.valid_from:
        raise FuertongError(f"新口径的启用日期应晚于现行版本的启用日期{current.valid_from:%Y-%m-%d}。")
    differing = _differing(current, changes)
    if not differing:
        raise FuertongError("没有改动任何一项，不必修订口径。")
    _refuse_uncovering(by, current, differing)
    Indicator.objects.filter(pk=current.pk).update(valid_to=since - timedelta(days=1))
    return _next_version(by=by, old=indicator, differing=differing, since=since, reason=reason.strip())


def _next_version(*, by: Actor, old: Indicator, differing: dict[str, Any], since: date, reason: str) -> Indicator:
    fields = {
        field.attname: getattr(old, field.attname)
        for field in Indicator._meta.concrete_fields
        if field.name not in ("id", "uid", "valid_to")
    }
    new = Indicator(**fields)
    new.version, new.valid_from, new.version_reason = old.version + 1, since, reason
    set_fields(new, differing)
    new.save()
    old.targets.update(indicator=new)
    old.compared_targets.update(against_indicator=new)
    before = {field: _plain(getattr(old, field)) for field in differing} | {"version": old.version}
    after = {field: _plain(value) for field, value in differing.items()}
    after |= {"version": new.version, "since": since, "reason": reason}
    record(by=by, action="indicators.redefine", target=new, before=before, after=after)
    judge_again(by=by, place=new.place)
    return new


def _own(by: Actor, indicator: Indicator) -> None:
    if indicator.place_id != place_of(by).pk:
        raise PermissionDenied("只能修改本地区的指标。")


def _differing(indicator: Indicator, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in changes.items() if getattr(indicator, field) != value}


def set_fields(indicator: Indicator, changes: Mapping[str, Any]) -> None:
    """Put values into an unsaved indicator; FuertongError with the sentences of what is wrong."""
    for field, value in changes.items():
        setattr(indicator, field, value)
    try:
        indicator.full_clean(exclude=["uid"], validate_unique=False)
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None


def _titles(names: Iterable[str]) -> str:
    return "、".join(
        sorted(str(field.verbose_name) for field in Indicator._meta.concrete_fields if field.name in names)
    )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Unit) else value
