"""The page of one value: 取数说明 kept and offered again, evidence, 口径问答, telephone notes, attested verdicts."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.web.collection.conftest import FULL, Desk

from fuertong.model.observation import ValueStatus
from fuertong_web.collection.actions import accept_form, set_cells, sign_form, submit_form
from fuertong_web.collection.actions.asking import answer_question, ask_question, note_phone
from fuertong_web.collection.actions.cells import Entry
from fuertong_web.collection.actions.details import (
    Attestation,
    Source,
    attest_cell,
    carry_sources,
    describe_source,
    explain_cells,
)
from fuertong_web.collection.enums import Attested
from fuertong_web.collection.filling_models import Evidence, Question
from fuertong_web.collection.models import Observation, Revision

SOURCE = Source(report="卫生健康统计年报", table="卫健统5-1表", column="第3栏", giver="妇幼股李某")
WORD = Attestation(word=Attested.MET, department="县委组织部", document="组函〔2026〕8号", on=date(2026, 3, 2))


def page(desk: Desk, code: str) -> str:
    """The address of a cell's page."""
    return reverse("cell_page", args=[desk.form.uid, desk.cell(code).uid])


def test_where_a_value_was_taken_from_stays_with_the_value(desk: Desk) -> None:
    describe_source(by=desk.liaison, form=desk.form, cell=str(desk.cell("beds").uid), source=SOURCE)
    desk.accepted()
    kept = Observation.objects.get(indicator__code="beds", period="2025").revision
    assert (kept.taken_report, kept.taken_column, kept.taken_by) == ("卫生健康统计年报", "第3栏", "妇幼股李某")


def test_last_years_source_is_offered_and_taken_over_in_one_act(desk: Desk, sign_in) -> None:
    last = Observation.objects.get(indicator__code="beds", period="2024").revision
    Revision.objects.filter(pk=last.pk).update(taken_report="卫生年报", taken_table="1表", taken_by="王某")
    client = sign_in("liaison")
    text = client.get(page(desk, "beds")).content.decode()
    assert "去年的取数说明，仍然适用" in text
    assert 'value="卫生年报"' in text
    assert (
        "去年取数：卫生年报，1表；王某提供" in client.get(reverse("form_fill", args=[desk.form.uid])).content.decode()
    )
    assert carry_sources(by=desk.liaison, form=desk.form) == 1
    assert desk.cell("beds").taken_by == "王某"
    assert carry_sources(by=desk.liaison, form=desk.form) == 0


def test_an_attested_verdict_takes_the_place_of_a_figure(desk: Desk) -> None:
    desk.fill(beds={"value": "126"})
    attest_cell(by=desk.liaison, form=desk.form, cell=str(desk.cell("beds").uid), attestation=WORD)
    row = desk.cell("beds")
    assert (row.value, row.raw, row.status) == (None, "", ValueStatus.ATTESTED)
    desk.fill(**{code: FULL[code] for code in ("coverage", "deaths")})
    submit_form(by=desk.liaison, form=desk.form)
    sign_form(by=desk.reviewer, form=desk.form)
    accept_form(by=desk.statistician, form=desk.form)
    kept = Observation.objects.get(indicator__code="beds", period="2025").revision
    assert (kept.value, kept.attested, kept.attested_by) == (None, Attested.MET, "县委组织部")


def test_a_figure_takes_the_place_of_an_attested_verdict(desk: Desk) -> None:
    attest_cell(by=desk.liaison, form=desk.form, cell=str(desk.cell("beds").uid), attestation=WORD)
    desk.fill(beds={"value": "126"})
    row = desk.cell("beds")
    assert (row.attested, row.status, int(row.value)) == ("", ValueStatus.FINAL, 126)


def test_an_attested_verdict_names_its_department_and_document(desk: Desk, sign_in) -> None:
    client = sign_in("liaison")
    given = {"act": "attest", "word": "met", "department": "", "document": "", "on": "2026-03-02"}
    assert client.post(page(desk, "beds"), given).status_code == 400
    assert desk.cell("beds").attested == ""
    client.post(page(desk, "beds"), given | {"department": "县委组织部", "document": "组函8号"})
    assert desk.cell("beds").attested == "met"
    shown = sign_in("statistician").get(reverse("form_review", args=[desk.form.uid])).content.decode()
    assert "达标（由县委组织部确认，组函8号，2026-03-02）" in shown


