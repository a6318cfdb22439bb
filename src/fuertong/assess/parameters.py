"""The parameters of judging (方法参数) as data: read from parameters.toml, never constants in code (method.md 3)."""

import tomllib
from dataclasses import dataclass, fields
from functools import cached_property
from importlib import resources
from typing import Any

import numpy as np

from fuertong.assess.arrays import Bools, Floats
from fuertong.errors import FuertongError
from fuertong.model.indicator import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendParameters:
    """Weights, damping and error growth of the trend (sections 3-5)."""

    year_weight: float
    damping: float
    prior_weight: float
    random_walk: float
    slope_drift: float
    window: int
    interval: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointParameters:
    """How many points, how old, how often (sections 1 and 6)."""

    minimum: int
    few: int
    survey_freq: int
    stale_age: int
    ageing: int
    most_decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbabilityParameters:
    """Where P turns from red to yellow to green (section 3)."""

    hard: float
    sure: float
    relapse: float
    gap_wide: float
    clip: tuple[float, float]
    clip_few: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieParameters:
    """How near counts as 基本达标, 左右, or one case off a bound (sections 6 and 9)."""

    share: float
    about: float
    case_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowParameters:
    """The two spans compared for 上升趋势减缓 (section 9)."""

    before: int
    after_points: int
    side_minimum: int
    met: float
    final: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallParameters:
    """Small counts and small percentages (section 7)."""

    events: float
    expected: float
    weight: float
    slope_weight: float
    short_years: int
    long_years: int
    long_below: float
    confidence: float
    risk_met: float
    risk_high: float
    jump: float
    chance_years: int
    chance_level: float
    few_events: int
    share_denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VolatilityParameters:
    """When a series counts as volatile or its last value as doubtful (section 8)."""

    points: int
    minimum: int
    drop_from: int
    suspect: float
    pct_share: float
    pct_range: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitParameters:
    """Every-unit targets (section 9)."""

    hard: float
    unknown: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestParameters:
    """The chances for which a target value is proposed (section 9a)."""

    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindParameters:
    """What depends on the scale of the values."""

    plausible: float
    scatter: float
    keep: float
    keep_relative: bool
    volatile: float


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All parameters of one version of the method."""

    version: str
    trend: TrendParameters
    points: PointParameters
    probability: ProbabilityParameters
    tie: TieParameters
    slow: SlowParameters
    small: SmallParameters
    volatility: VolatilityParameters
    units: UnitParameters
    suggest: SuggestParameters
    kinds: dict[Kind, KindParameters]

    @cached_property
    def plausible(self) -> Floats:
        """τ by kind, in the order of `Kind`."""
        return np.array([self.kinds[kind].plausible for kind in Kind])

    @cached_property
    def scatter(self) -> Floats:
        """s0 by kind, in the order of `Kind`."""
        return np.array([self.kinds[kind].scatter for kind in Kind])

    @cached_property
    def keep(self) -> Floats:
        """The tolerance of 保持稳定 by kind."""
        return np.array([self.kinds[kind].keep for kind in Kind])

    @cached_property
    def keep_relative(self) -> Bools:
        """Whether that tolerance is a share of the base value."""
        return np.array([self.kinds[kind].keep_relative for kind in Kind])

    @cached_property
    def volatile(self) -> Floats:
        """The limit of 波动较大 by kind."""
        return np.array([self.kinds[kind].volatile for kind in Kind])


_SECTIONS: dict[str, type[Any]] = {
    "trend": TrendParameters,
    "points": PointParameters,
    "probability": ProbabilityParameters,
    "tie": TieParameters,
    "slow": SlowParameters,
    "small": SmallParameters,
    "volatility": VolatilityParameters,
    "units": UnitParameters,
    "suggest": SuggestParameters,
}


def read_parameters(text: str) -> Parameters:
    """Read parameters from TOML; FuertongError names a section or key that is missing or unknown."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FuertongError(f"方法参数文件无法读取：{error}。请按TOML格式修改。") from error
    sections = {name: _section(name, kind, data.get(name, {})) for name, kind in _SECTIONS.items()}
    by_kind = data.get("kind", {})
    kinds = {kind: _section(f"kind.{kind}", KindParameters, by_kind.get(kind.value, {})) for kind in Kind}
    return Parameters(version=str(data.get("version", "")), kinds=kinds, **sections)


def _section(name: str, kind: type[Any], given: dict[str, Any]) -> Any:
    wanted = {field.name for field in fields(kind)}
    wrong = sorted(wanted ^ given.keys())
    if wrong:
        raise FuertongError(f"方法参数[{name}]中缺少或多出：{'、'.join(wrong)}。请对照参数说明修改。")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


DEFAULTS = read_parameters(resources.files("fuertong.assess").joinpath("parameters.toml").read_text("utf-8"))
