"""Monitoring reports of the web: made from stored values, versions kept, final only when settled."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong import reports as core
from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.facts import gather
from fuertong_web.assessment.standing import standing_of
from fuertong_web.audit.models import Event
from fuertong_web.plans.models import GoalUnit
from fuertong_web.reports.actions import finish_report, make_report, open_targets
from fuertong_web.reports.kinds import BY_STATISTICIAN
from fuertong_web.reports.models import Report

SignIn = Callable[[str], Client]


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_the_word_file_says_what_is_stored(world: World) -> None:
    text = text_of(bytes(world.things["version"].file.content))
    assert "孕产妇系统管理率为96.6%" in text
    assert "示例数据" in text
    assert "43.5" not in text


def test_report_and_page_count_the_same(world: World) -> None:
    facts = gather(world.actor("statistician"), world.things["plan"], YEAR)
    standing = standing_of(world.actor("leader"), world.things["plan"], YEAR)
    assert standing.tally.met == 1
    text = text_of(core.docx(core.compose("monitoring", facts)))
    assert f"已达标{standing.tally.met}项" in text.replace("指标", "").replace(" ", "")


def test_each_making_is_a_version_of_its_own(world: World) -> None:
    second = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR)
    assert (world.things["version"].no, second.no) == (1, 3)
    assert second.file.sha256 == world.things["version"].file.sha256
    assert Event.objects.filter(action="reports.make").count() == 3


def test_final_is_refused_while_a_target_is_open_unless_said_by_name(world: World) -> None:
    group = world.actor("group")
    version = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR, without_gaps=True)
    assert "适龄妇女乳腺癌人群筛查率" in open_targets(version)
    with pytest.raises(FuertongError, match="待认定"):
        finish_report(by=group, version=version)
    finish_report(by=group, version=version, reason="会议议定先行定稿")
    with pytest.raises(FuertongError, match="已经定稿"):
        finish_report(by=group, version=version, reason="再来")


def test_only_the_statistician_writes_and_the_group_approves(world: World) -> None:
    with pytest.raises(PermissionDenied):
        make_report(by=world.actor("office"), plan=world.things["plan"], data_year=YEAR)
    with pytest.raises(PermissionDenied):
        finish_report(by=world.actor("statistician"), version=world.things["version"], reason="不该")


def test_a_final_version_is_there_for_everybody(world: World, sign_in: SignIn) -> None:
    stat, plan = world.actor("statistician"), world.things["plan"]
    version = make_report(by=stat, plan=plan, data_year=YEAR, without_gaps=True)
    url = reverse("report_download", kwargs={"uid": version.uid})
    assert sign_in("leader").get(url).status_code == 404
    finish_report(by=world.actor("group"), version=version, reason="会议议定")
    answer = sign_in("leader").get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert bytes(answer.content[:2]) == b"PK"


def test_preview_stores_nothing(world: World, sign_in: SignIn) -> None:
    before = world.things["version"].report.versions.count()
    url = reverse("report_preview") + f"?plan={world.things['plan'].code}&year={YEAR}"
    assert "统计监测报告" in sign_in("statistician").get(url).content.decode()
    assert world.things["version"].report.versions.count() == before


def test_marked_gaps_stop_the_final_version(world: World) -> None:
    from tests.web.world_review import target

    from fuertong_web.assessment.actions import answer_target, give_verdict

    row = target(world, "高中阶段教育毛入学率")
    answer_target(by=world.actor("liaison_education"), target=row, data_year=YEAR, word=Word.HARD, reason="生源外流")
    give_verdict(by=world.actor("office"), target=row, data_year=YEAR, word=Word.HARD, reason="属实")
    version = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR)
    assert version.gaps
    with pytest.raises(FuertongError, match="待补充"):
        finish_report(by=world.actor("group"), version=version, reason="会议议定")
    assert "生源外流" in text_of(bytes(version.file.content))


@pytest.mark.parametrize("kind", [kind for kind in Report.Kind.values if kind not in ("supplement", "unit-briefing")])
def test_every_kind_is_written_by_who_may_and_nobody_else(world: World, kind: str) -> None:
    writer, other = ("statistician", "office") if kind in BY_STATISTICIAN else ("office", "statistician")
    plan = world.things["plan"]
    with pytest.raises(PermissionDenied):
        make_report(by=world.actor(other), plan=plan, data_year=YEAR, kind=kind)
    version = make_report(by=world.actor(writer), plan=plan, data_year=YEAR, kind=kind)
    assert version.report.kind == kind
    assert text_of(bytes(version.file.content)).strip()


def test_a_supplement_needs_a_final_report(world: World) -> None:
    plan, stat = world.things["plan"], world.actor("statistician")
    with pytest.raises(FuertongError, match="还没有定稿的终期监测报告"):
        make_report(by=stat, plan=plan, data_year=YEAR, kind="supplement")
    final = make_report(by=stat, plan=plan, data_year=YEAR, kind="final", without_gaps=True)
    finish_report(by=world.actor("group"), version=final, reason="会议议定")
    assert make_report(by=stat, plan=plan, data_year=YEAR, kind="supplement").no == 1


def test_a_paper_for_one_department_speaks_of_its_goals(world: World) -> None:
    plan, office = world.things["plan"], world.actor("office")
    with pytest.raises(FuertongError, match="哪个单位"):
        make_report(by=office, plan=plan, data_year=YEAR, kind="unit-briefing")
    goal = world.things["judged"].goal
    GoalUnit.objects.filter(goal=goal).delete()
    GoalUnit.objects.create(goal=goal, unit=world.health, part=GoalUnit.Part.LEAD, text=world.health.name)
    version = make_report(by=office, plan=plan, data_year=YEAR, kind="unit-briefing", unit=world.health)
    assert "县卫生健康局" in version.report.title
    assert "适龄妇女宫颈癌人群筛查率" in text_of(bytes(version.file.content))
