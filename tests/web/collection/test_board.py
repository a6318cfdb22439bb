"""The live board, reminders ticked by hand, letters in Word, cut-offs, extensions, and the quality report."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.collection.conftest import FULL, Desk
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong_web.collection import actions
from fuertong_web.collection.actions.parts import issue_part_code, split_form
from fuertong_web.collection.actions.urging import note_urging, set_cutoff
from fuertong_web.collection.models import Cell, Form, FormCode
from fuertong_web.collection.scheme_models import Urging
from fuertong_web.collection.selectors.board import board_of
from fuertong_web.collection.selectors.unit_quality import quality_of
from fuertong_web.collection.selectors.years import current_years
from fuertong_web.places.models import Unit

SignIn = Callable[[str], Client]


def words_of(content: bytes) -> str:
    """All text of a Word file, tables too."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_what_was_known_beforehand_is_no_progress(desk: Desk) -> None:
    Cell.objects.filter(pk=desk.cell("beds").pk).update(absence=Absence.FROM_ABOVE)
    row = next(row for row in board_of(desk.form.round).rows if row.form.pk == desk.form.pk)
    before = (row.done, row.beforehand)
    desk.fill(coverage=FULL["coverage"])
    row = next(row for row in board_of(desk.form.round).rows if row.form.pk == desk.form.pk)
    assert before == (0, 1)
    assert (row.done, row.beforehand, row.total) == (1, 1, desk.form.cells.count() - 1)


def test_a_unit_of_which_all_is_known_is_not_asked(desk: Desk, sign_in: SignIn) -> None:
    Cell.objects.filter(form=desk.form).update(absence=Absence.FROM_ABOVE)
    board = board_of(desk.form.round)
    assert board.not_asked == 1
    assert desk.form.unit not in {row.form.unit for row in board.open_rows}
    page = sign_in("statistician").get(reverse("round", args=[desk.form.round.uid]), {"state": "none"})
    assert "县卫生健康局" in page.content.decode()


def test_the_link_of_a_section_is_no_code_of_the_form(desk: Desk) -> None:
    split_form(by=desk.liaison, form=desk.form, names={str(desk.cell("beds").uid): "规划股"})
    issue_part_code(by=desk.liaison, part=desk.form.parts.get())
    row = next(row for row in board_of(desk.form.round).rows if row.form.pk == desk.form.pk)
    assert not row.has_code


def test_days_late_follow_the_extension(desk: Desk) -> None:
    actions.extend_form(by=desk.statistician, form=desk.form, to=date(2027, 1, 10), reason="人员调整")
    with time_machine.travel(datetime(2027, 1, 12, 4, tzinfo=UTC), tick=False):
        late = {row.form.unit.code: row.days_late for row in board_of(desk.form.round).rows}
    assert (late["999901-health"], late["999901-edu"]) == (2, 12)
    event = desk.form.events.get(name="extend")
    assert "人员调整" in event.comment


def test_a_reminder_is_ticked_by_hand(desk: Desk, sign_in: SignIn) -> None:
    url = reverse("round_urged", args=[desk.form.round.uid])
    with time_machine.travel(datetime(2026, 12, 20, 4, tzinfo=UTC), tick=False):
        client = sign_in("statistician")
        client.post(url, {"way": "工作群", "on": "2026-12-19"})
        assert not Urging.objects.exists()
        client.post(url, {"form": str(desk.form.uid), "way": "工作群", "on": "2026-12-19"})
        page = client.get(reverse("round", args=[desk.form.round.uid])).content.decode()
    assert "12月19日已发工作群" in page
    with pytest.raises(FuertongError, match="不能晚于今天"):
        note_urging(by=desk.statistician, round=desk.form.round, forms=[desk.form], on=date(2099, 1, 1), way="电话")


