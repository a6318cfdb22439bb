"""The web: an import against calamine's read plus a bare bulk_create; list pages against a bare view (Speed)."""

import os
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.bench.lines import Line

INDICATORS, YEARS = 2000, 50


def run() -> list[Line]:
    """On SQLite in a temporary folder: 100,000 values of 2,000 indicators, then the standing of the example county."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERTONG_VAR"] = folder
        os.environ["FUERTONG_DEMO_PASSWORD"] = "bench-only-1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuertong_web.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        lines = [_import(), *_pages()]
        connection.close()
        return lines


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _import() -> Line:
    from django.db import transaction

    from fuertong import workbooks
    from fuertong.model.organisation import Level
    from fuertong_web.accounts.roles import Role
    from fuertong_web.collection.actions import import_series
    from fuertong_web.collection.models import Revision
    from fuertong_web.collection.series import understand
    from fuertong_web.example.actors import acting
    from fuertong_web.indicators.models import Indicator
    from fuertong_web.places.actions import create_place

    place = create_place(code="999990", name="示例测速县", level=Level.COUNTY)
    stat = acting(place, "测速", Role.STATISTICIAN)
    made = Indicator.objects.bulk_create(
        Indicator(place=place, code=f"bench{n}", name=f"测速指标{n}", unit="%", kind="pct", per=100, polarity="up")
        for n in range(INDICATORS)
    )
    data = _workbook()

    def ours() -> None:
        rows, findings = workbooks.read_series(data, name="测速.xlsx")
        taken = understand(rows, findings, place)
        import_series(by=stat, rows=taken.values, reason="测速", judge=False)

    def bare() -> None:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
        with transaction.atomic():
            Revision.objects.bulk_create(
                (
                    Revision(
                        indicator=made[n],
                        region=place.region,
                        period=str(1976 + year),
                        data_year=1976 + year,
                        value=Decimal(str(cell)),
                        status="final",
                        cause="import",
                        at="2026-01-01T00:00:00Z",
                    )
                    for n, row in enumerate(sheet[1:])
                    for year, cell in enumerate(row[1:])
                ),
                batch_size=2000,
            )

    own, plain = _seconds(ours), _seconds(bare)
    note = f"{INDICATORS * YEARS} values: {own:.1f} s against {plain:.1f} s"
    return Line(name="import / (calamine + bulk_create)", ratio=own / plain, limit=2, note=note)


def _workbook() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("数据")
    sheet.write_row(0, 0, ["指标", *(1976 + year for year in range(YEARS))])
    for n in range(INDICATORS):
        sheet.write_row(
            n + 1, 0, [f"测速指标{n}", *(round(50 + (n * 7 + year) % 40 + 0.1, 1) for year in range(YEARS))]
        )
    book.close()
    return out.getvalue()


def _pages() -> list[Line]:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from fuertong_web.accounts.models import User
    from fuertong_web.example.loading import load_example

    load_example(str(settings.ROOT / "examples" / "yunxi"))
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="office"), backend="django.contrib.auth.backends.ModelBackend")
    bare = _bare_seconds()
    lines = []
    for name in ("standing", "values", "indicators", "home"):
        url = reverse(name)
        client.get(url)
        own = min(_seconds(lambda url=url: client.get(url)) for _ in range(3))
        lines.append(
            Line(name=f"page {name} / bare rows", ratio=own / bare, limit=3, note=f"{own:.2f} s, bare {bare:.2f} s")
        )
    return lines


def _bare_seconds() -> float:
    """A view that fetches the place's observations in one query and prints them flat."""
    from django.template import Context, Template

    from fuertong_web.collection.models import Observation

    template = Template(
        "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
    )

    def bare() -> None:
        rows = Observation.objects.filter(region__code="999601").order_by("pk")
        names = ("indicator__name", "period", "breakdown", "revision__value", "revision__source", "accepted_at")
        template.render(Context({"rows": list(rows.values_list(*names))}))

    bare()
    return min(_seconds(bare) for _ in range(3))
