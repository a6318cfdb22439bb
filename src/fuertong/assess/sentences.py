"""One sentence a result (一句话说明): what the signal rests on, as honest as the data allow.

Who sees what follows section 5 of the method: P only where `show_p` is asked for (statistician, office); for deaths,
violence, trafficking and disease (`sensitive`) neither forecast nor P, but the pooled years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fuertong.assess.codes import DirectionWord, Flag, TargetType
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.model.verdict import Signal

Row = Mapping[str, Any]


class Audience(StrEnum):
    """Who reads the sentence."""

    STATISTICIAN = "statistician"
    OFFICE = "office"
    OTHERS = "others"

    @property
    def may_see_p(self) -> bool:
        """P is for the statistician's and the office's pages."""
        return self is not Audience.OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How numbers of one indicator are printed, and for whom."""

    unit: str
    decimals: int
    audience: Audience
    sensitive: bool
    show_p: bool

    def number(self, value: float) -> str:
        """The value with its unit: 68.0%."""
        return f"{value:.{self.decimals}f}{self.unit}"

    def difference(self, value: float) -> str:
        """The size of a difference: 2.0个百分点."""
        return f"{abs(value):.{self.decimals}f}{'个百分点' if self.unit in ('%', '％') else self.unit}"

    @property
    def forecast_allowed(self) -> bool:
        """Whether a forecast value may be shown."""
        return not self.sensitive or self.audience is Audience.STATISTICIAN


def sentence(
    row: Row,
    *,
    unit: str,
    name: str,
    audience: Audience = Audience.OTHERS,
    sensitive: bool = False,
    show_p: bool = False,
    parameters: Parameters = DEFAULTS,
) -> str:
    """One whole Chinese sentence from a result row; P is printed only when asked for and the audience may see it."""
    decimals = row.get("decimals")
    words = Wording(
        unit=unit,
        decimals=1 if decimals is None else int(decimals),
        audience=audience,
        sensitive=sensitive,
        show_p=show_p and audience.may_see_p and not (sensitive and audience is not Audience.STATISTICIAN),
    )
    cls = row["cls"]
    if row.get("units"):
        text = _units(row)
    elif cls == Signal.UNKNOWN:
        text = _unknown(row, words)
    elif row.get("direction_word"):
        text = _direction(row, words)
    elif cls == Signal.DUE:
        text = _due(row, words)
    elif row.get("type") == TargetType.SLOW:
        text = _slow(row, words)
    elif Flag.SMALL in row["flags"] and row.get("pooled") is not None:
        text = _small(row, words)
    elif cls == Signal.MISSED or (cls == Signal.MET and row["year"] == row.get("deadline")):
        text = _final(row, words)
    elif cls == Signal.MET:
        text = _met(row, words, parameters)
    else:
        text = _ahead(row, words, parameters)
    return f"{name}：{text}。" if name else f"{text}。"


def likelihood(p: float, parameters: Parameters = DEFAULTS) -> str:
    """可能性较大, 不确定 or 可能性较小: the only words for P in documents."""
    if p >= parameters.probability.sure:
        return "达标可能性较大"
    return "能否达标尚不确定" if p >= parameters.probability.hard else "达标可能性较小"


def _chance(row: Row, words: Wording, parameters: Parameters) -> str:
    if row.get("p") is None:
        return ""
    about = f"（约{row['p'] * 100:.0f}%）" if words.show_p else ""
    return likelihood(row["p"], parameters) + about


_REASONS = {
    Flag.NO_DATA: "尚无可用数据，无法判断，请填报数据或说明缺数原因",
    Flag.NO_DIRECTION: "指标的好坏方向尚未确定，无法判断，请在指标目录中确认方向",
    Flag.NO_BASE: "缺少基期数据，无法判断，请补报基期年份的数",
    Flag.NO_EARLIER_TREND: "基期前后至少各需3个年份的数据，目前不够，无法判断趋势是否减缓",
}


def _unknown(row: Row, words: Wording) -> str:
    flags = row["flags"]
    for flag, text in _REASONS.items():
        if flag in flags:
            return text
    latest = f"{row['year']}年为{words.number(row['latest'])}" if row.get("latest") is not None else ""
    if row.get("direction_word") == DirectionWord.NONE:
        return f"{latest}，该指标没有好坏方向，不作达标判断"
    if Flag.BY_SURVEY in flags:
        word = row.get("direction_word")
        return f"{latest}，该指标按次统计，已有{row['n']}次数据" + (f"，目前{word}" if word else "，待下次调查后再判断")
    if Flag.STALE in flags:
        return f"最近一次数据为{row['year']}年，时间过久，无法判断，请补报近年数据"
    return f"{latest}，目前只有{row['n']}个年份的数据，至少需要3个，暂无法判断"


def _due(row: Row, words: Wording) -> str:
    gap = row["gap"]
    state = "已满足目标" if gap == 0 else f"距目标差{words.difference(gap)}"
    latest = f"{row['year']}年{words.number(row['latest'])}"
    return f"规划已到期，{row['deadline']}年数据尚未取得；最新为{latest}，{state}，到期待数"


