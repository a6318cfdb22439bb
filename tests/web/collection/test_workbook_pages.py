"""Workbooks out and back in the browser, 代录, and what is refused."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.collection.conftest import Desk

from fuertong_web.audit.models import Event
from fuertong_web.collection.actions import open_round
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.models import Form, Revision
from fuertong_web.places.models import StoredFile

SignIn = Callable[[str], Client]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPER = {"unit_head": "王某", "filler": "李某", "phone": "8001", "on": "2026-11-02", "paper_received": "on"}


def workbook(client: Client, form: Form, entries: dict[str, dict[str, object]]) -> bytes:
    """The form's workbook as downloaded, with values written by indicator name and column head."""
    data = client.get(reverse("form_workbook", args=[form.uid])).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["填报表"]
    heads: dict[str, int] = {}
    for row in sheet.iter_rows():
        texts = {str(cell.value or "").split("（")[0].split("\n")[0].strip(): cell.column for cell in row if cell.value}
        if "指标名称" in texts:
            heads = texts
        name = sheet.cell(row[0].row, heads["指标名称"]).value if heads else None
        for head, value in entries.get(str(name), {}).items():
            column = next(number for text, number in heads.items() if text.startswith(head))
            sheet.cell(row[0].row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client: Client, page: str, form: Form, data: bytes, name: str = "报表.xlsx") -> HttpResponse:
    file = SimpleUploadedFile(name, data, content_type=XLSX)
    return client.post(reverse(page, args=[form.uid]), {"file": file})


FILLED: dict[str, dict[str, object]] = {
    "示例床位数": {"本年数": 126},
    "示例管理率": {"分子": 475, "分母": 500},
    "示例死亡率": {"缺数原因": "数据待发布", "说明": "5月发布"},
}


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("liaison")


def test_a_filled_workbook_is_shown_first_and_then_taken_as_a_whole(desk: Desk, client: Client) -> None:
    answer = send(client, "form_upload", desk.form, workbook(client, desk.form, FILLED))
    assert answer.status_code == 302
    preview = client.get(answer["Location"])
    page = preview.content.decode()
    assert "将改动3项" in page
    assert "数据待发布" in page
    assert desk.cell("beds").raw == ""
    locks = preview.context["locks"]
    assert client.post(answer["Location"], {"locks": locks}).status_code == 302
    assert (desk.cell("beds").value, desk.cell("coverage").value, desk.cell("deaths").absence) == (126, 95, "pending")
    assert desk.form.state == FormState.FILLING
    assert Event.objects.latest("number").action == "collection.upload"
    assert client.post(answer["Location"], {"locks": locks}).status_code == 404


def test_what_was_filled_meanwhile_stops_the_import(desk: Desk, client: Client) -> None:
    answer = send(client, "form_upload", desk.form, workbook(client, desk.form, FILLED))
    locks = client.get(answer["Location"]).context["locks"]
    desk.fill(beds={"value": "130"})
    page = client.post(answer["Location"], {"locks": locks}).content.decode()
    assert "有人改动了这份报表，没有导入" in page
    assert (desk.cell("beds").raw, desk.cell("coverage").raw_numerator) == ("130", "")


def test_problems_are_named_by_cell_and_leave_what_stands(desk: Desk, client: Client) -> None:
    desk.fill(beds={"value": "120"})
    data = workbook(client, desk.form, {"示例床位数": {"本年数": "约130张"}, "示例管理率": {"本年数": "95.3%"}})
    answer = send(client, "form_upload", desk.form, data)
    preview = client.get(answer["Location"])
    page = preview.content.decode()
    assert "工作表“填报表”单元格" in page
    assert "导入其余1项" in page
    client.post(answer["Location"], {"locks": preview.context["locks"]})
    assert (desk.cell("beds").raw, desk.cell("coverage").value is not None) == ("120", True)


