"""The yearbook in the web: chapters by domain, small counts only in the internal version and only for who may."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World

SignIn = Callable[[str], Client]


def cells_of(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


def test_the_page_lists_the_tables_and_the_files_hold_the_values(world: World, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    page = client.get(reverse("yearbook")).content.decode()
    assert "示例县妇女儿童统计资料" in page
    assert "县卫生健康局" in page
    text = cells_of(client.get(reverse("yearbook_file", args=["xlsx"])).content)
    assert "孕产妇系统管理率" in text
    assert "96.6" in text
    word = client.get(reverse("yearbook_file", args=["docx"]))
    assert "指标解释" in "".join(p.text for p in Document(BytesIO(word.content)).paragraphs)


def test_the_internal_version_is_the_statisticians(world: World, sign_in: SignIn) -> None:
    address = reverse("yearbook_file", args=["xlsx"]) + "?internal"
    assert "%E5%86%85%E9%83%A8" in sign_in("statistician").get(address)["Content-Disposition"]
    assert "%E5%86%85%E9%83%A8" not in sign_in("office").get(address)["Content-Disposition"]


def test_the_queries_do_not_grow_with_the_tables(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("statistician")
    with django_assert_max_num_queries(40):
        client.get(reverse("yearbook"))
