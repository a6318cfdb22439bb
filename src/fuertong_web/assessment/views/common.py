"""Which plans and which year a page of 评估预警 speaks of."""

from django.http import HttpRequest
from django.urls import reverse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.http import ActorRequest
from fuertong_web.accounts.roles import Role
from fuertong_web.collection.selectors import year_in_hand
from fuertong_web.home.context import audience_of
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan
from fuertong_web.plans.selectors import plans_of


def chosen_plans(request: ActorRequest) -> list[Plan]:
    """The active plans of the place that the plan switch shows."""
    place = request.actor.place
    return list(plans_of(place, audience_of(request)).select_related("place__region")) if place else []


def chosen_year(request: ActorRequest) -> int | None:
    """The data year asked for (`?year=`), else the year in hand; None before the first value."""
    asked = _number(request)
    return asked or (year_in_hand(request.actor.place) if request.actor.place else None)


def _number(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if text.isdigit() and 1990 <= int(text) <= 2100 else None


def shows_units(actor: Actor) -> bool:
    """Whether lists name the responsible units: to leaders only where the place switched it on (practice 15)."""
    return not actor.has_role(Role.LEADER) or bool(actor.place and setting(actor.place, "pages.unit_names"))


def verdict_tabs(current: str, year: int | None) -> list[dict[str, object]]:
    """The three pages on which verdicts are given."""
    query = f"?year={year}" if year else ""
    pages = {"verdicts": "指标", "verdicts_quality": "定性目标和建成事项", "verdicts_goals": "主要目标"}
    return [{"label": title, "url": reverse(name) + query, "active": name == current} for name, title in pages.items()]
