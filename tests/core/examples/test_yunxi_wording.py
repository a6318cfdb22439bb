"""The example's sentences are our own: only the formulas of the genre coincide with real plans."""

import re
from pathlib import Path

from examples import make

LONGEST_FORMULA = 33


def _letters(text: str) -> str:
    return re.sub(r"[\s，。、；：,.;:“”（）()]", "", text)


def test_no_sentence_is_taken_from_a_real_plan(shared: Path) -> None:
    """No run of letters longer than a target's formula stands in one of the three real plans."""
    plans = "".join(_letters(path.read_text(encoding="utf-8")) for path in sorted((shared / "plans").glob("*.txt")))
    assert len(plans) > 50_000
    runs = {plans[start : start + LONGEST_FORMULA] for start in range(len(plans) - LONGEST_FORMULA)}
    ours = _letters((Path(make.PLACE) / "plan.txt").read_text(encoding="utf-8"))
    taken = [
        ours[start : start + LONGEST_FORMULA]
        for start in range(len(ours) - LONGEST_FORMULA)
        if ours[start : start + LONGEST_FORMULA] in runs
    ]
    assert taken == []
