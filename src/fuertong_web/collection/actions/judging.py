"""Judging again (重新研判) after accepted values changed."""

from fuertong_web.accounts.actor import Actor
from fuertong_web.places.models import Place


def judge_again(*, by: Actor, place: Place, data_year: int) -> int:
    """Judge the place's targets for the data year; returns how many were judged."""
    from fuertong_web.assessment.actions import assess_targets  # that app reads this one's selectors

    return assess_targets(by=by, place=place, data_year=data_year)
