"""Checking a batch of values (数据审核): cases and families are laid out once, then every rule looks at them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator
from fuertong.model.observation import Observation
from fuertong.model.period import Period
from fuertong.quality.rule import REGISTRY, Case, CellRule, Family, FamilyRule, Neighbour, Rule

Series = tuple[str, int, str, str]
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(
    values: Sequence[Observation],
    *,
    history: Iterable[Observation],
    catalogue: Mapping[str, Indicator],
    rules: Iterable[Rule] | None = None,
) -> list[Finding]:
    """Every finding of the rules on `values`, gravest first within a value, in the order of the values.

    `history` holds earlier accepted values (later ones are ignored); `catalogue` the indicators by code, values of
    others are passed over; `rules` None means all with their default options. Each finding carries its `key`.
    """
    batch = _Batch(values, history, catalogue)
    chosen = list(REGISTRY.rules() if rules is None else rules)
    found = [*_cell_findings(batch, chosen), *_family_findings(batch, chosen)]
    return _sorted(_uncovered(found, chosen), values)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A value whose indicator is known, with its data year."""

    value: Observation
    indicator: Indicator
    year: int


class _Batch:
    """The values of one check with all a rule may compare them with."""

    def __init__(
        self, values: Sequence[Observation], history: Iterable[Observation], catalogue: Mapping[str, Indicator]
    ) -> None:
        self.known = [
            _Known(value=value, indicator=catalogue[value.key.indicator], year=_year(value))
            for value in values
            if value.key.indicator in catalogue
        ]
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
            region[key.region].append(Neighbour(indicator=known.indicator, key=key, value=value, last=last))
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

    def _history(self, known: _Known) -> tuple[tuple[int, Observation], ...]:
        """The earlier points since the last marked break."""
        if known.value.break_before:
            return ()
        points = [point for point in self.past.get(_series(known.value), ()) if point[0] < known.year]
        starts = [index for index, (_, item) in enumerate(points) if item.break_before]
        return tuple(points[starts[-1] :] if starts else points)


def _cell_findings(batch: _Batch, rules: Sequence[Rule]) -> Iterator[Finding]:
    chosen = [rule for rule in rules if isinstance(rule, CellRule)]
    for case in batch.cases():
        for rule in chosen:
            if rule.applies_to(case.indicator):
                yield from rule.check(case)


def _family_findings(batch: _Batch, rules: Sequence[Rule]) -> Iterator[Finding]:
    chosen = [rule for rule in rules if isinstance(rule, FamilyRule)]
    for family in batch.families():
        for rule in chosen:
            if rule.applies_to(family.indicator):
                yield from rule.check(family)


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
