"""Forms of the upper office in the web: proposed, mapped by a person, filled, carried over to the next edition."""

import io
from collections.abc import Callable

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_intake import blank

from fuertong_web.audit.models import Event
from fuertong_web.collection.upper_forms import edition_of


def page_of(world: World) -> str:
    return reverse("upper_form", args=[world.things["upper_form"].uid])


def test_cells_are_proposed_by_name(world: World) -> None:
    edition = edition_of(world.things["upper_form"])
    assert edition is not None
    codes = [(slot.meaning.code, slot.meaning.shift) for slot in edition.slots]
    assert codes == [("coverage", -1), ("coverage", 0), ("beds", -1), ("beds", 0), ("", -1), ("", 0)]


def test_the_filled_file_has_the_forms_own_units(world: World, sign_in: Callable[[str], Client]) -> None:
    url = reverse("upper_form_file", args=[world.things["upper_form"].uid])
    response = sign_in("statistician").post(url, {"year": "2024"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [sheet[name].value for name in ("C3", "D3", "C4", "D4", "D5")] == [935, 945, None, 120, None]
    assert Event.objects.filter(action="collection.upper_form_fill").exists()


def test_the_page_shows_the_form_and_what_stays_blank(world: World, sign_in: Callable[[str], Client]) -> None:
    text = sign_in("statistician").get(page_of(world) + "?year=2024").content.decode()
    assert "可以填3格，空3格" in text
    assert "没有对应的指标" in text
    assert "没有已接受的数据" in text


def test_a_person_mends_the_mapping(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("statistician")
    given = {
        "what": "map",
        "code:5": "示例入园率",
        "group:5": "女",
        "shift:5": "0",
        "measure:5": "value",
        "decimals:5": "2",
    }
    client.post(page_of(world), given)
    edition = edition_of(world.things["upper_form"])
    assert edition is not None
    meaning = edition.slots[5].meaning
    assert (meaning.code, meaning.breakdown, meaning.decimals) == ("school", "sex=F", 2)
    assert edition.row.checked_by
    answer = client.post(page_of(world), {"what": "map", "code:5": "瞎写的"}, follow=True)
    assert "指标库中没有" in answer.content.decode()


def test_next_years_edition_keeps_what_was_mapped(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("statistician")
    client.post(page_of(world), {"what": "map", "code:5": "示例入园率", "shift:5": "0", "measure:5": "value"})
    file = SimpleUploadedFile("新版.xlsx", blank(2025, ["示例入园率", "%"]))
    text = client.post(page_of(world), {"what": "edition", "file": file}, follow=True).content.decode()
    assert "与上一版的不同" in text
    edition = edition_of(world.things["upper_form"])
    assert edition is not None
    assert [slot.meaning.code for slot in edition.slots if slot.name == "没有的指标"] == ["", "school"]


def test_a_secret_blank_is_refused(world: World, sign_in: Callable[[str], Client]) -> None:
    made = openpyxl.Workbook()
    made.active.append(["秘密★5年"])
    out = io.BytesIO()
    made.save(out)
    file = SimpleUploadedFile("a.xlsx", out.getvalue())
    assert "非涉密" in sign_in("statistician").post(reverse("upper_forms"), {"file": file}).content.decode()


def test_the_page_costs_a_bounded_number_of_queries(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = sign_in("statistician")
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        client.get(page_of(world))
