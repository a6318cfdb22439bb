"""The bridge to the quality rules (数据审核规则): a form's cells beside the accepted values of earlier years."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q

from fuertong.model.findings import Finding
from fuertong.model.indicator import Indicator as CoreIndicator
from fuertong.model.indicator import Kind, Sensitivity
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.model.organisation import Level
from fuertong.quality import REGISTRY, Rule, check
from fuertong_web.collection.dimensions import expand
from fuertong_web.collection.enums import RoundKind
from fuertong_web.collection.models import Cell, Form, Revision
from fuertong_web.collection.models import Observation as Accepted
from fuertong_web.collection.past import past_of
from fuertong_web.collection.scheme_models import SchemeLine
from fuertong_web.collection.selectors.years import DELIVERED
from fuertong_web.indicators.core_form import core_indicator


def rule_findings(form: Form, cells: Sequence[Cell], *, whole: bool = False) -> Iterator[tuple[str, Finding]]:
    """What the registered rules say about the cells, each with the uid of its cell; two queries.

    `whole` also compares with the groups the scheme demands and with the lower regions, in two queries more.
    """
    keys = {cell_key(cell): str(cell.uid) for cell in cells}
    values = [as_value(cell_key(cell), cell) for cell in cells]
    catalogue = {cell.indicator.code: core_indicator(cell.indicator) for cell in cells}
    others = list(_others(form, cells))
    catalogue |= {cell.indicator.code: core_indicator(cell.indicator) for cell in others}
    beside = [as_value(cell_key(cell), cell) for cell in others]
    history = list(past_of(form, cells))
    demanded = demanded_groups(form, cells) if whole else {}
    found = check(values, history=history, catalogue=catalogue, beside=beside, demanded=demanded)
    if whole:
        found += _across_levels(form, cells, values, catalogue)
    for finding in found:
        if finding.key in keys:
            yield keys[finding.key], finding


def demanded_groups(form: Form, cells: Sequence[Cell]) -> dict[str, list[str]]:
    """The groups the scheme of the round demands of each indicator; a back-fill asks only for what is not there."""
    if form.round.kind == RoundKind.BACKFILL:
        return {}
    asked = {cell.indicator.code: list(cell.indicator.breakdowns) for cell in cells}
    if form.round.scheme_id is not None:
        lines = SchemeLine.objects.filter(version=form.round.scheme_id, indicator__code__in=asked)
        asked |= {code: list(groups) for code, groups in lines.values_list("indicator__code", "breakdowns")}
    return {code: [group for group in expand(groups) if group] for code, groups in asked.items() if groups}


def _across_levels(
    form: Form, cells: Sequence[Cell], values: Sequence[Observation], catalogue: Mapping[str, CoreIndicator]
) -> list[Finding]:
    """The value above against those below: rows of this form (乡镇、学校), and what the lower places accepted.

    Rows of different lists are compared each with its own. A lower place still missing is no fault of this form.
    """
    region = form.round.place.region
    below: dict[str, set[str]] = {}
    for value in values:
        if value.key.region != region.code:
            below.setdefault(value.key.indicator, set()).add(value.key.region)
    lists: dict[frozenset[str], set[str]] = {}
    for code, regions in below.items():
        lists.setdefault(frozenset(regions), set()).add(code)
    found: list[Finding] = []
    for members, codes in lists.items():
        own = [value for value in values if value.key.indicator in codes]
        found += check(
            own, history=[], catalogue=catalogue, rules=_rules(), parents=dict.fromkeys(members, region.code)
        )
    if region.level in (Level.PROVINCE, Level.CITY):
        places = region.children.filter(valid_to=None, level__in=(Level.CITY, Level.COUNTY))
        own = [value for value in values if value.key.indicator not in below]
        parents = dict.fromkeys(places.values_list("code", flat=True), region.code)
        lower = list(_lower(form, cells))
        rules = _rules("cross_level")
        found += check(own, history=[], catalogue=catalogue, rules=rules, beside=lower, parents=parents)
    return found


def _rules(*only: str) -> list[Rule]:
    wanted = only or ("cross_level", "all_units")
    return [rule for rule in REGISTRY.rules() if rule.code in wanted]


def _lower(form: Form, cells: Sequence[Cell]) -> Iterator[Observation]:
    """Accepted values of the places directly below; small counts and sealed values of others are nobody's here."""
    open_codes = {
        cell.indicator.code: cell.indicator
        for cell in cells
        if cell.indicator.sensitivity in (Sensitivity.OPEN, Sensitivity.INTERNAL)
    }
    rows = Accepted.objects.filter(
        indicator__code__in=open_codes,
        region__parent=form.round.place.region_id,
        data_year=form.round.data_year,
    )
    for row in rows.select_related("revision", "region", "indicator").order_by("region__code"):
        indicator = open_codes[row.indicator.code]
        key = Key(
            indicator=indicator.code,
            version=indicator.version,
            region=row.region.code,
            period=row.period,
            breakdown=row.breakdown,
        )
        yield as_value(key, row.revision)


def cell_key(cell: Cell) -> Key:
    """The key of a cell in the core's words."""
    return Key(
        indicator=cell.indicator.code,
        version=cell.indicator.version,
        region=cell.region.code,
        period=cell.period,
        breakdown=cell.breakdown,
    )


def as_value(key: Key, row: Cell | Revision) -> Observation:
    """A cell or revision as the core's observation."""
    return Observation(
        key=key,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        decimals=row.decimals,
        status=ValueStatus(row.status),
        break_before=getattr(row, "break_before", False),
    )


def _others(form: Form, cells: Sequence[Cell]) -> Iterator[Cell]:
    """What other units of the round filled in where they name the same quantity (活产数): one query.

    Unfinished drafts of others are no measure: only what was handed in counts.
    """
    labels = {
        label
        for row in {cell.indicator_id: cell.indicator for cell in cells}.values()
        for label in (row.numerator, row.denominator, row.name if row.kind == Kind.COUNT else "")
        if label
    }
    if not labels:
        return
    same = Q(indicator__numerator__in=labels) | Q(indicator__denominator__in=labels) | Q(indicator__name__in=labels)
    rows = Cell.objects.filter(same, form__round=form.round_id, form__state__in=DELIVERED).exclude(form=form)
    yield from rows.select_related("indicator", "region").order_by()
