"""Tidying (清理): only what nobody can use goes, and the log says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.web.world import World

from fuertong_web.audit.actions import record
from fuertong_web.audit.models import Event
from fuertong_web.collection.models import CodeAttempt
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile
from fuertong_web.tidy.actions import tidy
from fuertong_web.tidy.middleware import DAY, TidyMiddleware

pytestmark = pytest.mark.django_db


def _file(world: World, name: str, *, days: int) -> StoredFile:
    made = store_file(
        by=world.actor("statistician"), place=world.place, name=name, content=b"x", media_type="text/plain"
    )
    StoredFile.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=days))
    return made


def test_an_abandoned_upload_goes_and_what_the_log_names_stays(world: World) -> None:
    _file(world, "未确认.xlsx", days=8)
    _file(world, "刚上传.xlsx", days=1)
    applied = _file(world, "已导入.xlsx", days=400)
    record(by=world.actor("statistician"), action="collection.upload", after={"file_uid": f"另一份、{applied.uid}"})
    assert tidy().files == 1
    assert not StoredFile.objects.filter(name="未确认.xlsx").exists()
    assert StoredFile.objects.filter(name__in=["刚上传.xlsx", "已导入.xlsx"]).count() == 2


def test_old_attempts_and_expired_sessions_go_with_one_event(world: World) -> None:
    CodeAttempt.objects.create(address="10.0.0.1")
    CodeAttempt.objects.update(at=timezone.now() - timedelta(days=2))
    CodeAttempt.objects.create(address="10.0.0.2")
    now = timezone.now()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=now + timedelta(hours=1))
    tidy()
    assert [row.address for row in CodeAttempt.objects.all()] == ["10.0.0.2"]
    assert [row.pk for row in Session.objects.filter(pk__in=["a" * 32, "b" * 32])] == ["b" * 32]
    event = Event.objects.get(action="instance.tidy")
    assert event.after == {"files": 0, "attempts": 1, "sessions": 1}
    tidy()
    assert Event.objects.filter(action="instance.tidy").count() == 1


def test_a_request_tidies_once_a_day(world: World, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _file(world, "未确认.xlsx", days=8)
    monkeypatch.setattr(TidyMiddleware, "last", TidyMiddleware.last)
    client.get("/login/")
    assert StoredFile.objects.filter(name="未确认.xlsx").exists()
    monkeypatch.setattr(TidyMiddleware, "last", TidyMiddleware.last - DAY)
    client.get("/login/")
    assert not StoredFile.objects.filter(name="未确认.xlsx").exists()
