"""Shared denominators: read-only in forms, disputed by a note, revised with dependants that wait for one act."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.collection.conftest import Desk

from fuertong.errors import FuertongError
from fuertong_web.collection.actions import Entry, accept_form, save_cell, set_cells
from fuertong_web.collection.actions.bases import (
    answer_dispute,
    decide_effects,
    define_base,
    dispute_base,
    set_base_value,
)
from fuertong_web.collection.models import Observation
from fuertong_web.collection.scheme_models import BaseEffect, BaseValue, SharedBase
from fuertong_web.collection.selectors.board import board_of

SignIn = Callable[[str], Client]


@pytest.fixture
def base(desk: Desk) -> SharedBase:
    """应服务人数, the denominator of the coverage rate."""
    things = desk.world.things
    return define_base(by=desk.statistician, name="应服务人数", unit="人", note="", indicators=[things["coverage"]])


def figure(desk: Desk, base: SharedBase, value: str, reason: str = "") -> BaseValue:
    """The figure of 2025."""
    return set_base_value(by=desk.statistician, base=base, data_year=2025, value=Decimal(value), reason=reason)


def accepted(desk: Desk) -> Decimal | None:
    """The accepted coverage rate."""
    found = Observation.objects.get(indicator__code="coverage", data_year=2025)
    return found.revision.value


def test_the_figure_stands_in_the_form_and_is_no_progress(desk: Desk, base: SharedBase) -> None:
    figure(desk, base, "500")
    cell = desk.cell("coverage")
    row = next(row for row in board_of(desk.form.round).rows if row.form.pk == desk.form.pk)
    assert (cell.raw_denominator, cell.value, row.done) == ("500", None, 0)


def test_units_fill_the_numerator_and_cannot_change_the_denominator(desk: Desk, base: SharedBase) -> None:
    figure(desk, base, "500")
    cell = desk.cell("coverage")
    with pytest.raises(FuertongError, match="共用基数表"):
        save_cell(
            by=desk.liaison,
            form=desk.form.uid,
            cell=cell.uid,
            field="denominator",
            raw="400",
            lock_version=cell.lock_version,
        )
    entry = Entry(cell=str(cell.uid), numerator="450", denominator="400")
    set_cells(by=desk.liaison, form=desk.form, entries=[entry])
    cell = desk.cell("coverage")
    assert (cell.raw_denominator, cell.value) == ("500", Decimal("90.0"))


def test_a_revision_recomputes_the_form_in_hand(desk: Desk, base: SharedBase) -> None:
    figure(desk, base, "500")
    desk.fill(coverage={"numerator": "450"})
    with pytest.raises(FuertongError, match="修订请写明原因"):
        figure(desk, base, "600")
    figure(desk, base, "600", "公安数据更正")
    assert desk.cell("coverage").value == Decimal("75.0")


def test_accepted_values_wait_for_one_act(desk: Desk, base: SharedBase) -> None:
    first = figure(desk, base, "500")
    desk.accepted(coverage={"numerator": "475"})
    assert accepted(desk) == Decimal("95.0")
    second = figure(desk, base, "950", "公安数据更正")
    assert accepted(desk) == Decimal("95.0")
    assert BaseEffect.objects.get(value=second).revision.value == Decimal("50.0")
    assert not BaseEffect.objects.filter(value=first).exists()
    assert decide_effects(by=desk.statistician, value=second, take=True) == 1
    assert accepted(desk) == Decimal("50.0")
    assert (desk.cell("coverage").value, desk.cell("coverage").raw_denominator) == (Decimal("50.0"), "950")
    with pytest.raises(FuertongError, match="没有待确认"):
        decide_effects(by=desk.statistician, value=second, take=True)


def test_what_is_not_taken_leaves_the_value_and_a_later_revision_replaces_a_waiting_one(
    desk: Desk, base: SharedBase
) -> None:
    figure(desk, base, "500")
    desk.accepted(coverage={"numerator": "475"})
    second = figure(desk, base, "950", "更正")
    third = figure(desk, base, "1000", "再次更正")
    assert BaseEffect.objects.get(value=second).decision == "left"
    decide_effects(by=desk.statistician, value=third, take=False)
    assert accepted(desk) == Decimal("95.0")


def test_a_submitted_form_carries_the_new_figure_to_its_acceptance(desk: Desk, base: SharedBase) -> None:
    figure(desk, base, "500")
    desk.submitted(coverage={"numerator": "475"})
    figure(desk, base, "950", "更正")
    desk.form.refresh_from_db()
    accept_form(by=desk.statistician, form=desk.form)
    assert accepted(desk) == Decimal("50.0")


def test_a_unit_disputes_by_a_note_and_gets_an_answer(desk: Desk, base: SharedBase, sign_in: SignIn) -> None:
    value = figure(desk, base, "500")
    url = reverse("form_bases", args=[desk.form.uid])
    client = sign_in("liaison")
    client.post(url, {"base": str(base.uid), "text": "本单位台账为520人"})
    dispute = value.disputes.get()
    answer_dispute(by=desk.statistician, dispute=dispute, answer="以公安数据为准")
    assert "以公安数据为准" in client.get(url).content.decode()
    with pytest.raises(PermissionDenied):
        dispute_base(by=desk.world.actor("office"), form=desk.form, value=value, text="不对")


def test_only_the_statistician_fills_them_and_one_indicator_has_one(desk: Desk, base: SharedBase) -> None:
    with pytest.raises(PermissionDenied):
        set_base_value(by=desk.world.actor("office"), base=base, data_year=2025, value=Decimal(5))
    with pytest.raises(FuertongError, match="只能有一个分母"):
        define_base(by=desk.statistician, name="另一个", unit="人", note="", indicators=[desk.world.things["coverage"]])
    with pytest.raises(FuertongError, match="没有写明分子、分母"):
        define_base(by=desk.statistician, name="床", unit="张", note="", indicators=[desk.world.things["beds"]])


def test_the_page_fills_revises_and_decides(
    desk: Desk, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("statistician")
    url = f"{reverse('bases')}?year=2025"
    client.post(url, {"act": "define", "name": "应服务人数", "unit": "人", "names": "示例管理率"})
    base = SharedBase.objects.get()
    field = f"{base.uid}-"
    wrong = client.post(url, {"act": "save", f"value-{field}": "约500"})
    assert (wrong.status_code, "约500" in wrong.content.decode()) == (400, True)
    client.post(url, {"act": "save", f"value-{field}": "500", f"source-{field}": "公安人口数据"})
    desk.accepted(coverage={"numerator": "475"})
    client.post(url, {"act": "save", f"value-{field}": "950", f"reason-{field}": "更正"})
    with django_assert_max_num_queries(24):
        assert "待确认的变动" in client.get(url).content.decode()
    value = base.values.order_by("-pk")[0]
    client.post(url, {"act": "take", "value": str(value.uid)})
    assert accepted(desk) == Decimal("50.0")
