"""The plan's own rules, base values, strategies' commitments and annexes: who may, what is stored, what is undone."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.core.reading.made_annexes import workbook
from tests.web.world import World
from tests.web.world_plans import reading_of

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.collection.models import Observation
from fuertong_web.places.models import Setting
from fuertong_web.places.registry import registered
from fuertong_web.places.selectors import setting
from fuertong_web.plans.actions import confirm_draft, keep_reading, undo_correction
from fuertong_web.plans.annex_rows import add_annex
from fuertong_web.plans.base_values import State, base_values_of, open_base_values, take_base_values
from fuertong_web.plans.models import Plan, PlanDraft, Target
from fuertong_web.plans.proposed_settings import Answer, Decision, open_proposals, proposals_of, settle_proposals
from fuertong_web.plans.selectors import other_plans
from fuertong_web.plans.strategy_targets import offers_of, take_commitment

TEXT = """示例县妇女发展规划（2031—2040年）

（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在12/10万以下。（牵头单位：县卫健局）
2.妇女常见病筛查率逐步提高。
3.改善妇女心理健康服务。
策略措施：
1.健全妇幼健康服务网。每千名妇女拥有妇产科医师达到0.8名以上。
2.推进早筛早诊。把免费检查列入民生实事。
二、组织实施
（一）落实责任。成员单位每年11月底前向县妇儿工委办公室报告规划落实情况。
三、监测评估
（一）加强组织领导。县妇儿工委设立监测评估协调组，对进展滞后的指标及时预警，实行督办制度。2035年开展中期评估，引入第三方评估。
"""
HEAD = ["序号", "指标", "单位", "2030年基期值", "2035年目标", "2040年目标", "属性", "牵头单位"]
ROWS = [
    ["1", "孕产妇死亡率", "1/10万", "14.2", "13", "12", "约束性", "县卫健局"],
    ["2", "妇女常见病筛查率", "%", "70.4", "80", "≥90", "预期性", "县卫健局"],
    ["3", "妇女心理健康服务点数", "个", "3", "8", "12", "预期性", "县卫健局"],
]
ANNEX = workbook(("主要指标", [HEAD, *ROWS]))


@pytest.fixture
def draft(world: World) -> PlanDraft:
    """A reading with rules, strategies' commitments and no annex yet."""
    reading = reading_of(TEXT, "新规划.txt")
    return keep_reading(by=world.actor("office"), name="新规划.txt", content=TEXT.encode(), reading=reading)[0]


@pytest.fixture
def plan(world: World, draft: PlanDraft) -> Plan:
    """The plan confirmed with its annex."""
    office = world.actor("office")
    add_annex(by=office, drafts=[draft], file_name="附表.xlsx", content=ANNEX)
    return confirm_draft(by=office, draft=draft)


def test_every_rule_the_reader_may_propose_is_registered() -> None:
    """No proposal is lost because its key is unknown."""
    from fuertong.reading.wordlists import rows

    keys = {row["key"] for row in rows("settings.csv", key="key+value+pattern")}
    derived = {"evaluation.midterm_years", "evaluation.final_years"}
    assert keys - derived <= {kind.key for kind in registered()}


def test_rules_are_settled_with_their_quote(world: World, plan: Plan) -> None:
    """Taken, changed or left: each a row of its own with the words of the plan."""
    office = world.actor("office")
    rows = {row.key: row for row in proposals_of(plan)}
    assert rows["unit_report.deadline"].shown == "11-30"
    assert rows["evaluation.midterm"].text == "2035"
    decisions = [
        Decision(key="unit_report.deadline", answer=Answer.TAKE),
        Decision(key="evaluation.midterm", answer=Answer.CHANGE, text="2036"),
        Decision(key="evaluation.third_party", answer=Answer.SKIP),
    ]
    before = open_proposals(plan)
    assert settle_proposals(by=office, plan=plan, decisions=decisions) == 3
    assert open_proposals(plan) == before - 3
    assert setting(world.place, "unit_report.deadline", plan=plan) == "11-30"
    assert setting(world.place, "unit_report.deadline", plan=world.things["plan"]) == "12-31"
    assert setting(world.place, "evaluation.midterm", plan=plan) == 2036
    assert setting(world.place, "evaluation.third_party", plan=plan) is False
    assert "每年11月底前" in Setting.objects.get(key="unit_report.deadline", plan=plan).reason
    assert Setting.objects.get(key="evaluation.third_party", plan=plan).reason.startswith("未采用规划原文")


