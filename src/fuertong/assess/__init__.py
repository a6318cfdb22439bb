"""Judging targets (达标评估): table in, table out; every rule of the method in one kernel."""

from fuertong.assess.cases import assess_case
from fuertong.assess.frames import assess
from fuertong.assess.parameters import DEFAULTS, Parameters, read_parameters

__all__ = ["DEFAULTS", "Parameters", "assess", "assess_case", "read_parameters"]
