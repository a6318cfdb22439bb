"""What the statistician notes about a round: reminders sent by hand (催报记录), named cut-offs (数据截止)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.models import Form, Round
from fuertong_web.collection.scheme_models import DataCutoff, Urging

WAYS = ("工作群", "电话", "催报函", "短信")


@transaction.atomic
def note_urging(*, by: Actor, round: Round, forms: Sequence[Form], on: date, way: str) -> int:
    """Tick 已发 for some units: the day and the way; nothing is sent by the system. Returns how many."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != round.place_id:
        raise PermissionDenied("只有统计人员可以登记催报。")
    if not forms:
        raise FuertongError("请勾选已催报的单位。")
    if any(form.round_id != round.pk for form in forms):
        raise FuertongError("所选报表不属于这一轮监测。请刷新页面后再试。")
    if on > timezone.localdate():
        raise FuertongError("发出日期不能晚于今天。")
    if way not in WAYS:
        raise FuertongError("请选择催报的方式。")
    Urging.objects.bulk_create(Urging(form=form, on=on, way=way, by=by.label) for form in forms)
    record(
        by=by,
        action="collection.urge",
        target=round,
        after={"units": [form.unit.name for form in forms], "on": on, "way": way},
    )
    return len(forms)


@transaction.atomic
def set_cutoff(*, by: Actor, round: Round, name: str, on: date) -> DataCutoff:
    """A named cut-off; it also becomes the cut-off of the round in hand, which reports and the page head use."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != round.place_id:
        raise PermissionDenied("只有统计人员可以设定数据截止。")
    if not name.strip():
        raise FuertongError("请写明数据截止的名称，如“2026年监测报告”。")
    if DataCutoff.objects.filter(place=round.place_id, name=name.strip()).exists():
        raise FuertongError(f"“{name.strip()}”已经设定过数据截止，不能更改；需要时另起一个名称。")
    main = Round.objects.select_for_update().get(pk=round.main_id or round.pk)
    before = main.cutoff
    main.cutoff = on
    main.save(update_fields=["cutoff"])
    made = DataCutoff.objects.create(
        place_id=round.place_id, data_year=main.data_year, name=name.strip(), on=on, by=by.label
    )
    record(
        by=by,
        action="collection.cutoff",
        target=made,
        before={"on": before},
        after={"on": on, "name": made.name, "data_year": main.data_year},
    )
    return made
