"""Conditions of chapters (版块条件): `when` in a template; a chapter is written only where its condition holds."""

from collections.abc import Callable

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict
from fuertong.reports.desk import Desk
from fuertong.reports.tally import agreed_verdict

_CONDITIONS: dict[str, Callable[[Desk], bool]] = {
    "": lambda _: True,
    "has_background": lambda desk: bool(desk.facts.background),
    "has_changes": lambda desk: bool(desk.facts.changes),
    "has_due": lambda desk: any(agreed_verdict(target) is Verdict.DUE for target in desk.facts.targets),
    "has_outlooks": lambda desk: any(target.outlook for target in desk.facts.targets),
    "has_strategies": lambda desk: any(domain.strategies for domain in desk.facts.domains),
    "has_earlier": lambda desk: desk.earlier is not None,
}


def holds(condition: str, desk: Desk) -> bool:
    """Whether a chapter's condition is met; FuertongError for a word that is none."""
    test = _CONDITIONS.get(condition)
    if test is None:
        known = "、".join(name for name in _CONDITIONS if name)
        raise FuertongError(f"报告模板中的条件“{condition}”不存在，可用的有：{known}。")
    return test(desk)
