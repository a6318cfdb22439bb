"""`fuertong report --plan CODE`: facts of a plan stored in the data base, as the statistician would gather them."""

from django.db import connection

from fuertong.reports.facts import Facts
from fuertong_web.accounts.roles import Role
from fuertong_web.assessment.facts import gather
from fuertong_web.collection.selectors import year_in_hand
from fuertong_web.example.actors import acting
from fuertong_web.plans.models import Plan


def stored_facts(code: str, year: int | None) -> Facts | None:
    """The facts of the plan with this code, None when none is stored; the year defaults to the one in hand."""
    if Plan._meta.db_table not in connection.introspection.table_names():
        return None
    plan = Plan.objects.filter(code=code).select_related("place__region").first()
    if plan is None:
        return None
    by = acting(plan.place, "命令行", Role.STATISTICIAN)
    return gather(by, plan, year or year_in_hand(plan.place) or plan.first_year)