def test_a_wrong_value_stores_nothing(world: World, plan: Plan) -> None:
    """One value that does not fit keeps the whole act back."""
    decisions = [
        Decision(key="unit_report.deadline", answer=Answer.TAKE),
        Decision(key="evaluation.midterm", answer=Answer.CHANGE, text="明年"),
    ]
    with pytest.raises(FuertongError, match="四位年份"):
        settle_proposals(by=world.actor("office"), plan=plan, decisions=decisions)
    assert not Setting.objects.filter(plan=plan).exists()


@pytest.mark.parametrize("role", ["statistician", "leader", "liaison"])
def test_only_the_office_settles_rules(world: World, plan: Plan, role: str) -> None:
    """Others see the page and may not save."""
    with pytest.raises(PermissionDenied):
        settle_proposals(by=world.actor(role), plan=plan, decisions=[])


def test_the_page_saves_all_in_one_act(world: World, plan: Plan, sign_in: Callable[[str], Client]) -> None:
    """What is preselected is taken over by one click; an error keeps the input."""
    client = sign_in("office")
    address = reverse("plan_rules", args=[plan.code])
    page = client.get(address).content.decode()
    assert "每年11月底前" in page
    data = {f"answer-{row.key}": "take" for row in proposals_of(plan)}
    wrong = client.post(address, data | {"answer-evaluation.midterm": "change", "text-evaluation.midterm": "明年"})
    assert wrong.status_code == 400
    assert 'value="明年"' in wrong.content.decode()
    assert client.post(address, data).status_code == 302
    assert open_proposals(plan) == 0
    assert sign_in("leader").post(address, data).status_code == 403


def test_confirming_leads_to_the_rules(draft: PlanDraft, sign_in: Callable[[str], Client]) -> None:
    """After confirmation the office is asked about the plan's own rules first."""
    answer = sign_in("office").post(reverse("draft_confirm", args=[draft.uid]))
    assert "/rules/?next=1" in answer["Location"]


def test_an_annex_fills_the_draft_and_is_undone(world: World, draft: PlanDraft) -> None:
    """Base values, milestones, a new target; each goal's change is one correction that can be taken back."""
    office = world.actor("office")
    draft.refresh_from_db()
    before = draft.plan
    (done,) = add_annex(by=office, drafts=[draft], file_name="附表.xlsx", content=ANNEX)
    draft.refresh_from_db()
    goals = draft.plan["domains"][0]["goals"]
    assert (done.goals, done.targets) == (3, 1)
    assert goals[0]["targets"][0]["base_value"] == 14.2
    assert goals[1]["targets"][0]["value"] == 90
    assert goals[2]["targets"][-1]["indicator"] == "妇女心理健康服务点数"
    assert Event.objects.filter(action="plans.annex_add").count() == 1
    for _ in range(3):
        undo_correction(by=office, draft=draft)
    draft.refresh_from_db()
    assert draft.plan["domains"] == before["domains"]


def test_an_annex_keeps_what_a_person_has_corrected(world: World, draft: PlanDraft) -> None:
    """A unit and a name given by hand stand after the annex."""
    office = world.actor("office")
    from fuertong_web.plans.actions import change_draft_goal
    from fuertong_web.plans.reading_tree import fingerprint
    from fuertong_web.plans.reviewing import snapshot

    goal = dict(draft.plan["domains"][0]["goals"][1]) | {"lead": ["县妇联"]}
    seen = fingerprint(snapshot(draft.plan, "d1/g2"))
    change_draft_goal(by=office, draft=draft, path="d1/g2", goal=goal, seen=seen)
    draft.refresh_from_db()
    add_annex(by=office, drafts=[draft], file_name="附表.xlsx", content=ANNEX)
    draft.refresh_from_db()
    assert draft.plan["domains"][0]["goals"][1]["lead"] == ["县妇联"]
    assert any(row["code"] == "table-units-differ" for row in draft.findings)


