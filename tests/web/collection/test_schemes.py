"""The scheme in versions: made from plans, edited as a list, approved or returned; rounds opened from it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.world import World
from tests.web.world_collection import indicator

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.audit.models import Event
from fuertong_web.collection import actions
from fuertong_web.collection.enums import Nature, RoundKind, SchemeState
from fuertong_web.collection.models import Cell, Round
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.selectors.schemes import differences, version_in_force

SignIn = Callable[[str], Client]
YEARS = {"work_year": 2027, "data_year": 2026, "opens_on": date(2027, 1, 4), "deadline": date(2027, 3, 31)}


@pytest.fixture
def version(world: World) -> SchemeVersion:
    """The county's draft."""
    found: SchemeVersion = world.things["scheme"]
    found.lines.exclude(indicator__code__in=("coverage", "deaths", "beds", "school")).delete()
    return found


def line_edit(version: SchemeVersion, code: str, **changed: object) -> dict[str, actions.LineEdit]:
    """The edit of one line, everything else as it stands."""
    line = version.lines.get(indicator__code=code)
    given = {
        "unit": line.unit,
        "breakdowns": tuple(line.breakdowns),
        "is_key": line.is_key,
        "is_evaluation": line.is_evaluation,
        "expected_month": line.expected_month,
        "due": line.due,
        "flash_first": line.flash_first,
    }
    return {str(line.uid): actions.LineEdit(**(given | changed))}  # type: ignore[arg-type]


def approved(world: World, version: SchemeVersion) -> SchemeVersion:
    """The version approved by the group."""
    actions.submit_scheme(by=world.actor("statistician"), version=version)
    actions.approve_scheme(by=world.actor("group"), version=version)
    version.refresh_from_db()
    return version


def test_the_first_version_lists_what_the_level_produces(world: World, version: SchemeVersion) -> None:
    codes = set(version.lines.values_list("indicator__code", flat=True))
    assert {"coverage", "beds", "school"} <= codes
    assert "above" not in codes


def test_only_the_group_approves_and_an_approved_version_stays(world: World, version: SchemeVersion) -> None:
    with pytest.raises(PermissionDenied):
        actions.approve_scheme(by=world.actor("statistician"), version=version)
    with pytest.raises(FuertongError, match="提请审批后才能批准"):
        actions.approve_scheme(by=world.actor("group"), version=version)
    approved(world, version)
    assert version_in_force(world.place) == version
    assert (version.approving_body, version.is_offline) == ("监测评估领导小组", False)
    with pytest.raises(FuertongError, match="不能修改"):
        actions.edit_scheme(by=world.actor("statistician"), version=version, edits={})


def test_a_returned_version_is_a_draft_again_with_the_words(world: World, version: SchemeVersion) -> None:
    actions.submit_scheme(by=world.actor("statistician"), version=version)
    with pytest.raises(FuertongError, match="写明退回的意见"):
        actions.return_scheme(by=world.actor("group"), version=version, comment=" ")
    actions.return_scheme(by=world.actor("group"), version=version, comment="请核对分工")
    version.refresh_from_db()
    assert (version.state, version.comment) == (SchemeState.DRAFT, "请核对分工")


def test_approval_on_paper_names_body_day_document_and_recorder(world: World, version: SchemeVersion) -> None:
    by = world.actor("statistician")
    given = {"by": by, "version": version, "body": "县监测评估领导小组", "on": date(2026, 1, 8)}
    with pytest.raises(FuertongError, match="审批机构和批准文件"):
        actions.approve_scheme_offline(**given, document="")
    actions.approve_scheme_offline(**given, document="会议纪要〔2026〕1号")
    version.refresh_from_db()
    assert (version.is_offline, version.approved_by, version.approving_body) == (True, by.label, "县监测评估领导小组")
    assert Event.objects.filter(action="collection.scheme_approve").exists()


def test_the_next_version_lists_its_differences(world: World, version: SchemeVersion) -> None:
    by = world.actor("statistician")
    approved(world, version)
    new = actions.draft_scheme(by=by, reason="调整分工")
    assert (new.no, differences(new)) == (2, [])
    dropped = new.lines.get(indicator__code="beds")
    edits = line_edit(new, "coverage", unit=world.education, is_key=True)
    actions.edit_scheme(by=by, version=new, edits=edits, drop=[str(dropped.uid)])
    found = {(row.kind, row.name): row.what for row in differences(new)}
    assert found["改动", "示例管理率"] == "责任单位由县卫生健康局改为县教育局；重点监测指标由否改为是"
    assert ("删去", "示例床位数") in found
    with pytest.raises(FuertongError, match="还没有批准"):
        actions.draft_scheme(by=by)


