"""Where a command finds plans (规划来源): a plan document, a place folder, or the national outlines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fuertong.catalogue import Catalogue
from fuertong.catalogue import load as load_catalogue
from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.model.organisation import Level
from fuertong.model.period import Period
from fuertong.model.plan import Audience, Plan, Reading
from fuertong.place_folder.folder import PlaceFolder
from fuertong.place_folder.folder import load as load_folder
from fuertong.planning import Present, national_plan
from fuertong.reading import read

NATION = ("全国", "国家")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The plans of one side, with the indicators and values a place folder adds. `whole` False for headlines only."""

    name: str
    plans: tuple[Plan, ...]
    catalogue: Catalogue
    level: Level | None = None
    present: Mapping[str, Present] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    whole: bool = True

    @classmethod
    def of_reading(cls, result: Reading, name: str) -> "Source":
        """The plans of one document with what the reader said of it."""
        region = result.plans[0].region
        return cls(name=region or name, plans=result.plans, catalogue=load_catalogue(), findings=tuple(result.findings))

    def plan(self, audience: Audience) -> Plan | None:
        """The plan for women or children, None where there is none."""
        return next((plan for plan in self.plans if plan.audience is audience), None)


def plan_source(where: str) -> Source:
    """Plans from a document, a place folder, or the word 全国; FuertongError when there is none."""
    if where in NATION:
        plans = tuple(national_plan(audience) for audience in Audience)
        return Source(name="国家", plans=plans, catalogue=load_catalogue(), level=Level.NATION, whole=False)
    path = Path(where)
    if path.is_dir():
        return _from_folder(load_folder(path))
    result = read(path, name=path.name)
    if not result.plans:
        raise FuertongError(f"《{path.name}》中没有读到规划，请确认文件是规划正文。")
    return Source.of_reading(result, path.stem)


def _from_folder(folder: PlaceFolder) -> Source:
    if not folder.plans:
        raise FuertongError(f"文件夹“{folder.path.name}”中没有规划（plan.json或规划文件），请补上。")
    return Source(
        name=folder.profile.short or folder.profile.name,
        plans=folder.plans,
        catalogue=Catalogue.of(folder.indicators) if folder.indicators else load_catalogue(),
        level=folder.profile.level,
        present=_present(folder),
    )


def _present(folder: PlaceFolder) -> dict[str, Present]:
    """The newest total of each indicator in the place itself, of the plans' first year or before."""
    first = min(plan.period[0] for plan in folder.profile.plans)
    found: dict[str, Present] = {}
    for row in folder.observations:
        key = row.key
        if row.value is None or key.breakdown or key.region != folder.profile.code:
            continue
        year = Period.parse(key.period).data_year
        if year <= first and (key.indicator not in found or year > found[key.indicator].year):
            found[key.indicator] = Present(year=year, value=float(row.value))
    return found
