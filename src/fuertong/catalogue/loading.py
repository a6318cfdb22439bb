"""The catalogue of indicators (指标目录) shipped with the product and whatever a place adds to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from fuertong.catalogue.indicators import read_indicators
from fuertong.catalogue.normalising import normal_name
from fuertong.catalogue.production import PlanDomain, read_domains, read_production, with_production
from fuertong.catalogue.regions import Region, read_regions
from fuertong.catalogue.tables import read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A dimension of breakdowns (分组): its codes with their labels; `additive` when the parts make up the total."""

    code: str
    label: str
    additive: bool
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Indicators by code (their newest version) and by every name they go by, in normal spelling."""

    indicators: tuple[Indicator, ...]
    regions: tuple[Region, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    domains: tuple[PlanDomain, ...] = ()
    by_code: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]

    @classmethod
    def of(
        cls,
        indicators: Iterable[Indicator],
        *,
        regions: tuple[Region, ...] = (),
        dimensions: tuple[Dimension, ...] = (),
        domains: tuple[PlanDomain, ...] = (),
    ) -> "Catalogue":
        """A catalogue of these indicators; FuertongError when two of them go by one name."""
        rows = tuple(indicators)
        newest: dict[str, Indicator] = {}
        for indicator in sorted(rows, key=lambda row: row.version):
            newest[indicator.code] = indicator
        names: dict[str, Indicator] = {}
        for indicator in newest.values():
            for name in dict.fromkeys(normal_name(name) for name in (indicator.name, *indicator.aliases)):
                other = names.setdefault(name, indicator)
                if other is not indicator:
                    raise FuertongError(
                        f"指标“{other.name}”（{other.code}）与“{indicator.name}”（{indicator.code}）"
                        "有相同的名称或别名，请改掉其中一个。"
                    )
        return cls(
            indicators=rows,
            regions=regions,
            dimensions=dimensions,
            domains=domains,
            by_code=MappingProxyType(newest),
            by_name=MappingProxyType(names),
        )

    def extended(self, indicators: Iterable[Indicator]) -> "Catalogue":
        """This catalogue with a place's own indicators, which replace those with the same code and version."""
        own = {(indicator.code, indicator.version): indicator for indicator in indicators}
        kept = [row for row in self.indicators if (row.code, row.version) not in own]
        return Catalogue.of(
            [*kept, *own.values()], regions=self.regions, dimensions=self.dimensions, domains=self.domains
        )

    def indicator(self, code: str) -> Indicator:
        """The newest version of an indicator; FuertongError for an unknown code."""
        found = self.by_code.get(code)
        if found is None:
            raise FuertongError(f"指标目录中没有代码为“{code}”的指标，请核对代码或先增加指标。")
        return found


@cache
def load() -> Catalogue:
    """The catalogue shipped with the product."""
    with resources.as_file(resources.files("fuertong.catalogue") / "data") as folder:
        return load_folder(folder)


def load_folder(folder: Path) -> Catalogue:
    """A catalogue from a folder with indicators.csv and, where wanted, its other tables."""
    regions, breakdowns, domains = (folder / f"{name}.csv" for name in ("regions", "breakdowns", "domains"))
    production = folder / "production.csv"
    indicators = read_indicators(folder / "indicators.csv")
    return Catalogue.of(
        with_production(indicators, read_production(production)) if production.is_file() else indicators,
        regions=read_regions(regions) if regions.is_file() else (),
        dimensions=read_dimensions(breakdowns) if breakdowns.is_file() else (),
        domains=read_domains(domains) if domains.is_file() else (),
    )


def read_dimensions(path: Path) -> tuple[Dimension, ...]:
    """The dimensions of breakdowns.csv, in their order."""
    rows = read_rows(path, needed=("dimension", "label", "code", "code_label", "additive"), allowed=())
    refuse_duplicates(rows, ("dimension", "code"))
    codes = dict.fromkeys(row.needed("dimension") for row in rows)
    found = []
    for code in codes:
        own = [row for row in rows if row.text("dimension") == code]
        found.append(
            Dimension(
                code=code,
                label=own[0].needed("label"),
                additive=own[0].flag("additive"),
                labels=MappingProxyType({row.needed("code"): row.needed("code_label") for row in own}),
            )
        )
    return tuple(found)
