"""Correcting a reading: logged, undone, and never over another person's correction."""

from copy import deepcopy
from typing import Any

import pytest
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.plans.actions import change_draft_goal, drop_draft, mark_checked, undo_correction
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import doubtful, find, fingerprint
from fuertong_web.plans.reviewing import ReadingChanged
from fuertong_web.plans.source_text import source_lines
from fuertong_web.plans.target_edits import added, deleted, edited, merged, split


def goal_of(draft: PlanDraft, path: str = "d1/g1") -> dict[str, Any]:
    """A goal of a draft as it stands."""
    node = find(PlanDraft.objects.get(pk=draft.pk).plan, path)
    assert node is not None
    return deepcopy(node)


def change(world: World, goal: dict[str, Any] | None, *, seen: dict[str, Any], path: str = "d1/g1") -> PlanDraft:
    """One correction of a goal that was seen as `seen`."""
    return change_draft_goal(
        by=world.actor("office"), draft=world.things["draft"], path=path, goal=goal, seen=fingerprint(seen)
    )


def test_a_correction_is_logged_and_undone(world: World) -> None:
    draft = world.things["draft"]
    before = goal_of(draft)
    after = edited(before, "t1", {"value": 4.5})
    changed = change(world, after, seen=before)
    assert changed.lock_version == draft.lock_version + 1
    assert goal_of(draft)["targets"][0]["value"] == 4.5
    assert changed.corrections.get().before["node"] == before
    assert undo_correction(by=world.actor("office"), draft=draft) == "d1/g1"
    assert goal_of(draft) == before
    assert undo_correction(by=world.actor("office"), draft=draft) is None


def test_two_corrections_are_undone_one_by_one(world: World) -> None:
    draft = world.things["draft"]
    first = goal_of(draft)
    second = edited(first, "t1", {"value": 4})
    change(world, second, seen=first)
    change(world, edited(second, "t1", {"value": 3}), seen=second)
    undo_correction(by=world.actor("office"), draft=draft)
    assert goal_of(draft) == second
    undo_correction(by=world.actor("office"), draft=draft)
    assert goal_of(draft) == first


def test_the_second_person_is_told_and_nothing_is_lost(world: World) -> None:
    draft = world.things["draft"]
    seen = goal_of(draft)
    change(world, edited(seen, "t1", {"value": 4}), seen=seen)
    with pytest.raises(ReadingChanged) as caught:
        change(world, edited(seen, "t1", {"value": 3}), seen=seen)
    assert caught.value.current == goal_of(draft)
    assert goal_of(draft)["targets"][0]["value"] == 4
    assert draft.corrections.count() == 1


def test_different_goals_do_not_disturb_each_other(world: World) -> None:
    draft = world.things["draft"]
    one, two = goal_of(draft), goal_of(draft, "d1/g2")
    change(world, edited(one, "t1", {"value": 4}), seen=one)
    change(world, two | {"text": "另一条"}, seen=two, path="d1/g2")
    assert goal_of(draft)["targets"][0]["value"] == 4
    assert goal_of(draft, "d1/g2")["text"] == "另一条"


def test_a_deleted_goal_comes_back_to_its_place(world: World) -> None:
    draft = world.things["draft"]
    seen = goal_of(draft, "d1/g2")
    change(world, None, seen=seen, path="d1/g2")
    assert find(PlanDraft.objects.get(pk=draft.pk).plan, "d1/g2") is None
    undo_correction(by=world.actor("office"), draft=draft)
    ids = [goal["id"] for goal in PlanDraft.objects.get(pk=draft.pk).plan["domains"][0]["goals"]]
    assert ids == ["g1", "g2", "g3"]


def test_a_closed_draft_cannot_be_changed(world: World) -> None:
    drop_draft(by=world.actor("office"), draft=world.things["draft"])
    with pytest.raises(FuertongError, match="已放弃"):
        mark_checked(by=world.actor("office"), draft=world.things["draft"], paths=["d1/g1/t1"])


def test_looking_takes_a_place_off_the_list(world: World) -> None:
    draft = PlanDraft.objects.get(pk=world.things["draft"].pk)
    draft.plan["domains"][0]["goals"][0]["targets"][0]["confidence"] = "look"
    draft.save()
    waiting = doubtful(draft.plan, draft.checked)
    draft = mark_checked(by=world.actor("office"), draft=draft, paths=["d1/g1/t1", "d9/g9/t9"])
    assert doubtful(draft.plan, draft.checked) == [path for path in waiting if path != "d1/g1/t1"]
    assert draft.checked == ["d1/g1/t1"]


GOAL = {
    "targets": [
        {"id": "t1", "indicator": "宫颈癌、乳腺癌筛查率", "value": 80, "quote": "筛查率达到80%"},
        {"id": "t2", "indicator": "贫血率", "quote": "减少贫血"},
    ]
}


def test_splitting_keeps_the_bounds_and_gives_new_ids() -> None:
    after = split(GOAL, "t1", ["宫颈癌筛查率", "乳腺癌筛查率"])
    assert [(row["id"], row["indicator"], row.get("value")) for row in after["targets"]] == [
        ("t1", "宫颈癌筛查率", 80),
        ("t3", "乳腺癌筛查率", 80),
        ("t2", "贫血率", None),
    ]
    assert len(GOAL["targets"]) == 2


def test_splitting_needs_two_names() -> None:
    with pytest.raises(FuertongError, match="每行写一个"):
        split(GOAL, "t1", ["宫颈癌筛查率"])


def test_merging_keeps_one_bound_and_both_quotes() -> None:
    [only] = merged(GOAL, "t1", "t2")["targets"]
    assert (only["value"], only["quote"]) == (80, "筛查率达到80%；减少贫血")


def test_adding_and_deleting() -> None:
    assert [row["id"] for row in added(GOAL, {"indicator": "新"})["targets"]] == ["t1", "t2", "t3"]
    assert [row["id"] for row in deleted(GOAL, "t1")["targets"]] == ["t2"]
    with pytest.raises(FuertongError, match="已被删除"):
        deleted(GOAL, "t9")


def test_the_words_of_a_target_are_marked_in_the_text(world: World) -> None:
    draft = world.things["draft"]
    marked = {
        path: "".join(piece.text for piece in line.pieces if path in piece.paths)
        for line in source_lines(draft)
        for path in {path for piece in line.pieces for path in piece.paths}
    }
    assert marked["d1/g1/t1"] == "婴儿死亡率控制在5‰以下"
    assert "城乡差距逐步缩小" in marked["d1/g1/t2"]
