"""How sure the reader is (把握程度): 请看一眼 and 需要你定 are for the places where it is really wrong now and then."""

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading import phrases

_DECIDE = frozenset({"noun-after"})
_LOOK = frozenset({"list", "duty", "soft", "count", "thing", "no-base", "implied", "subject", "share", "milestone"})


def confidence_of(target: Target, doubts: set[str]) -> Confidence:
    """Sure unless a rule of thumb had to be used, or the name has an unusual form."""
    if doubts & _DECIDE:
        return Confidence.DECIDE
    if doubts & _LOOK or _is_odd(target):
        return Confidence.LOOK
    return Confidence.SURE


def _is_odd(target: Target) -> bool:
    name = target.indicator
    if not 3 <= len(name) <= 40:
        return True
    if target.value is None or target.kind is TargetKind.MILESTONE:
        return False
    percent = target.unit in ("%", "‰") and not 0 < target.value <= 150
    return percent or not (phrases.is_countable(name) or target.unit not in ("%", "‰", "/10万"))
