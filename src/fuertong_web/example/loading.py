"""Loading the examples: place, units, people, indicators, plans, values, round, verdicts, a report."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction

from fuertong.model.verdict import Verdict as Word
from fuertong.place_folder import PlaceFolder, TargetRow, VerdictRow, load
from fuertong.reading import read
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Role
from fuertong_web.accounts.selectors import actor_for
from fuertong_web.assessment.actions import assess_targets
from fuertong_web.assessment.actions.verdicts import Offline, answer_target, give_verdict
from fuertong_web.assessment.selectors import leads, targets_for
from fuertong_web.collection.actions import import_series
from fuertong_web.example.actors import acting
from fuertong_web.example.lists import keep_lists
from fuertong_web.example.people import ACCOUNTS, CITY_ACCOUNTS, Accounts, make_people
from fuertong_web.example.round import play_round
from fuertong_web.indicators.actions import take_in
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.actions import change_setting, create_place, create_region, create_unit
from fuertong_web.places.models import Place, Region, Unit, UnitSuccession
from fuertong_web.plans.actions import confirm_draft, keep_reading
from fuertong_web.plans.models import Plan, Target
from fuertong_web.plans.sandbox import RawReading
from fuertong_web.reports.actions import make_report

SETTINGS = {"coordination_body": "evaluation.leading_body", "unit_report_due": "unit_report.deadline"}


@transaction.atomic
def load_example(path: str, *, accounts: Accounts = ACCOUNTS, reports: bool = True) -> Place:
    """Load a place folder, all or nothing; the first two accounts are office and statistician."""
    folder = load(path)
    place = create_place(
        code=folder.profile.code,
        name=folder.profile.name,
        level=folder.profile.level,
        is_example=folder.profile.example,
    )
    for region in folder.regions:
        if region.code != place.code:
            _below(place, create_region(code=region.code, name=region.name, level=region.level, parent=place.region))
    units = _units(place, folder)
    people = make_people(place, folder, units, accounts)
    office, statistician = (actor_for(people[name]) for name, _ in accounts[:2])
    _settings(office, folder)
    take_in(by=office, rows=folder.indicators)
    keep_lists(office, folder)
    plans = _plans(office, folder)
    _align(place, folder.targets, units)
    _values(statistician, folder)
    play_round(place, folder, units, statistician)
    year = folder.profile.data_year
    for data_year in (year - 1, year):
        assess_targets(by=statistician, place=place, data_year=data_year)
    _verdicts(place, folder.verdicts, office)
    for plan in plans if reports else ():
        make_report(by=statistician, plan=plan, data_year=year - 1)
    return place


def _units(place: Place, folder: PlaceFolder) -> dict[str, Unit]:
    by = acting(place, "示例装入", Role.OFFICE)
    made = {
        row.code: create_unit(
            by=by,
            code=row.code,
            name=row.name,
            short=row.short,
            aliases=row.aliases,
            kind=row.kind,
            valid_from=row.valid_from,
        )
        for row in folder.units
    }
    for row in folder.units:
        if row.valid_to is None:
            continue
        made[row.code].valid_to = row.valid_to
        made[row.code].save()
        for heir in row.successors:
            UnitSuccession.objects.create(old=made[row.code], new=made[heir], since=row.valid_to, note="示例机构改革")
    return made


def _settings(office: Actor, folder: PlaceFolder) -> None:
    for row in folder.settings:
        if row.key in SETTINGS:
            change_setting(by=office, key=SETTINGS[row.key], text=str(row.value), reason=row.reason)
    committee = folder.profile.bodies.get("committee", "")
    if committee:
        change_setting(by=office, key="bodies.committee_name", text=committee, reason="示例")


def _plans(office: Actor, folder: PlaceFolder) -> list[Plan]:
    """The confirmed plans of the folder, kept with the document they were read from."""
    if folder.document is None:
        raise ValueError("the example folder has no plan document")
    content = folder.document.read_bytes()
    reading = RawReading(
        plans=[asdict(plan) for plan in folder.plans],
        findings=[],
        lines=list(read(content, name=folder.document.name).lines),
    )
    drafts = keep_reading(by=office, name=folder.document.name, content=content, reading=reading)
    return [confirm_draft(by=office, draft=draft, make_units=True) for draft in drafts]


def _align(place: Place, rows: tuple[TargetRow, ...], units: dict[str, Unit]) -> None:
    """Give the confirmed targets the indicators and judging rules of the folder, as a person would while confirming."""
    indicators = {row.code: row for row in Indicator.objects.filter(place=place, valid_to=None)}
    targets = {row.code: row for row in Target.objects.filter(goal__domain__plan__place=place)}
    for row in rows:
        target = targets.get(row.id)
        if target is None:
            continue
        target.indicator = indicators[row.indicator]
        target.breakdown = row.breakdown
        if row.type in ("level", "range") and row.value is not None:
            target.value, target.value2 = decimal_of(row.value), decimal_of(row.value2)
            target.unit = row.unit or target.unit
        target.every_year, target.substitute_base = row.every_year, row.substitute_base
        target.against_indicator = indicators.get(row.other or "")
        target.save()
    made = Indicator.objects.filter(place=place).exclude(code__in=[row.indicator for row in rows])
    made.filter(targets=None, compared_targets=None, polarity=None, source="").exclude(
        code__in=Indicator.objects.filter(observations__isnull=False).values("code")
    ).delete()


def decimal_of(value: float | None) -> Decimal | None:
    """A judging row's number as it is stored."""
    return None if value is None else Decimal(str(value))


