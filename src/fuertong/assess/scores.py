"""Scores (得分): the mean points of the scored verdicts of a group, with how many were scored of how many."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from fuertong.assess.attainment import Judgement, grouped, once
from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """0 to 100, None when nothing could be scored; `scored` of `targets` verdicts have points."""

    group: str
    score: float | None
    scored: int
    targets: int
    weight: float

    @property
    def sentence(self) -> str:
        """The score with its denominator in words."""
        if self.score is None:
            return f"{self.group}：{self.targets}项指标都还不能计分。"
        return f"{self.group}：{self.score:.1f}分（{self.targets}项指标中{self.scored}项计分）。"


def read_points(text: str) -> dict[Verdict, float]:
    """Points by verdict from TOML; FuertongError names an unknown word or points outside 0 to 100."""
    try:
        table = tomllib.loads(text).get("points", {})
    except tomllib.TOMLDecodeError as error:
        raise FuertongError(f"计分表无法读取：{error}。请按TOML格式修改。") from error
    for word, points in table.items():
        if word not in tuple(Verdict):
            raise FuertongError(f"计分表中的“{word}”不是认定用语。请改正。")
        if not isinstance(points, int | float) or not 0 <= points <= 100:
            raise FuertongError(f"计分表中“{word}”的分数要在0到100之间。请改正。")
    return {Verdict(word): float(points) for word, points in table.items()}


DEFAULT_POINTS = read_points(resources.files("fuertong.assess").joinpath("scores.toml").read_text("utf-8"))


def scores(
    judgements: Sequence[Judgement],
    *,
    by: Callable[[Judgement], str | Sequence[str]] = lambda judgement: judgement.plan,
    points: Mapping[Verdict, float] = DEFAULT_POINTS,
    weights: Mapping[str, float] | None = None,
) -> list[Score]:
    """The score of each group; a shared target counts once. `weights` by target code, 1 where none is given."""
    return [_score(group, once(members), points, weights or {}) for group, members in grouped(judgements, by).items()]


def _score(
    group: str, members: Sequence[Judgement], points: Mapping[Verdict, float], weights: Mapping[str, float]
) -> Score:
    scored = [each for each in members if each.verdict in points]
    weight = sum(weights.get(each.target, 1.0) for each in scored)
    total = sum(points[each.verdict] * weights.get(each.target, 1.0) for each in scored)
    return Score(
        group=group,
        score=total / weight if weight else None,
        scored=len(scored),
        targets=len(members),
        weight=weight,
    )
