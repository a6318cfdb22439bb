"""Signals (研判信号) of the machine and verdicts (认定) of a person, with the sign beside each word."""

from enum import StrEnum


class Signal(StrEnum):
    """The machine's class of a target (method.md section 6)."""

    MET = "已达标"
    LIKELY = "预计可达标"
    HARD = "预计达标困难"
    MISSED = "未达标"
    DUE = "到期待数"
    UNKNOWN = "无法判断"


class Verdict(StrEnum):
    """The words a named person may give; what leaves the office uses only these."""

    MET = "已达标"
    PARTLY = "部分达标"
    LIKELY = "预计可达标"
    BORDERLINE = "预计可达标·临界"
    HARD = "预计达标困难"
    MISSED = "未达标"
    MISSED_ONE_YEAR = "单年未达标"
    DUE = "到期待数"
    UNKNOWN = "无法判断"
    FITS = "方向符合"
    FLAT = "持平"
    AGAINST = "方向不符"
    KEPT = "保持良好"
    BELOW_BASE = "低于基期"
    BUILT = "定性：已建立"
    UNDER_WAY = "定性：推进中"
    NOT_BEGUN = "定性：未启动"
    OPEN = "待认定"

    @property
    def sign(self) -> str:
        """The sign printed beside the word."""
        return _SIGNS.get(self, "–")

    @property
    def is_direction(self) -> bool:
        """Whether the word speaks of direction (targets without number: a column of their own in every 达标率)."""
        return self in _DIRECTIONS

    @property
    def is_qualitative(self) -> bool:
        """Whether the word belongs to a goal without number."""
        return self in (Verdict.BUILT, Verdict.UNDER_WAY, Verdict.NOT_BEGUN)


_DIRECTIONS = (Verdict.FITS, Verdict.FLAT, Verdict.AGAINST, Verdict.KEPT, Verdict.BELOW_BASE)
_SIGNS = {
    Verdict.MET: "●",
    Verdict.PARTLY: "◑",
    Verdict.LIKELY: "◐",
    Verdict.BORDERLINE: "◔",
    Verdict.HARD: "▲",
    Verdict.MISSED: "✕",
    Verdict.MISSED_ONE_YEAR: "✕",
    Verdict.DUE: "◇",
    Verdict.UNKNOWN: "○",
    Verdict.FITS: "↗",
    Verdict.FLAT: "→",
    Verdict.AGAINST: "↘",
    Verdict.KEPT: "→",
    Verdict.BELOW_BASE: "↘",
    Verdict.OPEN: "？",
}
