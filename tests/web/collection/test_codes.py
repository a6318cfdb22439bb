"""One-time codes: shown once, kept as a hash, one form, ten tries, name and phone first."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.web.collection.conftest import FULL, Desk

from fuertong_web.collection.actions import Entry, close_round, issue_code, set_cells, submit_form
from fuertong_web.collection.models import CodeAttempt, FormCode, Revision
from fuertong_web.collection.selectors.doors import hash_of

SignIn = Callable[[str], Client]


def enter(client: Client, code: str) -> int:
    return client.post(reverse("code_entry"), {"code": code}).status_code


@pytest.fixture
def code(desk: Desk) -> str:
    return issue_code(by=desk.statistician, form=desk.form)


def test_a_code_is_sixteen_letters_and_only_its_hash_is_kept(code: str) -> None:
    assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code)
    assert FormCode.objects.get().code_hash == hash_of(code)
    assert hash_of(code.lower().replace("-", " ").replace("O", "0")) == hash_of(code)


def test_the_code_opens_its_form_after_name_and_phone(desk: Desk, code: str) -> None:
    client = Client()
    form_page = reverse("form_fill", args=[desk.form.uid])
    assert enter(client, code) == 302
    assert client.get(form_page).url == reverse("code_filler")  # type: ignore[attr-defined]
    client.post(reverse("code_filler"), {"filler": "赵某", "phone": "8001"})
    assert client.get(form_page).status_code == 200
    body = {"cell": str(desk.cell("beds").uid), "field": "value", "raw": "126", "lock_version": 0}
    saved = client.post(reverse("cell_save", args=[desk.form.uid]), json.dumps(body), content_type="application/json")
    assert saved.status_code == 200
    assert desk.cell("beds").changed_by == "县卫生健康局 赵某"


def test_nothing_is_written_before_the_filler_is_named(desk: Desk, code: str) -> None:
    client = Client()
    enter(client, code)
    body = {"cell": str(desk.cell("beds").uid), "field": "value", "raw": "126", "lock_version": 0}
    saved = client.post(reverse("cell_save", args=[desk.form.uid]), json.dumps(body), content_type="application/json")
    assert (saved.status_code, saved.json()["message"]) == (403, "请先填写填表人姓名和联系电话，再填报数据。")


def test_the_code_opens_nothing_else(desk: Desk, code: str) -> None:
    client = Client()
    enter(client, code)
    other = desk.world.things["form_education"].uid
    for name, args in [
        ("form_fill", [other]),
        ("form_workbook", [other]),
        ("form_upload", [other]),
        ("form_submit", [other]),
        ("round", [desk.form.round.uid]),
        ("value_history", [desk.world.things["coverage"].uid, "2024"]),
        ("form_review", [desk.form.uid]),
        ("series_import", []),
    ]:
        assert client.get(reverse(name, args=args)).status_code in (403, 404), name


def test_the_name_given_at_the_door_stands_on_every_value(desk: Desk, code: str) -> None:
    client = Client()
    enter(client, code)
    client.post(reverse("code_filler"), {"filler": "赵某", "phone": "8001"})
    entries = [Entry(cell=str(desk.cell(name).uid), **fields) for name, fields in FULL.items()]
    set_cells(by=desk.statistician, form=desk.form, entries=entries)
    answer = client.post(reverse("form_submit", args=[desk.form.uid]), {"filler": "赵某", "phone": "8001"})
    assert answer.status_code == 302
    revision = Revision.objects.get(form=desk.form, indicator__code="beds")
    assert (revision.filler, revision.filler_phone, revision.entered_user) == ("赵某", "8001", None)


def test_a_renewed_code_ends_the_old_one(desk: Desk, code: str) -> None:
    renewed = issue_code(by=desk.statistician, form=desk.form)
    assert enter(Client(), code) == 200
    assert enter(Client(), renewed) == 302


def test_a_closed_round_ends_code_and_session(desk: Desk, code: str) -> None:
    client = Client()
    enter(client, code)
    close_round(by=desk.statistician, round=desk.form.round)
    assert client.get(reverse("form_fill", args=[desk.form.uid])).status_code == 302
    assert enter(Client(), code) == 200


def test_ten_wrong_codes_close_the_door_for_an_hour(desk: Desk, code: str) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 2, tzinfo=UTC), tick=False) as clock:
        for _ in range(10):
            assert enter(Client(), "AAAA-BBBB-CCCC-DDDD") == 200
        assert CodeAttempt.objects.count() == 10
        assert enter(Client(), code) == 429
        clock.shift(3601)
        assert enter(Client(), code) == 302


def test_the_codes_page_shows_the_code_and_no_other_page_does(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    page = client.post(reverse("form_code", args=[desk.form.uid]))
    (shown,) = set(re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page.content.decode()))
    assert page["Cache-Control"] == "no-store"
    assert enter(Client(), shown) == 302
    assert shown not in client.get(reverse("round", args=[desk.form.round.uid])).content.decode()


def test_codes_for_all_units_that_have_not_delivered(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    page = sign_in("statistician").post(reverse("round_codes", args=[desk.form.round.uid])).content.decode()
    assert "县教育局：请打开" in page
    assert "县卫生健康局：请打开" not in page


def test_the_door_says_what_must_not_be_sent(world: object) -> None:
    assert "本系统为非涉密系统" in Client().get(reverse("code_entry")).content.decode()


def test_a_submitted_form_of_a_code_can_be_read_but_not_changed(desk: Desk, code: str) -> None:
    client = Client()
    enter(client, code)
    client.post(reverse("code_filler"), {"filler": "赵某", "phone": "8001"})
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    assert client.get(reverse("form_fill", args=[desk.form.uid])).status_code == 200
    assert client.post(reverse("form_fill", args=[desk.form.uid]), {}).status_code == 400
