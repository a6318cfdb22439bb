"""Targets of a goal (指标值)."""

from fuertong.model.plan import Target


def read_targets(text: str) -> tuple[Target, ...]:
    """All targets of a goal's text."""
    return ()
