"""A new document of a plan: earlier work is kept, the differences are shown, and a revision keeps codes and series."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from tests.web.world import World
from tests.web.world_plans import WOMEN, reading_of

from fuertong.errors import FuertongError
from fuertong.planning.revision import compare
from fuertong.reading import read
from fuertong_web.audit.models import Event
from fuertong_web.plans.actions import (
    amend_target,
    change_draft_goal,
    confirm_draft,
    keep_reading,
    mark_checked,
    revise_plan,
)
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.models import Goal, Plan, PlanDraft, PlanRevision, Target
from fuertong_web.plans.reading_tree import find, fingerprint
from fuertong_web.plans.revising import comparison_with, standing_plan
from fuertong_web.plans.sandbox import RawReading
from fuertong_web.plans.selectors import plan_sizes
from fuertong_web.plans.target_edits import deleted, edited

FIRST = WOMEN.replace("2021—2030", "2031—2040")
CHECKS = "3.孕产妇系统管理率保持在95%以上。（牵头单位：县卫健局）"
SECOND = (
    FIRST.replace("12/10万", "10/10万")
    .replace(CHECKS, "3.母乳喂养率达到50%以上。（牵头单位：县卫健局）\n4" + CHECKS[1:])
    .replace("3.妇女之家示范活动开展率达到92.5%以上。（牵头单位：县妇联）\n", "")
)


def draft_of(world: World, text: str) -> PlanDraft:
    """A draft of a text, read in this process."""
    [draft] = keep_reading(by=world.actor("office"), name="规划.txt", content=text.encode(), reading=reading_of(text))
    return PlanDraft.objects.get(pk=draft.pk)


def change(world: World, draft: PlanDraft, path: str, act: Any) -> None:
    """One correction of a goal as it stands."""
    goal = find(PlanDraft.objects.get(pk=draft.pk).plan, path)
    assert goal is not None
    change_draft_goal(by=world.actor("office"), draft=draft, path=path, goal=act(goal), seen=fingerprint(goal))


def revised(world: World, text: str = SECOND, **more: Any) -> tuple[Plan, PlanRevision]:
    """The first text confirmed, the second taken over as a revision."""
    office = world.actor("office")
    plan = confirm_draft(by=office, draft=draft_of(world, FIRST))
    draft = draft_of(world, text)
    given = {"reason": "正式印发", "effective_on": date(2032, 1, 1)} | more
    return plan, revise_plan(by=office, draft=draft, plan=plan, **given)


def codes(plan: Plan) -> dict[str, str]:
    """Code and name of every target in force."""
    return dict(Target.objects.filter(goal__domain__plan=plan).values_list("code", "name"))


def test_work_on_the_first_document_is_kept_where_the_words_stay(world: World) -> None:
    first = draft_of(world, FIRST)
    change(world, first, "d1/g3", lambda goal: edited(goal, "t1", {"indicator": "孕产妇管理率"}))
    change(world, first, "d2/g1", lambda goal: deleted(goal, "t2"))
    change(world, first, "d1/g2", lambda goal: goal | {"lead": ["县妇联"]})
    mark_checked(by=world.actor("office"), draft=first, paths=["d1/g3/t1", "d1/g1/t1"])
    second = draft_of(world, SECOND)
    assert second.earlier == first
    moved = find(second.plan, "d1/g4")
    assert moved is not None
    assert moved["targets"][0]["indicator"] == "孕产妇管理率"
    assert [row["id"] for row in (find(second.plan, "d2/g1") or {})["targets"]] == ["t1"]
    assert (find(second.plan, "d1/g2") or {})["lead"] == ["县妇联"]
    assert second.checked == ["d1/g4/t1"]


def test_a_goal_that_was_no_goal_stays_away(world: World) -> None:
    first = draft_of(world, FIRST)
    change(world, first, "d2/g2", lambda goal: None)
    second = draft_of(world, SECOND)
    assert [goal["text"][:4] for goal in second.plan["domains"][1]["goals"]] == ["高中阶段"]
    assert second.corrections.filter(path="d2/g2").exists()


def test_a_confirmed_reading_is_the_plan_that_stands(world: World) -> None:
    draft = draft_of(world, FIRST)
    plan = confirm_draft(by=world.actor("office"), draft=draft)
    assert compare(core_plan(plan), plan_of_tree(draft.plan)).is_same


@pytest.mark.shared
@pytest.mark.parametrize("name", ["lianping", "liaocheng", "yanbian"])
def test_a_real_plan_confirmed_and_read_again_differs_in_nothing(world: World, shared: Path, name: str) -> None:
    content = (shared / "plans" / f"{name}.txt").read_bytes()
    found = read(content, name=f"{name}.txt")
    rows = found.as_dict()
    reading = RawReading(plans=rows["plans"], findings=rows["findings"], lines=list(found.lines))
    for draft in keep_reading(by=world.actor("office"), name=name, content=content, reading=reading):
        plan = confirm_draft(by=world.actor("office"), draft=draft, code_region="999903")
        found_now = comparison_with(plan, PlanDraft.objects.get(pk=draft.pk))
        assert [row for row in (*found_now.goals, *found_now.targets) if row.changes] == []


def test_codes_and_uids_stay_whatever_is_printed(world: World) -> None:
    office = world.actor("office")
    plan = confirm_draft(by=office, draft=draft_of(world, FIRST))
    before = {row.code: (row.uid, row.indicator_id) for row in Target.objects.filter(goal__domain__plan=plan)}
    revise_plan(by=office, draft=draft_of(world, SECOND), plan=plan, reason="印发", effective_on=date(2032, 1, 1))
    checks = Target.objects.get(goal__domain__plan=plan, name="孕产妇系统管理率")
    assert checks.code == f"{plan.code}/d1/g3/t1"
    assert (checks.uid, checks.indicator_id) == before[checks.code]
    assert (checks.goal.no, checks.goal.code) == (4, f"{plan.code}/d1/g3")
    assert checks.version == 1
    new = Target.objects.get(goal__domain__plan=plan, name="母乳喂养率")
    assert (new.code, new.goal.no) == (f"{plan.code}/d1/g4/t1", 3)
    assert new.indicator is not None


def test_a_changed_value_is_the_next_version_in_the_log(world: World) -> None:
    plan, revision = revised(world)
    target = Target.objects.get(code=f"{plan.code}/d1/g1/t1")
    assert (target.value, target.version) == (10, 2)
    event = Event.objects.filter(action="plans.amend_target").latest("number")
    assert (event.before["value"], event.after["version"]) == ("12", 2)
    before = revision.before["domains"][0]["goals"][0]["targets"][0]
    assert before["value"] == 12


def test_what_is_dropped_is_kept_and_stands_no_more(world: World) -> None:
    plan, _ = revised(world)
    code = f"{plan.code}/d2/g3/t1"
    assert code not in codes(plan)
    assert Target.every.get(code=code).dropped_on == date(2032, 1, 1)
    assert not Goal.objects.filter(code=f"{plan.code}/d2/g3").exists()
    assert plan_sizes(plan.place)[plan.pk] == (6, len(codes(plan)))


def test_what_is_not_taken_over_stays(world: World) -> None:
    plan_code = "999901-women-2031-2040"
    left = {f"{plan_code}/d1/g1/t1", f"{plan_code}/d2/g3", f"{plan_code}/d2/g3/t1", "new:d1/g3", "new:d1/g3/t1"}
    plan, revision = revised(world, leave=left)
    assert Target.objects.get(code=f"{plan_code}/d1/g1/t1").value == 12
    assert f"{plan_code}/d2/g3/t1" in codes(plan)
    assert "母乳喂养率" not in codes(plan).values()
    assert not left & {row["key"] for row in revision.changes}


def test_the_same_document_again_changes_nothing(world: World) -> None:
    plan, revision = revised(world, FIRST + "\n")
    assert revision.changes == []
    assert set(Target.objects.filter(goal__domain__plan=plan).values_list("version", flat=True)) == {1}


def test_a_second_revision_counts_on_and_never_reuses_a_code(world: World) -> None:
    plan, _ = revised(world)
    office = world.actor("office")
    third = draft_of(world, SECOND.replace("母乳喂养率达到50%以上", "婚前医学检查率达到80%以上"))
    revision = revise_plan(by=office, draft=third, plan=plan, reason="再修订", effective_on=date(2033, 1, 1))
    assert revision.no == 2
    [code] = [code for code, name in codes(plan).items() if name == "婚前医学检查率"]
    assert Target.every.filter(code=code).count() == 1
    dropped = Target.every.get(goal__domain__plan=plan, name="母乳喂养率")
    assert (dropped.dropped_on, dropped.code != code) == (date(2033, 1, 1), True)


@pytest.mark.parametrize(("given", "says"), [({"reason": " "}, "原因"), ({"seen_version": 9}, "又有改动")])
def test_a_revision_needs_a_reason_and_what_was_seen(world: World, given: dict[str, Any], says: str) -> None:
    with pytest.raises(FuertongError, match=says):
        revised(world, **given)
    assert not PlanRevision.objects.exists()


@pytest.mark.parametrize("role", ["statistician", "leader", "stranger_place"])
def test_only_the_office_revises(world: World, role: str) -> None:
    plan = confirm_draft(by=world.actor("office"), draft=draft_of(world, FIRST))
    draft = draft_of(world, SECOND)
    with pytest.raises(PermissionDenied):
        revise_plan(by=world.actor(role), draft=draft, plan=plan, reason="印发", effective_on=date(2032, 1, 1))


def test_an_amendment_is_shown_before_it_is_overwritten(world: World) -> None:
    office = world.actor("office")
    plan = confirm_draft(by=office, draft=draft_of(world, FIRST))
    target = Target.objects.get(code=f"{plan.code}/d1/g3/t1")
    amend_target(by=office, target=target, changes={"value": 96}, reason="县政办发〔2032〕1号")
    found = comparison_with(plan, draft_of(world, SECOND))
    shown = [row for row in found.targets if row.old and row.old.target.indicator == "孕产妇系统管理率"]
    assert [(field.name, field.old, field.new) for field in shown[0].fields] == [("value", 96.0, 95.0)]


def test_the_page_shows_and_takes_over(world: World, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    office = world.actor("office")
    plan = confirm_draft(by=office, draft=draft_of(world, FIRST))
    draft, client = draft_of(world, SECOND), sign_in("office")
    assert standing_plan(draft) == plan
    review = client.get(reverse("draft", args=[draft.uid]) + "?at=d1/g1").content.decode()
    assert "按修订办理" in review
    address = reverse("draft_compare", args=[draft.uid])
    client.get(reverse("plans"))
    with django_assert_max_num_queries(40):
        page = client.get(address).content.decode()
    for words in ("母乳喂养率", "目标值有改动", "删去", "序号变了"):
        assert words in page
    given = {
        "reason": "",
        "effective_on": "2032-01-01",
        "version": draft.lock_version,
        "shown": ["a", "b"],
        "take": ["a"],
    }
    assert "reason" in client.post(address, given).context["form"].errors
    keys = [f"{plan.code}/d1/g1/t1"]
    answer = client.post(address, given | {"reason": "正式印发", "shown": keys, "take": []})
    assert answer.headers["Location"] == reverse("plan_revisions", args=[plan.code])
    assert Target.objects.get(code=keys[0]).value == 12
    history = sign_in("leader").get(reverse("plan_revisions", args=[plan.code])).content.decode()
    assert "第1次修订" in history
    assert "母乳喂养率" in history
    assert client.get(reverse("draft", args=[draft.uid])).headers["Location"] == reverse("plan", args=[plan.code])


def test_a_draft_without_another_document_has_nothing_to_compare(world: World, sign_in: Any) -> None:
    page = sign_in("office").get(reverse("draft_compare", args=[draft_of(world, FIRST).uid])).content.decode()
    assert "没有可以对照的文件" in page