def test_annexes_come_with_the_plan_or_later(world: World, sign_in: Callable[[str], Client]) -> None:
    """The import page takes the annex beside the plan; a file of no use is told in words and changes nothing."""
    client = sign_in("office")
    files = {"file": SimpleUploadedFile("规划.txt", TEXT.encode()), "annex": SimpleUploadedFile("附表.xlsx", ANNEX)}
    answer = client.post(reverse("plan_import"), files)
    draft = PlanDraft.objects.order_by("-pk")[0]
    assert answer["Location"] == reverse("draft", args=[draft.uid])
    assert draft.plan["domains"][0]["goals"][0]["targets"][0]["base_value"] == 14.2
    address = reverse("draft_annex", args=[draft.uid])
    useless = workbook(("名单", [["姓名", "电话"], ["略", "略"]]))
    wrong = client.post(address, {"file": SimpleUploadedFile("名单.xlsx", useless)})
    assert wrong.status_code == 400
    assert "没有改动任何内容" in wrong.content.decode()
    assert client.post(address, {"file": SimpleUploadedFile("坏.xlsx", b"PK\x03\x04xx")}).status_code == 400
    assert client.post(address).status_code == 400


def test_base_values_become_values_of_the_base_year(world: World, plan: Plan, sign_in: Callable[[str], Client]) -> None:
    """The statistician enters them; they bear the plan as source and are there once."""
    rows = base_values_of(plan)
    assert [(row.target.base_value, row.steps) for row in rows][1] == (Decimal("70.4"), [(2035, "80")])
    assert {row.state for row in rows} == {State.MISSING}
    assert open_base_values(world.actor("office"), [plan]) == []
    assert open_base_values(world.actor("statistician"), [plan]) == [(plan, 3)]
    codes = [row.target.code for row in rows]
    with pytest.raises(PermissionDenied):
        take_base_values(by=world.actor("office"), plan=plan, codes=codes)
    address = reverse("plan_bases", args=[plan.code])
    assert sign_in("office").get(address).status_code == 200
    assert sign_in("statistician").post(address, {"code": codes}).status_code == 302
    held = Observation.objects.get(indicator=rows[0].target.indicator, data_year=2030)
    assert (held.revision.value, held.revision.status) == (Decimal("14.2"), "historical")
    assert held.revision.source == f"《{plan.title}》"
    assert {row.state for row in base_values_of(plan)} == {State.SAME}
    assert sign_in("statistician").post(address, {"code": codes}).status_code == 400


def test_a_commitment_becomes_a_target_of_its_strategy(
    world: World, plan: Plan, sign_in: Callable[[str], Client]
) -> None:
    """Its code is the strategy's; taken twice it is one."""
    ((offer,),) = offers_of(plan).values()
    assert "妇产科医师" in offer.sentence
    goal = plan.domains.get(no=1).goals.get(no=1)
    client = sign_in("office")
    address = reverse("strategy_target", args=[plan.code])
    for _ in range(2):
        assert client.post(address, {"commitment": offer.code, "goal": goal.code}).status_code == 302
    target = Target.objects.get(code=offer.code)
    assert target.code == f"{plan.code}/d1/s1/t1"
    assert (target.strategy.code, target.goal, target.value) == (offer.strategy.code, goal, Decimal("0.8"))
    assert target.indicator is not None
    assert Event.objects.filter(action="plans.strategy_target").count() == 1
    assert offer.code in client.get(reverse("plan_strategies", args=[plan.code])).content.decode()
    with pytest.raises(PermissionDenied):
        take_commitment(by=world.actor("statistician"), plan=plan, code=offer.code, goal=goal)


def test_pages_ask_a_bounded_number_of_questions(
    plan: Plan, sign_in: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    """Rules and base values in a fixed number of queries, each with the way to the place's other plans."""
    client = sign_in("statistician")
    others = [reverse("plan", args=[other.code]) for other in other_plans(plan)]
    assert others
    for name in ("plan_rules", "plan_bases", "plan_strategies"):
        with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
            answer = client.get(reverse(name, args=[plan.code]))
        assert answer.status_code == 200
        assert all(f'href="{address}">转到' in answer.content.decode() for address in others)
