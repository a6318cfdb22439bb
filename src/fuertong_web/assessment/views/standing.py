"""达标一览: domains by verdict, every target in one filtered list."""

from django.http import HttpResponse
from django.shortcuts import render

from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.selectors import judged_years
from fuertong_web.assessment.standing import Row, Standing, standing_of
from fuertong_web.assessment.views.common import chosen_plans, chosen_year, shows_units
from fuertong_web.plans.wording import bound_of as asked
from fuertong_web.ui.frame import Crumb


@needs(Permission.VERDICT_SEE)
def standing(request: ActorRequest) -> HttpResponse:
    """Where every target stands; ?verdict=, ?domain= and ?words= filter the list."""
    year = chosen_year(request)
    found = [standing_of(request.actor, plan, year) for plan in chosen_plans(request)] if year else []
    context = {
        "year": year,
        "standings": [(one, _filtered(one, request)) for one in found],
        "years": judged_years(request.actor),
        "words": request.GET.get("words", ""),
        "domain": request.GET.get("domain", ""),
        "verdict": request.GET.get("verdict", ""),
        "verdicts": [word.value for word in Word],
        "sees_values": request.actor.can(Permission.VALUES_SEE) or request.actor.can(Permission.VALUES_SEE_ACCEPTED),
        "sees_signal": request.actor.can(Permission.SIGNAL_SEE),
        "shows_units": shows_units(request.actor),
        "may_decide": request.actor.can(Permission.VERDICT_WRITE),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="达标一览")],
    }
    return render(request, "assessment/standing.html", context)


def _filtered(one: Standing, request: ActorRequest) -> list[tuple[Row, str]]:
    words, domain, verdict = (request.GET.get(name, "").strip() for name in ("words", "domain", "verdict"))
    return [
        (row, asked(row.target))
        for row in one.rows
        if (not verdict or row.word.value == verdict)
        and (not domain or row.domain == domain)
        and (not words or words in row.target.name or words in row.owner or words in row.facts.text)
    ]
