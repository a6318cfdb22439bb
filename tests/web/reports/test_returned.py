"""An edited Word file taken back in the web, and the checker's page."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong_web.reports.actions.making import make_report
from fuertong_web.reports.life_models import ReturnedFile
from fuertong_web.reports.models import ReportVersion

SignIn = Callable[[str], Client]


def edited(content: bytes, *changes: tuple[str, str], add: str = "") -> bytes:
    """The file with words replaced in its first paragraph that has them, as a person would type over them."""
    document = Document(BytesIO(content))
    for was, now in changes:
        found = next(p for p in document.paragraphs if was in p.text)
        text = found.text.replace(was, now)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = text
    if add:
        document.paragraphs[-1].insert_paragraph_before(add)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(version: ReportVersion) -> str:
    return "\n".join(p.text for p in Document(BytesIO(bytes(version.file.content))).paragraphs)


def hand_in(client: Client, version: ReportVersion, content: bytes) -> ReturnedFile:
    file = SimpleUploadedFile("修改稿.docx", content)
    client.post(reverse("report_take_back", args=[version.uid]), {"file": file})
    return ReturnedFile.objects.order_by("-pk")[0]


@pytest.fixture
def version(world: World) -> ReportVersion:
    found: ReportVersion = world.things["version"]
    return found


def test_a_sentence_and_a_paragraph_of_people_stay_through_regeneration(
    world: World, version: ReportVersion, sign_in: SignIn
) -> None:
    client = sign_in("statistician")
    content = edited(bytes(version.file.content), add="我县另行开展了示例专项行动。")
    returned = hand_in(client, version, content)
    page = client.get(reverse("report_returned", args=[returned.uid])).content.decode()
    assert "我县另行开展了示例专项行动。" in page
    client.post(reverse("report_returned", args=[returned.uid]))
    made = ReportVersion.objects.get(made_from=returned)
    assert made.is_taken_back
    assert "我县另行开展了示例专项行动。" in text_of(made)
    again = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR)
    assert "我县另行开展了示例专项行动。" in text_of(again)
    clean = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR, keep_edits=False)
    assert "示例专项行动" not in text_of(clean)


def test_a_changed_number_is_named_and_printed_as_stored_unless_kept(version: ReportVersion, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    content = edited(bytes(version.file.content), ("孕产妇系统管理率为96.6%", "孕产妇系统管理率为98.6%"))
    returned = hand_in(client, version, content)
    page = client.get(reverse("report_returned", args=[returned.uid])).content.decode()
    assert "改动的数字" in page
    assert "98.6%" in page
    edit = returned.seen["numbers"][0]["edit"]
    client.post(reverse("report_returned", args=[returned.uid]), {f"edit-{edit}": "undo"})
    made = ReportVersion.objects.get(made_from=returned)
    assert "96.6%" in text_of(made)
    assert "98.6%" not in text_of(made)


def test_a_file_is_taken_back_once(version: ReportVersion, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    returned = hand_in(client, version, bytes(version.file.content))
    client.post(reverse("report_returned", args=[returned.uid]))
    before = ReportVersion.objects.count()
    client.post(reverse("report_returned", args=[returned.uid]))
    assert ReportVersion.objects.count() == before


def test_what_is_no_word_file_is_refused_in_a_sentence(version: ReportVersion, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    before = ReturnedFile.objects.count()
    for name, content, words in (
        ("报告.docx", b"not a zip", "请用Word或WPS另存为"),
        ("报告.doc", b"x", "只能读取.docx"),
    ):
        answer = client.post(
            reverse("report_take_back", args=[version.uid]), {"file": SimpleUploadedFile(name, content)}
        )
        assert words in answer.content.decode()
    assert "请选择一个Word文件" in client.post(reverse("report_take_back", args=[version.uid])).content.decode()
    assert ReturnedFile.objects.count() == before


def test_the_checker_names_a_wrong_number_and_none_on_a_clean_report(
    world: World, version: ReportVersion, sign_in: SignIn
) -> None:
    client = sign_in("statistician")
    address = reverse("report_check") + f"?year={YEAR}"
    clean = bytes(version.file.content)
    wrong = edited(clean, ("孕产妇系统管理率为96.6%", "孕产妇系统管理率为69.6%"))
    for content, words in ((clean, "没有发现与数据不一致的地方"), (wrong, "69.6")):
        form = {
            "file": SimpleUploadedFile("报告.docx", content),
            "plan": world.things["plan"].code,
            "kind": "monitoring",
        }
        assert words in client.post(address, form).content.decode()


def test_a_paragraph_not_accepted_is_left_out(version: ReportVersion, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    content = edited(bytes(version.file.content), add="我县另行开展了示例专项行动。")
    returned = hand_in(client, version, content)
    url = reverse("report_returned", args=[returned.uid])
    deed = re.search(r'name="deed-(p\d+)" value="refuse"', client.get(url).content.decode())
    assert deed
    client.post(url, {f"deed-{deed[1]}": "refuse"})
    returned.refresh_from_db()
    assert returned.made is not None
    assert "示例专项行动" not in text_of(returned.made)
