"""A table of several years against the place (历年数据): which indicator, group and region each row means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fuertong.catalogue import load, normal_name
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.findings import Finding, Severity
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.model.period import period_code
from fuertong.workbooks.series import SeriesRow
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.selectors import name_index
from fuertong_web.places.models import Place, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A name the place's indicators do not have, with how many values stand under it."""

    name: str
    values: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a table means here: values to import, names nobody knows, problems by cell."""

    values: tuple[Observation, ...]
    unknown: tuple[Unknown, ...]
    findings: tuple[Finding, ...]
    absent: int

    @property
    def years(self) -> list[int]:
        """The data years, in order."""
        return sorted({int(value.key.period.strip("JHX")) for value in self.values})

    @property
    def errors(self) -> int:
        """How many cells cannot be taken."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def understand(rows: Sequence[SeriesRow], findings: Iterable[Finding], place: Place) -> Reading:
    """Match the rows of a table to the place; a row with a reason for absence only gives no value."""
    reader = _Reader(place)
    values = [value for row in rows if row.value is not None and (value := reader.value(row)) is not None]
    return Reading(
        values=tuple(_with_zeros(values, reader.decimals)),
        unknown=tuple(Unknown(name=name, values=number) for name, number in sorted(reader.unknown.items())),
        findings=(*findings, *reader.findings),
        absent=sum(row.value is None for row in rows),
    )


class _Reader:
    """One reading of one table: names looked up once, doubts collected."""

    def __init__(self, place: Place) -> None:
        self.place = place
        indicators = list(place.indicators.order_by("code", "-version"))
        newest = {row.code: row for row in reversed(indicators)}
        self.by_code = newest
        self.by_name = name_index(newest.values())
        regions = [place.region, *Region.objects.filter(parent=place.region)]
        self.regions = {"": place.code} | {name: row.code for row in regions for name in (row.code, row.name)}
        self.unknown: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.known: dict[tuple[str, str], Indicator | None] = {}
        self.seen: set[Key] = set()
        self.decimals: dict[str, int] = {}

    def value(self, row: SeriesRow) -> Observation | None:
        """The row as a value of the place, None when something about it is not known."""
        indicator = self._indicator(row)
        if indicator is None:
            name = row.indicator or row.code
            self.unknown[name] = self.unknown.get(name, 0) + 1
            return None
        breakdown = self._breakdown(row)
        region = self._region(row)
        if breakdown is None or region is None:
            return None
        key = Key(
            indicator=indicator.code,
            version=indicator.version,
            region=region,
            period=period_code(row.year, indicator.statistical_year),
            breakdown=breakdown,
        )
        if key in self.seen:
            message = f"“{indicator.name}”{row.year}年的数在表中用不同的写法出现了两次，此处没有导入。"
            self._say(row, "twice", message, "请核对并删去其中一处。")
            return None
        self.seen.add(key)
        self.decimals[indicator.code] = indicator.decimals
        return Observation(
            key=key,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            decimals=row.decimals,
            status=row.status or ValueStatus.HISTORICAL,
            source=row.source,
        )

    def _indicator(self, row: SeriesRow) -> Indicator | None:
        written = (row.code, row.indicator)
        if written not in self.known:
            found = self.by_code.get(row.code) if row.code else None
            self.known[written] = found or self.by_name.get(normal_name(row.indicator))
        return self.known[written]

    def _breakdown(self, row: SeriesRow) -> str | None:
        found = breakdown_of(row.breakdown)
        if found is None:
            message = f"“{row.indicator}”的分组“{row.breakdown}”无法识别，没有导入。"
            self._say(row, "breakdown", message, "请写城市、农村、男、女等分组名称，合计请留空。")
        return found

    def _region(self, row: SeriesRow) -> str | None:
        found = self.regions.get(row.region.strip())
        if found is None:
            message = f"地区“{row.region}”不属于{self.place.region.name}，没有导入。"
            self._say(row, "region", message, "请核对地区名称或代码。")
        return found

    def _say(self, row: SeriesRow, code: str, message: str, remedy: str) -> None:
        self.findings.append(
            Finding(severity=Severity.ERROR, code=code, message=message, remedy=remedy, where=row.where)
        )


def _with_zeros(values: Sequence[Observation], declared: Mapping[str, int]) -> list[Observation]:
    """87 beside 86.5 was 87.0 before the spreadsheet dropped its zero: a series keeps the decimals it is written in.

    Never more than the indicator declares, except where the table itself writes more.
    """
    longest: dict[tuple[str, str, str], int] = {}
    for value in values:
        series = (value.key.indicator, value.key.region, value.key.breakdown)
        longest[series] = max(longest.get(series, 0), value.decimals or 0)
    found = []
    for value in values:
        series = (value.key.indicator, value.key.region, value.key.breakdown)
        least = min(longest[series], declared.get(value.key.indicator, 0))
        found.append(replace(value, decimals=least) if (value.decimals or 0) < least else value)
    return found


@cache
def _groups() -> dict[str, str]:
    pairs = [(row.code, code, label) for row in load().dimensions for code, label in row.labels.items()]
    return {label: f"{dimension}={code}" for dimension, code, label in pairs}


@cache
def breakdown_of(text: str) -> str | None:
    """The breakdown that words such as 农村，女 name, "" for 合计 and 总计, None when they are not known."""
    plain = text.replace("其中", "").strip("：: 　")
    if plain in ("", "合计", "总计", "全部", "全县", "全市"):
        return ""
    words = [word for word in plain.replace("，", "、").replace(",", "、").split("、") if word]
    found = []
    for word in words:
        pair = word if "=" in word else _groups().get(word) or _groups().get(word.removesuffix("性"))
        if pair is None:
            return None
        found.append(pair)
    return normal_breakdown(";".join(found))
