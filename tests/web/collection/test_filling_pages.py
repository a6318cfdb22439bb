"""The filling page: autosave, plain submitting, two people at one form, submitting."""

import json
import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.collection.conftest import FULL, Desk

from fuertong_web.collection.actions import return_form
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.models import Cell, Form

SignIn = Callable[[str], Client]


def save(client: Client, desk: Desk, code: str, field: str, raw: str, version: int) -> HttpResponse:
    url = reverse("cell_save", args=[desk.form.uid])
    body = {"cell": str(desk.cell(code).uid), "field": field, "raw": raw, "lock_version": version}
    return client.post(url, json.dumps(body), content_type="application/json")


def posted(page: str) -> dict[str, str]:
    """The page's fields as a browser without script would send them."""
    fields = dict(re.findall(r'<input[^>]* name="([a-z]+-[0-9a-f-]{36})" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea name="([a-z]+-[0-9a-f-]{36})"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([a-z]+-[0-9a-f-]{36})"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def test_autosave_answers_with_version_value_and_findings(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    assert save(client, desk, "coverage", "numerator", "475", 0).json()["lock_version"] == 1
    answer = save(client, desk, "coverage", "denominator", "５００", 1).json()
    assert (answer["shown"], answer["computed"], answer["findings"]) == ("95.0", "95.0", [])
    bad = save(client, desk, "coverage", "value", "95%以上", 2).json()
    assert bad["findings"][0]["severity"] == "error"
    assert "不是一个数值" in bad["findings"][0]["message"]


def test_the_second_client_gets_both_values_and_nothing_is_lost(desk: Desk, sign_in: SignIn) -> None:
    first, second = sign_in("liaison"), sign_in("statistician")
    assert save(first, desk, "beds", "value", "126", 0).status_code == 200
    answer = save(second, desk, "beds", "value", "9", 0)
    assert answer.status_code == 409
    clash = answer.json()
    assert (clash["mine"], clash["theirs"], clash["by"], clash["lock_version"]) == ("9", "126", "示例联络员", 1)
    assert desk.cell("beds").raw == "126"
    assert save(second, desk, "beds", "value", "9", clash["lock_version"]).status_code == 200
    assert (desk.cell("beds").raw, desk.cell("beds").changed_by) == ("9", "示例统计人员")


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"cell": "1", "field": "value", "raw": "1", "lock_version": 0}', '{"cell": null}']
)
def test_a_malformed_autosave_is_refused_in_words(desk: Desk, sign_in: SignIn, body: str) -> None:
    url = reverse("cell_save", args=[desk.form.uid])
    answer = sign_in("liaison").post(url, body, content_type="application/json")
    assert (answer.status_code, answer.json()["message"][:9]) == (400, "提交的内容不完整，")


