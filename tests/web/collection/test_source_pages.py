"""Source systems in the web: registered, a file read, codes mapped once and remembered, values imported."""

from collections.abc import Callable
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_intake import SDMX

from fuertong_web.collection.models import Observation
from fuertong_web.collection.models_intake import SourceDelivery, SourceSystem
from fuertong_web.collection.outside import preview_of


def test_known_names_are_proposed_and_others_open(world: World) -> None:
    preview = preview_of(world.things["delivery"])
    assert [(value.year, value.breakdown) for value, _ in preview.values] == [(2010, ""), (2010, "sex=F")]
    assert [finding.code for finding in preview.findings] == ["open"]


def test_a_code_mapped_once_is_known_in_the_next_file(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("statistician")
    page = reverse("delivery", args=[world.things["delivery"].uid])
    assert "X9" in client.get(page).content.decode()
    client.post(page, {"code:0:1": "示例管理率"})
    file = SimpleUploadedFile("b.csv", SDMX.replace(b"2010", b"2011"))
    client.post(reverse("source", args=[world.things["source"].uid]), {"file": file})
    made = SourceDelivery.objects.exclude(pk=world.things["delivery"].pk).get()
    assert preview_of(made).findings == []
    client.post(reverse("delivery_import", args=[made.uid]), {"status": "final"})
    taken = Observation.objects.get(indicator=world.things["coverage"], data_year=2011).revision
    assert (taken.value, taken.status, taken.source) == (Decimal(12), "final", "妇幼年报系统，《b.csv》")
    again = client.post(reverse("delivery_import", args=[made.uid]), {"status": "final"}, follow=True)
    assert "已经导入" in again.content.decode()


def test_a_word_nobody_knows_is_refused(world: World, sign_in: Callable[[str], Client]) -> None:
    page = reverse("delivery", args=[world.things["delivery"].uid])
    text = sign_in("statistician").post(page, {"code:0:1": "没有这个"}, follow=True).content.decode()
    assert "无法识别，没有保存" in text


def test_a_source_is_registered_once(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("statistician")
    client.post(reverse("sources"), {"name": "县统计年鉴", "owner": "县统计局"})
    assert SourceSystem.objects.filter(place=world.place, name="县统计年鉴").count() == 1
    assert "没有保存" in client.post(reverse("sources"), {"name": "县统计年鉴"}).content.decode()


def test_an_unreadable_file_is_said_on_the_page(world: World, sign_in: Callable[[str], Client]) -> None:
    file = SimpleUploadedFile("a.json", b"{}")
    url = reverse("source", args=[world.things["source"].uid])
    assert "这份JSON不是" in sign_in("statistician").post(url, {"file": file}).content.decode()
