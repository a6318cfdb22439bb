"""A process to be killed: `python -m tests.web.killed_child prepare|import|confirm` on the data base of FUERTONG_VAR.

It says `begin` just before the act and `end` after it.
"""

import sys
from decimal import Decimal
from pathlib import Path

import django

PLAN = Path(__file__).resolve().parents[2] / "examples" / "yunxi" / "plan.txt"
INDICATORS = 40
YEARS = range(1986, 2026)


def prepare() -> None:
    """A county with people, indicators and a plan read but not confirmed."""
    from dataclasses import asdict

    from django.core.management import call_command
    from tests.web import world as county

    from fuertong.reading import read
    from fuertong_web.indicators.models import Indicator
    from fuertong_web.plans.actions import keep_reading
    from fuertong_web.plans.sandbox import RawReading

    call_command("migrate", verbosity=0, interactive=False)
    made = county.build()
    Indicator.objects.bulk_create(
        Indicator(
            place=made.place, code=f"i{number}", name=f"示例指标{number}", unit="%", kind="pct", per=100, decimals=1
        )
        for number in range(INDICATORS)
    )
    found = read(PLAN.read_bytes(), name=PLAN.name)
    reading = RawReading(plans=[asdict(plan) for plan in found.plans], findings=[], lines=list(found.lines))
    keep_reading(by=made.actor("office"), name=PLAN.name, content=PLAN.read_bytes(), reading=reading)


def take_in() -> None:
    """Import forty years of forty indicators."""
    from fuertong.model.observation import Key, Observation
    from fuertong_web.accounts.models import User
    from fuertong_web.accounts.selectors import actor_for
    from fuertong_web.collection.actions import import_series

    rows = [
        Observation(
            key=Key(indicator=f"i{number}", region="999901", period=str(year)), value=Decimal("50.1"), decimals=1
        )
        for number in range(INDICATORS)
        for year in YEARS
    ]
    by = actor_for(User.objects.get(username="statistician"))
    print("begin", flush=True)
    import_series(by=by, rows=rows, source="示例年鉴")


def confirm() -> None:
    """Confirm the plan with its units made anew."""
    from fuertong_web.accounts.models import User
    from fuertong_web.accounts.selectors import actor_for
    from fuertong_web.plans.actions import confirm_draft
    from fuertong_web.plans.models import PlanDraft

    by, draft = actor_for(User.objects.get(username="office")), PlanDraft.objects.order_by("pk")[0]
    print("begin", flush=True)
    confirm_draft(by=by, draft=draft, make_units=True)


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "import": take_in, "confirm": confirm}[sys.argv[1]]()
    print("end", flush=True)
