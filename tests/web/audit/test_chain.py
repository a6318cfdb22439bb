"""The log is chained: a changed, removed or added event shows."""

from django.test import Client
from tests.web.world import World

from fuertong_web.audit.actions import record
from fuertong_web.audit.models import Event
from fuertong_web.audit.selectors import check_chain, events_for


def _write(world: World, count: int) -> None:
    office = world.actor("office")
    for number in range(count):
        record(by=office, action="places.setting", label=f"第{number}项", after={"值": number})


def test_an_untouched_chain_holds(world: World) -> None:
    _write(world, 5)
    state = check_chain()
    assert (state.checked, state.broken_at) == (Event.objects.count(), None)


def test_a_changed_event_shows(world: World) -> None:
    _write(world, 5)
    number = Event.objects.order_by("number").last().number - 2  # type: ignore[union-attr]
    Event.objects.filter(number=number).update(after={"值": 99})
    assert check_chain().broken_at == number


def test_a_removed_event_shows(world: World) -> None:
    _write(world, 5)
    last = Event.objects.order_by("number").last()
    assert last is not None
    Event.objects.filter(number=last.number - 1).delete()
    assert check_chain().broken_at == last.number


def test_the_last_event_cannot_vanish_unseen(world: World) -> None:
    _write(world, 5)
    last = Event.objects.order_by("number").last()
    assert last is not None
    last.delete()
    assert check_chain().broken_at == last.number


def test_only_the_auditor_reads_the_log(world: World) -> None:
    _write(world, 1)
    assert events_for(world.actor("auditor")).exists()
    assert not any(events_for(world.actor(role)).exists() for role in ("office", "sysadmin", "leader", "statistician"))


def test_the_log_speaks_chinese_of_what_was_changed(world: World) -> None:
    client = Client()
    client.force_login(world.users["auditor"], backend="django.contrib.auth.backends.ModelBackend")
    record(
        by=world.actor("sysadmin"),
        action="accounts.grant",
        label="示例",
        before={"state": "to_sign", "aliases": []},
        after={"role": "statistician", "same_person": True, "unit": ""},
    )
    page = client.get("/settings/log/").content.decode()
    assert "状态原为待单位审核；身份：统计人员；填报、审核同一人：是" in page
