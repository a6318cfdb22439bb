"""Direction words (方向): how targets without number, and surveys with two points, are spoken of (section 9)."""

import numpy as np

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import EPS, Bools, Floats, Ints, bools, pick
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import KEEP, SLOW, WORD, DirectionWord
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows


def direction_words(rows: Rows, points: Points, aim: Aim, parameters: Parameters) -> Ints:
    """The code of each row's direction word, 0 where none is due."""
    words = np.zeros(rows.kind.size, dtype=np.int64)
    known = (points.n > 0) & ~aim.without_direction & ~aim.direction_open & ~aim.no_base
    after_base = known & rows.numberless & (points.latest_year > aim.base.year)
    half = rows.unit / 2 - EPS
    gain = (points.latest - aim.base.value) * aim.good
    trend = after_base & rows.is_trend
    words = np.where(trend, _change_word(gain, half), words)
    keep = after_base & (rows.type == KEEP)
    below = points.latest < np.where(np.isnan(aim.meet_lower), -np.inf, aim.meet_lower) - EPS
    above = points.latest > np.where(np.isnan(aim.meet_upper), np.inf, aim.meet_upper) + EPS
    kept = np.where(below, WORD[DirectionWord.BELOW_BASE], WORD[DirectionWord.KEPT])
    words = np.where(keep, np.where(above, WORD[DirectionWord.ABOVE_BASE], kept), words)
    survey = known & ~rows.numberless & (rows.type != SLOW) & is_survey_pair(rows, points, parameters)
    if survey.any():
        behind = points.window[1:].argmax(axis=0) + 1
        before = pick(points.value, behind)
        step = aim.outside(before) - aim.outside(points.latest)
        words = np.where(survey, _change_word(step, half), words)
    return np.where(aim.without_direction & (points.n > 0), WORD[DirectionWord.NONE], words)


def is_survey_pair(rows: Rows, points: Points, parameters: Parameters) -> Bools:
    """Two points of a survey, census or term of office."""
    return bools((rows.freq >= parameters.points.survey_freq) & (points.n == 2))


def _change_word(gain: Floats, half: Floats) -> Ints:
    fits, against = WORD[DirectionWord.FITS], WORD[DirectionWord.AGAINST]
    return np.where(gain >= half, fits, np.where(gain <= -half, against, WORD[DirectionWord.FLAT])).astype(np.int64)
