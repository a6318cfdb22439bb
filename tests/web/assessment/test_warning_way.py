"""A warning's way: asked of the unit, answered, released, cleared; rules with other thresholds; the list on paper."""

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import answer_warning, ask_unit, decide_warning
from fuertong_web.assessment.models import Warning
from fuertong_web.assessment.rules import change_rules, rules_of
from fuertong_web.assessment.selectors import answers_of
from fuertong_web.assessment.warning_rows import Stage, questions_for, warning_rows
from fuertong_web.audit.models import Event

SignIn = Callable[[str], Client]
PREVIEW = {"act": "preview", "p-hard-red": "30", "years-relapse-red": "2"}
HARD = "高中阶段教育毛入学率"


def hard(world: World) -> Warning:
    """The warning of the falling series."""
    return Warning.objects.filter(target=target(world, HARD), data_year=YEAR, rule__startswith="hard").get()


def stage(world: World, warning: Warning) -> Stage:
    """Where the page of the office shows it."""
    rows = warning_rows(world.actor("office"), YEAR)
    return next(row.stage for row in rows if warning in row.warnings)


def test_a_warning_goes_from_raised_to_cleared_and_every_step_stays(world: World) -> None:
    office, unit, warning = world.actor("office"), world.actor("liaison_education"), hard(world)
    assert stage(world, warning) is Stage.RAISED
    ask_unit(by=office, warning=warning)
    assert stage(world, warning) is Stage.ASKED
    with pytest.raises(FuertongError, match="已经请"):
        ask_unit(by=office, warning=warning)
    assert [one.warnings for one in questions_for(unit) if one.answer is None] == [[warning]]
    with pytest.raises(PermissionDenied):
        answer_warning(by=world.actor("liaison"), warning=warning, word=Word.HARD, reason="不是我的")
    answer_warning(by=unit, warning=warning, word=Word.HARD, reason="生源外流")
    assert stage(world, warning) is Stage.ANSWERED
    assert answers_of([warning.target], YEAR)[warning.target_id].reason == "生源外流"
    decide_warning(by=office, warning=warning, release=True, decision="属实")
    assert stage(world, warning) is Stage.RELEASED
    decide_warning(by=office, warning=warning, release=False, decision="已采取措施")
    assert stage(world, warning) is Stage.CLEARED
    assert [step.kind for step in warning.steps.all()] == ["asked", "answered", "released", "cleared"]
    assert Event.objects.filter(action="assessment.warning", object_uid=str(warning.uid)).count() == 2


def test_rules_are_changed_by_the_office_with_a_reason_and_previewed(world: World, sign_in: SignIn) -> None:
    office = world.actor("office")
    with pytest.raises(PermissionDenied):
        change_rules(by=world.actor("statistician"), place=world.place, changes={"hard": {"on": False}}, reason="")
    change_rules(by=office, place=world.place, changes={"hard": {"colour": "yellow"}}, reason="示例")
    assert {rule.code: rule.colour.value for rule in rules_of(world.place)}["hard"] == "yellow"
    answer = sign_in("office").post(reverse("warning_rules"), PREVIEW).content.decode()
    assert "会发出的预警" in answer
    assert "取消" in answer
    wrong = sign_in("office").post(reverse("warning_rules"), {"act": "save", "p-hard-red": "很低"}).content.decode()
    assert "应填数字" in wrong


def test_the_list_on_paper_holds_released_ones_and_no_chance(world: World, sign_in: SignIn) -> None:
    warning = hard(world)
    decide_warning(by=world.actor("office"), warning=warning, release=True, decision="核实属实")
    answer = sign_in("leader").get(reverse("warnings_docx") + f"?year={YEAR}")
    text = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert HARD in text
    assert "核实属实" in text
    assert "可能性" not in text
    assert sign_in("leader").get(reverse("warnings_xlsx") + f"?year={YEAR}").status_code == 200


def test_the_pages_ask_and_decide(world: World, sign_in: SignIn) -> None:
    warning, office = hard(world), sign_in("office")
    url, own = reverse("warnings_decide") + f"?year={YEAR}", f"decision-{warning.uid}"
    picked = {"pick": [str(warning.uid)]}
    assert "请先勾选" in office.post(url, {"act": "release"}, follow=True).content.decode()
    assert "已请责任单位核实1项" in office.post(url, picked | {"act": "ask"}, follow=True).content.decode()
    again = office.post(url, picked | {"act": "ask"}).content.decode()
    assert "已经请" in again
    assert f'value="{warning.uid}" id="pick-{warning.uid}"' in again
    unit = sign_in("liaison_education")
    assert HARD in unit.get(reverse("warning_questions")).content.decode()
    unit.post(reverse("warning_answer", kwargs={"uid": warning.uid}), {"word": "预计达标困难", "reason": "生源外流"})
    assert "生源外流" in office.get(reverse("warnings") + f"?year={YEAR}").content.decode()
    assert "请写明核实情况" in office.post(url, picked | {"act": "release"}, follow=True).content.decode()
    assert "已发布1项预警" in office.post(url, {own: "属实", "act": "release"}, follow=True).content.decode()
    shared = picked | {"act": "clear", "decision": "已采取措施"}
    assert "已解除1项预警" in office.post(url, shared, follow=True).content.decode()


def test_all_that_fires_on_one_target_is_one_matter(world: World, sign_in: SignIn) -> None:
    warning, office = hard(world), world.actor("office")
    row = next(row for row in warning_rows(office, YEAR) if warning in row.warnings)
    other = row.warnings[-1]
    assert row.first == warning != other
    assert row.sentence == f"{warning.sentence.rstrip('。')}；连续两年变差。"
    assert f"{YEAR}年" in row.figures
    sign_in("office").post(reverse("warnings_decide") + f"?year={YEAR}", {"act": "ask-grave"})
    (question,) = [one for one in questions_for(world.actor("liaison_education")) if other in one.warnings]
    assert question.sentence == row.sentence
    sign_in("liaison_education").post(
        reverse("warning_answer", kwargs={"uid": warning.uid}), {"word": "预计达标困难", "reason": "生源外流"}
    )
    assert stage(world, other) is Stage.ANSWERED
    assert warning.target.answers.filter(data_year=YEAR, reason="生源外流").count() == 1
    leader = warning_rows(world.actor("leader"), YEAR)
    assert leader == []
    decide_warning(by=office, warning=other, release=True, decision="核实属实")
    (seen,) = warning_rows(world.actor("leader"), YEAR)
    assert (seen.told, seen.figures, seen.steps) == ("", "", [])


def test_the_home_of_the_asked_unit_says_so_until_it_answered(world: World, sign_in: SignIn) -> None:
    warning = hard(world)
    ask_unit(by=world.actor("office"), warning=warning)
    assert "核实1项预警" in sign_in("liaison_education").get(reverse("home")).content.decode()
    assert "核实1项预警" not in sign_in("liaison").get(reverse("home")).content.decode()
    answer_warning(by=world.actor("liaison_education"), warning=warning, word=Word.HARD, reason="生源外流")
    assert "核实1项预警" not in sign_in("liaison_education").get(reverse("home")).content.decode()