def test_an_inherited_line_is_a_read_only_base(world: World, version: SchemeVersion) -> None:
    by = world.actor("office")
    actions.take_base(by=by, version=version, title="市监测方案", indicators=[world.things["school"]])
    line = version.lines.get(indicator__code="school")
    assert line.is_inherited
    with pytest.raises(FuertongError, match="不能删去"):
        actions.edit_scheme(by=by, version=version, drop=[str(line.uid)])
    with pytest.raises(FuertongError, match="只能增加"):
        actions.edit_scheme(by=by, version=version, edits=line_edit(version, "school", breakdowns=()))
    actions.edit_scheme(by=by, version=version, edits=line_edit(version, "school", breakdowns=("sex", "residence")))
    assert version.lines.get(indicator__code="school").breakdowns == ["sex", "residence"]


def test_a_round_follows_the_version(world: World, version: SchemeVersion) -> None:
    by = world.actor("statistician")
    edits = line_edit(version, "coverage", unit=world.education, breakdowns=("residence",))
    actions.edit_scheme(by=by, version=version, edits=edits)
    opened = actions.open_round(by=by, title="下一年", scheme=version, **YEARS)
    cells = Cell.objects.filter(form__round=opened, indicator__code="coverage")
    assert {cell.form.unit.code for cell in cells.select_related("form__unit")} == {"999901-edu"}
    assert {cell.breakdown for cell in cells} == {"", "residence=urban", "residence=rural"}


def test_late_values_make_a_batch_of_their_own(world: World, version: SchemeVersion) -> None:
    by = world.actor("statistician")
    edits = line_edit(version, "coverage", expected_month=6) | line_edit(version, "beds", due="09-15", flash_first=True)
    actions.edit_scheme(by=by, version=version, edits=edits)
    main = actions.open_round(by=by, title="下一年", scheme=version, in_batches=True, **YEARS)
    batches = list(main.batches.order_by("batch"))
    assert [(row.batch, row.deadline, row.code) for row in batches] == [
        (2, date(2027, 6, 30), "2027-2026-b2"),
        (3, date(2027, 9, 15), "2027-2026-b3"),
    ]
    first = {
        cell.indicator.code: cell.status for cell in Cell.objects.filter(form__round=main).select_related("indicator")
    }
    assert "coverage" not in first
    assert first["beds"] == ValueStatus.EXPECTED
    assert Cell.objects.get(form__round=batches[1], indicator__code="beds").status == ValueStatus.FINAL
    actions.close_round(by=by, round=main)
    assert Round.objects.filter(main=main, state="open").count() == 2


def test_a_key_round_asks_for_key_indicators_only(world: World, version: SchemeVersion) -> None:
    by = world.actor("statistician")
    with pytest.raises(FuertongError, match="重点监测指标"):
        actions.open_round(by=by, title="重点", scheme=version, kind=RoundKind.KEY, **YEARS)
    actions.edit_scheme(by=by, version=version, edits=line_edit(version, "beds", is_key=True))
    opened = actions.open_round(by=by, title="重点", scheme=version, kind=RoundKind.KEY, **YEARS)
    assert set(Cell.objects.filter(form__round=opened).values_list("indicator__code", flat=True)) == {"beds"}


def test_a_back_fill_asks_year_by_year_for_what_is_not_there(world: World) -> None:
    by = world.actor("statistician")
    years = YEARS | {"data_year": 2024}
    opened = actions.open_round(
        by=by, title="补报", kind=RoundKind.BACKFILL, only=frozenset({"beds"}), first_year=2022, **years
    )
    rounds = [opened, *opened.batches.order_by("batch")]
    assert [row.data_year for row in rounds] == [2023, 2022]
    assert all(row.main_id is None or row.main_id == opened.pk for row in rounds)


def test_a_level_that_does_not_produce_a_value_is_not_asked(world: World) -> None:
    for code, way in (("fed", "upper"), ("none", "none"), ("census", "census")):
        row = {"level": "county", "way": way, "producer": "省统计局", "next_year": 2030 if way == "census" else None}
        indicator(world, code, f"示例{code}", production=[row], source_unit=world.education)
    opened = actions.open_round(by=world.actor("statistician"), title="下一年", **YEARS)
    cells = {cell.indicator.code: cell for cell in Cell.objects.filter(form__round=opened).select_related("indicator")}
    assert (cells["fed"].absence, cells["fed"].note) == (Absence.FROM_ABOVE, "由省统计局反馈")
    assert (cells["census"].absence, cells["census"].note) == (Absence.SURVEY_YEAR, "下次：2030年")
    assert "none" not in cells


