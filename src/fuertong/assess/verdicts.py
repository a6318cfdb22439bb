"""Which signals (研判信号) are taken over as verdicts (认定) unless a person says otherwise (section 6.6)."""

from collections.abc import Collection

from fuertong.assess.codes import DirectionWord, Flag
from fuertong.model.verdict import Signal, Verdict

_DIRECTIONS = {DirectionWord.FITS.value: Verdict.FITS, DirectionWord.KEPT.value: Verdict.KEPT}


def default_verdict(cls: str, flags: Collection[str], direction_word: str | None) -> Verdict | None:
    """The verdict that stands without an act: green signals only; None = 待认定.

    Targets without number are spoken of by direction: only a fitting direction is green. A number met in a survey of
    few years (按次统计) is met, whatever the direction of the last two.
    """
    numbered = Flag.BY_SURVEY in flags and Flag.BEST not in flags
    if direction_word and cls in (Signal.MET, Signal.LIKELY) and not numbered:
        if Flag.BEST in flags:
            return Verdict.KEPT
        return _DIRECTIONS.get(direction_word)
    if cls == Signal.MET:
        return Verdict.MET
    if cls == Signal.LIKELY and Flag.BORDERLINE not in flags:
        return Verdict.LIKELY
    return None
