"""The closed sets of judging: kinds of target, comparators, flags (标记), and their codes inside the kernel."""

from enum import StrEnum

from fuertong.model.indicator import Kind
from fuertong.model.verdict import Signal

KINDS = tuple(kind.value for kind in Kind)
PCT, RATE, COUNT, YEARS, RATIO = range(len(KINDS))
SIGNALS = tuple(signal.value for signal in Signal)
MET, LIKELY, HARD, MISSED, DUE, UNKNOWN = range(len(SIGNALS))


class TargetType(StrEnum):
    """What a judging row asks for; `compare` is turned into level or trend before the kernel."""

    LEVEL = "level"
    CHANGE = "change"
    TREND = "trend"
    KEEP = "keep"
    SLOW = "slow"
    COMPARE = "compare"
    YEARLY = "yearly"
    CUMULATIVE = "cumulative"
    TERM = "term"


class Cmp(StrEnum):
    """Comparators as printed; `range` is value..value2."""

    NONE = ""
    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    EQ = "="
    ABOUT = "~"
    RANGE = "range"


TYPES = tuple(kind.value for kind in TargetType)
CMPS = tuple(cmp.value for cmp in Cmp)
LEVEL, CHANGE, TREND, KEEP, SLOW, COMPARE, YEARLY, CUMULATIVE, TERM = range(len(TYPES))
NO_CMP, GE, LE, GT, LT, EQ, ABOUT, RANGE = range(len(CMPS))

NO_POLARITY, POLARITY_UP, POLARITY_DOWN, TWO_SIDED, WITHOUT = 0, 1, -1, 2, 3
POLARITIES = {"": NO_POLARITY, "up": POLARITY_UP, "down": POLARITY_DOWN, "two_sided": TWO_SIDED, "none": WITHOUT}
DIRECTIONS = {"": 0, "up": 1, "down": -1, "hold": 0}


class Flag(StrEnum):
    """What stands beside a class (method.md sections 1, 6-9)."""

    NO_DATA = "无数据"
    TOO_FEW = "数据不足"
    BY_SURVEY = "按次统计"
    STALE = "数据陈旧"
    GAPS = "缺年"
    BREAK = "口径变化"
    FEW_POINTS = "点数少"
    NO_BASE = "基期缺失"
    SUBSTITUTE = "替代基期"
    NO_DIRECTION = "方向待定"
    NO_EARLIER_TREND = "缺基期前趋势"
    EARLY = "提前达标"
    BORDERLINE = "临界"
    NEARLY = "基本达标"
    RELAPSE_RISK = "反弹风险"
    SLIDING = "下滑预警"
    WIDE_GAP = "差距偏大"
    RELAPSED = "反弹"
    TWICE_WORSE = "连续两年变差"
    NOT_EVERY_YEAR = "未逐年改善"
    VOLATILE = "波动较大"
    ONE_OFF = "单点异常"
    SUSPECT = "异常待核"
    SMALL = "小样本"
    SMALL_SWINGS = "小样本波动"
    ONE_YEAR_MET = "单年达标"
    ONE_YEAR_MISSED = "单年未达标"
    HIGH_RISK = "风险偏高"
    BEST = "保持最优"
    STOPPED = "趋势已停止"


class DirectionWord(StrEnum):
    """How a target without number, or a survey with two points, is spoken of (section 9)."""

    FITS = "方向符合"
    FLAT = "持平"
    AGAINST = "方向不符"
    KEPT = "保持良好"
    BELOW_BASE = "低于基期"
    ABOVE_BASE = "高于基期"
    NONE = "无方向"


DIRECTION_WORDS = ("", *(word.value for word in DirectionWord))
WORD = {word: index + 1 for index, word in enumerate(DirectionWord)}
BIT = {flag: 1 << index for index, flag in enumerate(Flag)}


def flag_names(mask: int) -> list[str]:
    """The flags of a bit mask, sorted."""
    return sorted(flag.value for flag, bit in BIT.items() if mask & bit)
