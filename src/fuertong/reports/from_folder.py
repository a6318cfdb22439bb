"""Facts from a place folder (数据夹成稿): plan, values, verdicts and judging as files, without a database.

A verdict that no person gave is taken over by the default of method.md 6.6: green signals (已达标, 预计可达标 without
临界, a direction that fits) on data of the year become the verdict, everything else stays 待认定. Signals go no
further than this module.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fuertong import assess
from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator, Kind, Polarity
from fuertong.model.organisation import Unit
from fuertong.model.plan import Goal, Plan, TargetKind
from fuertong.model.verdict import Signal, Verdict
from fuertong.place_folder import PlaceFolder, PlanProfile, TargetRow
from fuertong.reports.facts import (
    BodyFacts,
    ChangeFacts,
    ChangeKind,
    DomainFacts,
    Facts,
    GoalFacts,
    IndicatorFacts,
    PlaceFacts,
    PlanFacts,
    PointFacts,
    TargetFacts,
)
from fuertong.reports.folder_outlook import outlook_of, strategies_of
from fuertong.reports.folder_series import (
    FolderData,
    folder_data,
    gap_points,
    group_label,
    groups_of,
    other_value,
    points_of,
    pooled_of,
    running_sums,
    units_of,
)
from fuertong.reports.missing import lacks_value
from fuertong.reports.read_targets import targets_as_read

Result = Mapping[str, Any]
_KINDS = {
    "level": TargetKind.LEVEL,
    "compare": TargetKind.LEVEL,
    "cumulative": TargetKind.LEVEL,
    "change": TargetKind.CHANGE,
    "yearly": TargetKind.CHANGE,
    "keep": TargetKind.KEEP,
    "trend": TargetKind.TREND,
    "term": TargetKind.TREND,
    "slow": TargetKind.TREND,
}
_GOOD_WORDS = (Verdict.FITS, Verdict.KEPT)
_BORDERLINE = "临界"


def facts_from_folder(folder: PlaceFolder, *, plan: str, year: int | None = None) -> Facts:
    """The facts of one plan (by its code) for a data year, judged as of that year; FuertongError for unknown codes."""
    profile, read = folder.plan(plan)
    year = year or folder.profile.data_year
    return _Folder(folder, profile, read, year).facts()


class _Folder:
    """One plan of one folder in one year."""

    def __init__(self, folder: PlaceFolder, profile: PlanProfile, plan: Plan, year: int) -> None:
        if not profile.period[0] - 1 <= year <= profile.period[1]:
            raise FuertongError(f"{year}年不在“{profile.title}”的规划期内，请检查--year。")
        self._folder, self._profile, self._plan, self._year = folder, profile, plan, year
        self._data: FolderData = folder_data(folder, year)
        self._rows = [row for row in folder.targets if row.plan == profile.code]
        self._units: dict[str, Unit] = {unit.code: unit for unit in folder.units}
        self._verdicts = {(row.subject, row.year): row for row in folder.verdicts}
        self._results = self._judge(year)

    def facts(self) -> Facts:
        place = self._folder.profile
        domains = tuple(
            DomainFacts(
                no=d.no,
                title=d.title,
                goals=tuple(self._goal(d.no, goal) for goal in d.goals),
                strategies=strategies_of(d, self._profile.code),
            )
            for d in self._plan.domains
        )
        bodies = place.bodies
        return Facts(
            place=PlaceFacts(name=place.name, level=place.level, code=place.code),
            plan=PlanFacts(
                title=self._profile.title,
                audience=self._profile.audience,
                period=self._profile.period,
                code=self._profile.code,
                document_number=self._plan.document_number or "",
            ),
            bodies=BodyFacts(
                issuer=bodies.get("statistics", f"{place.name}统计局"),
                committee=bodies.get("committee", ""),
                group=bodies.get("monitoring_group") or bodies.get("group") or "监测组",
                office=bodies.get("office", ""),
            ),
            year=self._year,
            work_year=place.work_year if self._year == place.data_year else self._year + 1,
            cutoff=place.cut_off or date(self._year + 1, 12, 31),
            domains=domains,
            changes=self._changes(domains),
            method_version=self._method_version(),
            example=place.example,
            notice=place.notice,
        )

    def _judge(self, year: int) -> dict[str, Result]:
        if not self._rows or not self._data.observations:
            return {}
        wanted = self._folder.target_frame()
        found = assess.assess(
            self._folder.observation_frame().lazy(),
            wanted.lazy(),
            as_of=year,
            regions=self._folder.region_frame().lazy(),
        ).collect()
        code = self._folder.profile.code
        return {row["id"]: row for row in found.to_dicts() if row["region"] == code}

    def _method_version(self) -> str:
        return next((str(row["method_version"]) for row in self._results.values() if row.get("method_version")), "")

    def _goal(self, domain: int, goal: Goal) -> GoalFacts:
        code = f"{self._profile.code}/d{domain}/g{goal.no}"
        rows = [row for row in self._rows if row.goal == code]
        targets = tuple(self._target(row, goal) for row in rows)
        if not self._rows:
            targets = targets_as_read(goal, code=code, deadline=self._profile.period[1])
        given = self._verdicts.get((code, self._year))
        return GoalFacts(
            no=goal.no,
            text=goal.text,
            uid=code,
            verdict=given.verdict if given else Verdict.OPEN,
            targets=targets,
            lead=goal.lead,
            support=goal.support,
        )

    def _target(self, row: TargetRow, goal: Goal) -> TargetFacts:
        indicator = self._data.indicators[row.indicator]
        result = self._results.get(row.id, {})
        points = self._points(row, indicator)
        wanted = _number(result.get("target"))
        target = TargetFacts(
            uid=row.id,
            indicator=_indicator(row, indicator),
            kind=_KINDS[row.type],
            text=goal.text,
            comparator=row.cmp,
            value=_number(row.value),
            value2=_number(row.value2),
            base_year=row.base_year,
            deadline=row.deadline,
            direction=_direction(row),
            required=self._required(row, wanted),
            numeric=True if row.type == "compare" and not row.shrink else None,
            asked=self._asked(row),
            unit=_asked_unit(row, indicator),
            units=units_of(self._folder, row, self._year),
            strength=row.strength,
            points=points,
            breakdowns=groups_of(self._data, indicator) if not row.breakdown and row.type != "compare" else (),
            flags=tuple(result.get("flags") or ()),
            lead=self._lead(row, goal),
            support=goal.support,
        )
        down = target.comparator in ("<=", "<") or target.direction == "down"
        pooled = pooled_of(points, indicator, _number(result.get("pooled")), wanted, down)
        return self._judged(replace(target, pooled=pooled), row, result)

    def _judged(self, target: TargetFacts, row: TargetRow, result: Result) -> TargetFacts:
        given = self._verdicts.get((row.id, self._year))
        before = self._verdicts.get((row.id, self._year - 1))
        word = Verdict(result["direction_word"]) if result.get("direction_word") in tuple(Verdict) else None
        return replace(
            target,
            verdict=given.verdict if given else _taken_over(target, result, word, self._year),
            previous_verdict=before.verdict if before else None,
            direction_word=word,
            outlook=outlook_of(result, target.indicator, target.deadline),
            decided_by=given.by if given else "",
            decided_on=given.on if given else None,
            remark=given.reason if given else "",
        )

    def _points(self, row: TargetRow, indicator: Indicator) -> tuple[PointFacts, ...]:
        if row.type == "compare" and row.shrink:
            return gap_points(self._data, row, indicator)
        points = points_of(self._data, indicator, row.breakdown)
        return running_sums(points, row.base_year) if row.type == "cumulative" else points

    def _required(self, row: TargetRow, wanted: Decimal | None) -> Decimal | None:
        """The number that follows from the plan's words: a change from the base, or another indicator's value."""
        if row.type == "compare" and not row.shrink:
            other = self._data.indicators.get(row.other or row.indicator)
            return other_value(self._data, other, row.other_breakdown or "") if other else None
        return wanted if _KINDS[row.type] is TargetKind.CHANGE else None

    def _asked(self, row: TargetRow) -> str:
        """Words for what comparator and value cannot say."""
        if row.type == "slow":
            return "上升趋势减缓" if row.direction != "down" else "下降趋势减缓"
        if row.type == "compare" and row.shrink:
            return "差距缩小"
        if row.type == "compare":
            other = self._data.indicators.get(row.other or "")
            words = {"<=": "不高于", "<": "低于", ">": "高于"}.get(row.cmp or "", "不低于")
            if other is not None and other.code != row.indicator:
                return f"{words}{other.name}"
            return f"{words}{group_label(row.other_breakdown or '') or '总体水平'}"
        if row.type == "term":
            return "比上届提高" if row.direction != "down" else "比上届降低"
        return ""

    def _lead(self, row: TargetRow, goal: Goal) -> tuple[str, ...]:
        unit = self._units.get(row.lead)
        return (unit.short or unit.name,) if unit else goal.lead

    def _changes(self, domains: tuple[DomainFacts, ...]) -> tuple[ChangeFacts, ...]:
        """Verdicts that differ from last year's record."""
        targets = [target for domain in domains for target in domain.targets]
        return tuple(
            ChangeFacts(
                kind=ChangeKind.REAL,
                target=target.uid,
                name=target.indicator.name,
                before=target.previous_verdict.value,
                after=target.verdict.value,
            )
            for target in targets
            if target.previous_verdict is not None
            and target.verdict is not Verdict.OPEN
            and target.previous_verdict is not target.verdict
        )


