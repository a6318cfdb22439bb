"""Check codes of stamped pages: 与电子版一致, or the places where not; the pages of a form ticked off."""

import io
import re

import openpyxl
from django.urls import reverse
from tests.web.collection.conftest import FULL, Desk

from fuertong_web.collection.filling_models import PageCheck


def printed_code(desk: Desk, client) -> str:
    """The code on the form as exported now."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("form_workbook", args=[desk.form.uid])).content))
    texts = [str(cell.value) for row in book["填报表"].iter_rows() for cell in row if cell.value]
    return re.search(r"校验码：([0-9A-Z]{4}-[0-9A-Z]{4})", "\n".join(texts))[1]


def check(desk: Desk, client, code: str) -> str:
    """What the page answers."""
    return client.post(reverse("page_codes", args=[desk.form.uid]), {"code": code}).content.decode()


def test_an_unchanged_page_agrees_and_is_ticked(desk: Desk, sign_in) -> None:
    desk.fill(**FULL)
    client = sign_in("statistician")
    text = check(desk, client, printed_code(desk, client).lower())
    assert "第1页与电子版一致" in text
    assert "✓ 已核对一致" in text
    proxy = client.get(reverse("form_proxy_paper", args=[desk.form.uid])).content.decode()
    assert "第1页 ✓" in proxy


def test_a_page_printed_before_a_change_says_where(desk: Desk, sign_in) -> None:
    desk.fill(**FULL)
    client = sign_in("statistician")
    code = printed_code(desk, client)
    desk.fill(beds={"value": "130"})
    text = check(desk, client, code)
    assert "有1处不一致" in text
    assert re.search(r"示例床位数.*126.*130", text, re.DOTALL)
    assert "待核对" in text


def test_a_code_nobody_printed_is_said_so(desk: Desk, sign_in) -> None:
    desk.fill(**FULL)
    client = sign_in("statistician")
    assert "没有打印过这个校验码" in check(desk, client, "0000-0000")
    assert "校验码是8位" in check(desk, client, "123")
    assert PageCheck.objects.filter(form=desk.form).count() == 1
