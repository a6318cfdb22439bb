"""Taking over from the plan before: links, series, units, and a person's word on doubtful pairs."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web import world_plans
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong.planning import Change
from fuertong_web.audit.models import Event
from fuertong_web.plans.actions import confirm_draft, keep_reading
from fuertong_web.plans.models import Plan, Target, TargetSuccession
from fuertong_web.plans.succeeding import keep_apart, take_over, taking_over

NEXT = """示例县妇女发展规划（2031—2035年）
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在10/10万以下。
2.适龄妇女宫颈癌人群筛查率达到65%以上。
3.妇女之家特色示范活动开展率达到95%以上。
4.妇女健身场地开放率达到90%以上。
策略措施：
1.健全服务体系。完善网络。
"""

SignIn = Callable[[str], Client]


@pytest.fixture
def following(world: World) -> Plan:
    """The plan after the county's women's plan, whose goals name no unit."""
    world_plans.ensure(world)
    office = world.actor("office")
    reading = world_plans.reading_of(NEXT, "新规划.txt")
    (draft,) = keep_reading(by=office, name="新规划.txt", content=NEXT.encode(), reading=reading)
    plan = confirm_draft(by=office, draft=draft)
    assert plan.predecessor == world.things["plan"]
    return plan


def _rows(plan: Plan) -> dict[str, tuple[Change, bool, str]]:
    assert plan.predecessor is not None
    return {one.row.name: (one.row.change, one.row.sure, one.word) for one in taking_over(plan, plan.predecessor).rows}


def test_the_new_plan_is_laid_beside_the_old(following: Plan) -> None:
    """Tightened, loosened, new, dropped; a name that is only alike waits for a person."""
    rows = _rows(following)
    assert rows["孕产妇死亡率"][:2] == (Change.TIGHTENED, True)
    assert rows["适龄妇女宫颈癌人群筛查率"][:2] == (Change.LOOSENED, True)
    assert rows["妇女健身场地开放率"][0] is Change.NEW
    assert rows["孕产妇系统管理率"][0] is Change.DROPPED
    assert rows["妇女之家特色示范活动开展率"][:2] == (Change.TIGHTENED, False)


def test_taking_over_continues_series_and_units(world: World, following: Plan) -> None:
    """The renamed target stands on the old indicator; the indicator made in vain is out of force; units go on."""
    old = Target.objects.get(goal__domain__plan=world.things["plan"], name="孕产妇系统管理率")
    new = Target.objects.get(goal__domain__plan=following, name="妇女健身场地开放率")
    made = new.indicator
    assert made is not None
    assert made != old.indicator
    take_over(by=world.actor("office"), plan=following, pairs=[(old, new)])
    new.refresh_from_db()
    made.refresh_from_db()
    assert new.indicator == old.indicator
    assert made.valid_to is not None
    assert new.indicator is not None
    assert "妇女健身场地开放率" in new.indicator.aliases
    assert [part.unit for part in new.goal.units.all()] == [part.unit for part in old.goal.units.all()]
    assert _rows(following)["妇女健身场地开放率"][1:] == (True, "已接续")
    assert Event.objects.filter(action="plans.take_over").exists()


def test_told_apart_they_stay_apart(world: World, following: Plan) -> None:
    """After a refusal one is new, the other dropped, and nothing asks again."""
    old = Target.objects.get(goal__domain__plan=world.things["plan"], name="妇女之家示范活动开展率")
    new = Target.objects.get(goal__domain__plan=following, name="妇女之家特色示范活动开展率")
    keep_apart(by=world.actor("office"), plan=following, old=old, new=new)
    rows = _rows(following)
    assert rows["妇女之家特色示范活动开展率"][0] is Change.NEW
    assert rows["妇女之家示范活动开展率"][0] is Change.DROPPED


def test_one_new_target_has_one_before_it(world: World, following: Plan) -> None:
    """A second predecessor is refused, targets of other plans too; only the office takes over."""
    targets = {one.name: one for one in Target.objects.filter(goal__domain__plan=world.things["plan"])}
    new = Target.objects.get(goal__domain__plan=following, name="孕产妇死亡率")
    take_over(by=world.actor("office"), plan=following, pairs=[(targets["孕产妇死亡率"], new)])
    with pytest.raises(FuertongError, match="已接续"):
        take_over(by=world.actor("office"), plan=following, pairs=[(targets["孕产妇系统管理率"], new)])
    with pytest.raises(FuertongError, match="不属于"):
        take_over(by=world.actor("office"), plan=following, pairs=[(new, targets["孕产妇死亡率"])])
    with pytest.raises(PermissionDenied):
        take_over(by=world.actor("statistician"), plan=following, pairs=[])
    assert TargetSuccession.objects.count() == 1


def test_the_page_takes_over_in_one_click(world: World, following: Plan, sign_in: SignIn) -> None:
    """The certain pairs in one act, the doubtful one by its own button; papers to download."""
    client = sign_in("office")
    page = reverse("plan_succession", args=[following.code])
    assert "接续名称一致的" in client.get(page).content.decode()
    confirm = reverse("plan_succession_confirm", args=[following.code])
    assert "已接续" in client.post(confirm, {"act": "all"}, follow=True).content.decode()
    old = Target.objects.get(goal__domain__plan=world.things["plan"], name="妇女之家示范活动开展率")
    new = Target.objects.get(goal__domain__plan=following, name="妇女之家特色示范活动开展率")
    text = client.post(confirm, {"act": "same", "old": old.code, "new": new.code}, follow=True).content.decode()
    assert "已接续上一周期的“妇女之家示范活动开展率”" in text
    assert "是同一指标" not in text
    for name in ("plan_succession_docx", "plan_succession_xlsx"):
        assert client.get(reverse(name, args=[following.code])).status_code == 200


def test_queries_of_the_page_are_bounded(
    world: World, following: Plan, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """However many targets."""
    client = sign_in("office")
    with django_assert_max_num_queries(45):
        text = client.get(reverse("plan_succession", args=[following.code])).content.decode()
    assert "名称不同的同一指标" in text


def test_the_target_page_leads_back(world: World, following: Plan, sign_in: SignIn) -> None:
    """The new target's page names the old target and what it asked for."""
    old = Target.objects.get(goal__domain__plan=world.things["plan"], name="孕产妇死亡率")
    new = Target.objects.get(goal__domain__plan=following, name="孕产妇死亡率")
    take_over(by=world.actor("office"), plan=following, pairs=[(old, new)])
    text = sign_in("office").get(reverse("target", args=[new.code])).content.decode()
    assert "接续：" in text
    assert reverse("target", args=[old.code]) in text


def test_a_plan_whose_years_are_over_reads_as_ended(following: Plan, sign_in: SignIn) -> None:
    """By its dates alone: nothing is stored, so that the final evaluation still finds it."""
    assert following.standing is Plan.State.ACTIVE
    before = following.predecessor
    assert before is not None
    Plan.objects.filter(pk=before.pk).update(first_year=2011, last_year=2020)
    before.refresh_from_db()
    assert (before.standing, before.state) == (Plan.State.ENDED, Plan.State.ACTIVE)
    assert "已到期" in sign_in("office").get(reverse("plans")).content.decode()
