"""Denominators of a 达标率 (分母): declared, switchable, and both counts always shown (practice point 28)."""

from dataclasses import dataclass
from enum import StrEnum

from fuertong.assess.attainment import Attainment


class Denominator(StrEnum):
    """What a 达标率 is a share of; the sentence names it."""

    JUDGED = "judged"
    QUANTIFIED = "quantified"
    WITH_DATA = "with_data"
    ALL = "all"

    @property
    def label(self) -> str:
        """The words that stand beside the rate."""
        return {
            "judged": "已作判断的有数字指标",
            "quantified": "全部有数字指标（含到期待数、无法判断和待认定）",
            "with_data": "有数据的全部指标",
            "all": "全部指标",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """met of `of`, and in a column of their own the targets without number: `fitting` of `directions`.

    With directions counted, those that fit are within `met`; `of` is the same either way for ALL and WITH_DATA, and is
    widened by `directions` for JUDGED and QUANTIFIED.
    """

    denominator: Denominator
    met: int
    of: int
    fitting: int
    directions: int
    directions_counted: bool

    @property
    def rate(self) -> float | None:
        """The share, None without a denominator."""
        return self.met / self.of if self.of else None

    @property
    def sentence(self) -> str:
        """Both counts and the denominator in words; no rate of nothing."""
        if not self.of:
            return f"{self.denominator.label}为0项，不计算达标率。"
        counted = "含方向符合的" if self.directions_counted else ""
        aside = ""
        if self.directions and not self.directions_counted:
            aside = f"；另有没有数字的趋势类指标{self.directions}项，其中方向符合{self.fitting}项，不计入达标数"
        rate = 100 * self.met / self.of
        return f"{self.denominator.label}{self.of}项，{counted}达标{self.met}项，达标率{rate:.1f}%{aside}。"


def share(count: Attainment, denominator: Denominator, *, count_directions: bool = False) -> Share:
    """The 达标率 of a group on the chosen denominator.

    `met` are targets with a number that are 已达标 (基本达标 where the count was made so). Over ALL and WITH_DATA the
    targets without number stand in the denominator even when their direction is not counted as met: that is what the
    name says, and the sentence says how many they are.
    """
    sizes = {
        Denominator.JUDGED: count.quantified,
        Denominator.QUANTIFIED: count.numbered,
        Denominator.WITH_DATA: count.targets - count.no_data,
        Denominator.ALL: count.targets,
    }
    widened = denominator in (Denominator.JUDGED, Denominator.QUANTIFIED) and count_directions
    return Share(
        denominator=denominator,
        met=count.met + (count.directions_fitting if count_directions else 0),
        of=sizes[denominator] + (count.directions if widened else 0),
        fitting=count.directions_fitting,
        directions=count.directions,
        directions_counted=count_directions,
    )
