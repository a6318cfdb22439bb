"""The place folder (地方数据夹) of decision D10: all that one place's monitoring needs, as plain files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import polars as pl

from fuertong.catalogue.indicators import read_indicators
from fuertong.catalogue.regions import Region, read_regions
from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator
from fuertong.model.observation import Observation
from fuertong.model.organisation import Unit
from fuertong.model.plan import Plan
from fuertong.place_folder import frames
from fuertong.place_folder.observations import read_observations
from fuertong.place_folder.plan_json import plan_from_json
from fuertong.place_folder.profile import PlanProfile, Profile, read_profile
from fuertong.place_folder.rounds import Round, read_round
from fuertong.place_folder.settings import SettingRow, read_settings
from fuertong.place_folder.targets import TargetRow, read_targets
from fuertong.place_folder.units import Person, read_people, read_units
from fuertong.place_folder.verdicts import VerdictRow, read_verdicts

DOCUMENTS = ("plan.docx", "plan.pdf", "plan.txt")
Rows = TypeVar("Rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFolder:
    """A place folder as read. `plans` stand in the order of `profile.plans`; `document` is the plan as issued."""

    path: Path
    profile: Profile
    plans: tuple[Plan, ...] = ()
    document: Path | None = None
    units: tuple[Unit, ...] = ()
    regions: tuple[Region, ...] = ()
    people: tuple[Person, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    observations: tuple[Observation, ...] = field(default=(), repr=False)
    verdicts: tuple[VerdictRow, ...] = ()
    settings: tuple[SettingRow, ...] = ()
    round: Round | None = None

    def plan(self, code: str) -> tuple[PlanProfile, Plan]:
        """The profile and the reading of one plan; FuertongError for an unknown code."""
        for profile, plan in zip(self.profile.plans, self.plans, strict=False):
            if profile.code == code:
                return profile, plan
        known = "、".join(profile.code for profile in self.profile.plans)
        raise FuertongError(f"“{self.profile.name}”没有编号为“{code}”的规划，现有：{known}。")

    def observation_frame(self) -> pl.DataFrame:
        """The observations as `fuertong.assess` takes them."""
        return frames.observation_frame(self.observations)

    def target_frame(self) -> pl.DataFrame:
        """The judging rows as `fuertong.assess` takes them."""
        return frames.target_frame(self.targets)

    def region_frame(self) -> pl.DataFrame:
        """Region and parent, for targets that every unit must pass."""
        return frames.region_frame(self.regions)


def load(path: str | Path) -> PlaceFolder:
    """Read the place folder at `path`; FuertongError names file, line, field and remedy of anything wrong in it."""
    folder = Path(path)
    if not folder.is_dir():
        raise FuertongError(f"找不到文件夹“{folder.name}”，请检查路径。")
    if not (folder / "place.toml").is_file():
        raise FuertongError(f"文件夹“{folder.name}”中没有place.toml，它还不是一个地方数据夹，请先按说明建立。")
    profile = read_profile(folder / "place.toml")
    indicators = _optional(folder / "indicators.csv", read_indicators)
    by_code = {indicator.code: indicator for indicator in indicators}
    loaded = PlaceFolder(
        path=folder,
        profile=profile,
        plans=_plans(folder, profile),
        document=next((folder / name for name in DOCUMENTS if (folder / name).is_file()), None),
        units=_optional(folder / "units.csv", read_units),
        regions=_optional(folder / "regions.csv", read_regions),
        people=_optional(folder / "people.csv", read_people),
        indicators=indicators,
        targets=_optional(_table(folder, "targets"), read_targets),
        observations=_optional(
            _table(folder, "observations"), lambda file: read_observations(file, indicators=by_code)
        ),
        verdicts=_optional(folder / "verdicts.csv", read_verdicts),
        settings=_optional(folder / "settings.toml", read_settings),
        round=read_round(folder / "round.toml") if (folder / "round.toml").is_file() else None,
    )
    _check_references(loaded)
    return loaded


def _optional(path: Path, read: Callable[[Path], tuple[Rows, ...]]) -> tuple[Rows, ...]:
    return read(path) if path.is_file() else ()


def _table(folder: Path, name: str) -> Path:
    """The CSV or Parquet of that name; both at once would leave open which one counts."""
    both = [path for path in (folder / f"{name}.csv", folder / f"{name}.parquet") if path.is_file()]
    if len(both) == 2:
        raise FuertongError(f"文件夹中同时有{name}.csv和{name}.parquet，请只留一个。")
    return both[0] if both else folder / f"{name}.csv"


def _plans(folder: Path, profile: Profile) -> tuple[Plan, ...]:
    """The confirmed plans of plan.json, else the reading of the document; one plan an audience."""
    confirmed = folder / "plan.json"
    if confirmed.is_file():
        try:
            data = json.loads(confirmed.read_text("utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise FuertongError("《plan.json》不是正确的JSON，请用fuertong read重新导出。") from error
        found = plan_from_json(data)
    else:
        found = _read_document(folder)
    by_audience = {plan.audience: plan for plan in found}
    if len(by_audience) != len(found):
        raise FuertongError("规划文件中有两个规划属于同一类（妇女或儿童），请分成两个文件夹。")
    missing = [plan.title for plan in profile.plans if plan.audience not in by_audience]
    if found and missing:
        raise FuertongError(f"规划文件中没有找到{'、'.join(missing)}，请检查place.toml的plans或规划文件。")
    return tuple(by_audience[plan.audience] for plan in profile.plans if plan.audience in by_audience)


def _read_document(folder: Path) -> tuple[Plan, ...]:
    document = next((folder / name for name in DOCUMENTS if (folder / name).is_file()), None)
    if document is None:
        return ()
    from fuertong import reading  # the reader is only needed where the plan is not confirmed yet

    return tuple(reading.read(document.read_bytes(), name=document.name).plans)


def _check_references(folder: PlaceFolder) -> None:
    """Targets and verdicts must speak of things that are there."""
    indicators = {indicator.code for indicator in folder.indicators}
    plans = {plan.code for plan in folder.profile.plans}
    for target in folder.targets:
        if target.plan not in plans:
            raise FuertongError(f"targets表中“{target.id}”所属的规划不在place.toml中，请改正编号。")
        for code in (target.indicator, target.other):
            if code and code not in indicators:
                raise FuertongError(f"targets表中“{target.id}”的指标“{code}”不在indicators.csv中，请先加指标。")
    subjects = {target.id for target in folder.targets} | set(_plan_codes(folder))
    for verdict in folder.verdicts:
        if verdict.subject not in subjects:
            raise FuertongError(f"《verdicts.csv》中的“{verdict.subject}”既不是目标也不是指标值，请改正编号。")


def _plan_codes(folder: PlaceFolder) -> Iterator[str]:
    """The codes of all goals and of all their targets, milestones without judging row included."""
    for profile, plan in zip(folder.profile.plans, folder.plans, strict=False):
        for domain in plan.domains:
            for goal in domain.goals:
                code = f"{profile.code}/d{domain.no}/g{goal.no}"
                yield code
                yield from (f"{code}/t{number}" for number in range(1, len(goal.targets) + 1))
