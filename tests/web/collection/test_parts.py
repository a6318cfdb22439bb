"""Parts per section (分表): rows split, one-time links that open only their rows, workbooks merged, conflicts shown."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.collection.conftest import FULL, Desk

from fuertong_web.collection.actions import Entry, set_cells, submit_form
from fuertong_web.collection.actions.codes import redeem_code
from fuertong_web.collection.actions.parts import deliver_part, issue_part_code, split_form
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.filling_models import FormPart
from fuertong_web.collection.selectors.doors import FILLER_KEY, PHONE_KEY, actor_of_code


def split(desk: Desk) -> FormPart:
    """The mortality row goes to the 妇幼股."""
    split_form(by=desk.liaison, form=desk.form, names={str(desk.cell("deaths").uid): "妇幼股"})
    return FormPart.objects.get(form=desk.form)


def holder(desk: Desk, part: FormPart):
    """The holder of the part's one-time code, after naming himself."""
    code = redeem_code(code=issue_part_code(by=desk.liaison, part=part), address="10.0.0.1")
    assert code is not None
    return actor_of_code(code.pk, {FILLER_KEY: "张某", PHONE_KEY: "0000-2"})


def test_a_link_opens_only_the_rows_of_its_section(desk: Desk) -> None:
    actor = holder(desk, split(desk))
    entry = Entry(cell=str(desk.cell("deaths").uid), **FULL["deaths"])
    assert len(set_cells(by=actor, form=desk.form, entries=[entry]).changed) == 1
    foreign = Entry(cell=str(desk.cell("beds").uid), value="126")
    with pytest.raises(Exception, match="不属于本表"):
        set_cells(by=actor, form=desk.form, entries=[foreign])
    assert desk.cell("beds").raw == ""


def test_a_section_hands_back_its_rows_and_cannot_send_the_form(desk: Desk) -> None:
    part = split(desk)
    actor = holder(desk, part)
    with pytest.raises(Exception, match="还有1项"):
        deliver_part(by=actor, form=desk.form)
    desk.fill(**FULL)
    assert deliver_part(by=actor, form=desk.form).done_at is not None
    with pytest.raises(PermissionDenied):
        submit_form(by=actor, form=desk.form)
    with pytest.raises(PermissionDenied):
        split_form(by=actor, form=desk.form, names={})


def test_the_form_link_stands_beside_the_links_of_its_parts(desk: Desk) -> None:
    from fuertong_web.collection.actions import issue_code

    part = split(desk)
    first = issue_part_code(by=desk.liaison, part=part)
    issue_code(by=desk.statistician, form=desk.form)
    assert redeem_code(code=first, address="10.0.0.1") is not None
    second = issue_part_code(by=desk.liaison, part=part)
    assert redeem_code(code=first, address="10.0.0.1") is None
    assert redeem_code(code=second, address="10.0.0.1") is not None


def test_a_section_without_rows_is_dropped_with_its_link(desk: Desk) -> None:
    part = split(desk)
    issue_part_code(by=desk.liaison, part=part)
    split_form(by=desk.liaison, form=desk.form, names={str(desk.cell("deaths").uid): ""})
    assert not desk.form.parts.exists()


def test_a_section_sees_its_rows_only_on_the_page(desk: Desk) -> None:
    part = split(desk)
    code = issue_part_code(by=desk.liaison, part=part)
    client = Client()
    client.post(reverse("code_entry"), {"code": code})
    client.post(reverse("code_filler"), {"filler": "张某", "phone": "0000-2"})
    text = client.get(reverse("form_fill", args=[desk.form.uid])).content.decode()
    assert "示例死亡率" in text
    assert "示例床位数" not in text
    assert "去报送" not in text
    assert FormPart.objects.get().filler == "张某"
    assert client.get(reverse("cell_page", args=[desk.form.uid, desk.cell("beds").uid])).status_code == 404


def workbook(client: Client, desk: Desk, part: FormPart | None, values: dict[str, str]) -> SimpleUploadedFile:
    """The part's workbook as exported, filled in."""
    query = {"part": part.pk} if part else {}
    content = client.get(reverse("form_workbook", args=[desk.form.uid]), query).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["填报表"]
    names = {}
    head = next(row for row in sheet.iter_rows() if any(cell.value == "指标名称" for cell in row))
    column = {str(cell.value).split("\n")[0]: cell.column for cell in head if cell.value}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        names[row[column["指标名称"] - 1].value] = row[0].row
    for name, value in values.items():
        sheet.cell(names[name], column["本年数"]).value = float(value)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(f"{part.name if part else '全表'}.xlsx", stream.getvalue())


def test_part_workbooks_merge_and_a_conflict_waits_for_a_person(desk: Desk, sign_in) -> None:
    part = split(desk)
    client = sign_in("liaison")
    one = workbook(client, desk, part, {"示例死亡率": "25.6"})
    two = workbook(client, desk, None, {"示例死亡率": "26.0", "示例床位数": "126"})
    url = reverse("parts_merge", args=[desk.form.uid])
    page = client.post(url, {"files": [one, two]}, follow=True).content.decode()
    assert "两份表不一致" in page
    assert "25.6" in page
    assert "26" in page
    page = client.post(url, {"confirm": "1"}).content.decode()
    assert "还有1项两份表不一致" in page
    assert desk.cell("beds").raw == ""
    client.post(url, {"confirm": "1", f"take-{desk.cell('deaths').uid}": "0"})
    assert (desk.cell("deaths").raw, desk.cell("beds").raw) == ("25.6", "126")


def test_a_submitted_form_is_not_split(desk: Desk) -> None:
    desk.submitted()
    with pytest.raises(NotNow):
        split(desk)


def test_the_page_of_sections_moves_ticked_rows(desk: Desk, sign_in) -> None:
    client = sign_in("liaison")
    url = reverse("form_parts", args=[desk.form.uid])
    client.post(url, {"new": "规财股", "row": [str(desk.cell("beds").uid)]})
    assert desk.cell("beds").part.name == "规财股"
    shown = client.post(reverse("part_code", args=[desk.form.uid, desk.cell("beds").part_id])).content.decode()
    assert "只显示这一次" in shown
    assert "规财股：请填写" in shown
