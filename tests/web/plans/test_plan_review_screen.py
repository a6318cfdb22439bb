"""The review screen: why to look, one key for many looks, missed words, goals mended in place, a large plan quickly."""

import time
from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse
from tests.web.world import World
from tests.web.world_plans import CHILDREN, reading_of

from fuertong_web.plans.actions import keep_reading
from fuertong_web.plans.doubts import reason_of
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import doubtful, find, fingerprint
from fuertong_web.plans.source_text import source_lines
from fuertong_web.plans.target_edits import edited


def unsure(world: World, *paths: str, confidence: str = "look") -> PlanDraft:
    """The world's draft with only the targets of `paths` in doubt."""
    draft = PlanDraft.objects.get(pk=world.things["draft"].pk)
    for domain in draft.plan["domains"]:
        for goal in domain["goals"]:
            for target in goal["targets"]:
                own = f"{domain['id']}/{goal['id']}/{target['id']}"
                target["confidence"] = confidence if own in paths else "sure"
    draft.save()
    return draft


def page_of(client: Any, draft: PlanDraft, query: str = "") -> str:
    """The screen as HTML."""
    return str(client.get(reverse("draft", args=[draft.uid]) + query).content.decode())


def goals_of(draft: PlanDraft, domain: int = 0) -> list[dict[str, Any]]:
    """The goals of a domain as they stand."""
    return deepcopy(PlanDraft.objects.get(pk=draft.pk).plan["domains"][domain]["goals"])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"implied": True}, "没有写明数字"),
        ({"kind": "change"}, "与哪一年相比"),
        ({"value": 300, "unit": "%"}, "不在百分比"),
        ({"kind": "milestone"}, "建成事项"),
        ({"indicator": "率"}, "太短"),
        ({"indicator": "很" * 41}, "很长"),
        ({"indicator": "免费产前检查率", "quote": "检查率达到95%"}, "前后文补出"),
        ({"quote": "入学率、巩固率和升学率分别达到95%"}, "几个指标"),
        ({"kind": "trend", "value": None}, "只写了方向"),
        ({"unit": "张"}, "计量单位少见"),
        ({"confidence": "decide"}, "两种读法"),
        ({"doubt_words": "读取时的话。"}, "读取时的话"),
        ({"unit": "%"}, "写法少见"),
    ],
)
def test_every_doubt_has_its_sentence(fields: dict[str, Any], says: str) -> None:
    node = {
        "indicator": "入学率",
        "kind": "level",
        "value": 95,
        "quote": "入学率达到95%",
        "confidence": "look",
    } | fields
    assert says in reason_of(node)


def test_the_screen_opens_at_the_first_doubt_and_counts_them(world: World, sign_in: Any) -> None:
    draft = unsure(world, "d1/g2/t2", "d2/g1/t1")
    page = page_of(sign_in("office"), draft)
    assert "还有 2 处请看一眼" in page
    assert 'data-ft-span="d1/g2/t2" class="ft-lit"' in page


def test_places_to_decide_are_counted_apart(world: World, sign_in: Any) -> None:
    page = page_of(sign_in("office"), unsure(world, "d1/g1/t1", confidence="decide"))
    assert "其中1处需要您定" in page
    assert "处都看过了" not in page


def test_one_act_for_all_looks_of_a_domain(world: World, sign_in: Any) -> None:
    draft, client = unsure(world, "d1/g1/t1", "d1/g2/t1", "d2/g1/t1"), sign_in("office")
    assert "2处都看过了，没问题" in page_of(client, draft)
    answer = client.post(reverse("draft_check", args=[draft.uid]), {"all": "d1/g1/t1 d1/g2/t1"})
    assert answer.headers["Location"].endswith("#d2/g1/t1")
    draft = PlanDraft.objects.get(pk=draft.pk)
    assert doubtful(draft.plan, draft.checked) == ["d2/g1/t1"]


def test_only_the_goals_in_doubt(world: World, sign_in: Any) -> None:
    draft, client = unsure(world, "d1/g2/t1"), sign_in("office")
    assert page_of(client, draft, "?only=doubt").count('class="pl-goal"') == 1
    assert page_of(client, draft, "?only=all").count('class="pl-goal"') == 6


def test_selected_words_are_read_into_the_form(world: World, sign_in: Any) -> None:
    draft = world.things["draft"]
    page = page_of(sign_in("office"), draft, "?at=d1/g1&do=add&quote=贫困地区产前筛查率达到 80%以上")
    assert 'value="80"' in page
    assert "产前筛查率" in page
    assert "贫困地区产前筛查率达到80%以上</textarea>" in page


def test_words_the_reader_makes_nothing_of_are_kept_as_quote(world: World, sign_in: Any) -> None:
    page = page_of(sign_in("office"), world.things["draft"], "?at=d1/g1&do=add&quote=随便一句")
    assert "随便一句</textarea>" in page


