"""The profile of a place (place.toml): who and where it is, its plans, its year and the names of its bodies."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fuertong.errors import FuertongError
from fuertong.model.organisation import Level, is_region_code
from fuertong.model.plan import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProfile:
    """One plan of the place: its code (D1), audience, full title and period."""

    code: str
    audience: Audience
    title: str
    period: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The place itself. `bodies` maps a role (committee, office, group, statistics …) to the body's name,
    `units` a role (office, statistics) to a unit code; `notice` is printed with everything made from the folder.
    """

    code: str
    name: str
    short: str
    level: Level
    levels: tuple[Level, ...]
    work_year: int
    data_year: int
    plans: tuple[PlanProfile, ...]
    cut_off: date | None = None
    parent_name: str = ""
    example: bool = False
    notice: str = ""
    bodies: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; FuertongError names the place of a slip."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FuertongError(f"《{path.name}》不是UTF-8编码，请另存为UTF-8后再试。") from error
    except tomllib.TOMLDecodeError as error:
        raise FuertongError(f"《{path.name}》不是正确的TOML（{error}），请检查等号、引号和方括号。") from error


def read_profile(path: Path) -> Profile:
    """The profile in place.toml."""
    data = read_toml(path)
    place = _table(data, "place", path)
    year = _table(data, "year", path)
    code = _need(place, "code", str, path)
    if not is_region_code(code):
        raise FuertongError(f"《{path.name}》place.code“{code}”写法有误，请填6位地区代码。")
    plans = tuple(_plan(row, path) for row in data.get("plans", []))
    codes = [plan.code for plan in plans]
    if len(set(codes)) != len(codes):
        raise FuertongError(f"《{path.name}》有两个规划用了同一编号，请改正plans.code。")
    level = _level(_need(place, "level", str, path), path)
    return Profile(
        code=code,
        name=_need(place, "name", str, path),
        short=str(place.get("short", "")) or _need(place, "name", str, path),
        level=level,
        levels=tuple(_level(str(word), path) for word in place.get("levels", [])) or (level,),
        parent_name=str(place.get("parent", "")),
        example=bool(place.get("example", False)),
        notice=str(place.get("notice", "")),
        work_year=_need(year, "work", int, path),
        data_year=_need(year, "data", int, path),
        cut_off=_need(year, "cut_off", date, path) if "cut_off" in year else None,
        plans=plans,
        bodies={str(key): str(name) for key, name in data.get("bodies", {}).items()},
        units={str(key): str(name) for key, name in data.get("units", {}).items()},
    )


def _plan(row: Mapping[str, Any], path: Path) -> PlanProfile:
    audience = _need(row, "audience", str, path)
    if audience not in {member.value for member in Audience}:
        raise FuertongError(f"《{path.name}》plans.audience“{audience}”无法识别，请填women或children。")
    period = _need(row, "period", list, path)
    if len(period) != 2 or not all(isinstance(year, int) for year in period) or period[0] > period[1]:
        raise FuertongError(f"《{path.name}》plans.period应为起止年份，如[2021, 2030]，请改正。")
    return PlanProfile(
        code=_need(row, "code", str, path),
        audience=Audience(audience),
        title=_need(row, "title", str, path),
        period=(period[0], period[1]),
    )


def _level(word: str, path: Path) -> Level:
    if word not in {member.value for member in Level}:
        raise FuertongError(f"《{path.name}》中的级别“{word}”无法识别，请填{'、'.join(Level)}之一。")
    return Level(word)


def _table(data: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise FuertongError(f"《{path.name}》缺少[{name}]一节，请补上。")
    return table


def _need(table: Mapping[str, Any], name: str, kind: type[Any], path: Path) -> Any:
    value = table.get(name)
    if not isinstance(value, kind) or value == "":
        raise FuertongError(f"《{path.name}》缺少“{name}”或其写法有误，请补填。")
    return value