def _direction(row: Row, words: Wording) -> str:
    word = row["direction_word"]
    change = row["latest"] - row["base_value"] if row.get("base_value") is not None else None
    moved = ""
    if change is not None:
        small = round(abs(change), words.decimals) == 0
        how = "持平" if small else ("提高" if change > 0 else "下降") + words.difference(change)
        moved = f"，与{row['base_year']}年相比{how}" if small else f"，比{row['base_year']}年{how}"
    due = "；规划已到期，到期年份的数据尚未取得" if row["cls"] == Signal.DUE else ""
    best = "，已处于最优水平" if Flag.BEST in row["flags"] else ""
    stand_in = "（缺基期数，以该年代替）" if Flag.SUBSTITUTE in row["flags"] else ""
    told = "" if word == DirectionWord.FLAT and moved.endswith(word) else f"，{word}"
    return f"{row['year']}年为{words.number(row['latest'])}{moved}{stand_in}{told}{best}{due}"


def _final(row: Row, words: Wording) -> str:
    state = "达到目标" if row["cls"] == Signal.MET else f"未达到目标，差{words.difference(row['gap'])}"
    nearly = "，四舍五入后与目标相等（基本达标）" if Flag.NEARLY in row["flags"] else ""
    return f"{row['year']}年为{words.number(row['latest'])}，{state}{nearly}"


def _slow(row: Row, words: Wording) -> str:
    if Flag.STOPPED in row["flags"]:
        state = "原有趋势已经停止"
    else:
        state = {
            Signal.MET: "趋势已明显减缓",
            Signal.LIKELY: "趋势有所减缓",
            Signal.HARD: "趋势尚未减缓",
        }.get(row["cls"], "趋势未减缓")
    return f"{row['year']}年为{words.number(row['latest'])}，与基期以前相比，{state}"


def _small(row: Row, words: Wording) -> str:
    years, events = row.get("pooled_years"), row.get("pooled_events")
    if row.get("good") == 1:
        state = "不低于目标" if row["pooled"] >= row["target"] else "低于目标"
        counted = f"近{years}年合并计算"
        return f"{counted}为{words.number(row['pooled'])}，{state}{_one_year(row)}"
    state = "控制在目标以内" if row["pooled"] <= row["target"] else "高于目标"
    counted = f"近{years}年合计{events:.0f}例"
    return f"{counted}，合并计算为{words.number(row['pooled'])}，{state}{_one_year(row)}"


def _one_year(row: Row) -> str:
    if Flag.ONE_YEAR_MISSED in row["flags"]:
        return "；单年未达标，小样本"
    return "；单年达标，小样本，需继续观察" if Flag.ONE_YEAR_MET in row["flags"] else ""


def _met(row: Row, words: Wording, parameters: Parameters) -> str:
    early = "，提前达标" if Flag.EARLY in row["flags"] else ""
    text = f"{row['year']}年为{words.number(row['latest'])}，已满足目标{early}"
    if Flag.SLIDING in row["flags"]:
        fall = f"，按近年趋势{row['deadline']}年可能为{words.number(row['forecast'])}" if _shown(row, words) else ""
        return f"{text}，但近年在下滑{fall}，需要关注"
    return f"{text}，但有反弹风险" if Flag.RELAPSE_RISK in row["flags"] else text


def _ahead(row: Row, words: Wording, parameters: Parameters) -> str:
    chance = _chance(row, words, parameters)
    if not _shown(row, words):
        return f"{row['year']}年为{words.number(row['latest'])}，尚未满足目标，{chance}".rstrip("，")
    compared = _compared(row, words)
    border = "，处于临界" if Flag.BORDERLINE in row["flags"] else ""
    return f"按近年趋势，{row['deadline']}年预计达到{words.number(row['forecast'])}，{compared}，{chance}{border}"


def _shown(row: Row, words: Wording) -> bool:
    return words.forecast_allowed and row.get("forecast") is not None


def _compared(row: Row, words: Wording) -> str:
    """The forecast against the nearest edge of the target."""
    edges = [edge for edge in (row.get("target"), row.get("target_hi")) if edge is not None]
    if len(edges) > 1 and edges[0] < row["forecast"] < edges[1]:
        return "在目标范围内"
    distance = min((row["forecast"] - edge for edge in edges), key=abs)
    if round(abs(distance), words.decimals) == 0:
        return "与目标持平"
    return f"比目标{'高' if distance > 0 else '低'}{words.difference(distance)}"


def _units(row: Row) -> str:
    """Every-unit targets; `counted` (个乡镇, 所学校) is how the members of their list are counted."""
    failing = row.get("failing") or []
    counted = str(row.get("counted") or "个单位")
    measure, unit = counted[:1], counted[1:]
    count = f"共{row['units']}{counted}"
    if row["cls"] == Signal.MET:
        return f"{count}，全部达标"
    if failing:
        return f"{count}，其中{len(failing)}{measure}未达标或预计达标困难"
    words = {
        Signal.DUE: f"部分{unit}到期年份的数据尚未取得",
        Signal.UNKNOWN: f"数据不足的{unit}过多，无法判断",
        Signal.HARD: "全部达标的可能性较小",
    }
    return f"{count}，{words.get(row['cls'], '预计都可达标')}"
