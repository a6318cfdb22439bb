"""Autosave of what was typed since the last one: an answer for each cell, nothing lost to the others' faults."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.collection.conftest import Desk

from fuertong_web.collection.actions import Typed, save_typed
from fuertong_web.collection.models import Cell, FormEvent

SignIn = Callable[[str], Client]


def typed(desk: Desk, code: str, name: str, raw: str, version: int = 0) -> dict[str, Any]:
    return {"cell": str(desk.cell(code).uid), "field": name, "raw": raw, "lock_version": version}


def save(client: Client, desk: Desk, *cells: dict[str, Any]) -> HttpResponse:
    url = reverse("cell_save", args=[desk.form.uid])
    return client.post(url, json.dumps({"cells": cells}), content_type="application/json")


def test_each_cell_of_a_block_gets_its_own_answer_in_order(desk: Desk, sign_in: SignIn) -> None:
    desk.fill(beds={"value": "126"})
    answer = save(
        sign_in("liaison"),
        desk,
        typed(desk, "beds", "value", "9"),
        typed(desk, "coverage", "numerator", "475"),
        typed(desk, "coverage", "denominator", "500"),
        typed(desk, "deaths", "note", "说" * 501),
        typed(desk, "deaths", "absence", "pending"),
        {"cell": str(uuid4()), "field": "value", "raw": "1", "lock_version": 0},
        typed(desk, "coverage", "form", "1"),
    )
    answers = answer.json()["answers"]
    outcomes = ["conflict", "saved", "saved", "refused", "saved", "refused", "refused"]
    assert (answer.status_code, [one["outcome"] for one in answers]) == (200, outcomes)
    assert (answers[0]["mine"], answers[0]["theirs"], answers[0]["lock_version"]) == ("9", "126", 1)
    assert (answers[2]["computed"], answers[2]["lock_version"]) == ("95.0", 2)
    assert "最多500个字" in answers[3]["message"]
    assert "没有这一项" in answers[5]["message"]
    assert [desk.cell(code).raw for code in ("beds", "coverage")] == ["126", ""]
    assert (desk.cell("coverage").value, desk.cell("deaths").absence) == (95, "pending")


def test_every_sign_a_pasted_block_may_hold_is_saved_or_answered_in_a_sentence(desk: Desk, sign_in: SignIn) -> None:
    """Nothing typed is thrown away: the raw text stands in the cell, and what is no number has its sentence."""
    client = sign_in("liaison")
    saved_as = {"95.3%": "95.3", "1,234": "1234", "１２.５": "12.5", " 96 ": "96", "\xa097\xa0": "97", "9.53E1": "95.3"}
    refused = ["同上", "约95%", "2025年", "指标名称", "95.3/100", "12,34", "九十五", "-2.x"]
    absent = ["—", "-2", "/", "未统计", "无"]
    for version, raw in enumerate([*saved_as, *refused, *absent]):
        one = save(client, desk, typed(desk, "coverage", "value", raw, version)).json()["answers"][0]
        cell = desk.cell("coverage")
        assert (one["outcome"], cell.raw) == ("saved", raw)
        grades = {finding["severity"] for finding in one["findings"]}
        if raw in saved_as:
            assert cell.value == Decimal(saved_as[raw]), raw
        elif raw in refused:
            assert (cell.value, cell.absence, "error" in grades) == (None, "", True), raw
        else:
            assert (cell.value, bool(cell.absence)) == (None, True), raw
            assert grades or raw == "未统计", raw


def test_groups_beside_a_saved_cell_are_judged_anew(desk: Desk, sign_in: SignIn) -> None:
    beds = desk.cell("beds")
    made = [
        Cell(form=beds.form, order=9, indicator=beds.indicator, region=beds.region, period="2025", breakdown=group)
        for group in ("residence=rural", "residence=urban")
    ]
    Cell.objects.bulk_create(made)
    client = sign_in("liaison")
    whole = {"cell": str(beds.uid), "field": "value", "raw": "100", "lock_version": 0}
    parts = [{"cell": str(one.uid), "field": "value", "raw": "70", "lock_version": 0} for one in made]
    first = save(client, desk, whole, *parts).json()
    assert any("140" in finding["message"] for one in first["answers"] for finding in one["findings"])
    second = save(client, desk, whole | {"raw": "140", "lock_version": 1}).json()
    assert second["answers"][0]["findings"] == []
    assert [one["findings"] for one in second["beside"].values()] == [[], []]


def test_a_block_costs_one_statement_more_for_each_row(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    save(client, desk, typed(desk, "coverage", "note", "台账"))
    one = typed(desk, "coverage", "note", "台账二", 1)
    block = [typed(desk, "coverage", name, "500", 2) for name in ("numerator", "denominator", "note")]
    block += [typed(desk, code, "note", "台账") for code in ("deaths", "beds")]
    with CaptureQueriesContext(connection) as alone:
        save(client, desk, one)
    with CaptureQueriesContext(connection) as together:
        save(client, desk, *block)
    assert len(together) - len(alone) == 2  # the further rows' own UPDATE


def test_the_first_entry_begins_the_form_at_its_own_moment(desk: Desk) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    one = Typed(cell=desk.cell("beds").uid, field="value", raw="9", lock_version=0)
    save_typed(by=desk.liaison, form=desk.form.uid, typed=[one], at=at)
    assert FormEvent.objects.get(form=desk.form, name="begin").at == at
    assert desk.cell("beds").changed_at == at


def test_a_form_handed_in_meanwhile_refuses_the_block_and_changes_nothing(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    answer = save(sign_in("liaison"), desk, typed(desk, "beds", "value", "1", desk.cell("beds").lock_version))
    assert (answer.status_code, "现在是“待统计审核”" in answer.json()["message"]) == (400, True)
    assert desk.cell("beds").raw == "126"
