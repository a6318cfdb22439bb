"""The board, review, signing and data pages; several years at once."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.collection.conftest import FULL, Desk
from tests.web.world import World

from fuertong_web.collection.actions import accept_form, reopen_form, return_form, sign_form, submit_form
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.models import Form, Observation, Round
from fuertong_web.places.models import Unit

SignIn = Callable[[str], Client]


def test_the_deadline_ends_at_midnight_in_shanghai(desk: Desk, sign_in: SignIn) -> None:
    url = reverse("round", args=[desk.form.round.uid])
    with time_machine.travel(datetime(2026, 12, 31, 15, 59, tzinfo=UTC), tick=False):
        assert "今天截止" in sign_in("statistician").get(url).content.decode()
    with time_machine.travel(datetime(2026, 12, 31, 16, 1, tzinfo=UTC), tick=False):
        late = sign_in("statistician").get(url).content.decode()
    assert "已过1天" in late
    assert "已于12月31日截止，请尽快报送" in late


def test_the_board_counts_units_by_state(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    url = reverse("round", args=[desk.form.round.uid])
    page = sign_in("statistician").get(url).content.decode()
    assert reverse("form_review", args=[desk.form.uid]) in page
    only = sign_in("statistician").get(f"{url}?state=submitted")
    assert [row.form.unit.code for row in only.context["rows"]] == ["999901-health"]


def test_the_board_costs_a_bounded_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = world.things["round"]
    units = [Unit(place=world.place, code=f"999901-u{n}", name=f"单位{n}", order=10 + n) for n in range(30)]
    Unit.objects.bulk_create(units)
    Form.objects.bulk_create(Form(round=found, unit=unit) for unit in Unit.objects.filter(code__contains="-u"))
    client = sign_in("statistician")
    url = reverse("round", args=[found.uid])
    client.get(url)
    with django_assert_max_num_queries(16):
        assert client.get(url).status_code == 200


def test_a_round_is_opened_in_the_browser_from_last_years(world: World, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    proposed = client.get(reverse("round_open")).context["form"].initial
    assert (proposed["data_year"], proposed["work_year"]) == (2026, 2027)
    answer = client.post(reverse("round_open"), proposed | {"deadline": "2027-03-31", "opens_on": "2027-01-04"})
    opened = Round.objects.get(data_year=2026, main=None)
    assert answer["Location"] == reverse("round", args=[opened.uid])
    refused = client.post(reverse("round_open"), proposed | {"deadline": "2020-01-01"})
    assert "截止日期不能早于开始日期" in refused.content.decode()


def test_a_unit_gets_more_time_with_a_reason(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    url = reverse("form_extend", args=[desk.form.uid])
    assert "不能早于原截止日期" in client.post(url, {"to": "2026-12-01", "reason": "人员调整"}).content.decode()
    assert client.post(url, {"to": "2027-01-10", "reason": "人员调整"}).status_code == 302
    assert desk.form.extended_to is not None


def test_the_reviewer_sees_differences_first_and_signs(desk: Desk, sign_in: SignIn) -> None:
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    client = sign_in("reviewer")
    url = reverse("form_sign", args=[desk.form.uid])
    first = client.get(url).context["lines"][0]
    assert (first.indicator.code, first.change) == ("beds", "+6")
    assert "请写明原因" in client.post(url, {"act": "refuse", "comment": ""}).content.decode()
    assert client.post(url, {"act": "sign"}).status_code == 302
    assert desk.form.state == FormState.SUBMITTED


def test_the_statistician_returns_by_value_and_accepts(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    client = sign_in("statistician")
    url = reverse("form_review", args=[desk.form.uid])
    reason = {f"reason-{desk.cell('beds').uid}": "请核对床位数"}
    both = client.post(url, {"act": "accept"} | reason).content.decode()
    assert "请先清空退回原因" in both
    assert "请核对床位数</textarea>" in both
    assert client.post(url, {"act": "return"} | reason).status_code == 302
    assert (desk.form.state, desk.cell("beds").return_reason) == (FormState.RETURNED, "请核对床位数")
    desk.fill(beds={"answer": "无误"})
    submit_form(by=desk.liaison, form=desk.form)
    sign_form(by=desk.reviewer, form=desk.form)
    assert client.post(url, {"act": "accept"}).status_code == 302
    assert desk.form.state == FormState.ACCEPTED
    reopen = reverse("form_reopen", args=[desk.form.uid])
    assert "请写明原因" in client.post(reopen, {"reason": ""}).content.decode()
    assert client.post(reopen, {"reason": "单位更正"}).status_code == 302


def test_the_history_tells_who_what_and_as_known_when(desk: Desk, sign_in: SignIn) -> None:
    with time_machine.travel(datetime(2026, 11, 1, 2, tzinfo=UTC), tick=False):
        desk.accepted()
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False):
        reopen_form(by=desk.statistician, form=desk.form, reason="更正")
        return_form(by=desk.statistician, form=desk.form, reasons={str(desk.cell("beds").uid): "更正"})
        desk.submitted(beds={"value": "130"})
        accept_form(by=desk.statistician, form=desk.form)
    url = reverse("value_history", args=[desk.world.things["beds"].uid, "2025"])
    client = sign_in("office")
    history = client.get(f"{url}?on=2026-11-05").context["history"]
    assert [(row.shown, row.before, row.is_current) for row in history.versions] == [
        ("130", "126", True),
        ("126", "", False),
    ]
    assert history.known.shown == "126"
    assert client.get(f"{url}?on=2026-11-11").context["history"].known.shown == "130"
    assert client.get(f"{url}?on=2026-10-01").context["history"].known is None
    assert "示例联络员" in sign_in("statistician").get(url).content.decode()
    assert [row.filler for row in history.versions] == ["", ""]


@pytest.mark.parametrize(("role", "seen"), [("statistician", True), ("liaison", True), ("office", False)])
def test_words_beside_small_counts_are_hidden_with_them(desk: Desk, sign_in: SignIn, role: str, seen: bool) -> None:
    """A note or an answer to a return often tells the count itself."""
    desk.accepted(deaths=FULL["deaths"] | {"note": "当年1例，系异地转入"})
    url = reverse("value_history", args=[desk.world.things["deaths"].uid, "2025H"])
    assert ("异地转入" in sign_in(role).get(url).content.decode()) is seen


@pytest.mark.parametrize(("role", "seen"), [("statistician", True), ("liaison", True), ("office", False)])
def test_small_counts_are_hidden_in_page_history_and_export(
    world: World, sign_in: SignIn, role: str, seen: bool
) -> None:
    client = sign_in(role)
    url = reverse("value_history", args=[world.things["deaths"].uid, "2024H"])
    assert ("1／4000" in client.get(url).content.decode()) is seen
    grid = client.get(f"{reverse('values')}?until=2024")
    row = next(row for row in grid.context["rows"] if row.indicator.code == "deaths")
    assert (row.points[-1].value is not None) is seen
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{reverse('values_export')}?until=2024").content))
    values = [cell.value for line in book.active.iter_rows() for cell in line if line[0].value == "示例死亡率"]
    assert (25 in values) is seen
    assert any("不单独列示" in str(value) for value in values) is not seen


def test_the_data_page_costs_a_bounded_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("statistician")
    client.get(reverse("values"))
    with django_assert_max_num_queries(18):
        assert client.get(f"{reverse('values')}?grouped=1").status_code == 200


CSV = """指标,分组,计量单位,2022,2023
示例入园率,,%,88.1,89.3
示例入园率,女,%,87.5,—
没有的指标,,%,1,2
示例床位数,,张,110,约115
"""


def upload(client: Client, text: str, name: str = "历年.csv", **extra: str) -> object:
    file = SimpleUploadedFile(name, text.encode())
    fields = {"source": "县统计年鉴", "status": "historical"} | extra
    return client.post(reverse("series_import"), fields | {"file": file})


def test_several_years_are_shown_before_they_are_taken(world: World, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    answer = upload(client, CSV)
    preview = client.get(answer["Location"])  # type: ignore[index]
    page = preview.content.decode()
    reading = preview.context["reading"]
    assert (len(reading.values), [item.name for item in reading.unknown]) == (4, ["没有的指标"])
    assert "约115" in page
    assert "单元格" in page
    count = Observation.objects.count()
    done = client.post(answer["Location"])  # type: ignore[index]
    assert done["Location"] == reverse("values")
    assert Observation.objects.count() == count + 4
    girls = Observation.objects.get(indicator__code="school", breakdown="sex=F")
    assert (girls.period, girls.revision.value, girls.revision.source) == ("2022", Decimal("87.5"), "县统计年鉴")
    assert girls.revision.status == "historical"


def test_a_table_with_names_of_people_is_refused(world: World, sign_in: SignIn) -> None:
    answer = upload(sign_in("statistician"), "指标,姓名,2022\n示例床位数,张三,1\n")
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert "像是个人信息" in answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "没有表头的文字", "指标\n示例床位数\n"])
def test_a_file_without_series_is_refused(world: World, sign_in: SignIn, text: str) -> None:
    answer = upload(sign_in("statistician"), text)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert not Observation.objects.filter(indicator__code="school").exists()
