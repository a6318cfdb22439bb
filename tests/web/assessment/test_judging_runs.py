"""Judging in the background: one run a place, parts kept through a break, progress and errors in a sentence."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.model.observation import Key
from fuertong.model.observation import Observation as Row
from fuertong_web.assessment.actions import background, go_on
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.run_models import JudgingPart, JudgingRun
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.assessment.selectors.runs import parts_wanted, past_runs, progress_of
from fuertong_web.assessment.working import work_off
from fuertong_web.collection.actions import import_series
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region

LONG_AGO = timedelta(minutes=5)


def run_of(world: World, *, years: tuple[int, ...] = (YEAR - 1, YEAR)) -> JudgingRun:
    """A run of the county over some data years, registered and not begun."""
    run = JudgingRun.objects.create(place=world.place, by="示例妇儿工委办", at=timezone.now())
    for year in years:
        JudgingPart.objects.create(run=run, place=world.place, data_year=year, asked_at=run.at)
    return run


def new_value(world: World, value: str) -> None:
    row = world.things["judged"]
    key = Key(indicator=row.indicator.code, region=world.place.code, period=str(YEAR))
    import_series(by=world.actor("statistician"), rows=[Row(key=key, value=Decimal(value), decimals=1)], reason="更正")


def test_the_button_starts_one_run_and_says_so_when_pressed_again(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    office = sign_in("office")
    first = office.post(reverse("judging_start"), {"all_years": "on"}, follow=True).content.decode()
    assert "已登记" in first
    second = office.post(reverse("judging_start"), follow=True).content.decode()
    assert "没有重复发起" in second
    assert JudgingRun.objects.filter(state=JudgingRun.State.WAITING).count() == 1
    assert 'hx-trigger="every 2s"' in second
    assert work_off() == 1
    done = office.get(reverse("judging")).content.decode()
    assert "已全部完成，共1处，结果与原来相同。" in done
    assert "every 2s" not in done
    assert work_off() == 0


def test_a_run_judges_every_part_and_tells_of_each(world: World) -> None:
    Assessment.objects.filter(warnings=None, verdicts=None).delete()
    heard: list[tuple[str, int]] = []
    assert work_off(said=lambda part, new, left: heard.append((str(part), left)), only=run_of(world)) == 1
    assert heard == [(f"示例县 {YEAR - 1}年", 1), (f"示例县 {YEAR}年", 0)]
    newest = past_runs(world.place)[0]
    assert newest.run.state == JudgingRun.State.DONE
    assert (newest.done, newest.total) == (2, 2)
    assert newest.new > 0
    assert f"{newest.new}项有新的研判结果" in newest.words


def test_places_below_are_judged_with_their_own_plans(world: World) -> None:
    """The city asks; the counties of this instance that have a plan and values are parts of the run."""
    region = Region.objects.get(code="999900")
    city, _ = Place.objects.get_or_create(region=region, defaults={"short_name": "我市"})
    county = (world.place.pk, YEAR)
    assert county not in parts_wanted(city, below=False, all_years=True)
    assert county in parts_wanted(city, below=True, all_years=True)


def test_a_killed_process_is_told_and_the_rest_is_done_after_a_press(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    office, run = sign_in("office"), run_of(world)
    run.parts.filter(data_year=YEAR - 1).update(done_at=timezone.now())
    JudgingRun.objects.filter(pk=run.pk).update(
        state=JudgingRun.State.RUNNING, worker="gone", heartbeat=timezone.now() - LONG_AGO, at=timezone.now() - LONG_AGO
    )
    page = office.get(reverse("judging")).content.decode()
    assert "可能已停止；已完成的1处保留。" in page
    assert "继续" in page
    office.post(reverse("judging_go_on", args=[run.uid]))
    run.refresh_from_db()
    assert (run.state, run.worker) == (JudgingRun.State.WAITING, "")
    heard: list[int] = []
    work_off(said=lambda part, new, left: heard.append(part.data_year))
    assert heard == [YEAR]
    run.refresh_from_db()
    assert run.state == JudgingRun.State.DONE


def test_a_run_whose_process_lives_is_left_to_it(world: World) -> None:
    run = run_of(world)
    JudgingRun.objects.filter(pk=run.pk).update(
        state=JudgingRun.State.RUNNING, worker="other", heartbeat=timezone.now()
    )
    run.refresh_from_db()
    assert not go_on(by=world.actor("office"), run=run)
    assert work_off(only=run) == 0
    assert not run.parts.exclude(done_at=None).exists()


def test_what_goes_wrong_is_said_in_a_sentence_and_can_be_tried_again(
    world: World, sign_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    run, row = run_of(world), world.things["judged"]
    indicator = Indicator.objects.get(pk=row.indicator_id)
    Indicator.objects.filter(pk=indicator.pk).update(kind="nonsense")
    work_off()
    page = sign_in("office").get(reverse("judging")).content.decode()
    assert "已完成的部分保留。请点“继续”再试" in page
    assert "judging in the background broke off" in caplog.text
    Indicator.objects.filter(pk=indicator.pk).update(kind=indicator.kind)
    run.refresh_from_db()
    assert go_on(by=world.actor("office"), run=run)
    work_off()
    assert progress_of(JudgingRun.objects.get(pk=run.pk)).run.state == JudgingRun.State.DONE


def test_values_of_a_large_place_are_judged_after_they_are_accepted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LARGE", 3)
    row = world.things["judged"]
    new_value(world, "71.0")
    assert assessments_of([row], YEAR)[row.pk].cls == "预计达标困难"
    work_off()
    assert assessments_of([row], YEAR)[row.pk].cls == "已达标"


def test_a_value_accepted_while_a_large_place_is_judged_is_judged_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LARGE", 3)
    row, years = world.things["judged"], list[int]()

    def meanwhile(part: JudgingPart, new: int, left: int) -> None:
        years.append(part.data_year)
        if len(years) == 1:
            new_value(world, "71.0")

    work_off(said=meanwhile, only=run_of(world, years=(YEAR,)))
    assert years == [YEAR, YEAR]
    assert assessments_of([row], YEAR)[row.pk].cls == "已达标"


def test_nothing_to_judge_is_said(world: World, sign_in: Callable[[str], Client]) -> None:
    page = sign_in("stranger_place").post(reverse("judging_start"), follow=True).content.decode()
    assert "还没有可以研判的规划和数据" in page
    assert not JudgingRun.objects.filter(state=JudgingRun.State.WAITING).exists()
