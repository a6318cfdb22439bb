"""认定: green taken over, red waits for the unit, nobody judges what is their own, everything stays on record."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import answer_target, give_verdict, take_over_green
from fuertong_web.assessment.actions.verdicts import Offline
from fuertong_web.assessment.models import Verdict
from fuertong_web.assessment.selectors import assessments_of, default_word, verdicts_of
from fuertong_web.audit.models import Event

HARD = "高中阶段教育毛入学率"
GREEN = "适龄妇女乳腺癌人群筛查率"


def test_the_falling_series_is_signalled_and_has_no_verdict_by_default(world: World) -> None:
    row = target(world, HARD)
    signal = assessments_of([row], YEAR)[row.pk]
    assert signal.cls == "预计达标困难"
    assert default_word(signal) is None


def test_green_signals_are_taken_over_in_one_act_and_only_those(world: World) -> None:
    made = take_over_green(by=world.actor("office"), plan=world.things["plan"], data_year=YEAR)
    given = verdicts_of([target(world, GREEN), target(world, HARD)], YEAR)
    assert given[target(world, GREEN).pk].word == Word.FITS.value
    assert target(world, HARD).pk not in given
    assert all(verdict.taken_over for verdict in made)
    assert take_over_green(by=world.actor("office"), plan=world.things["plan"], data_year=YEAR) == []


def test_a_red_word_waits_for_the_unit_or_its_term(world: World) -> None:
    office, row = world.actor("office"), target(world, HARD)
    with pytest.raises(FuertongError, match="答复期限"):
        give_verdict(by=office, target=row, data_year=YEAR, word=Word.HARD, reason="连年下降")
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        given = give_verdict(by=office, target=row, data_year=YEAR, word=Word.HARD, reason="连年下降")
    assert given.word == Word.HARD.value


def test_the_units_answer_opens_the_way(world: World) -> None:
    row = target(world, HARD)
    answer_target(by=world.actor("liaison_education"), target=row, data_year=YEAR, word=Word.HARD, reason="生源外流")
    assert give_verdict(by=world.actor("office"), target=row, data_year=YEAR, word=Word.HARD, reason="属实").pk


def test_only_the_lead_unit_answers(world: World) -> None:
    with pytest.raises(PermissionDenied):
        answer_target(
            by=world.actor("liaison"), target=target(world, HARD), data_year=YEAR, word=Word.MET, reason="不是我的"
        )


def test_a_verdict_on_paper_needs_no_term_but_body_and_day(world: World) -> None:
    paper = Offline(body="监测评估领导小组", on=date(2026, 6, 30), document="会议纪要")
    given = give_verdict(
        by=world.actor("office"), target=target(world, HARD), data_year=YEAR, word=Word.HARD, offline=paper
    )
    assert (given.offline_body, given.by) == ("监测评估领导小组", "示例妇儿工委办")


def test_against_the_signal_a_reason_is_asked_for(world: World) -> None:
    with pytest.raises(FuertongError, match="写明理由"):
        give_verdict(by=world.actor("office"), target=target(world, GREEN), data_year=YEAR, word=Word.FLAT)


@pytest.mark.parametrize("role", ["statistician", "leader", "liaison", "upper", "sysadmin"])
def test_others_give_no_verdict(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        give_verdict(by=world.actor(role), target=target(world, GREEN), data_year=YEAR, word=Word.FITS)


def test_who_leads_the_target_cannot_be_the_only_judge(world: World) -> None:
    from fuertong_web.accounts.actions import grant_role
    from fuertong_web.accounts.roles import Role

    grant_role(by=world.actor("secadmin"), user=world.users["office"], role=Role.LIAISON, unit=world.health)
    with pytest.raises(PermissionDenied, match="不能单独认定"):
        give_verdict(by=world.actor("office"), target=target(world, GREEN), data_year=YEAR, word=Word.FITS)


def test_a_changed_verdict_keeps_the_one_before(world: World) -> None:
    office, row = world.actor("office"), target(world, GREEN)
    first = give_verdict(by=office, target=row, data_year=YEAR, word=Word.FITS)
    second = give_verdict(by=office, target=row, data_year=YEAR, word=Word.FLAT, reason="口径有变")
    assert second.previous == first
    assert verdicts_of([row], YEAR)[row.pk] == second
    assert Verdict.objects.filter(target=row).count() == 2
    assert Event.objects.filter(action="assessment.verdict", object_uid=str(row.uid)).count() == 2
