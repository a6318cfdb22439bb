"""`python -m tests.soak.county USERS FILE`: a county of USERS units with forms of ten cells, and who is signed in.

FILE gets one line of JSON a user: session, form, cells.
"""

import json
import sys
from datetime import date
from pathlib import Path

import django

CELLS = 10


def prepare(users: int, target: Path) -> None:
    """Make the county in the data base of the environment."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from tests.web import world as county

    from fuertong_web.accounts.roles import Role
    from fuertong_web.collection.enums import FormState, RoundState
    from fuertong_web.collection.models import Cell, Form, Round
    from fuertong_web.indicators.models import Indicator
    from fuertong_web.places.models import Unit

    call_command("migrate", verbosity=0, interactive=False)
    made = county.build()
    indicators = Indicator.objects.bulk_create(
        Indicator(place=made.place, code=f"i{n}", name=f"示例指标{n}", unit="%", kind="pct", per=100, polarity="up")
        for n in range(CELLS)
    )
    opened = Round.objects.create(
        place=made.place,
        code="soak",
        title="示例年度监测",
        work_year=date.today().year,  # noqa: DTZ011  the round must be open today
        data_year=date.today().year - 1,  # noqa: DTZ011
        opens_on=date(2020, 1, 1),
        deadline=date(2099, 1, 1),
        state=RoundState.OPEN,
    )
    lines = []
    for n in range(users):
        unit = Unit.objects.create(place=made.place, code=f"999901-u{n}", name=f"示例单位{n}", order=10 + n)
        user = county.make_user(f"saver{n}", f"填报人{n}", made.place, Role.LIAISON, unit)
        form = Form.objects.create(round=opened, unit=unit, state=FormState.FILLING)
        cells = Cell.objects.bulk_create(
            Cell(form=form, order=k, indicator=row, region=made.region, period=str(opened.data_year))
            for k, row in enumerate(indicators)
        )
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        lines.append(
            {"session": session.session_key, "form": str(form.uid), "cells": [str(cell.uid) for cell in cells]}
        )
    target.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    prepare(int(sys.argv[1]), Path(sys.argv[2]))
