"""Judging, giving verdicts, answering, deciding on warnings."""

from fuertong_web.assessment.actions.background import ask_for_judging, go_on, resume_all
from fuertong_web.assessment.actions.judging import assess_targets, judge_again
from fuertong_web.assessment.actions.verdicts import answer_target, give_verdict, take_over_green
from fuertong_web.assessment.actions.warnings import answer_warning, ask_unit, decide_warning

__all__ = [
    "answer_target",
    "answer_warning",
    "ask_for_judging",
    "ask_unit",
    "assess_targets",
    "decide_warning",
    "give_verdict",
    "go_on",
    "judge_again",
    "resume_all",
    "take_over_green",
]
