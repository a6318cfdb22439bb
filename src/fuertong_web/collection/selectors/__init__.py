"""Reading rounds, forms and values (监测数据); scope and sensitivity are applied here and nowhere else."""

from fuertong_web.collection.selectors.doors import FILLER_KEY, PHONE_KEY, actor_of_code, find_code, is_shut
from fuertong_web.collection.selectors.forms import form_for, may_write, round_for, rounds_for
from fuertong_web.collection.selectors.frames import observations_frame
from fuertong_web.collection.selectors.missing import Missing, missing_of
from fuertong_web.collection.selectors.todo import Todo, todo_count, todo_for
from fuertong_web.collection.selectors.values import Point, indicators_for, series
from fuertong_web.collection.selectors.years import Years, current_years, days_left, due_on, is_late, year_in_hand

__all__ = [
    "FILLER_KEY",
    "PHONE_KEY",
    "Missing",
    "Point",
    "Todo",
    "Years",
    "actor_of_code",
    "current_years",
    "days_left",
    "due_on",
    "find_code",
    "form_for",
    "indicators_for",
    "is_late",
    "is_shut",
    "may_write",
    "missing_of",
    "observations_frame",
    "round_for",
    "rounds_for",
    "series",
    "todo_count",
    "todo_for",
    "year_in_hand",
]
