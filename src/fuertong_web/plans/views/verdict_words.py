"""The verdicts (认定) shown beside targets on the pages of plans: of the year in hand, to whoever may see them."""

from collections.abc import Iterable

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.selectors import verdicts_of
from fuertong_web.collection.selectors import year_in_hand
from fuertong_web.plans.models import Goal


def verdict_words(actor: Actor, goals: Iterable[Goal]) -> tuple[int | None, dict[int, str]]:
    """The data year and, per target (primary key), its verdict; a unit sees those of the goals it is named in."""
    year = year_in_hand(actor.place) if actor.place else None
    if year is None:
        return None, {}
    shown = [target for goal in goals if _may_see(actor, goal) for target in goal.targets.all()]
    found = verdicts_of(shown, year) if shown else {}
    return year, {key: verdict.word for key, verdict in found.items()}


def _may_see(actor: Actor, goal: Goal) -> bool:
    if actor.can(Permission.VERDICT_SEE):
        return True
    units = [part.unit_id for part in goal.units.all() if part.unit_id]
    return any(actor.can(Permission.VERDICT_SEE_OWN, unit_id=unit) for unit in units)
