"""Corrections come back in the next reading, are marked, and can be taken back for good."""

from copy import deepcopy
from typing import Any

from tests.web.world import World
from tests.web.world_plans import WOMEN, reading_of

from fuertong_web.places.models import Unit
from fuertong_web.plans.actions import change_draft_goal, choose_draft_units, keep_reading, undo_correction
from fuertong_web.plans.lessons import LEFT_OUT, WAS, Lessons, learn
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import find, fingerprint
from fuertong_web.plans.remembering import forgotten, remembered_count
from fuertong_web.plans.target_edits import added, deleted, edited, split

NEXT = WOMEN.replace("2021—2030", "2031—2040")
LATER = NEXT.replace("2031—2040", "2041—2050").replace("控制在12/10万以下", "控制在9/10万以下")


def draft_of(world: World, text: str) -> PlanDraft:
    """A draft of a text, read in this process."""
    [draft] = keep_reading(by=world.actor("office"), name="规划.txt", content=text.encode(), reading=reading_of(text))
    return PlanDraft.objects.get(pk=draft.pk)


def goal_of(draft: PlanDraft, path: str = "d1/g1") -> dict[str, Any]:
    """A goal as it stands."""
    node = find(PlanDraft.objects.get(pk=draft.pk).plan, path)
    assert node is not None
    return deepcopy(node)


def change(world: World, draft: PlanDraft, after: dict[str, Any], path: str = "d1/g1") -> None:
    """One correction of a goal."""
    seen = fingerprint(goal_of(draft, path))
    change_draft_goal(by=world.actor("office"), draft=draft, path=path, goal=after, seen=seen)


def test_a_name_and_kind_come_back_with_the_new_number(world: World) -> None:
    first = draft_of(world, NEXT)
    change(
        world, first, edited(goal_of(first), "t1", {"indicator": "全县孕产妇死亡率", "value": 11, "strength": "strive"})
    )
    later = goal_of(draft_of(world, LATER))["targets"][0]
    assert (later["indicator"], later["strength"], later["value"]) == ("全县孕产妇死亡率", "strive", 9)
    assert later[WAS]["indicator"] == "孕产妇死亡率"


def test_the_same_words_bring_the_number_too(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, edited(goal_of(first), "t1", {"value": 11}))
    again = draft_of(world, NEXT.replace("2031—2040", "2041—2050"))
    assert goal_of(again)["targets"][0]["value"] == 11
    assert remembered_count(again.plan) == 1


def test_no_target_stays_no_target_and_can_be_put_back(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, deleted(goal_of(first), "t2"))
    later = draft_of(world, LATER)
    goal = goal_of(later)
    assert [row["id"] for row in goal["targets"]] == ["t1"]
    assert [row["id"] for row in goal[LEFT_OUT]] == ["t2"]
    back = forgotten(goal, "t2")
    assert [row["id"] for row in back["targets"]] == ["t1", "t2"]
    assert LEFT_OUT not in back


def test_a_new_target_never_takes_the_id_of_one_left_out(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, deleted(goal_of(first), "t2"))
    goal = goal_of(draft_of(world, LATER))
    assert [row["id"] for row in added(goal, {"indicator": "新"})["targets"]] == ["t1", "t3"]


def test_a_split_comes_back_as_a_split(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, split(goal_of(first), "t1", ["城镇孕产妇死亡率", "农村孕产妇死亡率"]))
    names = {row["indicator"]: row["value"] for row in goal_of(draft_of(world, LATER))["targets"] if row.get("value")}
    assert names == {"城镇孕产妇死亡率": 9, "农村孕产妇死亡率": 9}


def test_an_added_target_comes_back_where_its_words_stand(world: World) -> None:
    first = draft_of(world, NEXT)
    fields = {"indicator": "男女平等教育进课堂覆盖率", "kind": "level", "value": 100, "quote": "男女平等教育进课堂"}
    change(world, first, added(goal_of(first, "d2/g2"), fields), "d2/g2")
    later = goal_of(draft_of(world, LATER), "d2/g2")["targets"]
    assert "男女平等教育进课堂覆盖率" in [row["indicator"] for row in later]


def test_what_was_taken_back_is_not_made_again(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, edited(goal_of(first), "t1", {"indicator": "孕妇死亡率"}))
    second = draft_of(world, LATER)
    goal = goal_of(second)
    assert goal["targets"][0]["indicator"] == "孕妇死亡率"
    change(world, second, forgotten(goal, "t1"))
    third = draft_of(world, LATER.replace("2041—2050", "2051—2060"))
    assert goal_of(third)["targets"][0]["indicator"] == "孕产妇死亡率"


def test_an_undone_correction_teaches_nothing(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, edited(goal_of(first), "t1", {"indicator": "孕妇死亡率"}))
    undo_correction(by=world.actor("office"), draft=first)
    assert remembered_count(draft_of(world, LATER).plan) == 0


def test_a_remembered_correction_is_undone_like_any_other(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, edited(goal_of(first), "t1", {"indicator": "孕妇死亡率"}))
    later = draft_of(world, LATER)
    undo_correction(by=world.actor("office"), draft=later)
    assert goal_of(later)["targets"][0]["indicator"] == "孕产妇死亡率"


def test_another_place_learns_nothing(world: World) -> None:
    first = draft_of(world, NEXT)
    change(world, first, edited(goal_of(first), "t1", {"indicator": "孕妇死亡率"}))
    PlanDraft.objects.filter(pk=first.pk).update(place=world.other_place)
    assert remembered_count(draft_of(world, LATER).plan) == 0


def test_a_moved_target_is_not_taken_for_a_dropped_one() -> None:
    target = {"id": "t1", "indicator": "入学率", "quote": "入学率达到95%", "kind": "level", "value": 95}
    read = {"domains": [{"id": "d1", "goals": [{"id": "g1", "text": "", "targets": [target]},
                                              {"id": "g2", "text": "", "targets": []}]}]}  # fmt: skip
    now = deepcopy(read)
    now["domains"][0]["goals"][1]["targets"].append(now["domains"][0]["goals"][0]["targets"].pop())  # type: ignore[index, attr-defined]
    assert not list(learn(read, now))
    assert not Lessons([])


def test_a_unit_once_matched_is_known_by_that_name(world: World) -> None:
    first = draft_of(world, NEXT)
    office = world.actor("office")
    choose_draft_units(by=office, draft=first, choices={"县民政局": str(world.health.uid), "县教育局": ""})
    assert "县民政局" in Unit.objects.get(pk=world.health.pk).aliases