def _values(statistician: Actor, folder: PlaceFolder) -> None:
    """Earlier years as imported history; the data year comes through the forms, but for values without a form."""
    accepted = {row.unit for row in folder.round.forms if row.state == "accepted"} if folder.round else set()
    filled = {row.code for row in folder.indicators if row.source_unit in accepted}
    asked = {row.unit for row in folder.round.forms} if folder.round else set()
    held_back = {row.code for row in folder.indicators if row.source_unit in asked} | filled
    year = str(folder.profile.data_year)
    rows = [
        row
        for row in folder.observations
        if not row.key.period.startswith(year)
        or row.key.indicator not in held_back
        or row.key.region != folder.profile.code
    ]
    import_series(by=statistician, rows=rows, status=None, source="", reason="示例数据", judge=False)


def load_city(path: str) -> Place:
    """The example city (示例市) above the county, with its own accounts and values of eight counties."""
    return load_example(path, accounts=CITY_ACCOUNTS, reports=False)


def _below(place: Place, region: Region) -> None:
    """A county that stood before its city gets its parent."""
    if region.parent_id is None:
        region.parent = place.region
        region.save()


def _verdicts(place: Place, rows: tuple[VerdictRow, ...], office: Actor) -> None:
    decider = acting(place, office.label, Role.OFFICE)
    targets = {row.code: row for row in targets_for(decider)}
    for row in rows:
        target = targets.get(row.subject)
        if target is None:
            continue
        if row.own_view and row.own_view in set(Word):
            _answer(place, target, row)
        give_verdict(
            by=decider,
            target=target,
            data_year=row.year,
            word=row.verdict,
            reason=row.reason,
            offline=Offline(body=row.body or "云栖县规划监测评估协调组", on=row.on, document=row.document),
        )


def _answer(place: Place, target: Target, row: VerdictRow) -> None:
    unit = next((part.unit for part in leads(target) if part.unit is not None), None)
    if unit is not None:
        liaison = acting(place, f"{unit.name}联络员", Role.LIAISON, unit=unit)
        answer_target(
            by=liaison, target=target, data_year=row.year, word=Word(row.own_view), reason=row.own_reason or "见说明"
        )