def test_autosave_after_submission_says_why_not(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    answer = save(sign_in("liaison"), desk, "beds", "value", "1", desk.cell("beds").lock_version)
    assert answer.status_code == 400
    assert "现在是“待统计审核”" in answer.json()["message"]


def test_a_plain_submit_saves_what_was_changed(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    url = reverse("form_fill", args=[desk.form.uid])
    fields = posted(client.get(url).content.decode())
    beds, coverage = desk.cell("beds"), desk.cell("coverage")
    fields |= {f"value-{beds.uid}": "126", f"numerator-{coverage.uid}": "475", f"denominator-{coverage.uid}": "500"}
    assert client.post(url, fields).status_code == 302
    assert (desk.cell("beds").value, desk.cell("coverage").value) == (126, 95)
    assert Cell.objects.get(form=desk.form, indicator__code="deaths").lock_version == 0


def test_an_unreadable_entry_stays_in_its_field_with_the_reason_beside(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    url = reverse("form_fill", args=[desk.form.uid])
    beds = desk.cell("beds")
    fields = posted(client.get(url).content.decode()) | {f"value-{beds.uid}": "约120张"}
    page = client.post(url, fields, follow=True).content.decode()
    assert 'value="约120张"' in page
    assert "是范围或约数，不是一个数值" in page


def test_two_people_submitting_the_whole_form_are_told_cell_by_cell(desk: Desk, sign_in: SignIn) -> None:
    url = f"{reverse('form_fill', args=[desk.form.uid])}?proxy=1"
    first, second = sign_in("liaison"), sign_in("statistician")
    seen_first, seen_second = (posted(client.get(url).content.decode()) for client in (first, second))
    beds, deaths = desk.cell("beds"), desk.cell("deaths")
    first.post(url, seen_first | {f"value-{beds.uid}": "126"})
    mine = {f"value-{beds.uid}": "9", f"absence-{deaths.uid}": "pending"}
    answer = second.post(url, seen_second | mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "对方“126”，您“9”" in page
    assert re.search(rf'name="value-{beds.uid}" value="9"', page)
    assert (desk.cell("beds").raw, desk.cell("deaths").absence) == ("126", "pending")
    second.post(url, posted(page))
    assert desk.cell("beds").raw == "9"


def test_too_long_a_note_is_refused_and_kept_on_the_page(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    url = reverse("form_fill", args=[desk.form.uid])
    beds = desk.cell("beds")
    note = "说" * 501
    answer = client.post(url, posted(client.get(url).content.decode()) | {f"note-{beds.uid}": note})
    assert answer.status_code == 400
    assert note in answer.content.decode()
    assert desk.cell("beds").note == ""


def test_the_submit_page_sums_up_and_submits(desk: Desk, sign_in: SignIn) -> None:
    desk.fill(**(FULL | {"coverage": {"absence": "pending", "note": "5月发布"}}))
    client = sign_in("liaison")
    url = reverse("form_submit", args=[desk.form.uid])
    assert "共3项，2项已填，1项缺数（已选原因）。" in client.get(url).content.decode()
    assert client.post(url, {"filler": "李某", "phone": "123"}).status_code == 302
    form = desk.form
    assert (form.state, form.filler, form.filler_phone) == (FormState.TO_SIGN, "李某", "123")


def test_an_unready_form_is_not_submitted_and_the_input_is_kept(desk: Desk, sign_in: SignIn) -> None:
    desk.fill(beds={"value": "126"})
    url = reverse("form_submit", args=[desk.form.uid])
    page = sign_in("liaison").post(url, {"filler": "李某某", "phone": "123"}).content.decode()
    assert "还不能报送" in page
    assert 'value="李某某"' in page
    assert desk.form.state == FormState.FILLING


def test_returned_values_stand_on_the_own_page_with_their_reason(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    return_form(by=desk.statistician, form=desk.form, reasons={str(desk.cell("beds").uid): "与台账不符"})
    client = sign_in("liaison")
    assert "与台账不符" in client.get(reverse("forms")).content.decode()
    page = client.get(reverse("form_fill", args=[desk.form.uid])).content.decode()
    assert f'name="answer-{desk.cell("beds").uid}"' in page


def test_an_office_reads_the_form_without_small_counts(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    page = sign_in("office").get(reverse("form_fill", args=[desk.form.uid])).content.decode()
    assert "数量较少，不单独列示" in page
    assert "3900" not in page
    assert "475" in page
    assert "3900" in sign_in("statistician").get(reverse("form_review", args=[desk.form.uid])).content.decode()


def test_the_office_cannot_post_the_table(desk: Desk, sign_in: SignIn) -> None:
    answer = sign_in("office").post(reverse("form_fill", args=[desk.form.uid]), {})
    assert answer.status_code == 403


def test_the_page_costs_a_bounded_number_of_queries(
    desk: Desk, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("liaison")
    url = reverse("form_fill", args=[desk.form.uid])
    client.get(url)
    form = Form.objects.get(pk=desk.form.pk)
    cell = desk.cell("beds")
    Cell.objects.bulk_create(
        Cell(form=form, order=10 + n, indicator=cell.indicator, region=cell.region, period="2025", breakdown=f"age={n}")
        for n in range(40)
    )
    with django_assert_max_num_queries(20):
        assert client.get(url).status_code == 200


def test_the_statistician_reads_the_units_form_until_asking_to_type_a_paper(desk: Desk, sign_in: SignIn) -> None:
    url = reverse("form_fill", args=[desk.form.uid])
    client = sign_in("statistician")
    assert "data-ft-save-url" not in client.get(url).content.decode()
    page = client.get(f"{url}?proxy=1").content.decode()
    assert "data-ft-save-url" in page
    assert "正在代录县卫生健康局的报表" in page


def test_pasted_decimals_are_rounded_in_one_act(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    desk.fill(coverage={"value": "95.25%", "note": "业务年报"}, beds={"value": "126.5"})
    page = client.get(reverse("form_submit", args=[desk.form.uid])).content.decode()
    assert "有1项数值的小数位数多于规定" in page
    answer = client.post(reverse("form_many", args=[desk.form.uid]), {"act": "round", "back": "submit"}, follow=True)
    assert "已把1项数据按规定的小数位数四舍五入" in answer.content.decode()
    assert (desk.cell("coverage").raw, desk.cell("coverage").note) == ("95.3", "业务年报")
    assert desk.cell("beds").raw == "126.5", "half an institution is a question, not a matter of rounding"
