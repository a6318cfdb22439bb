"""The two national outlines' headline targets (国家纲要主要指标) as data, to compare a plan with from the first day.

They are written from general knowledge and marked so: to be checked against the documents before anyone cites them.
"""

from functools import cache
from importlib import resources

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.model.plan import Audience, Domain, Goal, Plan, Target

CAUTION = "国家纲要的数值按一般了解整理，引用前请与纲要原文核对。"
_FIELDS = ("plan", "indicator", "cmp", "value", "unit", "base_year", "deadline", "source")


@cache
def national_plan(audience: Audience) -> Plan:
    """The headline targets of one outline as a plan of the nation: one domain, a goal a target."""
    with resources.as_file(resources.files("fuertong.planning") / "data" / "national_targets.csv") as path:
        rows = read_rows(path, needed=_FIELDS, allowed=("standing",))
    refuse_duplicates(rows, ("plan", "indicator"))
    own = [row for row in rows if row.choice("plan", Audience) is audience]
    goals = tuple(_goal(number, row) for number, row in enumerate(own, start=1))
    return Plan(
        audience=audience,
        title=own[0].needed("source"),
        region="全国",
        period=(2021, 2030),
        domains=(Domain(no=1, title="主要指标", goals=goals),),
    )


def _goal(number: int, row: Row) -> Goal:
    name, sign, unit = row.needed("indicator"), row.needed("cmp"), row.needed("unit")
    words = {">=": "不低于", "<=": "不高于", "~": "左右"}[sign]
    figure = row.needed("value").removesuffix(".0") + unit
    text = f"{name}{figure}{words}" if sign == "~" else f"{name}{words}{figure}"
    target = Target(
        indicator=name,
        comparator=sign,
        value=float(row.needed("value")),
        unit=unit,
        base_year=row.integer("base_year"),
        deadline=row.integer("deadline"),
        quote=text,
    )
    return Goal(no=number, line=0, text=text, targets=(target,))
