"""The life of a report: asked, answered, returned, settled, issued, published, archived; nothing skipped, all dated."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.reports.actions import approving, consulting, finish_report, moving
from fuertong_web.reports.actions.consulting import Opinion
from fuertong_web.reports.comparing import compare
from fuertong_web.reports.models import ReportState, ReportVersion
from fuertong_web.reports.selectors import open_consultations

SignIn = Callable[[str], Client]


@pytest.fixture
def version(world: World) -> ReportVersion:
    found: ReportVersion = world.things["version2"]
    return found


def settle(world: World, version: ReportVersion) -> None:
    for row in version.comments.filter(taken=""):
        consulting.answer(by=world.actor("statistician"), comment=row, taken="adopted", words="")


def test_a_unit_asked_sees_the_draft_and_others_do_not(version: ReportVersion, sign_in: SignIn) -> None:
    address = reverse("report_version", args=[version.uid])
    assert sign_in("liaison").get(address).status_code == 200
    assert sign_in("liaison_education").get(address).status_code == 404
    assert sign_in("leader").get(address).status_code == 404


def test_a_reply_is_taken_line_by_line_and_leaves_the_to_do(
    world: World, version: ReportVersion, sign_in: SignIn
) -> None:
    liaison = world.actor("liaison")
    assert open_consultations(liaison).count() == 1
    client = sign_in("liaison")
    address = reverse("report_reply", args=[world.things["consultation"].uid])
    client.post(address, {"opinions": "二（一）孕产妇保健：建议补充流动人口数\n\n数据无误，文字请精简"})
    assert open_consultations(liaison).count() == 0
    said = list(version.comments.filter(unit=world.health).values_list("passage", "text"))
    assert said == [("二（一）孕产妇保健", "建议补充流动人口数"), ("", "数据无误，文字请精简")]
    again = client.post(address, {"opinions": "再补一条"})
    assert "已经答复" in again.content.decode()
    assert "再补一条" in again.content.decode()


def test_a_reply_on_paper_needs_its_note(world: World, version: ReportVersion) -> None:
    asked = world.things["consultation"]
    with pytest.raises(FuertongError, match="代录"):
        consulting.reply(by=world.actor("statistician"), consultation=asked, opinions=[])
    consulting.reply(
        by=world.actor("statistician"), consultation=asked, opinions=[], recorder_note="11月20日电话，经办人示例甲"
    )
    asked.refresh_from_db()
    assert asked.replied_at is not None
    assert version.comments.filter(unit=world.health).count() == 0
    with pytest.raises(PermissionDenied):
        consulting.reply(by=world.actor("liaison_education"), consultation=asked, opinions=[])


def test_final_waits_for_every_opinion(world: World, version: ReportVersion) -> None:
    group = world.actor("group")
    with pytest.raises(FuertongError, match="1条意见没有办理"):
        finish_report(by=group, version=version, reason="会议议定")
    row = version.comments.get()
    with pytest.raises(FuertongError, match="写明理由"):
        consulting.answer(by=world.actor("statistician"), comment=row, taken="declined", words="")
    consulting.answer(by=world.actor("statistician"), comment=row, taken="declined", words="口径不同")
    assert finish_report(by=group, version=version, reason="会议议定").state == ReportState.APPROVED


def test_the_whole_way_is_dated_and_named(world: World, version: ReportVersion) -> None:
    stat, group = world.actor("statistician"), world.actor("group")
    settle(world, version)
    moving.submit_report(by=stat, version=version)
    with pytest.raises(FuertongError, match="理由"):
        moving.return_report(by=group, version=version, reason=" ")
    moving.return_report(by=group, version=version, reason="第三部分再精简")
    moving.submit_report(by=stat, version=version)
    finish_report(by=group, version=version, reason="会议议定")
    today = timezone.localdate()
    moving.issue_report(
        by=stat, version=version, number="示妇儿工委〔2026〕5号", on=today, signer="示例甲", body="示例县统计局"
    )
    moving.publish_report(by=stat, version=version, on=today, address="https://example.org/report")
    moving.archive_report(by=stat, version=version, number="2026-12")
    steps = list(version.steps.values_list("step", flat=True))
    assert steps == ["consulted", "submitted", "returned", "submitted", "approved", "issued", "published", "archived"]
    assert Event.objects.filter(action__startswith="reports.").count() >= len(steps)
    with pytest.raises(FuertongError, match="已归档"):
        moving.issue_report(by=stat, version=version, number="x", on=today, signer="x", body="")


def test_a_draft_is_not_issued_and_the_typed_words_stay(version: ReportVersion, sign_in: SignIn) -> None:
    answer = sign_in("statistician").post(
        reverse("report_issue", args=[version.uid]),
        {"number": "示妇儿工委〔2026〕5号", "on": "2026-11-01", "signer": "示例甲", "body": "示例县统计局"},
    )
    text = answer.content.decode()
    assert "已定稿的稿子才能印发" in text
    assert "示妇儿工委〔2026〕5号" in text


def test_offline_names_the_body_and_the_recorder(world: World, version: ReportVersion) -> None:
    settle(world, version)
    stat = world.actor("statistician")
    today = timezone.localdate()
    early = approving.Paper(body="示例领导小组", on=today + timedelta(days=1), document="会议纪要")
    with pytest.raises(FuertongError, match="晚于今天"):
        approving.finish_offline(by=stat, version=version, paper=early, reason="会议议定")
    paper = approving.Paper(body="示例领导小组", on=today, document="会议纪要〔2026〕3号")
    approving.finish_offline(by=stat, version=version, paper=paper, reason="会议议定")
    step = version.steps.get(step="approved")
    assert (step.body, step.is_offline, step.by) == ("示例领导小组", True, stat.label)


def test_two_versions_without_a_difference_say_so(world: World, version: ReportVersion, sign_in: SignIn) -> None:
    address = reverse("report_compare", args=[version.uid, world.things["version"].uid])
    text = sign_in("statistician").get(address).content.decode()
    assert "第1稿与第2稿，0处不同" in text


def test_comparing_pairs_changed_paragraphs_and_names_the_others() -> None:
    def paper(*lines: str) -> bytes:
        made = Document()
        for line in lines:
            made.add_paragraph(line)
        out = BytesIO()
        made.save(out)
        return out.getvalue()

    old = paper("一、总体情况", "孕产妇系统管理率为96.6%，比上年提高0.3个百分点。", "这一段删去。")
    new = paper("一、总体情况", "孕产妇系统管理率为96.8%，比上年提高0.5个百分点。", "另起一段新写的文字，说明原因。")
    pairs = compare(old, new)
    assert [pair.change for pair in pairs] == ["changed", "dropped", "added"]
    assert [piece.text for piece in pairs[0].old if not piece.kept] == ["6", "3"]
    assert [piece.text for piece in pairs[0].new if not piece.kept] == ["8", "5"]


def test_the_table_of_opinions_holds_who_said_nothing(world: World, version: ReportVersion, sign_in: SignIn) -> None:
    consulting.reply(by=world.actor("liaison"), consultation=world.things["consultation"], opinions=[])
    answer = sign_in("statistician").get(reverse("report_opinions", args=[version.uid]))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"无意见", "县卫生健康局", "示例意见", "未办理"} <= cells


def test_an_opinion_of_another_place_is_refused(world: World, version: ReportVersion) -> None:
    with pytest.raises(PermissionDenied):
        consulting.comment(
            by=world.actor("stranger_place"), version=version, opinion=Opinion(passage="", text="不是本县的")
        )


def test_the_public_reads_the_final_text_without_the_internal_mark(
    world: World, version: ReportVersion, sign_in: SignIn
) -> None:
    settle(world, version)
    client = sign_in("statistician")
    address = reverse("report_download", args=[version.uid])
    assert client.get(address + "?public").content == client.get(address).content  # a draft has no public version
    finish_report(by=world.actor("group"), version=version, reason="会议议定")

    def words(content: bytes) -> tuple[list[str], str]:
        document = Document(BytesIO(content))
        feet = "".join(p.text for section in document.sections for p in section.footer.paragraphs)
        return [p.text for p in document.paragraphs], feet

    inside, public = words(client.get(address).content), words(client.get(address + "?public").content)
    assert inside[0] == public[0]
    assert "内部资料" in inside[1]
    assert "内部" not in public[1]
