"""Unit reports in the web: out pre-filled, back as Word, read by goal, into the office's draft and the report."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.web.world import World

from fuertong_web.plans.models import GoalUnit
from fuertong_web.reports.life_models import UnitReport

SignIn = Callable[[str], Client]
ADDRESS = "/unit-reports/"


@pytest.fixture
def lead(world: World) -> None:
    """The health bureau leads a goal of the plan and has handed in nothing."""
    UnitReport.objects.all().delete()
    goal = world.things["judged"].goal
    GoalUnit.objects.filter(goal=goal).delete()
    GoalUnit.objects.create(goal=goal, unit=world.health, part=GoalUnit.Part.LEAD, text=world.health.name)


def blank(client: Client, world: World) -> bytes:
    answer = client.get(reverse("unit_report_blank", args=[world.health.code]))
    assert answer.status_code == 200
    return bytes(answer.content)


def filled(content: bytes, words: str) -> bytes:
    """The file with the hint of every place replaced, as a person fills it in."""
    document = Document(BytesIO(content))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("（请"):
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def hand_in(client: Client, *files: tuple[str, bytes]) -> str:
    data = {"file": [SimpleUploadedFile(name, content) for name, content in files], "occasion": "annual"}
    return client.post(ADDRESS, data, follow=True).content.decode()


@pytest.mark.usefixtures("lead")
def test_out_filled_and_back_by_goal(world: World, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    content = blank(client, world)
    assert "县卫生健康局" in Document(BytesIO(content)).paragraphs[0].text
    page = hand_in(client, ("报告.docx", filled(content, "开展了示例巡回筛查。")))
    assert "已收回1个单位的报告：县卫生健康局" in page
    made = UnitReport.objects.get()
    assert made.unit == world.health
    assert {row["text"] for row in made.seen["answers"]} == {"开展了示例巡回筛查。"}
    shown = client.get(reverse("unit_report_file", args=[made.uid])).content.decode()
    assert "开展了示例巡回筛查。" in shown
    draft = sign_in("office").get(reverse("unit_reports_draft"))
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(draft.content)).paragraphs)
    assert "开展了示例巡回筛查。" in text
    assert "县卫生健康局" in text


@pytest.mark.usefixtures("lead")
def test_an_empty_file_counts_what_is_missing(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    hand_in(client, ("空白.docx", blank(client, world)))
    assert UnitReport.objects.get().seen["missing"]
    page = client.get(ADDRESS).content.decode()
    assert "缺" in page
    assert "已交回1个" in page


@pytest.mark.usefixtures("lead")
def test_one_bad_file_does_not_stop_the_others(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    page = hand_in(client, ("坏.docx", b"no"), ("好.docx", blank(client, world)))
    assert "《坏.docx》" in page
    assert UnitReport.objects.count() == 1


@pytest.mark.usefixtures("lead")
def test_another_unit_neither_reads_nor_hands_in(world: World, sign_in: SignIn) -> None:
    content = blank(sign_in("office"), world)
    other = sign_in("liaison_education")
    assert other.get(reverse("unit_report_blank", args=[world.health.code])).status_code == 404
    page = hand_in(other, ("报告.docx", content))
    assert "请由该单位或妇儿工委办交回" in page
    assert UnitReport.objects.count() == 0


@pytest.mark.usefixtures("lead")
def test_all_blank_files_in_one_archive(sign_in: SignIn) -> None:
    answer = sign_in("office").get(reverse("unit_reports_zip"))
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert any("县卫生健康局" in name for name in names)
