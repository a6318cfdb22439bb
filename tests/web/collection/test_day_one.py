"""Day one: messy files in, one grid with sources, differences picked, names remembered, values imported once."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_intake import read, workbook, yearly

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.collection.actions.day_one import answer_names, import_intake, pick_values, take_files
from fuertong_web.collection.day_one import sheet_of, slot_text
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.collection.models_intake import Intake
from fuertong_web.places.models import StoredFile


def test_the_grid_marks_where_two_files_disagree(world: World) -> None:
    sheet = sheet_of(world.things["intake"])
    assert [(cell.slot[0], cell.slot[3], cell.taken.value) for cell in sheet.disputed] == [
        ("coverage", 2016, Decimal("75.0")),
        ("school", 2016, Decimal("81.5")),
        ("school", 2016, Decimal("80.5")),
    ]
    assert [name.written for name in sheet.unknown] == ["从未听说的比例"]


def test_values_are_imported_with_file_and_cell(world: World) -> None:
    intake, by = world.things["intake"], world.actor("statistician")
    slot = sheet_of(intake).disputed[0].slot
    later = next(found for found in sheet_of(intake).disputed[0].told if not found.is_own)
    pick_values(by=by, intake=intake, picks={slot_text(slot): str(later.where)})
    result = import_intake(by=by, intake=intake)
    assert result.revisions == len(sheet_of(intake).cells)
    taken = Observation.objects.get(indicator=world.things["coverage"], data_year=2016).revision
    assert (taken.value, taken.status) == (Decimal("75.4"), "historical")
    assert taken.source == "《2017年.xlsx》工作表“Sheet1”单元格C3"
    assert taken.document is not None
    assert taken.document.name == "2017年.xlsx"
    assert Event.objects.filter(action="collection.import_intake").exists()
    with pytest.raises(FuertongError, match="已经导入"):
        import_intake(by=by, intake=Intake.objects.get(pk=intake.pk))


def test_what_is_accepted_stays(world: World) -> None:
    by = world.actor("statistician")
    intake = take_files(by=by, files=[read("2022年.xlsx", yearly(2022, "11.0", "12.0"))])
    before = Observation.objects.get(indicator=world.things["coverage"], data_year=2022).revision
    import_intake(by=by, intake=intake)
    assert Observation.objects.get(indicator=world.things["coverage"], data_year=2022).revision == before


def test_a_name_answered_once_is_known_next_time(world: World) -> None:
    by, intake = world.actor("statistician"), world.things["intake"]
    answer_names(by=by, intake=intake, answers={"从未听说的比例": "above"})
    again = take_files(by=by, files=[read("2018年.xlsx", yearly(2018, "70.0", "71.0"))])
    assert not sheet_of(again).unknown
    assert ("above", "", world.place.code, 2018) in {cell.slot for cell in sheet_of(again).cells}


def test_a_name_not_wanted_is_left_out(world: World) -> None:
    intake = world.things["intake"]
    answer_names(by=world.actor("statistician"), intake=intake, answers={"从未听说的比例": "-"})
    assert not sheet_of(Intake.objects.get(pk=intake.pk)).unknown


def test_units_are_converted_or_refused(world: World) -> None:
    content = workbook(
        ["2015年监测表"], ["指标", "单位", "本年数"], ["示例管理率", "‰", "931.5"], ["示例床位数", "%", "3"]
    )
    intake = take_files(by=world.actor("statistician"), files=[read("2015.xlsx", content)])
    sheet = sheet_of(intake)
    assert [(cell.taken.value, cell.taken.decimals) for cell in sheet.cells] == [(Decimal("93.15"), 2)]
    assert [indicator.code for _, indicator in sheet.units] == ["beds"]


def test_the_page_takes_several_files_and_names_those_it_cannot_read(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("statistician")
    stored = StoredFile.objects.count()
    files = [
        SimpleUploadedFile("2012.xlsx", yearly(2012, "60.0", "59.0")),
        SimpleUploadedFile("机密.xlsx", workbook(["机密★3年"], ["指标", "2013年"], ["示例管理率", 3])),
    ]
    response = client.post(reverse("day_one"), {"files": files, "year": ""}, follow=True)
    text = response.content.decode()
    assert "非涉密系统" in text
    assert "2012.xlsx" in text
    assert StoredFile.objects.count() == stored + 1


def test_the_page_imports_in_three_acts(world: World, sign_in: Callable[[str], Client]) -> None:
    client, intake = sign_in("statistician"), world.things["intake"]
    page = reverse("day_one_sheet", args=[intake.uid])
    assert "两份材料不一致" in client.get(page).content.decode()
    client.post(page, {"what": "names", "name": ["从未听说的比例"], "code": ["-"]})
    before = Revision.objects.count()
    client.post(reverse("day_one_import", args=[intake.uid]))
    assert Revision.objects.count() > before
    assert "已于" in client.get(page).content.decode()


def test_the_grid_costs_a_bounded_number_of_queries(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = sign_in("statistician")
    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]
        client.get(reverse("day_one_sheet", args=[world.things["intake"].uid]))
