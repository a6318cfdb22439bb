"""What each level produces of an indicator (本级产生、上级测算反馈 …, practice 16), and the domains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fuertong.catalogue.tables import read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator, Production, Way
from fuertong.model.organisation import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDomain:
    """A domain (领域) of the women's or the children's plan: `code` is `women/health`."""

    code: str
    audience: str
    label: str


def read_domains(path: Path) -> tuple[PlanDomain, ...]:
    """The rows of domains.csv in their order."""
    rows = read_rows(path, needed=("domain", "audience", "label"), allowed=())
    refuse_duplicates(rows, ("domain",))
    return tuple(
        PlanDomain(code=row.needed("domain"), audience=row.needed("audience"), label=row.needed("label"))
        for row in rows
    )


def read_production(path: Path) -> Mapping[str, tuple[Production, ...]]:
    """The rows of production.csv by indicator code."""
    rows = read_rows(path, needed=("code", "level", "way"), allowed=("producer", "next_year"))
    refuse_duplicates(rows, ("code", "level"))
    found: dict[str, list[Production]] = {}
    for row in rows:
        found.setdefault(row.needed("code"), []).append(
            Production(
                level=row.choice("level", Level).value,
                way=row.choice("way", Way),
                producer=row.text("producer"),
                next_year=row.integer("next_year"),
            )
        )
    return {code: tuple(own) for code, own in found.items()}


def with_production(
    indicators: Iterable[Indicator], production: Mapping[str, tuple[Production, ...]]
) -> list[Indicator]:
    """The indicators with what each level produces; FuertongError for a row whose indicator is not in the catalogue."""
    rows = list(indicators)
    if strange := sorted(set(production) - {row.code for row in rows}):
        raise FuertongError(f"《production.csv》中的“{'、'.join(strange)}”不在指标目录中，请核对代码。")
    return [replace(row, production=production.get(row.code, ())) for row in rows]