def test_letters_are_drafts_with_blanks_for_issuer_signer_and_date(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    letter = words_of(client.get(reverse("round_urging", args=[desk.form.round.uid])).content)
    notice = words_of(client.get(reverse("round_notice", args=[desk.form.round.uid])).content)
    for text in (letter, notice):
        assert all(word in text for word in ("签发人：＿", "发文机关：＿", "县卫生健康局"))
    assert "关于催报2025年度统计监测数据的函" in letter.replace("\n", "")
    assert not FormCode.objects.exists()


def test_codes_come_on_sheets_of_their_own_only_when_asked(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted()
    answer = sign_in("statistician").post(reverse("round_notice", args=[desk.form.round.uid]), {"codes": "1"})
    text = words_of(answer.content)
    codes = FormCode.objects.filter(form__round=desk.form.round)
    units = set(codes.values_list("form__unit__code", flat=True))
    assert "999901-health" not in units
    assert text.count("一次性填报码为") == codes.count() > 0
    assert answer["Cache-Control"] == "no-store"


def test_a_code_says_until_when_this_unit_may_deliver(desk: Desk, sign_in: SignIn) -> None:
    actions.extend_form(by=desk.statistician, form=desk.form, to=date(2027, 1, 10), reason="人员调整")
    client = sign_in("statistician")
    page = client.post(reverse("form_code", args=[desk.form.uid])).content.decode()
    assert "2027年1月10日24时截止" in page
    letter = words_of(client.post(reverse("round_notice", args=[desk.form.round.uid]), {"codes": "1"}).content)
    assert "2027年1月10日24时截止" in letter


def test_the_board_is_exported(desk: Desk, sign_in: SignIn) -> None:
    content = sign_in("office").get(reverse("round_xlsx", args=[desk.form.round.uid])).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["单位", "状态", "应报项数", "已填项数"]
    assert sheet.max_row == desk.form.round.forms.count() + 1


def test_a_named_cut_off_is_kept_and_shown(desk: Desk) -> None:
    made = set_cutoff(by=desk.statistician, round=desk.form.round, name="2026年监测报告", on=date(2026, 6, 30))
    years = current_years(desk.world.place)
    assert years is not None
    assert (years.cutoff, made.data_year) == (date(2026, 6, 30), 2025)
    with pytest.raises(FuertongError, match="不能更改"):
        set_cutoff(by=desk.statistician, round=desk.form.round, name="2026年监测报告", on=date(2026, 7, 31))


def quality(desk: Desk) -> object:
    """The health unit's line."""
    return next(row for row in quality_of(desk.form.round) if row.form.pk == desk.form.pk)


def test_a_whole_form_in_time_has_full_marks(desk: Desk) -> None:
    for cell in desk.form.cells.exclude(indicator__code__in=FULL):
        Cell.objects.filter(pk=cell.pk).update(absence=Absence.FROM_ABOVE)
    with time_machine.travel(datetime(2026, 12, 1, 4, tzinfo=UTC), tick=False):
        desk.submitted()
        row = quality(desk)
    assert (row.asked, row.filled, row.timely_words, row.score) == (3, 3, "按期", 100.0)  # type: ignore[attr-defined]


def test_lateness_and_returns_cost_marks_by_the_formula(desk: Desk) -> None:
    for cell in desk.form.cells.exclude(indicator__code__in=FULL):
        Cell.objects.filter(pk=cell.pk).update(absence=Absence.FROM_ABOVE)
    with time_machine.travel(datetime(2027, 1, 3, 4, tzinfo=UTC), tick=False):
        desk.submitted()
        reasons = {str(desk.cell("beds").uid): "请核对"}
        actions.return_form(by=desk.statistician, form=desk.form, reasons=reasons)
        row = quality(desk)
    expected = 100 * (40 + 25 * (1 - 3 / 30) + 20 * (1 - 1 / 3)) / 85
    assert row.score == pytest.approx(expected, abs=0.05)  # type: ignore[attr-defined]
    assert (row.returned, row.timely_words) == (1, "逾期3天")  # type: ignore[attr-defined]


def test_nothing_is_scored_before_it_is_due(desk: Desk) -> None:
    with time_machine.travel(datetime(2026, 12, 1, 4, tzinfo=UTC), tick=False):
        row = quality(desk)
    assert (row.score, row.timely_words) == (None, "未到期")  # type: ignore[attr-defined]


def test_quality_costs_a_bounded_number_of_queries_and_comes_as_word_and_excel(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = world.things["round"]
    units = [Unit(place=world.place, code=f"999901-q{n}", name=f"单位{n}", order=10 + n) for n in range(20)]
    Unit.objects.bulk_create(units)
    Form.objects.bulk_create(Form(round=found, unit=unit) for unit in Unit.objects.filter(code__contains="-q"))
    client = sign_in("statistician")
    with django_assert_max_num_queries(18):
        assert client.get(reverse("round_quality", args=[found.uid])).status_code == 200
    assert "得分＝40×完整率" in words_of(client.get(reverse("round_quality_docx", args=[found.uid])).content)
    assert client.get(reverse("round_quality_xlsx", args=[found.uid])).content.startswith(b"PK")