@pytest.mark.parametrize(
    ("kind", "nature", "approval", "valid_until", "said"),
    [
        (RoundKind.SURVEY, Nature.RECORD, "", None, "请选“工作调研”"),
        (RoundKind.FULL, Nature.SURVEY, "", None, "请填写批准文号"),
        (RoundKind.FULL, Nature.SURVEY, "国统制〔2024〕1号", date(2027, 1, 1), "有效期至2027-01-01"),
    ],
)
def test_the_statistics_law_is_asked_about(
    world: World, kind: RoundKind, nature: Nature, approval: str, valid_until: date | None, said: str
) -> None:
    with pytest.raises(FuertongError, match=said):
        actions.open_round(
            by=world.actor("statistician"),
            title="下一年",
            kind=kind,
            nature=nature,
            approval=approval,
            valid_until=valid_until,
            **YEARS,
        )


def test_only_a_survey_prints_approval_and_validity() -> None:
    given = {"approval": "国统制〔2024〕1号", "valid_until": date(2028, 1, 1), "form_number": "F1"}
    survey, record = Round(nature=Nature.SURVEY, **given), Round(nature=Nature.RECORD, **given)
    assert (survey.printed_approval, survey.printed_validity) == ("国统制〔2024〕1号", "2028-01-01")
    assert (record.printed_approval, record.printed_validity) == ("部门行政记录，不另行批准", "")


def test_the_scheme_is_edited_as_a_list_and_keeps_what_was_typed(
    world: World, version: SchemeVersion, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("statistician")
    url = reverse("scheme_edit", args=[version.uid])
    with django_assert_max_num_queries(20):
        page = client.get(url)
    beds = version.lines.get(indicator__code="beds").uid
    head = {name: value or "" for name, value in page.context["head"].initial.items()}
    wrong = client.post(url, head | {f"unit-{beds}": "没有的单位", f"due-{beds}": "9月30日"})
    assert wrong.status_code == 400
    assert "没有的单位" in wrong.content.decode()
    assert "9月30日" in wrong.content.decode()
    right = {f"unit-{beds}": "县教育局", f"due-{beds}": "9月30日", f"groups-{beds}": "城乡", f"is_key-{beds}": "on"}
    assert client.post(url, head | right | {"done": "1"}).status_code == 302
    line = version.lines.get(indicator__code="beds")
    assert (line.unit, line.due, line.breakdowns, line.is_key) == (world.education, "09-30", ["residence"], True)
    assert version.lines.get(indicator__code="coverage").unit is None


def test_a_round_is_opened_from_last_years_in_few_acts(world: World, version: SchemeVersion, sign_in: SignIn) -> None:
    """Menu, 开启, 开启: nothing has to be typed when the dates only move on by a year."""
    approved(world, version)
    client, acts = sign_in("statistician"), 0
    board = client.get(reverse("round_now"), follow=True)
    acts += 1
    opening = client.get(reverse("round_open"))
    acts += 1
    assert reverse("round_open") in board.content.decode()
    assert "与上一轮相比" in opening.content.decode()
    fields = {name: value for name, value in opening.context["form"].initial.items() if value is not None}
    names = set(re.findall(r'name="(\w+)"', opening.content.decode()))
    done = client.post(reverse("round_open"), {name: value for name, value in fields.items() if name in names})
    acts += 1
    opened = Round.objects.get(data_year=2026, main=None)
    assert done["Location"] == reverse("round", args=[opened.uid])
    assert (opened.scheme, opened.deadline) == (version, date(2027, 12, 31))
    assert acts <= 8


def test_changes_are_listed_before_opening(world: World, version: SchemeVersion, sign_in: SignIn) -> None:
    edits = line_edit(version, "coverage", unit=world.education)
    drop = str(version.lines.get(indicator__code="beds").uid)
    actions.edit_scheme(by=world.actor("statistician"), version=version, edits=edits, drop=[drop])
    page = sign_in("statistician").get(reverse("round_open"))
    found = {(row.kind, row.name) for row in page.context["changes"]}
    assert {("改动", "示例管理率"), ("不再列入", "示例床位数")} <= found
    assert ("改动", "示例入园率") not in found
    assert "还没有批准" in page.content.decode()


def test_indicators_outside_the_approved_version_ask(world: World, version: SchemeVersion, sign_in: SignIn) -> None:
    by = world.actor("statistician")
    drop = str(version.lines.get(indicator__code="beds").uid)
    head = {"nature": "survey", "approval": "统制〔2026〕1号", "valid_until": date(2030, 1, 1)}
    actions.edit_scheme(by=by, version=version, head=head, drop=[drop])
    approved(world, version)
    client = sign_in("statistician")
    url = f"{reverse('round_open')}?kind=supplement"
    fields = {
        "kind": "supplement",
        "title": "补充",
        "data_year": 2025,
        "work_year": 2026,
        "opens_on": "2026-11-01",
        "deadline": "2026-12-31",
        "names": "示例床位数",
        "nature": "survey",
        "approval": "统制〔2026〕1号",
    }
    assert "方案的批准文号不包括它们" in client.post(url, fields).content.decode()
    assert client.post(url, fields | {"nature": "record"}).status_code == 302
    assert Round.objects.get(kind="supplement").forms.count() == 1