def _taken_over(target: TargetFacts, result: Result, word: Verdict | None, year: int) -> Verdict:
    """Green signals on data of the year only; everything else waits for a person."""
    if result.get("cls") == Signal.DUE.value:
        return Verdict.DUE
    if lacks_value(target, year):
        return Verdict.OPEN
    if not target.quantified:
        return word if word in _GOOD_WORDS else Verdict.OPEN
    signal = result.get("cls")
    if signal == Signal.MET.value:
        return Verdict.MET
    if signal == Signal.LIKELY.value and _BORDERLINE not in target.flags:
        return Verdict.LIKELY
    return Verdict.OPEN


def _indicator(row: TargetRow, indicator: Indicator) -> IndicatorFacts:
    """The indicator as the target prints it; a distance between two percentages is in 个百分点."""
    apart = row.type == "compare" and row.shrink and row.mode != "ratio"
    unit = {"%": "个百分点", "‰": "个千分点"}.get(indicator.unit, indicator.unit) if apart else indicator.unit
    return IndicatorFacts(
        name=row.name or indicator.name,
        unit=unit,
        kind=Kind.RATIO if apart else indicator.kind,
        code=indicator.code,
        per=None if apart else indicator.per,
        decimals=indicator.decimals,
        freq=max(row.freq, indicator.freq),
        polarity=row.polarity or indicator.polarity or Polarity.NONE,
        sensitivity=indicator.sensitivity,
        statistical_year=indicator.statistical_year,
    )


def _direction(row: TargetRow) -> str | None:
    return "down" if row.type == "compare" and row.shrink else row.direction


def _asked_unit(row: TargetRow, indicator: Indicator) -> str:
    """The unit of the target's own number: a change asked for is relative, in %."""
    if row.type == "change":
        return "%"
    if row.type == "yearly":
        return {"%": "个百分点", "‰": "个千分点"}.get(indicator.unit, indicator.unit)
    return ""


def _number(value: object) -> Decimal | None:
    """A float as the decimal it was written as: 8.2, never 8.199999; 600.0 as 600."""
    if value is None:
        return None
    exact = Decimal(repr(value) if isinstance(value, float) else str(value))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
