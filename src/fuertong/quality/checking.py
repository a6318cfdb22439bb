"""Checking a batch of values (数据审核): cases and families are laid out once, then every rule looks at them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator
from fuertong.model.observation import Observation
from fuertong.model.period import Period
from fuertong.quality.rule import REGISTRY, Batch, BatchRule, Case, CellRule, Entry, Family, FamilyRule, Neighbour, Rule

Series = tuple[str, int, str, str]
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(
    values: Sequence[Observation],
    *,
    history: Iterable[Observation],
    catalogue: Mapping[str, Indicator],
    rules: Iterable[Rule] | None = None,
    beside: Sequence[Observation] = (),
    parents: Mapping[str, str] | None = None,
    demanded: Mapping[str, Sequence[str]] | None = None,
) -> list[Finding]:
    """Every finding of the rules on `values`, gravest first within a value, in the order of the values.

    `history` holds earlier accepted values (later ones are ignored); `catalogue` the indicators by code, values of
    others are passed over; `rules` None means all with their default options. Each finding carries its `key`.
    `beside` are values of the same time that are compared with but not checked: of other units, of other regions.
    `parents` leads every lower region to the one above it (without it levels are not compared); `demanded` names the
    breakdowns the scheme asks for by indicator.
    """
    laid = _Laid(values, history, catalogue, beside)
    chosen = list(REGISTRY.rules() if rules is None else rules)
    batch = Batch(entries=laid.known + laid.beside, parents=parents or {}, demanded=demanded or {})
    own = {value.key for value in values}
    found = [
        *_cell_findings(laid, chosen),
        *_family_findings(laid, chosen),
        *(finding for finding in _batch_findings(batch, chosen) if finding.key in own),
    ]
    return _sorted(_uncovered(found, chosen), values)


class _Laid:
    """The values of one check laid out with all a rule may compare them with."""

    def __init__(
        self,
        values: Sequence[Observation],
        history: Iterable[Observation],
        catalogue: Mapping[str, Indicator],
        beside: Sequence[Observation],
    ) -> None:
        own = {value.key for value in values}
        self.known = _entries(values, catalogue, beside=False)
        self.beside = _entries([value for value in beside if value.key not in own], catalogue, beside=True)
        self.past: dict[Series, list[tuple[int, Observation]]] = defaultdict(list)
        for item in history:
            if item.value is not None:
                self.past[_series(item)].append((_year(item), item))
        for points in self.past.values():
            points.sort(key=lambda point: point[0])

    def cases(self) -> Iterator[Case]:
        """One case a value."""
        same: dict[tuple[str, int, str, str], list[Observation]] = defaultdict(list)
        region: dict[str, list[Neighbour]] = defaultdict(list)
        histories = {id(known.value): self._history(known) for known in self.known}
        for known in self.known:
            key, value = known.value.key, known.value.value
            if value is None:
                continue
            same[key.indicator, key.version, key.period, key.breakdown].append(known.value)
            past = histories[id(known.value)]
            last = past[-1][1].value if past else None
            numbers = (known.value.numerator, known.value.denominator)
            region[key.region].append(
                Neighbour(indicator=known.indicator, key=key, value=value, last=last, parts=numbers)
            )
        for entry in self.beside:
            if entry.value.value is not None:
                key = entry.value.key
                same[key.indicator, key.version, key.period, key.breakdown].append(entry.value)
        for known in self.known:
            key = known.value.key
            yield Case(
                value=known.value,
                indicator=known.indicator,
                year=known.year,
                past=histories[id(known.value)],
                peers=same[key.indicator, key.version, key.period, key.breakdown],
                neighbours=region[key.region],
            )

    def families(self) -> Iterator[Family]:
        """One family an indicator, region and period."""
        grouped: dict[tuple[str, int, str, str], tuple[Indicator, dict[str, Observation]]] = {}
        for known in self.known:
            key = known.value.key
            group = grouped.setdefault((key.indicator, key.version, key.region, key.period), (known.indicator, {}))
            group[1][key.breakdown] = known.value
        for indicator, members in grouped.values():
            yield Family(indicator=indicator, values=members)

    def _history(self, known: Entry) -> tuple[tuple[int, Observation], ...]:
        """The earlier points since the last marked break."""
        if known.value.break_before:
            return ()
        points = [point for point in self.past.get(_series(known.value), ()) if point[0] < known.year]
        starts = [index for index, (_, item) in enumerate(points) if item.break_before]
        return tuple(points[starts[-1] :] if starts else points)


def _cell_findings(laid: _Laid, rules: Sequence[Rule]) -> Iterator[Finding]:
    chosen = [rule for rule in rules if isinstance(rule, CellRule)]
    for case in laid.cases():
        for rule in chosen:
            if rule.applies_to(case.indicator):
                yield from rule.check(case)


def _family_findings(laid: _Laid, rules: Sequence[Rule]) -> Iterator[Finding]:
    chosen = [rule for rule in rules if isinstance(rule, FamilyRule)]
    for family in laid.families():
        for rule in chosen:
            if rule.applies_to(family.indicator):
                yield from rule.check(family)


def _batch_findings(batch: Batch, rules: Sequence[Rule]) -> Iterator[Finding]:
    for rule in rules:
        if isinstance(rule, BatchRule):
            yield from rule.check(batch)


def _entries(values: Sequence[Observation], catalogue: Mapping[str, Indicator], *, beside: bool) -> list[Entry]:
    """The values whose indicator is known."""
    return [
        Entry(value=value, indicator=catalogue[value.key.indicator], year=_year(value), beside=beside)
        for value in values
        if value.key.indicator in catalogue
    ]


def _uncovered(findings: Sequence[Finding], rules: Sequence[Rule]) -> Iterator[Finding]:
    """Leave out what another rule has already said better about the same value."""
    covers = {rule.code: rule.covers for rule in rules}
    covered = {(finding.key, code) for finding in findings for code in covers.get(finding.code, ())}
    return (finding for finding in findings if (finding.key, finding.code) not in covered)


def _sorted(findings: Iterable[Finding], values: Sequence[Observation]) -> list[Finding]:
    place = {value.key: number for number, value in enumerate(values)}
    return sorted(findings, key=lambda item: (place[item.key] if item.key else -1, _ORDER[item.severity]))


def _series(item: Observation) -> Series:
    return (item.key.indicator, item.key.version, item.key.region, item.key.breakdown)


def _year(item: Observation) -> int:
    return Period.parse(item.key.period).data_year