def test_another_units_workbook_is_refused_with_both_names(desk: Desk, client: Client, sign_in: SignIn) -> None:
    education = desk.world.things["form_education"]
    data = workbook(sign_in("statistician"), education, {})
    answer = send(client, "form_upload", desk.form, data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "这份表是“县教育局”的，现在要导入的是“县卫生健康局”的报表" in page
    assert not StoredFile.objects.filter(name__in=["报表.xlsx", "盖章.pdf"]).exists()


def test_another_years_workbook_is_refused_with_both_years(desk: Desk, client: Client) -> None:
    later = open_round(
        by=desk.statistician,
        work_year=2027,
        data_year=2026,
        title="下一年",
        opens_on=date(2027, 1, 1),
        deadline=date(2027, 3, 1),
    )
    other = Form.objects.select_related("round", "unit").get(round=later, unit=desk.world.health)
    answer = send(client, "form_upload", desk.form, workbook(client, other, FILLED))
    page = answer.content.decode()
    assert "2026年数据" in page
    assert "2025年数据" in page
    assert desk.cell("beds").raw == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xff\xd8\xff\xe0photo", "照片"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04broken", "损坏"),
        ("这是一段文字".encode("gbk"), "没有找到报表的表头"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(desk: Desk, client: Client, data: bytes, words: str) -> None:
    answer = send(client, "form_upload", desk.form, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not StoredFile.objects.filter(name__in=["报表.xlsx", "盖章.pdf"]).exists()


def test_a_secret_workbook_is_never_stored(desk: Desk, client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(client, desk.form, FILLED)))
    book["填报表"].cell(1, 2).value = "机密★"
    out = io.BytesIO()
    book.save(out)
    page = send(client, "form_upload", desk.form, out.getvalue()).content.decode()
    assert "本系统为非涉密系统" in page
    assert not StoredFile.objects.filter(name__in=["报表.xlsx", "盖章.pdf"]).exists()


def test_a_workbook_with_a_column_of_people_is_refused(desk: Desk, client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(client, desk.form, FILLED)))
    book.create_sheet("名单").append(["姓名", "身份证号"])
    out = io.BytesIO()
    book.save(out)
    page = send(client, "form_upload", desk.form, out.getvalue()).content.decode()
    assert "像是个人信息，没有导入" in page
    assert desk.cell("beds").raw == ""


def test_an_upload_beyond_the_limit_is_refused_while_streaming(
    desk: Desk, client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.UPLOAD_LIMIT = 200_000  # type: ignore[attr-defined]
    answer = send(client, "form_upload", desk.form, b"PK\x03\x04" + b"x" * 400_000)
    assert answer.status_code == 413
    assert "超过50MB" in answer.content.decode()


def test_somebody_elses_staged_workbook_cannot_be_confirmed(desk: Desk, client: Client, sign_in: SignIn) -> None:
    answer = send(client, "form_upload", desk.form, workbook(client, desk.form, FILLED))
    assert sign_in("statistician").get(answer["Location"]).status_code == 404


def test_a_returned_workbook_is_entered_for_the_unit_with_its_paper(desk: Desk, sign_in: SignIn) -> None:
    stat = sign_in("statistician")
    answer = send(stat, "form_proxy", desk.form, workbook(stat, desk.form, FILLED))
    preview = stat.get(answer["Location"])
    assert "将改动3项" in preview.content.decode()
    done = stat.post(answer["Location"], PAPER | {"locks": preview.context["locks"]})
    assert done["Location"] == reverse("form_review", args=[desk.form.uid])
    revision = Revision.objects.get(form=desk.form, indicator__code="beds")
    assert (revision.filler, revision.entered_by, revision.cause) == ("李某", "示例统计人员", "proxy")
    assert revision.document is not None
    assert desk.form.state == FormState.SUBMITTED


def test_paper_needs_a_scan_or_the_word_that_it_is_here(desk: Desk, sign_in: SignIn) -> None:
    stat = sign_in("statistician")
    url = reverse("form_proxy_paper", args=[desk.form.uid])
    without = {name: text for name, text in PAPER.items() if name != "paper_received"}
    page = stat.post(url, without).content.decode()
    assert "请上传盖章扫描件，或勾选" in page
    assert 'value="王某"' in page
    assert desk.form.state == FormState.NOT_BEGUN


def test_a_scan_is_kept_and_comes_back_as_a_download(desk: Desk, sign_in: SignIn) -> None:
    stat = sign_in("statistician")
    url = reverse("form_proxy_paper", args=[desk.form.uid])
    fake = SimpleUploadedFile("盖章.pdf", b"MZ not a pdf")
    assert "不是PDF、JPG或PNG文件" in stat.post(url, PAPER | {"scan": fake}).content.decode()
    assert not StoredFile.objects.filter(name__in=["报表.xlsx", "盖章.pdf"]).exists()
    scan = SimpleUploadedFile("盖章.pdf", b"%PDF-1.4 scan")
    assert stat.post(url, PAPER | {"scan": scan}).status_code == 302
    answer = sign_in("liaison").get(reverse("form_file", args=[desk.form.uid, 1]))
    assert (answer.content, answer["Content-Disposition"][:10]) == (b"%PDF-1.4 scan", "attachment")
    for role in ("liaison_education", "office", "evaluator", "group"):
        assert sign_in(role).get(reverse("form_file", args=[desk.form.uid, 1])).status_code == 403
