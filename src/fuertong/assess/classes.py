"""The class of a target (研判信号), in the order of section 6.4."""

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints
from fuertong.assess.codes import DUE, HARD, LIKELY, MET, MISSED, UNKNOWN
from fuertong.assess.evidence import Evidence
from fuertong.assess.parameters import Parameters


def has_chance(e: Evidence, parameters: Parameters) -> Bools:
    """Rows before the deadline for which P can be given."""
    enough = (e.points.n >= parameters.points.minimum) | e.small.counts | e.is_slow
    return e.stages.open & enough


def chance_used(e: Evidence) -> Floats:
    """P that decides: of slowing, of the published year for small counts, else of the forecast."""
    p = np.where(e.small.counts, e.small.p_year, e.p)
    return p if e.slow is None else np.where(e.is_slow, e.slow.p, p)


def classify(e: Evidence, parameters: Parameters) -> tuple[Ints, Bools]:
    """The class of each row, and whether it is 预计可达标 only with 临界."""
    settings = parameters.probability
    p = chance_used(e)
    possible = has_chance(e, parameters)
    cls = np.full(e.met.size, UNKNOWN, dtype=np.int64)
    cls = np.where(possible, np.where(p < settings.hard, HARD, LIKELY), cls)
    spared = possible & (cls == HARD) & e.small.shares & e.small.agrees
    off_bound = possible & e.bounds.one_off & ~e.is_slow
    cls = np.where(spared | off_bound, LIKELY, cls)
    cls = np.where(e.stages.open & _met(e, parameters), MET, cls)
    cls = np.where(e.stages.due, DUE, cls)
    cls = np.where(e.stages.final, np.where(_met_finally(e, parameters), MET, MISSED), cls)
    borderline = possible & (cls == LIKELY) & ((p < settings.sure) | spared | off_bound)
    return cls, borderline


def _met(e: Evidence, parameters: Parameters) -> Bools:
    """Met before the deadline: the latest value, and for small counts the pooled years or the risk too."""
    met = e.met & (~e.small.counts | e.small.agrees | e.bounds.best)
    survey = (e.rows.freq >= parameters.points.survey_freq) & (e.points.n < parameters.points.minimum)
    met &= ~(survey & e.rows.numberless) | e.bounds.best
    if e.slow is None:
        return met
    return np.where(e.is_slow, e.slow.stopped | (e.slow.p >= parameters.slow.met), met)


def _met_finally(e: Evidence, parameters: Parameters) -> Bools:
    if e.slow is None:
        return e.met
    return np.where(e.is_slow, e.slow.stopped | (e.slow.p >= parameters.slow.final), e.met)
