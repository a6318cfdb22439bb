"""The pages of import, review and plans as a browser without JavaScript uses them, and as htmx does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.world import World
from tests.web.world_plans import CHILDREN, WOMEN

from fuertong_web.assessment.models import Verdict
from fuertong_web.places.models import StoredFile
from fuertong_web.plans.models import GoalUnit, PlanDraft, Target
from fuertong_web.plans.reading_tree import find, fingerprint

SignIn = Callable[[str], Client]
FIELDS = {
    "indicator": "婴儿死亡率",
    "kind": "level",
    "comparator": "<=",
    "value": "４．５",
    "unit": "‰",
    "quote": "原文",
}


def seen(draft: PlanDraft, path: str = "d1/g1") -> str:
    """The mark of a goal as the page gives it."""
    return fingerprint(find(PlanDraft.objects.get(pk=draft.pk).plan, path))


def value_of(draft: PlanDraft) -> Any:
    """The value of the first target."""
    node = find(PlanDraft.objects.get(pk=draft.pk).plan, "d1/g1/t1")
    assert node is not None
    return node["value"]


def test_two_plans_in_one_file_become_two_drafts(world: World, sign_in: SignIn) -> None:
    text = WOMEN.replace("2021—2030", "2031—2040") + "\n" + CHILDREN.replace("2021—2030", "2031—2040")
    file = SimpleUploadedFile("两部规划.txt", text.encode())
    page = sign_in("office").post(reverse("plan_import"), {"file": file}, follow=True)
    assert "这份文件里有2部规划" in page.content.decode()
    drafts = PlanDraft.objects.filter(file__name="两部规划.txt").order_by("pk")
    assert [draft.audience for draft in drafts] == ["women", "children"]
    own = "".join(drafts[1].lines[drafts[1].plan["extent"][0] - 1 : drafts[1].plan["extent"][1]])
    assert "儿童发展规划" in own
    assert "妇女与健康" not in own


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "请选择规划文件"),
        ({"file": SimpleUploadedFile("空.txt", b"")}, "是空的"),
        ({"text": "今天开会。"}, "没有读到"),
    ],
)
def test_a_bad_import_says_why_and_keeps_nothing(
    world: World, sign_in: SignIn, given: dict[str, Any], says: str
) -> None:
    before = StoredFile.objects.count()
    page = sign_in("office").post(reverse("plan_import"), given)
    assert says in page.content.decode()
    assert StoredFile.objects.count() == before


def test_a_file_over_the_limit_is_refused_while_streaming(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    before = StoredFile.objects.count()
    file = SimpleUploadedFile("大.txt", b"x" * 200_000)
    page = sign_in("office").post(reverse("plan_import"), {"file": file})
    assert page.status_code == 413
    assert "超过50MB" in page.content.decode()
    assert StoredFile.objects.count() == before


def test_the_review_shows_text_and_reading_side_by_side(world: World, sign_in: SignIn) -> None:
    page = sign_in("office").get(reverse("draft", args=[world.things["draft"].uid]) + "?at=d1/g1/t1").content.decode()
    assert 'data-ft-span="d1/g1/t1" class="ft-lit"' in page
    assert 'data-ft-item="d1/g1/t1"' in page
    assert "县民政局？" in page


def test_coming_back_lands_where_one_stopped(world: World, sign_in: SignIn) -> None:
    address = reverse("draft", args=[world.things["draft"].uid])
    client = sign_in("office")
    client.get(address + "?at=d2/g1/t1")
    assert client.get(address).headers["Location"].endswith("?at=d2/g1/t1#d2/g1/t1")


def test_an_edit_with_a_full_width_number(world: World, sign_in: SignIn) -> None:
    draft = world.things["draft"]
    given = FIELDS | {"at": "d1/g1/t1", "do": "edit", "seen": seen(draft)}
    answer = sign_in("office").post(reverse("draft_change", args=[draft.uid]), given)
    assert answer.status_code == 302
    assert value_of(draft) == 4.5


def test_a_bound_typed_as_number_is_explained_beside_the_field(world: World, sign_in: SignIn) -> None:
    draft = world.things["draft"]
    given = FIELDS | {"value": "95%以上", "at": "d1/g1/t1", "do": "edit", "seen": seen(draft)}
    page = sign_in("office").post(reverse("draft_change", args=[draft.uid]), given).content.decode()
    assert "是范围或约数" in page
    assert 'value="95%以上"' in page
    assert value_of(draft) == 5


def test_a_conflict_shows_both_versions_and_keeps_the_input(world: World, sign_in: SignIn) -> None:
    draft = world.things["draft"]
    address = reverse("draft_change", args=[draft.uid])
    stale = seen(draft)
    client = sign_in("office")
    client.post(address, FIELDS | {"value": "4", "at": "d1/g1/t1", "do": "edit", "seen": stale})
    answer = client.post(address, FIELDS | {"value": "3", "at": "d1/g1/t1", "do": "edit", "seen": stale})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "婴儿死亡率 ≤ 4‰" in page
    assert "婴儿死亡率 ≤ 3‰" in page
    assert 'name="value" value="3"' in page
    assert value_of(draft) == 4
    again = client.post(address, FIELDS | {"value": "3", "at": "d1/g1/t1", "do": "edit", "seen": seen(draft)})
    assert again.status_code == 302
    assert value_of(draft) == 3


def test_htmx_gets_the_one_goal_and_the_counter(world: World, sign_in: SignIn) -> None:
    draft = world.things["draft"]
    given = FIELDS | {"at": "d1/g1/t1", "do": "edit", "seen": seen(draft)}
    page = (
        sign_in("office")
        .post(reverse("draft_change", args=[draft.uid]), given, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert page.count('class="pl-goal"') == 1
    assert 'hx-swap-oob="true"' in page
    assert "<html" not in page


@pytest.mark.parametrize("act", ["split", "merge", "delete", "goal", "add", "delete_goal"])
def test_every_act_changes_the_goal(world: World, sign_in: SignIn, act: str) -> None:
    draft = world.things["draft"]
    before = seen(draft)
    at = "d1/g1" if act in ("goal", "add", "delete_goal") else "d1/g1/t1"
    extra = {"names": "甲率\n乙率", "other": "t2", "text": "改过的目标", "lead": "县教育局、县妇联", "support": ""}
    given = FIELDS | extra | {"at": at, "do": act, "seen": before}
    assert sign_in("office").post(reverse("draft_change", args=[draft.uid]), given).status_code == 302
    assert seen(draft) != before


@pytest.mark.parametrize("act", ["edit", "split", "merge", "delete", "goal", "add"])
def test_every_form_opens_by_a_link(world: World, sign_in: SignIn, act: str) -> None:
    draft = world.things["draft"]
    at = "d1/g1" if act in ("goal", "add") else "d1/g1/t1"
    page = sign_in("office").get(reverse("draft", args=[draft.uid]) + f"?at={at}&do={act}").content.decode()
    assert f'name="do" value="{act}"' in page


def test_looking_goes_on_to_the_next_doubt(world: World, sign_in: SignIn) -> None:
    draft = PlanDraft.objects.get(pk=world.things["draft"].pk)
    for goal in draft.plan["domains"][0]["goals"]:
        for target in goal["targets"]:
            target["confidence"] = "look"
    draft.save()
    answer = sign_in("office").post(reverse("draft_check", args=[draft.uid]), {"at": "d1/g1/t2"})
    assert answer.headers["Location"].endswith("#d1/g2/t1")


def test_units_are_chosen_and_made_then_confirmed(world: World, sign_in: SignIn) -> None:
    draft, client = world.things["draft"], sign_in("office")
    page = client.get(reverse("draft_units", args=[draft.uid]))
    given: dict[str, Any] = {}
    for row in page.context["rows"]:
        given[f"name-{row['number']}"] = row["text"]
        given[f"unit-{row['number']}"] = row["uid"] or {"县妇联": "new"}.get(row["text"], "none")
        given[f"kind-{row['number']}"] = row["kind"]
    assert client.post(reverse("draft_units", args=[draft.uid]), given).status_code == 302
    assert world.place.units.get(name="县妇联").kind == "mass"
    version = PlanDraft.objects.get(pk=draft.pk).lock_version
    answer = client.post(reverse("draft_confirm", args=[draft.uid]), {"version": version})
    plan = PlanDraft.objects.get(pk=draft.pk).plans.get()
    assert answer.headers["Location"] == f"{reverse('plan_rules', args=[plan.code])}?next=1"
    parts = GoalUnit.objects.filter(goal__domain__plan__draft=draft)
    assert {part.unit.name for part in parts.filter(text="县妇联") if part.unit} == {"县妇联"}
    assert not parts.filter(text="县民政局", unit__isnull=False).exists()


def test_the_head_of_the_plan_can_be_mended(world: World, sign_in: SignIn) -> None:
    draft, client = world.things["draft"], sign_in("office")
    page = client.get(reverse("draft_head", args=[draft.uid]))
    given = {"title": "新标题", "audience": "children", "region": "示例县", "first_year": "2026", "last_year": "2030"}
    client.post(reverse("draft_head", args=[draft.uid]), given | {"seen": page.context["seen"]})
    found = PlanDraft.objects.get(pk=draft.pk)
    assert (found.title, found.plan["period"]) == ("新标题", [2026, 2030])
    stale = client.post(reverse("draft_head", args=[draft.uid]), given | {"title": "旧", "seen": page.context["seen"]})
    assert stale.status_code == 409


def test_a_target_is_amended_with_a_reason(world: World, sign_in: SignIn) -> None:
    target, client = world.things["target"], sign_in("office")
    address = reverse("target_edit", args=[target.code])
    given = {"indicator": target.name, "kind": "level", "comparator": "<=", "value": "10", "unit": "/10万"}
    given |= {"deadline": "2030", "linked": str(target.indicator_id), "version": "1", "strength": "binding"}
    assert "reason" in client.post(address, given).context["form"].errors
    assert client.post(address, given | {"reason": "县政办发〔2026〕3号"}).status_code == 302
    fresh = Target.objects.get(pk=target.pk)
    assert (fresh.version, fresh.value, fresh.code) == (2, 10, target.code)
    late = client.post(address, given | {"value": "9", "reason": "又改"})
    assert "已被改为第2版" in late.content.decode()


def test_units_of_a_goal_are_named_anew(world: World, sign_in: SignIn) -> None:
    goal = world.things["goal"]
    given = {"lead": [world.education.pk], "support": [world.health.pk], "reason": "任务分工"}
    sign_in("office").post(reverse("goal_units", args=[goal.code]), given)
    parts = {(part.part, part.unit) for part in goal.units.all()}
    assert parts == {("lead", world.education), ("support", world.health)}


def test_duties_count_goals_by_unit(world: World, sign_in: SignIn) -> None:
    page = sign_in("leader").get(reverse("duties"))
    loads = {load.name: (len(load.leads), len(load.supports)) for load in page.context["loads"]}
    assert loads["县卫生健康局"] == (3, 0)
    assert loads["县教育局"] == (1, 2)
    assert loads["县妇联"] == (1, 2)


def test_a_file_with_the_wrong_place_is_pointed_out(world: World, sign_in: SignIn) -> None:
    draft = PlanDraft.objects.get(pk=world.things["draft"].pk)
    draft.plan["region"] = "别处县"
    draft.save()
    page = sign_in("office").get(reverse("draft", args=[draft.uid])).content.decode()
    assert "文件写的是“别处县”的规划" in page


@pytest.mark.parametrize(
    ("name", "thing", "limit"),
    [
        ("draft", "draft.uid", 30),
        ("plan", "plan.code", 25),
        ("plan_health", "plan.code", 30),
        ("goal", "goal.code", 25),
        ("duties", "", 25),
        ("plans", "", 25),
    ],
)
def test_pages_ask_the_data_base_a_bounded_number_of_times(
    world: World,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
    name: str,
    thing: str,
    limit: int,
) -> None:
    key, _, attribute = thing.partition(".")
    args = [getattr(world.things[key], attribute)] if thing else []
    client = sign_in("office")
    client.get(reverse("plans"))
    with django_assert_max_num_queries(limit):
        assert client.get(reverse(name, args=args) + "?at=d1/g1").status_code == 200


def test_htmx_is_sent_to_the_whole_page_when_the_goal_is_gone(world: World, sign_in: SignIn) -> None:
    draft, client = world.things["draft"], sign_in("office")
    address, stale = reverse("draft_change", args=[draft.uid]), seen(draft)
    client.post(address, {"at": "d1/g1", "do": "delete_goal", "seen": stale})
    given = FIELDS | {"at": "d1/g1/t1", "do": "edit", "seen": stale}
    answer = client.post(address, given, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("draft", args=[draft.uid])


def test_a_domain_is_renamed_and_a_missed_goal_added(world: World, sign_in: SignIn) -> None:
    draft, client = world.things["draft"], sign_in("office")
    address = reverse("draft_change", args=[draft.uid])
    mark = fingerprint({"title": "儿童与健康"})
    assert 'name="title"' in client.get(reverse("draft", args=[draft.uid]) + "?at=d1&do=domain").content.decode()
    client.post(address, {"at": "d1", "do": "domain", "title": "儿童与卫生", "seen": mark})
    client.post(address, {"at": "d1", "do": "add_goal", "text": "漏掉的目标。", "lead": "县教育局"})
    domain = PlanDraft.objects.get(pk=draft.pk).plan["domains"][0]
    assert domain["title"] == "儿童与卫生"
    assert (domain["goals"][-1]["text"], domain["goals"][-1]["no"]) == ("漏掉的目标。", 4)
    late = client.post(address, {"at": "d1", "do": "domain", "title": "另一名", "seen": mark})
    assert late.status_code == 409
    client.post(reverse("draft_undo", args=[draft.uid]))
    assert len(PlanDraft.objects.get(pk=draft.pk).plan["domains"][0]["goals"]) == 3
    assert client.post(address, {"at": "", "do": "edit", "seen": ""}).status_code == 400


@pytest.mark.parametrize(("role", "seen_there"), [("leader", True), ("liaison", True), ("liaison_education", False)])
def test_verdicts_stand_beside_the_targets_of_whoever_may_see_them(
    world: World, sign_in: SignIn, role: str, seen_there: bool
) -> None:
    goal = world.things["plan"].domains.get(no=1).goals.get(no=3)
    round_of(world)
    Verdict.objects.filter(target__goal=goal).delete()
    target = goal.targets.get(no=1)
    Verdict.objects.create(target=target, data_year=2025, word="方向不符", by="测试", at=timezone.now())
    page = sign_in(role).get(reverse("goal", args=[goal.code])).content.decode()
    assert ("方向不符" in page) is seen_there


def round_of(world: World) -> None:
    """The round in hand is that of 2025, whatever else stands."""
    world.place.rounds.exclude(data_year=2025).delete()
    if not world.place.rounds.exists():
        world.place.rounds.create(
            code="2025",
            title="监测",
            work_year=2026,
            data_year=2025,
            opens_on="2026-01-01",
            deadline="2026-12-31",
            state="open",
        )
