"""What an annex says otherwise is told where it stands, and what an annex filled in is no lesson."""

import pytest
from tests.core.reading.made_annexes import workbook
from tests.web.world import World
from tests.web.world_plans import CHILDREN, WOMEN, reading_of

from fuertong_web.plans.actions import keep_reading
from fuertong_web.plans.annex_rows import add_annex
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.remembering import lessons_of
from fuertong_web.plans.review_page import Open, review_page

NEXT = "2031—2040"
HEAD = ["序号", "指标", "单位", "2030年基期值", "2040年目标"]
ROWS = [["1", "孕产妇系统管理率", "%", "93", "≥98"], ["2", "孕产妇死亡率", "1/10万", "14", "≤12"]]


@pytest.fixture
def drafts(world: World) -> list[PlanDraft]:
    """Both plans of the next period with an annex whose first row says otherwise than the women's plan."""
    office = world.actor("office")
    texts = [text.replace("2021—2030", NEXT) for text in (WOMEN, CHILDREN)]
    found = [
        draft
        for text in texts
        for draft in keep_reading(by=office, name="规划.txt", content=text.encode(), reading=reading_of(text))
    ]
    add_annex(by=office, drafts=found, file_name="附表.xlsx", content=workbook(("主要指标", [HEAD, *ROWS])))
    return [PlanDraft.objects.get(pk=draft.pk) for draft in found]


def test_a_contradiction_is_kept_with_its_plan_and_named_at_the_target(drafts: list[PlanDraft]) -> None:
    page = review_page(drafts[0], Open())
    boxes = [box for domain in page["domains"] for goal in domain["goals"] for box in goal.targets]
    (box,) = [box for box in boxes if box.node["indicator"] == "孕产妇系统管理率"]
    assert "附表" in box.reason
    assert "98" in box.reason
    assert "95" in box.reason
    links = [row.href for row in page["findings"] if row.code == "table-text-contradiction"]
    assert links == [f"#{box.path}"]


def test_a_row_without_place_points_to_no_line_of_the_plan(drafts: list[PlanDraft]) -> None:
    for draft in drafts:
        found = [row for row in review_page(draft, Open())["findings"] if row.code.endswith("unplaced")]
        assert all(row.href == "" for row in found)


def test_what_an_annex_filled_in_teaches_nothing(world: World, drafts: list[PlanDraft]) -> None:
    assert drafts[0].corrections.filter(after__has_key="annex").exists()
    assert not lessons_of(world.place)
