"""Reading assessments, verdicts and warnings; who may see signals is settled here."""

from fuertong_web.assessment.selectors.attested import Attested, attested_of
from fuertong_web.assessment.selectors.currents import (
    answers_of,
    assessments_of,
    default_word,
    first_red_at,
    goal_verdicts_of,
    judged_years,
    open_warnings,
    past_verdicts,
    verdict_history,
    verdicts_of,
)
from fuertong_web.assessment.selectors.scope import (
    figures_seen,
    goals_for,
    is_own,
    leads,
    leads_goal,
    target_for,
    targets_for,
)

__all__ = [
    "Attested",
    "answers_of",
    "assessments_of",
    "attested_of",
    "default_word",
    "figures_seen",
    "first_red_at",
    "goal_verdicts_of",
    "goals_for",
    "is_own",
    "judged_years",
    "leads",
    "leads_goal",
    "open_warnings",
    "past_verdicts",
    "target_for",
    "targets_for",
    "verdict_history",
    "verdicts_of",
]
