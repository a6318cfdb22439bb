"""Goals of a draft split, joined, and words moved between them: targets go with their words, looks stay."""

from copy import deepcopy
from typing import Any

import pytest
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.plans.actions import (
    change_domain_goals,
    change_draft_goal,
    mark_checked,
    redo_correction,
    undo_correction,
)
from fuertong_web.plans.goal_edits import merged_goals, moved_text, split_goal
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import find, fingerprint
from fuertong_web.plans.reviewing import ReadingChanged, as_read
from fuertong_web.plans.target_edits import edited


def goal(number: int, text: str, *targets: tuple[str, str], lead: tuple[str, ...] = ("县教育局",)) -> dict[str, Any]:
    """A goal whose targets are (name, quote)."""
    rows = [{"id": f"t{no}", "indicator": name, "quote": quote} for no, (name, quote) in enumerate(targets, start=1)]
    return {"id": f"g{number}", "no": number, "line": number, "text": text, "lead": list(lead), "targets": rows}


DOMAIN = {
    "id": "d1",
    "goals": [
        goal(1, "入学率达到95%。巩固率达到96%。", ("入学率", "入学率达到95%"), ("巩固率", "巩固率达到96%")),
        goal(2, "升学率提高。", ("升学率", "升学率提高"), lead=("县妇联",)),
        goal(3, "体质改善。"),
    ],
}


def shape(goals: list[dict[str, Any]]) -> list[tuple[str, int, list[str]]]:
    """Id, number and target names of each goal."""
    return [(row["id"], row["no"], [target["indicator"] for target in row["targets"]]) for row in goals]


def test_a_split_deals_the_targets_and_shifts_the_numbers() -> None:
    goals, moved = split_goal(DOMAIN, "g1", ["1.入学率达到95%。", "2.巩固率达到96%。"])
    assert shape(goals) == [("g1", 1, ["入学率"]), ("g4", 2, ["巩固率"]), ("g2", 3, ["升学率"]), ("g3", 4, [])]
    assert [row["text"] for row in goals[:2]] == ["入学率达到95%。", "巩固率达到96%。"]
    assert goals[1]["lead"] == ["县教育局"]
    assert moved == {"d1/g1/t2": "d1/g4/t1"}
    assert len(DOMAIN["goals"]) == 3


def test_a_split_into_the_gap_of_the_numbers_leaves_the_others() -> None:
    gap = {"id": "d1", "goals": [DOMAIN["goals"][0], {**DOMAIN["goals"][2], "no": 3}]}
    goals, _ = split_goal(gap, "g1", ["入学率达到95%。", "巩固率达到96%。"])
    assert [row["no"] for row in goals] == [1, 2, 3]


def test_one_line_is_no_split() -> None:
    with pytest.raises(FuertongError, match="换行"):
        split_goal(DOMAIN, "g1", ["入学率达到95%。"])


@pytest.mark.parametrize(("one", "other"), [("g1", "g2"), ("g2", "g1")])
def test_joined_goals_keep_words_targets_and_units_in_order(one: str, other: str) -> None:
    goals, moved = merged_goals(DOMAIN, one, other)
    assert shape(goals) == [("g1", 1, ["入学率", "巩固率", "升学率"]), ("g3", 3, [])]
    assert goals[0]["text"] == "入学率达到95%。巩固率达到96%。升学率提高。"
    assert goals[0]["lead"] == ["县教育局", "县妇联"]
    assert moved == {"d1/g2/t1": "d1/g1/t3"}


def test_words_moved_over_take_their_target_along() -> None:
    goals, moved = moved_text(DOMAIN, "g1", "g2", ("入学率达到95%。", "巩固率达到96%。升学率提高。"))
    assert shape(goals)[:2] == [("g1", 1, ["入学率"]), ("g2", 2, ["升学率", "巩固率"])]
    assert moved == {"d1/g1/t2": "d1/g2/t2"}
    with pytest.raises(FuertongError, match="留有文字"):
        moved_text(DOMAIN, "g1", "g2", ("", "全部"))


def domain_of(draft: PlanDraft) -> dict[str, Any]:
    """The first domain as it stands."""
    node = find(PlanDraft.objects.get(pk=draft.pk).plan, "d1")
    assert node is not None
    return deepcopy(node)


def test_a_split_is_undone_and_made_again(world: World) -> None:
    draft, office = world.things["draft"], world.actor("office")
    before = domain_of(draft)
    mark_checked(by=office, draft=draft, paths=["d1/g1/t2"])
    text = before["goals"][0]["text"]
    cut = text.index("城乡")
    goals, moved = split_goal(before, "g1", [text[:cut], text[cut:]])
    seen = fingerprint({"goals": before["goals"]})
    changed = change_domain_goals(by=office, draft=draft, domain="d1", goals=goals, seen=seen, moved=moved)
    assert "d1/g4/t1" in changed.checked
    after = domain_of(draft)
    assert undo_correction(by=office, draft=draft) == "d1/*"
    assert domain_of(draft) == before
    assert redo_correction(by=office, draft=draft) == "d1/*"
    assert domain_of(draft) == after
    assert redo_correction(by=office, draft=draft) is None


def test_after_another_correction_nothing_is_made_again(world: World) -> None:
    draft, office = world.things["draft"], world.actor("office")
    for value in (4, 3):
        goal_now = domain_of(draft)["goals"][0]
        after = edited(goal_now, "t1", {"value": value})
        change_draft_goal(by=office, draft=draft, path="d1/g1", goal=after, seen=fingerprint(goal_now))
        if value == 4:
            undo_correction(by=office, draft=draft)
    assert redo_correction(by=office, draft=draft) is None
    assert domain_of(draft)["goals"][0]["targets"][0]["value"] == 3


def test_a_goal_changed_meanwhile_stops_the_split(world: World) -> None:
    draft, office = world.things["draft"], world.actor("office")
    before = domain_of(draft)
    goal_now = before["goals"][1]
    change_draft_goal(
        by=office, draft=draft, path="d1/g2", goal=goal_now | {"text": "改了"}, seen=fingerprint(goal_now)
    )
    goals, moved = merged_goals(before, "g1", "g2")
    with pytest.raises(ReadingChanged):
        change_domain_goals(
            by=office, draft=draft, domain="d1", goals=goals, seen=fingerprint({"goals": before["goals"]}), moved=moved
        )


def test_the_reading_as_read_comes_back_from_the_corrections(world: World) -> None:
    draft, office = world.things["draft"], world.actor("office")
    first = deepcopy(PlanDraft.objects.get(pk=draft.pk).plan)
    before = domain_of(draft)
    change_draft_goal(by=office, draft=draft, path="d1/g2", goal=None, seen=fingerprint(before["goals"][1]))
    rest = domain_of(draft)
    goals, moved = merged_goals(rest, "g1", "g3")
    change_domain_goals(
        by=office, draft=draft, domain="d1", goals=goals, seen=fingerprint({"goals": rest["goals"]}), moved=moved
    )
    assert as_read(PlanDraft.objects.get(pk=draft.pk)) == first
