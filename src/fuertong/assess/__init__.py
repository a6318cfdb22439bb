"""Judging targets (达标评估): table in, table out; every rule of the method in one kernel."""

from fuertong.assess.attainment import Attainment, Judgement, attainment
from fuertong.assess.cases import assess_case
from fuertong.assess.frames import assess
from fuertong.assess.from_plan import judging_target, milestone_rows
from fuertong.assess.goals import GoalResult, goal_class
from fuertong.assess.parameters import DEFAULTS, Parameters, read_parameters
from fuertong.assess.sentences import Audience, likelihood, sentence
from fuertong.assess.suggest import suggest
from fuertong.assess.verdicts import default_verdict

__all__ = [
    "DEFAULTS",
    "Attainment",
    "Audience",
    "GoalResult",
    "Judgement",
    "Parameters",
    "assess",
    "assess_case",
    "attainment",
    "default_verdict",
    "goal_class",
    "judging_target",
    "likelihood",
    "milestone_rows",
    "read_parameters",
    "sentence",
    "suggest",
]