def word_file(*lines: str) -> bytes:
    """A Word file with these lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_evidence_is_kept_and_comes_back_as_a_download(desk: Desk, sign_in) -> None:
    client = sign_in("liaison")
    file = SimpleUploadedFile("年报.docx", word_file("2025年卫生健康统计年报"))
    client.post(page(desk, "beds"), {"act": "evidence", "file": file, "page": "12"})
    kept = Evidence.objects.get(cell=desk.cell("beds"))
    answer = client.get(reverse("evidence_file", args=[kept.uid]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in("liaison_education").get(reverse("evidence_file", args=[kept.uid])).status_code == 403
    client.post(page(desk, "beds"), {"act": "withdraw", "evidence": str(kept.uid)})
    assert "撤下" in client.get(page(desk, "beds")).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("秘密.docx", word_file("机密★三年", "关于干部配备的报告"), "密级"),
        ("程序.exe", b"MZ\x90", "不是PDF、图片"),
        ("页面.html", b"<script>alert(1)</script>", "不是PDF、图片"),
    ],
)
def test_secret_and_strange_files_are_not_kept(desk: Desk, sign_in, name: str, content: bytes, words: str) -> None:
    before = Evidence.objects.count()
    answer = sign_in("liaison").post(page(desk, "beds"), {"act": "evidence", "file": SimpleUploadedFile(name, content)})
    assert words in answer.content.decode()
    assert Evidence.objects.count() == before


def test_evidence_of_small_counts_is_for_owner_and_statistician(desk: Desk, sign_in) -> None:
    file = SimpleUploadedFile("死亡.pdf", b"%PDF-1.4")
    sign_in("liaison").post(page(desk, "deaths"), {"act": "evidence", "file": file})
    kept = Evidence.objects.get(cell=desk.cell("deaths"))
    url = reverse("evidence_file", args=[kept.uid])
    assert [sign_in(role).get(url).status_code for role in ("liaison", "statistician", "office")] == [200, 200, 403]
    assert "死亡.pdf" not in sign_in("office").get(page(desk, "deaths")).content.decode()


def test_a_question_is_answered_once_for_every_unit(desk: Desk, sign_in) -> None:
    sign_in("liaison").post(page(desk, "beds"), {"act": "ask", "text": "含不含中医院？"})
    asked = Question.objects.get()
    client = sign_in("statistician")
    assert "含不含中医院" in client.get(reverse("questions")).content.decode()
    client.post(reverse("questions"), {"question": str(asked.uid), "answer": "含中医院，不含诊所。"})
    assert "含中医院，不含诊所" in sign_in("liaison").get(reverse("form_fill", args=[desk.form.uid])).content.decode()


def test_only_the_statistician_answers_and_notes_calls(desk: Desk) -> None:
    asked = ask_question(by=desk.liaison, cell=desk.cell("beds"), text="含不含中医院？")
    with pytest.raises(PermissionDenied):
        answer_question(by=desk.liaison, question=asked, answer="含")
    with pytest.raises(PermissionDenied):
        note_phone(by=desk.liaison, cell=desk.cell("beds"), said_by="李某", said_on=date(2026, 3, 1), text="属实")


def test_a_call_is_noted_and_printed_for_the_stamp(desk: Desk, sign_in) -> None:
    desk.submitted()
    client = sign_in("statistician")
    given = {"act": "phone", "said_by": "李某", "said_on": "2026-03-01", "text": "新增一家医院，属实"}
    client.post(page(desk, "beds"), given)
    text = client.get(reverse("verification_sheet", args=[desk.form.uid])).content.decode()
    for words in ("新增一家医院，属实", "李某", "2026-03-01", "126", "单位盖章处"):
        assert words in text


def test_one_explanation_covers_several_values(desk: Desk) -> None:
    cells = [str(desk.cell(code).uid) for code in ("beds", "coverage")]
    assert explain_cells(by=desk.liaison, form=desk.form, cells=cells, text="机构改革后口径并入") == 2
    assert desk.cell("beds").note == desk.cell("coverage").note == "机构改革后口径并入"


def test_a_practice_copy_checks_and_stores_nothing(desk: Desk, sign_in) -> None:
    client = sign_in("liaison")
    url = reverse("form_practice", args=[desk.form.uid])
    before = list(desk.form.cells.order_by("pk").values())
    text = client.post(url, {f"value-{desk.cell('beds').uid}": "约120"}).content.decode()
    assert "约120" in text
    assert "这一项没有填数值" in text
    assert list(desk.form.cells.order_by("pk").values()) == before
    assert desk.form.state == "not_begun"


def test_a_prefilled_reason_is_no_progress(desk: Desk, sign_in) -> None:
    from fuertong_web.collection.selectors.todo import todo_for

    cell = desk.cell("beds")
    type(cell).objects.filter(pk=cell.pk).update(absence="survey_year")
    (todo,) = [one for one in todo_for(desk.liaison) if one.form.pk == desk.form.pk]
    assert (todo.done, todo.total) == (0, 2)
    text = sign_in("liaison").get(reverse("form_fill", args=[desk.form.uid])).content.decode()
    assert "1项事先注明（无需填报）" in text


def test_an_attested_cell_can_be_changed_by_many_at_once(desk: Desk) -> None:
    attest_cell(by=desk.liaison, form=desk.form, cell=str(desk.cell("beds").uid), attestation=WORD)
    entry = Entry(cell=str(desk.cell("beds").uid), absence="confidential")
    set_cells(by=desk.liaison, form=desk.form, entries=[entry])
    assert (desk.cell("beds").attested, desk.cell("beds").absence) == ("", "confidential")
