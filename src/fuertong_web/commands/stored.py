"""`fuertong report --plan CODE`: facts of a plan stored in the data base, as the statistician would gather them."""

from django.db import connection

from fuertong.reports.facts import Facts
from fuertong_web.accounts.roles import Role
from fuertong_web.assessment.facts import gather
from fuertong_web.collection.selectors import current_years
from fuertong_web.example.actors import acting
from fuertong_web.plans.models import Plan


def stored_facts(code: str, year: int | None) -> Facts | None:
    """The facts of the plan with this code, None when none is stored; the year defaults to the round's data year."""
    if Plan._meta.db_table not in connection.introspection.table_names():
        return None
    plan = Plan.objects.filter(code=code).select_related("place__region").first()
    if plan is None:
        return None
    years = current_years(plan.place)
    return gather(
        acting(plan.place, "命令行", Role.STATISTICIAN), plan, year or (years.data_year if years else plan.first_year)
    )
