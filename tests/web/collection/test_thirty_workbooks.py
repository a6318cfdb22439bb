"""A whole year with one person at the keyboard (practice 1): thirty workbooks out, back with stamped sheets.

Five of them were changed on paper by hand after the workbook was filled; nobody but the statistician has an account.
"""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.collection.test_workbook_pages import PAPER, XLSX
from tests.web.world import World

from fuertong_web.accounts.models import RoleGrant
from fuertong_web.collection.actions import open_round
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.models import Cell, Form, Observation, Revision
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Unit

UNITS = 30
ON_PAPER = 5


@pytest.fixture
def forms(world: World) -> list[Form]:
    """A round of thirty units, two numbers each; not one of them has an account."""
    Indicator.objects.filter(place=world.place).update(source_unit=None)
    for number in range(UNITS):
        unit = Unit.objects.create(
            place=world.place, code=f"999901-u{number}", name=f"示例{number}局", order=50 + number
        )
        for word in ("人数", "场所数"):
            Indicator.objects.create(
                place=world.place,
                code=f"u{number}{len(word)}",
                name=f"示例{number}{word}",
                unit="个",
                kind="count",
                decimals=0,
                levels=["county"],
                source_unit=unit,
            )
    opened = open_round(
        by=world.actor("statistician"),
        title="三十个单位",
        work_year=2027,
        data_year=2026,
        opens_on=world.things["round"].opens_on,
        deadline=world.things["round"].deadline.replace(year=2027),
    )
    assert not RoleGrant.objects.filter(unit__code__startswith="999901-u").exists()
    return list(opened.forms.select_related("unit").order_by("unit__order"))


def _filled(client: Client, form: Form, number: int) -> bytes:
    """The workbook that went out, with the unit's two numbers in it."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("form_workbook", args=[form.uid])).content))
    sheet = book["填报表"]
    head = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith("本年数"))
    for place in (1, 2):
        sheet.cell(head.row + place, head.column).value = 100 * place + number
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _back(client: Client, form: Form, data: bytes) -> str:
    """Hand the workbook in and confirm it with the particulars of the stamped sheet."""
    file = SimpleUploadedFile("报表.xlsx", data, content_type=XLSX)
    page = client.post(reverse("form_proxy", args=[form.uid]), {"file": file})
    assert page.status_code == 302, page.content.decode()
    locks = client.get(page["Location"]).context["locks"]
    done = client.post(page["Location"], PAPER | {"locks": locks})
    assert done.status_code == 302, done.content.decode()
    return str(done["Location"])


@pytest.mark.slow
def test_thirty_workbooks_out_and_back_five_changed_on_paper(
    world: World, forms: list[Form], sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("statistician")
    assert len(forms) == UNITS
    for number, form in enumerate(forms):
        _back(client, form, _filled(client, form, number))
    assert set(Form.objects.filter(round=forms[0].round).values_list("state", flat=True)) == {FormState.SUBMITTED}
    for number, form in enumerate(forms):
        if number < ON_PAPER:
            _changed_on_paper(client, form, number)
        client.post(reverse("form_review", args=[form.uid]), {"act": "accept"})
    accepted = Observation.objects.filter(revision__form__round=forms[0].round)
    assert accepted.count() == 2 * UNITS
    values = {
        row.indicator.name: int(row.revision.value or 0) for row in accepted.select_related("indicator", "revision")
    }
    expected = {f"示例{number}人数": 100 + number + (500 if number < ON_PAPER else 0) for number in range(UNITS)}
    assert {name: values[name] for name in expected} == expected
    rows = Revision.objects.filter(form__round=forms[0].round)
    assert set(rows.values_list("filler", "entered_by")) == {("李某", world.actor("statistician").label)}


def _changed_on_paper(client: Client, form: Form, number: int) -> None:
    """The stamped sheet says another number: returned with the reason, entered as the paper says, stamped anew."""
    cell = Cell.objects.get(form=form, indicator__name=f"示例{number}人数")
    client.post(
        reverse("form_review", args=[form.uid]),
        {"act": "return", f"reason-{cell.uid}": "盖章纸质表上已改数，以纸质表为准。"},
    )
    data = {f"was-{cell.uid}": _was(client, form, cell), f"value-{cell.uid}": str(600 + number)}
    answer = client.post(reverse("form_fill", args=[form.uid]) + "?proxy=1", data)
    assert answer.status_code == 302, answer.content.decode()
    done = client.post(reverse("form_proxy_paper", args=[form.uid]), PAPER)
    assert done.status_code == 302, done.content.decode()


def _was(client: Client, form: Form, cell: Cell) -> str:
    text = client.get(reverse("form_fill", args=[form.uid]) + "?proxy=1").content.decode()
    return text.partition(f'name="was-{cell.uid}" value="')[2].partition('"')[0]
