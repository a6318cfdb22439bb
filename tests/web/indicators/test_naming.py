"""Which indicator a name means: by likeness above the threshold, by a person below it, remembered for the next plan."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_plans import reading_of

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.indicators.choosing import choose, known_of
from fuertong_web.indicators.models import Indicator, Phrase
from fuertong_web.indicators.phrases import PhraseAnswer, forget_phrase, phrases_for, phrases_of, remember_phrases
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.plans.actions import confirm_draft, keep_reading
from fuertong_web.plans.models import PlanDraft, Target

SignIn = Callable[[str], Client]
CHILDREN = """示例县儿童发展规划（2021—2030年）
一、指导思想
坚持儿童优先。
二、发展领域、主要目标和策略措施
（一）儿童与健康
主要目标：
1.农村妇女宫颈癌筛查率达到75%以上。（牵头单位：县卫健局）
2.孕产妇系统管理率保持在95%以上。（牵头单位：县卫健局）
3.产妇死亡水平控制在12/10万以下。（牵头单位：县卫健局）
4.儿童体质健康达标率达到80%以上。（牵头单位：县卫健局）
策略措施：
1.健全服务网。办好妇幼保健院。
三、组织实施
（一）坚持党的领导。贯穿于规划实施全过程。
"""


@pytest.fixture
def draft(world: World) -> PlanDraft:
    """A children's plan whose names are not all those of the catalogue."""
    reading = reading_of(CHILDREN, "儿童规划二.txt")
    return keep_reading(by=world.actor("office"), name="儿童规划二.txt", content=CHILDREN.encode(), reading=reading)[0]


def test_a_group_becomes_a_breakdown_and_the_same_indicator_is_collected_once(world: World, draft: PlanDraft) -> None:
    """Rural cervical screening is the women's plan's indicator in one group; a shared indicator is one row."""
    PlanDraft.objects.filter(pk=world.things["draft"].pk).update(state=PlanDraft.State.DROPPED)
    plan = confirm_draft(by=world.actor("office"), draft=draft)
    targets = {row.name: row for row in Target.objects.filter(goal__domain__plan=plan).select_related("indicator")}
    rural = targets["农村妇女宫颈癌筛查率"]
    assert rural.indicator is not None
    assert (rural.indicator.code, rural.breakdown) == ("cervical_screening", "residence=rural")
    women = Target.objects.get(goal__domain__plan=world.things["plan"], name="适龄妇女宫颈癌人群筛查率")
    assert rural.indicator == women.indicator
    shared = Target.objects.filter(name="孕产妇系统管理率").values_list("indicator", flat=True)
    assert len(shared) == 2
    assert len(set(shared)) == 1
    assert targets["产妇死亡水平"].indicator == world.things["indicator"]


def test_the_page_asks_below_the_threshold_and_remembers(world: World, draft: PlanDraft, sign_in: SignIn) -> None:
    """A choice is an alias of the place; the next page shows it as chosen."""
    client, url = sign_in("office"), reverse("draft_indicators", args=[draft.uid])
    page = client.get(url).content.decode()
    assert "儿童体质健康达标率" in page
    assert "请选定" in page
    numbers = {row.split('"')[0]: row.split('value="')[1].split('"')[0] for row in page.split('name="n-')[1:]}
    number = next(key for key, name in numbers.items() if name == "儿童体质健康达标率")
    offer = page.split(f'name="a-{number}" value="')[1].split('"')[0]
    answers = {f"n-{key}": name for key, name in numbers.items()}
    done = client.post(url, answers | {f"a-{number}": offer})
    assert done.status_code == 302
    assert phrases_of(world.place)["儿童体质健康达标率"].code == offer.split("|")[0]
    assert "您选定的" in client.get(url).content.decode()
    assert Event.objects.filter(action="indicators.phrases").order_by("-pk")[0].after["儿童体质健康达标率"]


def test_a_page_that_is_out_of_date_saves_nothing(world: World, draft: PlanDraft, sign_in: SignIn) -> None:
    """The names are sent along."""
    before = Phrase.objects.count()
    sign_in("office").post(reverse("draft_indicators", args=[draft.uid]), {"n-0": "别的名称", "a-0": "local"})
    assert Phrase.objects.count() == before


def test_an_answer_taken_back_no_longer_counts(world: World, sign_in: SignIn) -> None:
    """Append-only: the removal is a row and an event of its own."""
    phrase = world.things["phrase"]
    assert choose(Proposal(name="产妇死亡水平"), known_of(world.place)).own == world.things["indicator"]
    page = sign_in("statistician").get(reverse("indicator", args=[world.things["indicator"].uid])).content.decode()
    assert "产妇死亡水平" in page
    sign_in("statistician").post(reverse("phrase_remove", args=[phrase.uid]))
    assert phrases_for(world.things["indicator"]) == []
    assert [row.answer for row in Phrase.objects.filter(written="产妇死亡水平")] == ["indicator", "removed"]
    assert Event.objects.filter(action="indicators.phrase_remove").exists()
    with pytest.raises(FuertongError, match="已改动过"):
        forget_phrase(by=world.actor("statistician"), phrase=phrase)


def test_a_local_answer_makes_no_second_indicator(world: World) -> None:
    """都不是 is an answer too, and an indicator that stands is found again."""
    by = world.actor("office")
    remember_phrases(by=by, answers=[PhraseAnswer(written="妇女之家示范活动开展率", code="")])
    choice = choose(Proposal(name="妇女之家示范活动开展率", unit="%"), known_of(world.place))
    assert choice.own == Indicator.objects.get(place=world.place, name="妇女之家示范活动开展率")


def test_only_who_may_change_indicators_answers(world: World) -> None:
    with pytest.raises(PermissionDenied):
        remember_phrases(by=world.actor("liaison"), answers=[PhraseAnswer(written="甲", code="")])
    with pytest.raises(PermissionDenied):
        forget_phrase(by=world.actor("stranger_place"), phrase=world.things["phrase"])
    with pytest.raises(FuertongError, match="已不存在"):
        remember_phrases(by=world.actor("office"), answers=[PhraseAnswer(written="甲", code="nothing")])
