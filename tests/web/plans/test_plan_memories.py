"""What the reader asks is settled in one act, remembered, and can be taken back."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.core.reading.made_annexes import workbook
from tests.web.world import World
from tests.web.world_plans import reading_of

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.plans.actions import change_draft_goal, keep_reading
from fuertong_web.plans.annex_rows import add_annex
from fuertong_web.plans.memories import take_back, tick_off
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.memory_page import forget_lesson, remembered_of
from fuertong_web.plans.models import Goal, GoalUnit, PlanDraft
from fuertong_web.plans.open_findings import asked_of, make_target
from fuertong_web.plans.reading_tree import find, fingerprint, targets
from fuertong_web.plans.target_edits import edited

TEXT = """示例县儿童发展规划（2031—2040年）

（一）儿童与教育
主要目标：
1.残疾儿童接受从学前到高中阶段15年免费教育。（牵头单位：县教育局）
2.学前教育毛入园率达到95%以上。（牵头单位：县教育局）
策略措施：
1.落实教育公平。保障女童平等接受教育。
"""
ANNEX = workbook(
    (
        "主要指标",
        [
            ["序号", "指标", "单位", "2030年基期值", "2040年目标", "属性"],
            ["1", "社区少年法庭数", "个", "3", "≥8", "预期性"],
        ],
    )
)


def drafted(world: World, name: str = "甲.txt", text: str = TEXT) -> PlanDraft:
    """A reading with one sentence the reader could not read."""
    return keep_reading(by=world.actor("office"), name=name, content=text.encode(), reading=reading_of(text, name))[0]


def test_a_sentence_ticked_off_stays_off_in_the_next_document_until_taken_back(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    office, draft = world.actor("office"), drafted(world)
    (asked,), off = asked_of(draft)
    assert (asked.is_sentence, asked.goal, off) == (True, "d1/g1", 0)
    page = reverse("draft_finding", args=[draft.uid])
    given = {"number": asked.number, "words": asked.words, "do": "off"}
    assert sign_in("office").post(page, given).status_code == 302
    assert asked_of(draft) == ([], 1)
    other = drafted(world, "乙.txt", TEXT.replace("15年", "12年").replace("2031—2040", "2041—2050"))
    assert asked_of(other) == ([], 1)
    (memory,) = Memory.objects.all()
    take_back(by=office, memory=memory)
    assert len(asked_of(other)[0]) == 1
    with pytest.raises(FuertongError, match="已经取回"):
        take_back(by=office, memory=memory)
    assert Event.objects.filter(action="plans.memory").count() == 2


def test_a_sentence_becomes_a_target_in_one_act(world: World, sign_in: Callable[[str], Client]) -> None:
    draft = drafted(world)
    (asked,), _ = asked_of(draft)
    client = sign_in("office")
    given = {"number": asked.number, "words": asked.words, "do": "target"}
    page = client.post(reverse("draft_finding", args=[draft.uid]), given, follow=True)
    assert "do=edit" in page.redirect_chain[-1][0]
    draft.refresh_from_db()
    assert next(row["quote"] for _, _, row in targets(draft.plan)) == asked.words
    assert asked_of(draft)[0] == []
    wrong = client.post(reverse("draft_finding", args=[draft.uid]), given | {"words": "别的话"}, follow=True)
    assert "已经变动" in wrong.content.decode()


def test_a_row_of_an_annex_is_put_under_a_goal_or_a_goal_of_its_own(world: World) -> None:
    office, draft = world.actor("office"), drafted(world)
    add_annex(by=office, drafts=[draft], file_name="附表.xlsx", content=ANNEX)
    draft.refresh_from_db()
    row = next(row for row in asked_of(draft)[0] if row.is_row)
    path = make_target(by=office, draft=draft, number=row.number, at="d1")
    draft.refresh_from_db()
    goal, target = find(draft.plan, path.rpartition("/")[0]), find(draft.plan, path)
    assert goal is not None
    assert target is not None
    assert (goal["text"], target["value"], target["base_value"]) == ("社区少年法庭数", 8, 3)
    assert not any(row.is_row for row in asked_of(draft)[0])
    kind = next(one for one in remembered_of(draft.place) if one.title == "照上次改的指标值")
    assert kind.lines == []


def test_a_remembered_correction_can_be_dropped_and_taught_again(world: World) -> None:
    office, draft = world.actor("office"), drafted(world)
    goal = find(draft.plan, "d1/g2")
    assert goal is not None
    after = edited(goal, "t1", {"indicator": "学前三年毛入园率"})
    change_draft_goal(by=office, draft=draft, path="d1/g2", goal=after, seen=fingerprint(goal))
    kind = next(one for one in remembered_of(draft.place) if one.title == "照上次改的指标值")
    (line,) = kind.lines
    assert "学前三年毛入园率" in line.means
    forget_lesson(by=office, key=line.key)
    later = drafted(world, "丙.txt", TEXT.replace("2031—2040", "2041—2050"))
    assert "学前三年毛入园率" not in [row["indicator"] for _, _, row in targets(later.plan)]


def test_the_page_shows_all_four_kinds_and_takes_back(world: World, sign_in: Callable[[str], Client]) -> None:
    draft = drafted(world)
    tick_off(by=world.actor("office"), draft=draft, words="残疾儿童接受免费教育")
    client, address = sign_in("office"), reverse("plan_memories")
    text = client.get(address).content.decode()
    assert all(title in text for title in ("指标叫法", "单位的其他写法", "照上次改的指标值", "不是指标值的话"))
    assert re.search("残疾儿童接受免费教育", text)
    memory = Memory.objects.get()
    assert client.post(address, {"kind": "memory", "key": str(memory.uid)}).status_code == 302
    assert "残疾儿童接受免费教育" not in client.get(address).content.decode().partition("不是指标值的话")[2]
    with pytest.raises(PermissionDenied):
        tick_off(by=world.actor("statistician"), draft=draft, words="别的话")


def test_units_of_a_dropped_goal_are_out_of_force(world: World) -> None:
    goal = Goal.objects.filter(units__isnull=False).first()
    assert goal is not None
    Goal.objects.filter(pk=goal.pk).update(dropped_on="2026-01-01")
    assert not GoalUnit.objects.filter(goal=goal).exists()
    assert GoalUnit.every.filter(goal=goal).exists()
