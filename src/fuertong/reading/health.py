"""Plan health check (规划体检)."""

from fuertong.model.findings import Finding
from fuertong.model.plan import Plan


def check(plan: Plan) -> list[Finding]:
    """What is missing or contradictory in a plan."""
    return []
