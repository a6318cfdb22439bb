"""Official explanations laid over the place's definitions and taken over by row."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.indicators.explaining import TakenOver, Taking, overlays_of, take_over
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import Target

SignIn = Callable[[str], Client]


def test_a_file_is_read_and_laid_over_the_definitions(world: World, sign_in: SignIn) -> None:
    """Old and new stand side by side; nothing is changed by handing in."""
    text = "1.孕产妇系统管理率 指接受系统管理的产妇与活产之比。\n计算公式：系统管理产妇数÷活产数×100%\n"
    client = sign_in("statistician")
    before = Indicator.objects.get(place=world.place, code="maternal_management").definition
    answer = client.post(
        reverse("explanations"),
        {"title": "解释〔2026〕1号", "file": SimpleUploadedFile("解释.txt", text.encode())},
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "孕产妇系统管理率" in page
    assert "<ins" in page
    assert Indicator.objects.get(place=world.place, code="maternal_management").definition == before


def test_confirmed_words_leave_the_series_whole(world: World) -> None:
    """Standing and source are official, the version stays."""
    deaths = overlays_of(world.things["explanation_file"])[0]
    assert deaths.indicator == world.things["indicator"]
    assert deaths.indicator is not None
    by = world.actor("statistician")
    take_over(
        by=by, decisions=[TakenOver(entry=deaths.entry, indicator=deaths.indicator, taking=Taking.SAME)], since=None
    )
    row = Indicator.objects.get(pk=deaths.indicator.pk)
    assert (row.standing, row.version, row.source) == ("official", 1, "《统计监测指标解释》（示例），第3页")
    assert row.definition.startswith("指一年内")
    event = Event.objects.get(action="indicators.explain")
    assert event.before["standing"] == "reference"
    with pytest.raises(FuertongError, match="已经采用过"):
        take_over(by=by, decisions=[TakenOver(entry=deaths.entry, indicator=row, taking=Taking.SAME)], since=None)


def test_a_changed_definition_breaks_the_series(world: World, sign_in: SignIn) -> None:
    """A new version from the day given, its standing official."""
    file = world.things["explanation_file"]
    client, url = sign_in("statistician"), reverse("explanation_file", args=[file.uid])
    assert "启用日期" in client.post(url, {"t-2": "changed"}).content.decode()
    client.post(url, {"t-2": "changed", "since": "2026-01-01"})
    old, new = Indicator.objects.filter(place=world.place, code="maternal_management").order_by("version")
    assert (old.valid_to, new.valid_from) == (date(2025, 12, 31), date(2026, 1, 1))
    assert (new.standing, new.denominator) == ("official", "产妇总数")
    assert old.standing == "reference"
    assert set(Target.objects.filter(name="孕产妇系统管理率").values_list("indicator__version", flat=True)) <= {2, None}
    assert "已采用的" in client.get(url).content.decode()


def test_what_is_not_an_indicator_of_the_place_is_left(world: World, sign_in: SignIn) -> None:
    """An entry without an indicator cannot be taken over."""
    client = sign_in("statistician")
    url = reverse("explanation_file", args=[world.things["explanation_file"].uid])
    page = client.get(url).content.decode()
    assert "没有对上的" in page
    assert "人均地区生产总值" in page


def test_only_who_may_change_indicators_takes_over(world: World) -> None:
    entry = overlays_of(world.things["explanation_file"])[0]
    assert entry.indicator is not None
    decisions = [TakenOver(entry=entry.entry, indicator=entry.indicator, taking=Taking.SAME)]
    for role in ("liaison", "stranger_place"):
        with pytest.raises(PermissionDenied):
            take_over(by=world.actor(role), decisions=decisions, since=None)
