"""Reading assessments, verdicts and warnings; who may see signals is settled here."""

from fuertong_web.assessment.selectors.currents import (
    answers_of,
    assessments_of,
    first_red_at,
    judged_years,
    open_warnings,
    verdict_history,
    verdicts_of,
)
from fuertong_web.assessment.selectors.scope import figures_seen, leads, target_for, targets_for

__all__ = [
    "answers_of",
    "assessments_of",
    "figures_seen",
    "first_red_at",
    "judged_years",
    "leads",
    "open_warnings",
    "target_for",
    "targets_for",
    "verdict_history",
    "verdicts_of",
]
