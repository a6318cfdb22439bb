"""What stands behind a verdict: a checklist that proposes the word, files for several goals, attested words."""

import io
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse
from docx import Document
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import give_verdict, take_over_green
from fuertong_web.assessment.checklist import checklist, proposed_word, sentence_of
from fuertong_web.assessment.models import Verdict, VerdictFile
from fuertong_web.assessment.selectors import attested_of
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.plans.models import Goal

SignIn = Callable[[str], Client]


def bare_goals(world: World) -> list[Goal]:
    domain = world.things["plan"].domains.get(no=1)
    return [
        Goal.objects.create(domain=domain, no=no, code=f"{domain.code}/g{no}", text="建立关爱机制。") for no in (90, 91)
    ]


def _paper(words: str) -> io.BytesIO:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(out)
    out.seek(0)
    out.name = "关爱办法.docx"
    return out


def test_the_checklist_proposes_a_word_and_a_sentence() -> None:
    every = list(checklist())
    assert [proposed_word(ticked) for ticked in ([], every[:2], every)] == [Word.NOT_BEGUN, Word.UNDER_WAY, Word.BUILT]
    assert sentence_of(every[:2]) == "已办：文件已印发；机构、人员已落实。"


def test_ticks_alone_give_the_verdict(world: World, sign_in: SignIn) -> None:
    goal, _ = bare_goals(world)
    client = sign_in("office")
    client.post(reverse("verdicts_quality") + f"?year={YEAR}", {f"tick-{goal.uid}": ["document", "body"]})
    given = Verdict.objects.get(goal=goal)
    assert (given.word, given.checklist) == (Word.UNDER_WAY.value, ["document", "body"])
    assert given.reason.startswith("已办：文件已印发")
    text = client.get(reverse("verdicts_quality") + f"?year={YEAR}").content.decode()
    assert f'name="tick-{goal.uid}" value="body" checked' in text


def test_one_file_stands_behind_several_goals(world: World, sign_in: SignIn) -> None:
    goals = bare_goals(world)
    client, url = sign_in("office"), reverse("verdicts_quality") + f"?year={YEAR}"
    ticks = {f"attach-{goal.uid}": "on" for goal in goals}
    answer = client.post(url, {"file": _paper("关于关爱机制的办法"), **ticks}, follow=True)
    assert "附在2项之后" in answer.content.decode()
    rows = VerdictFile.objects.filter(goal__in=goals)
    assert rows.count() == 2
    assert len({row.file_id for row in rows}) == 1
    got = client.get(reverse("verdict_file", kwargs={"uid": rows[0].uid}))
    assert "attachment" in got["Content-Disposition"]


def test_a_marked_file_and_a_file_for_nothing_are_refused(world: World, sign_in: SignIn) -> None:
    goal, _ = bare_goals(world)
    client, url = sign_in("office"), reverse("verdicts_quality") + f"?year={YEAR}"
    tick = {f"attach-{goal.uid}": "on"}
    assert "非涉密" in client.post(url, {"file": _paper("机密★5年"), **tick}, follow=True).content.decode()
    assert "请勾选" in client.post(url, {"file": _paper("办法")}, follow=True).content.decode()
    assert "请选择要上传" in client.post(url, tick, follow=True).content.decode()
    assert not VerdictFile.objects.filter(goal=goal).exists()


def test_an_attested_word_is_proposed_and_taken_over(world: World, sign_in: SignIn) -> None:
    """认证无数字 (practice 12): no figure, but a department confirms; even a grave word needs no further answer."""
    row = target(world, "高中阶段教育毛入学率")
    seen = Observation.objects.get(indicator=row.indicator, data_year=YEAR, region=world.place.region, breakdown="")
    facts = {"attested": "未达标", "attested_by": "县教育局", "attested_document": "教函〔2026〕3号"}
    Revision.objects.filter(pk=seen.revision_id).update(value=None, attested_on=date(2026, 3, 1), **facts)
    found = attested_of([row], YEAR)[row.pk]
    assert found.words == "县教育局确认：未达标（教函〔2026〕3号，2026-03-01）"
    assert "县教育局确认：未达标" in sign_in("office").get(reverse("verdicts") + f"?year={YEAR}").content.decode()
    made = take_over_green(by=world.actor("office"), plan=world.things["plan"], data_year=YEAR)
    assert next(one for one in made if one.target == row).reason == found.words
    changed = give_verdict(by=world.actor("office"), target=row, data_year=YEAR, word=Word.MISSED)
    assert changed.word == "未达标"
