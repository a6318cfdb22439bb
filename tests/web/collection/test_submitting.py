"""报送, sign-off, acceptance, return by value, reopening; what becomes a revision and when."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.collection.conftest import FULL, Desk

from fuertong_web.audit.models import Event
from fuertong_web.collection.actions import (
    Entry,
    Offline,
    Paper,
    accept_form,
    proxy_form,
    refuse_form,
    reopen_form,
    return_form,
    sign_form,
    sign_offline,
    submit_form,
    take_back_form,
)
from fuertong_web.collection.enums import Cause, FormState
from fuertong_web.collection.errors import NotNow, Unready
from fuertong_web.collection.models import Observation, PointerMove, Revision
from fuertong_web.places.models import Setting

PAPER = Paper(unit_head="王某", filler="李某", phone="0000-1", on=date(2026, 11, 2), paper_received=True)


def test_a_blank_cell_stops_submission(desk: Desk) -> None:
    desk.fill(coverage=FULL["coverage"], deaths=FULL["deaths"])
    with pytest.raises(Unready, match="1项数据需要改正或补充缺数原因") as refused:
        submit_form(by=desk.liaison, form=desk.form)
    assert refused.value.cells == (str(desk.cell("beds").uid),)
    assert desk.form.state == FormState.FILLING


def test_a_rate_against_its_parts_needs_a_word(desk: Desk) -> None:
    odd = {"value": "95.3", "numerator": "475", "denominator": "500"}
    desk.fill(**(FULL | {"coverage": odd}))
    with pytest.raises(Unready, match="需要说明情况"):
        submit_form(by=desk.liaison, form=desk.form)
    desk.fill(coverage={"note": "按另一口径计算，已与统计部门核对"})
    assert submit_form(by=desk.liaison, form=desk.form) == 3


def test_submission_keeps_each_value_with_its_filler(desk: Desk) -> None:
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    revision = Revision.objects.get(form=desk.form, indicator__code="coverage")
    assert (revision.value, revision.numerator, revision.denominator) == (Decimal(95), Decimal(475), Decimal(500))
    assert (revision.cause, revision.filler, revision.source) == (Cause.SUBMIT, "示例联络员", "县卫健局")
    assert desk.form.state == FormState.TO_SIGN


def test_an_accepted_form_moves_the_pointers_and_keeps_the_moves(desk: Desk) -> None:
    desk.accepted()
    observation = Observation.objects.get(indicator__code="coverage", period="2025")
    assert observation.revision.value == Decimal(95)
    move = PointerMove.objects.get(observation=observation)
    assert (move.previous, move.by) == (None, "示例统计人员")
    assert desk.form.state == FormState.ACCEPTED
    assert [event.action for event in Event.objects.order_by("number")][-3:] == [
        "collection.submit",
        "collection.sign",
        "collection.accept",
    ]


def test_a_value_returned_with_its_reason_is_answered_and_cut_anew(desk: Desk) -> None:
    desk.submitted()
    coverage = desk.cell("coverage")
    return_form(by=desk.statistician, form=desk.form, reasons={str(coverage.uid): "比上年高出较多，请核对"})
    assert (desk.form.state, desk.cell("coverage").return_reason) == (FormState.RETURNED, "比上年高出较多，请核对")
    with pytest.raises(Unready, match="既没有改动，也没有答复"):
        submit_form(by=desk.liaison, form=desk.form)
    desk.fill(coverage={"answer": "经核对无误"})
    assert submit_form(by=desk.liaison, form=desk.form) == 1
    last = Revision.objects.filter(indicator__code="coverage").latest("pk")
    assert (last.cause, last.reason) == (Cause.RETURN_ANSWER, "经核对无误")


def test_a_return_names_at_least_one_value(desk: Desk) -> None:
    desk.submitted()
    with pytest.raises(NotNow, match="至少写明一项"):
        return_form(by=desk.statistician, form=desk.form, reasons={})


def test_a_reopened_form_keeps_the_accepted_values_until_the_next_acceptance(desk: Desk) -> None:
    desk.accepted()
    reopen_form(by=desk.statistician, form=desk.form, reason="单位来电更正")
    return_form(by=desk.statistician, form=desk.form, reasons={str(desk.cell("beds").uid): "请更正"})
    desk.fill(beds={"value": "130"})
    observation = Observation.objects.get(indicator__code="beds", period="2025")
    assert observation.revision.value == Decimal(126)
    submit_form(by=desk.liaison, form=desk.form)
    sign_form(by=desk.reviewer, form=desk.form)
    assert accept_form(by=desk.statistician, form=desk.form) == 1
    observation.refresh_from_db()
    assert observation.revision.value == Decimal(130)
    assert observation.revision.previous is not None
    assert [move.revision.value for move in observation.moves.all()] == [Decimal(126), Decimal(130)]


def test_reopening_needs_a_reason(desk: Desk) -> None:
    desk.accepted()
    with pytest.raises(NotNow, match="请写明原因"):
        reopen_form(by=desk.statistician, form=desk.form, reason=" ")


def test_the_reviewer_refuses_with_a_comment_and_the_unit_takes_back(desk: Desk) -> None:
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    with pytest.raises(NotNow, match="请写明原因"):
        refuse_form(by=desk.reviewer, form=desk.form, comment="")
    refuse_form(by=desk.reviewer, form=desk.form, comment="床位数请核对")
    assert desk.form.state == FormState.FILLING
    submit_form(by=desk.liaison, form=desk.form)
    take_back_form(by=desk.liaison, form=desk.form)
    assert desk.form.state == FormState.FILLING


def _both_roles(desk: Desk) -> None:
    grant = desk.world.users["reviewer"].grants.get()
    grant.user = desk.world.users["liaison"]
    grant.save()
    desk.liaison = desk.world.actor("liaison")


def test_one_person_fills_and_signs_only_where_the_place_allows_it(desk: Desk) -> None:
    _both_roles(desk)
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    place = desk.world.place
    off = Setting.objects.create(
        place=place, key="collection.same_filler_reviewer", value=False, valid_from="2020-01-01T00:00Z", by="测试"
    )
    with pytest.raises(NotNow, match="不能为同一人"):
        sign_form(by=desk.liaison, form=desk.form)
    off.delete()
    sign_form(by=desk.liaison, form=desk.form)
    assert desk.form.events.filter(name="sign", comment__contains="填报、审核同一人").exists()


@pytest.mark.parametrize("role", ["liaison", "reviewer", "office", "group", "leader", "evaluator", "upper", "sysadmin"])
def test_only_the_statistician_accepts_or_returns(desk: Desk, role: str) -> None:
    desk.submitted()
    actor = desk.world.actor(role)
    with pytest.raises(PermissionDenied):
        accept_form(by=actor, form=desk.form)
    with pytest.raises(PermissionDenied):
        return_form(by=actor, form=desk.form, reasons={str(desk.cell("beds").uid): "请核对"})


def test_an_offline_signature_states_its_paper(desk: Desk) -> None:
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    signed = Offline(signer="王某", on=date(2026, 11, 2))
    with pytest.raises(NotNow, match="收到纸质件"):
        sign_offline(by=desk.statistician, form=desk.form, offline=signed)
    sign_offline(
        by=desk.statistician,
        form=desk.form,
        offline=Offline(signer="王某", on=date(2026, 11, 2), paper_received=True),
    )
    event = desk.form.events.get(name="sign_offline")
    assert (event.offline_by, event.offline_on, event.comment) == ("王某", date(2026, 11, 2), "线下办理，收到纸质件")
    assert desk.form.state == FormState.SUBMITTED


def test_a_form_entered_from_paper_names_the_units_filler(desk: Desk) -> None:
    entries = [Entry(cell=str(desk.cell(code).uid), **fields) for code, fields in FULL.items()]
    made = proxy_form(by=desk.statistician, form=desk.form, paper=PAPER, entries=entries)
    revision = Revision.objects.get(form=desk.form, indicator__code="beds")
    assert made == 3
    assert (revision.cause, revision.filler, revision.entered_by) == (Cause.PROXY, "李某", "示例统计人员")
    assert desk.form.state == FormState.SUBMITTED
    assert accept_form(by=desk.statistician, form=desk.form) == 3


def test_a_form_changed_meanwhile_is_not_entered_from_paper(desk: Desk) -> None:
    beds = desk.cell("beds")
    desk.fill(beds={"value": "126"})
    entry = Entry(cell=str(beds.uid), value="9", lock_version=beds.lock_version)
    with pytest.raises(NotNow, match="有人改动了这份报表"):
        proxy_form(by=desk.statistician, form=desk.form, paper=PAPER, entries=[entry])
    assert (desk.form.state, desk.cell("beds").raw) == (FormState.FILLING, "126")


def test_only_the_statistician_enters_paper(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        proxy_form(by=desk.world.actor("office"), form=desk.form, paper=PAPER)


def test_submitting_twice_without_changes_cuts_no_second_revision(
    desk: Desk, make_full: Callable[[], dict[str, dict[str, str]]]
) -> None:
    desk.fill(**make_full())
    assert submit_form(by=desk.liaison, form=desk.form) == 3
    take_back_form(by=desk.liaison, form=desk.form)
    assert submit_form(by=desk.liaison, form=desk.form) == 0


def test_submission_is_logged_from_the_state_it_left(desk: Desk) -> None:
    desk.fill(**FULL)
    submit_form(by=desk.liaison, form=desk.form)
    event = Event.objects.filter(action="collection.submit").latest("number")
    assert (event.before, event.after["state"]) == ({"state": "filling"}, "to_sign")


def test_a_value_withdrawn_on_paper_is_not_accepted(desk: Desk) -> None:
    """The unit's paper leaves a cell blank that it had reported before: the old report does not come back."""
    desk.submitted()
    beds = desk.cell("beds")
    return_form(by=desk.statistician, form=desk.form, reasons={str(beds.uid): "请核对"})
    proxy_form(by=desk.statistician, form=desk.form, paper=PAPER, entries=[Entry(cell=str(beds.uid), value="")])
    assert accept_form(by=desk.statistician, form=desk.form) == 2
    assert not Observation.objects.filter(indicator__code="beds", data_year=2025).exists()
