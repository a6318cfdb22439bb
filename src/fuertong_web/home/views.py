"""Home (首页), by role - a page of tasks - and search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission, Role
from fuertong_web.assessment.views.common import chosen_plans, chosen_year, shows_units
from fuertong_web.collection.enums import RoundKind
from fuertong_web.home import search as searching
from fuertong_web.home.tasks import board_url, home_of


@needs()
def home(request: ActorRequest) -> HttpResponse:
    """What is due, what was returned, what needs attention - for the roles held."""
    actor = request.actor
    plans, year = chosen_plans(request), chosen_year(request)
    found = home_of(actor, plans, year)
    context = {
        "home": found,
        "year": year,
        "board_url": board_url(found.board) if found.board else "",
        "leader": actor.has_role(Role.LEADER, Role.GROUP, Role.UPPER, Role.EVALUATOR),
        "may_decide": actor.can(Permission.VERDICT_WRITE),
        "shows_units": shows_units(actor),
        "start_url": reverse("start"),
        "missing_link": _missing_link(actor),
    }
    return render(request, "home/home.html", context)


def _missing_link(actor: Actor) -> tuple[str, str]:
    """Where missing values are dealt with: the statistician asks for them once more, others look at the data."""
    if actor.can(Permission.ROUND_MANAGE):
        return "开启补充报送", f"{reverse('round_open')}?kind={RoundKind.SUPPLEMENT.value}"
    return ("查看数据", reverse("values")) if actor.can(Permission.VALUES_SEE) else ("", "")


@needs()
def search(request: ActorRequest) -> HttpResponse:
    """?q= one word or name; ?list= a pasted list of indicators, one a line."""
    words, pasted = request.GET.get("q", "").strip(), request.GET.get("list", "")
    filled = searching.table(request.actor, pasted.splitlines()) if pasted else []
    context = {
        "words": words,
        "pasted": pasted,
        "answers": searching.answers(request.actor, words) if words else [],
        "others": searching.others(request.actor, words) if words else [],
        "table": filled,
        "table_heads": searching.HEADS,
        "table_text": searching.as_text(filled) if filled else "",
    }
    return render(request, "home/search.html", context)