@pytest.mark.parametrize("act", ["split_goal", "merge_goal", "move_text"])
def test_goals_are_mended_in_place(world: World, sign_in: Any, act: str) -> None:
    draft, client = world.things["draft"], sign_in("office")
    assert f'name="do" value="{act}"' in page_of(client, draft, f"?at=d1/g1&do={act}")
    before = goals_of(draft)
    text = before[0]["text"]
    given = {"at": "d1/g1", "do": act, "seen": fingerprint({"goals": before}), "other": "g2"}
    given |= {"parts": f"{text[:16]}\n{text[16:]}", "text": text[:16], "text2": text[16:] + before[1]["text"]}
    answer = client.post(reverse("draft_change", args=[draft.uid]), given)
    assert answer.headers["Location"].endswith("#d1/g1")
    assert len(goals_of(draft)) == {"split_goal": 4, "merge_goal": 2, "move_text": 3}[act]
    assert goals_of(draft)[0]["text"] != text


def test_a_stale_split_shows_both_and_keeps_the_words(world: World, sign_in: Any) -> None:
    draft, client = world.things["draft"], sign_in("office")
    given = {"at": "d1/g1", "do": "split_goal", "seen": "000000000000", "parts": "甲句子。\n乙句子。"}
    answer = client.post(reverse("draft_change", args=[draft.uid]), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲句子。\n乙句子。</textarea>" in page
    assert "现在的（别人已保存）" in page


def test_a_split_without_a_break_says_so(world: World, sign_in: Any) -> None:
    draft = world.things["draft"]
    given = {"at": "d1/g1", "do": "split_goal", "seen": fingerprint({"goals": goals_of(draft)}), "parts": "一句"}
    answer = sign_in("office").post(reverse("draft_change", args=[draft.uid]), given)
    assert answer.status_code == 400
    assert "请在要断开的地方换行" in answer.content.decode()


def test_a_remembered_correction_says_so_and_is_dismissed(world: World, sign_in: Any) -> None:
    client, draft = sign_in("office"), world.things["draft"]
    goal = goals_of(draft)[0]
    address = reverse("draft_change", args=[draft.uid])
    after = edited(goal, "t1", {"indicator": "婴幼儿死亡率"})
    given = {"at": "d1/g1/t1", "do": "edit", "seen": fingerprint(goal)} | {
        name: after["targets"][0].get(name) or ""
        for name in ("indicator", "kind", "comparator", "value", "unit", "quote")
    }
    assert client.post(address, given).status_code == 302
    text = CHILDREN.replace("2021—2030", "2031—2040")
    [later] = keep_reading(by=world.actor("office"), name="新.txt", content=text.encode(), reading=reading_of(text))
    page = page_of(client, later, "?at=d1/g1")
    assert "按上次的改法" in page
    assert "原来读作“婴儿死亡率 ≤ 5‰”" in page
    seen = fingerprint(goals_of(later)[0])
    client.post(reverse("draft_change", args=[later.uid]), {"at": "d1/g1/t1", "do": "forget", "seen": seen})
    assert goals_of(later)[0]["targets"][0]["indicator"] == "婴儿死亡率"
    assert "按上次的改法" not in page_of(client, later, "?at=d1/g1").split("<h2")[1]


def test_redo_makes_again_what_was_undone(world: World, sign_in: Any) -> None:
    draft, client = world.things["draft"], sign_in("office")
    given = {"at": "d1/g1", "do": "delete_goal", "seen": fingerprint(goals_of(draft)[0])}
    client.post(reverse("draft_change", args=[draft.uid]), given)
    client.post(reverse("draft_undo", args=[draft.uid]))
    assert len(goals_of(draft)) == 3
    client.post(reverse("draft_redo", args=[draft.uid]))
    assert len(goals_of(draft)) == 2
    assert "没有可以恢复" in client.post(reverse("draft_redo", args=[draft.uid]), follow=True).content.decode()


def test_the_lines_of_the_text_know_their_goal(world: World) -> None:
    groups = {
        "".join(piece.text for piece in line.pieces)[:4]: line.goal for line in source_lines(world.things["draft"])
    }
    assert groups["1.婴儿"] == "d1/g1"
    assert groups["一、指导"] == ""
    assert groups["1.健全"] == ""


def test_a_plan_of_sixty_thousand_characters_opens_quickly(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    draft = PlanDraft.objects.get(pk=world.things["draft"].pk)
    goal = draft.plan["domains"][0]["goals"][0]
    pattern = {**goal["targets"][0], "confidence": "look"}
    text = "这是很长的一条目标，写了许多内容，" * 30
    rows = []
    for number in range(1, 101):
        targets = [pattern | {"id": f"t{one}", "indicator": f"第{number}类指标{one}率"} for one in range(1, 6)]
        rows.append(goal | {"id": f"g{number}", "no": number, "line": number, "text": text, "targets": targets})
    draft.plan["domains"] = [draft.plan["domains"][0] | {"goals": rows, "strategies": []}]
    draft.plan["extent"] = [1, 100]
    draft.lines = [text + pattern["quote"]] * 100
    draft.save()
    client = sign_in("office")
    page_of(client, draft, "?at=d1/g1/t1")
    with django_assert_max_num_queries(30):
        start = time.process_time()
        page = page_of(client, draft, "?at=d1/g1/t1")
        spent = time.process_time() - start
    assert page.count('data-ft-doubt="look"') == 500
    assert find(draft.plan, "d1/g100/t5") is not None
    assert spent < 10, spent
