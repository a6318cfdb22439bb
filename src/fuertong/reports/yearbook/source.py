"""What a yearbook is made from (资料来源): series of accepted values with their indicator, group, area and supplier."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fuertong.catalogue.loading import load as load_catalogue
from fuertong.model.indicator import Indicator
from fuertong.model.observation import Observation
from fuertong.model.organisation import Level
from fuertong.model.plan import Audience
from fuertong.place_folder import PlaceFolder
from fuertong.place_folder.observations import data_year
from fuertong.reports.facts import PointFacts
from fuertong.reports.folder_series import point_of


class Scope(StrEnum):
    """Whose yearbook it is: women's, children's, or one for both."""

    WOMEN = "women"
    CHILDREN = "children"
    JOINT = "joint"

    @property
    def label(self) -> str:
        """妇女, 儿童, 妇女儿童."""
        return {"women": "妇女", "children": "儿童", "joint": "妇女儿童"}[self.value]

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The plans whose domains are its chapters, in order."""
        return tuple(a for a in (Audience.WOMEN, Audience.CHILDREN) if self is Scope.JOINT or a.value == self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSeries:
    """The values of one indicator for one group ("" = total) in one area; `label` is the printed word of the group."""

    indicator: Indicator
    points: tuple[PointFacts, ...]
    breakdown: str = ""
    label: str = ""
    region: str = ""
    region_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSource:
    """Everything a yearbook may print. Series stand in form order; `region` "" is the place itself.

    `domains` are (code, title) in the plans' order; indicators of none of them stand in the first chapter (综合).
    `suppliers` maps an indicator's code to the unit that supplies it, `asked` to the number its target asks for.
    """

    place: str
    level: Level
    year: int
    cutoff: date
    issuer: str
    series: tuple[BookSeries, ...]
    domains: tuple[tuple[str, str], ...]
    suppliers: dict[str, str]
    notice: str = ""
    asked: Mapping[str, Decimal] = field(default_factory=dict)


def source_of_folder(folder: PlaceFolder, *, year: int | None = None) -> BookSource:
    """The source of a yearbook from a place folder; form order is the order of its units, then of its indicators."""
    profile = folder.profile
    year = year or profile.data_year
    units = {unit.code: (place, unit.name) for place, unit in enumerate(folder.units)}
    rows: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for row in folder.observations:
        if data_year(row) <= year:
            rows[row.key.indicator, row.key.region, row.key.breakdown].append(row)
    ordered = sorted(folder.indicators, key=lambda one: units.get(one.source_unit, (len(units), ""))[0])
    return BookSource(
        place=profile.name,
        level=profile.level,
        year=year,
        cutoff=profile.cut_off or date(year + 1, 12, 31),
        issuer=profile.bodies.get("statistics", f"{profile.name}统计局"),
        series=tuple(series for indicator in ordered for series in _series(folder, indicator, rows)),
        domains=_domains(folder),
        suppliers={one.code: units[one.source_unit][1] for one in folder.indicators if one.source_unit in units},
        notice=profile.notice or ("示例数据，仅供演示" if profile.example else ""),
        asked={t.indicator: Decimal(repr(t.value)) for t in folder.targets if t.value is not None and not t.breakdown},
    )


def _series(
    folder: PlaceFolder, indicator: Indicator, rows: dict[tuple[str, str, str], list[Observation]]
) -> Iterator[BookSeries]:
    own = folder.profile.code
    names = {region.code: region.short or region.name for region in folder.regions}
    dimensions = load_catalogue().dimensions
    labels = {f"{one.code}={code}": label for one in dimensions for code, label in one.labels.items()}
    for region in (own, *(one.code for one in folder.regions if one.code != own)):
        found = sorted(b for code, where, b in rows if (code, where) == (indicator.code, region))
        for breakdown in found:
            label = "、".join(labels.get(part, part) for part in breakdown.split(";")) if breakdown else ""
            yield BookSeries(
                indicator=indicator,
                points=tuple(
                    point_of(row, indicator.decimals)
                    for row in sorted(rows[indicator.code, region, breakdown], key=data_year)
                ),
                breakdown=breakdown,
                label=label,
                region="" if region == own else region,
                region_name=names.get(region, ""),
            )


def _domains(folder: PlaceFolder) -> tuple[tuple[str, str], ...]:
    """The domains of the place's plans under the catalogue's codes, found by their titles."""
    known = {row.label: row.code for row in load_catalogue().domains}
    made = []
    for profile, plan in zip(folder.profile.plans, folder.plans, strict=False):
        for domain in plan.domains:
            code = known.get(domain.title, f"{profile.audience.value}/{domain.no}")
            made.append((code, domain.title))
    return tuple(made)
