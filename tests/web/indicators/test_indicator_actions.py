"""Indicators: what they measure, who says what is good, and how a redefinition breaks the series."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong.model.indicator import Kind, Polarity
from fuertong_web.assessment.actions import assess_targets
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.audit.models import Event
from fuertong_web.indicators.actions import answer_polarities, change_indicator, redefine, take_in
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.proposals import Proposal, sensitivity_of
from fuertong_web.indicators.selectors import indicator_for, indicators_of, versions_of
from fuertong_web.plans.models import Target

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("name", "unit", "value", "change", "expected"),
    [
        ("孕产妇死亡率", "/10万", "8.2", False, (Kind.RATE, "/10万", 100000, 1)),
        ("婴儿死亡率", "‰", "5", False, (Kind.RATE, "‰", 1000, 1)),
        ("筛查率", "％", "95", False, (Kind.PCT, "%", 100, 1)),
        ("覆盖率", "%", "99.95", False, (Kind.PCT, "%", 100, 2)),
        ("女性比例", "个百分点", "5", True, (Kind.PCT, "%", 100, 1)),
        ("人均预期寿命", "岁", "82", False, (Kind.YEARS, "岁", None, 0)),
        ("床位数", "张", "4", False, (Kind.COUNT, "张", None, 0)),
        ("死亡人数", "%", "10", True, (Kind.COUNT, "个", None, 0)),
        ("人均预期寿命", "", None, False, (Kind.YEARS, "岁", None, 0)),
        ("抑郁症患病率", "", None, False, (Kind.PCT, "%", 100, 1)),
    ],
)
def test_the_measure_follows_the_printed_unit(
    name: str, unit: str, value: str | None, change: bool, expected: tuple[Kind, str, int | None, int]
) -> None:
    number = Decimal(value) if value else None
    found = Proposal(name=name, unit=unit, value=number, is_change=change).as_local("999901")
    assert (found.kind, found.unit, found.per, found.decimals) == expected
    assert found.polarity is None


def test_a_number_is_compared_in_its_own_unit_only() -> None:
    assert Proposal(name="死亡率", unit="‰").fits("‰")
    assert not Proposal(name="死亡率", unit="‰").fits("/10万")
    assert Proposal(name="死亡率", unit="%", is_change=True).fits("/10万")


def test_small_and_sensitive_counts_are_proposed_by_their_words() -> None:
    assert sensitivity_of("艾滋病母婴传播率") == "counts"
    assert sensitivity_of("学前三年毛入园率") == "open"


def test_a_redefinition_is_a_new_version_with_a_reason(world: World) -> None:
    old = world.things["indicator"]
    new = redefine(
        by=world.actor("statistician"),
        indicator=old,
        changes={"denominator": "孕产妇人数"},
        since=date(2026, 1, 1),
        reason="国卫统计〔2025〕1号",
    )
    old.refresh_from_db()
    assert (new.code, new.version, new.valid_from) == (old.code, 2, date(2026, 1, 1))
    assert old.valid_to == date(2025, 12, 31)
    assert old.denominator == "活产数"
    assert [row.version for row in versions_of(old)] == [2, 1]
    assert new in indicators_of(world.place)
    assert old not in indicators_of(world.place)
    assert Target.objects.get(pk=world.things["target"].pk).indicator == new
    event = Event.objects.filter(action="indicators.redefine").get()
    assert event.after["reason"] == "国卫统计〔2025〕1号"


def test_a_redefinition_is_made_on_the_newest_version_only(world: World) -> None:
    by, old = world.actor("office"), world.things["indicator"]
    redefine(by=by, indicator=old, changes={"name": "新名"}, since=date(2026, 1, 1), reason="甲")
    with pytest.raises(FuertongError, match="已被新的版本代替"):
        redefine(by=by, indicator=old, changes={"name": "又一名"}, since=date(2027, 1, 1), reason="乙")


@pytest.mark.parametrize(("changes", "reason", "says"), [({"name": "新"}, " ", "原因"), ({}, "甲", "没有改动")])
def test_a_redefinition_without_reason_or_change_is_refused(
    world: World, changes: dict[str, str], reason: str, says: str
) -> None:
    with pytest.raises(FuertongError, match=says):
        redefine(
            by=world.actor("office"),
            indicator=world.things["indicator"],
            changes=changes,
            since=date(2026, 1, 1),
            reason=reason,
        )


def test_the_definition_is_not_changed_on_the_quiet(world: World) -> None:
    with pytest.raises(FuertongError, match="修订口径"):
        change_indicator(by=world.actor("office"), indicator=world.things["indicator"], changes={"unit": "‰"})


def test_other_particulars_are_audited(world: World) -> None:
    row = world.things["indicator"]
    change_indicator(by=world.actor("office"), indicator=row, changes={"aliases": ["甲"], "decimals": 2})
    event = Event.objects.filter(action="indicators.change").get()
    assert event.before["decimals"] == 1
    assert event.after == {"aliases": ["甲"], "decimals": 2}


def test_polarity_is_answered_in_one_act(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    rows = list(client.get(reverse("polarity_questions")).context["rows"])
    names = {row.name for row in rows}
    assert "妇女之家示范活动开展率" in names
    assert world.things["indicator"].name not in names
    client.post(reverse("polarity_questions"), {f"p-{rows[0].uid}": "down"})
    assert Indicator.objects.get(pk=rows[0].pk).polarity == "down"
    assert Indicator.objects.filter(pk__in=[row.pk for row in rows[1:]]).exclude(polarity=None).count() == 0
    assert Event.objects.filter(action="indicators.polarity").count() == 1


def test_another_place_is_out_of_reach(world: World) -> None:
    stranger = world.actor("stranger_place")
    with pytest.raises(Http404):
        indicator_for(stranger, world.things["indicator"].uid)
    with pytest.raises(PermissionDenied):
        answer_polarities(by=stranger, answers={world.things["indicator"]: Polarity.UP})


def test_catalogue_rows_are_taken_in_once(world: World) -> None:
    row = CatalogueRow(
        code="gross_rate",
        name="毛入园率",
        unit="%",
        kind=Kind.PCT,
        per=100,
        source_unit="县教育局",
        polarity=Polarity.UP,
    )
    [made] = take_in(by=world.actor("office"), rows=[row])
    assert (made.source_unit, made.polarity) == (world.education, "up")
    assert take_in(by=world.actor("office"), rows=[row]) == []


def test_the_list_is_filtered_by_its_address(world: World, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    page = client.get(reverse("indicators"), {"words": "孕产妇死亡率", "kind": "rate"})
    assert [row.name for row in page.context["page"].object_list] == ["孕产妇死亡率"]
    assert not client.get(reverse("indicators"), {"unit": "不是标识", "kind": "years"}).context["page"].object_list


def test_the_particulars_page_saves(world: World, sign_in: SignIn) -> None:
    row, client = world.things["indicator"], sign_in("statistician")
    given = {"polarity": "down", "decimals": "2", "freq": "1", "standing": "local", "sensitivity": "counts"}
    given |= {"other_names": "孕产妇死亡比、MMR", "source": "监测方案〔2026〕1号"}
    assert client.post(reverse("indicator_edit", args=[row.uid]), given).status_code == 302
    row.refresh_from_db()
    assert (row.polarity, row.aliases, row.standing) == ("down", ["孕产妇死亡比", "MMR"], "local")
    bad = client.post(reverse("indicator_edit", args=[row.uid]), given | {"sensitivity": "sealed"})
    assert "保密至哪一天" in bad.content.decode()


def test_the_redefinition_page_leads_to_the_new_version(world: World, sign_in: SignIn) -> None:
    row, client = world.things["indicator"], sign_in("statistician")
    given = {"name": row.name, "unit": row.unit, "kind": row.kind, "per": row.per, "statistical_year": "H"}
    given |= {"since": "2026-01-01", "reason": "改为统计年度"}
    page = client.post(reverse("indicator_redefine", args=[row.uid]), given, follow=True).content.decode()
    assert "第2版" in page
    assert "改为统计年度" in page


def test_the_list_asks_the_data_base_a_bounded_number_of_times(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = sign_in("office")
    client.get(reverse("indicators"))
    for name, limit in (("indicators", 20), ("polarity_questions", 20)):
        with django_assert_max_num_queries(limit):  # type: ignore[attr-defined]
            assert client.get(reverse(name)).status_code == 200


def test_the_workbook_holds_every_indicator(world: World, sign_in: SignIn) -> None:
    answer = sign_in("office").get(reverse("indicators_xlsx"))
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_who_may_not_see_small_counts_does_not_uncover_them(world: World) -> None:
    """The office changes indicators, but not so that the deaths it may not see become open to it (D7)."""
    deaths = world.things["deaths"]
    for change in ({"sensitivity": "open"}, {"source_unit": world.education}):
        with pytest.raises(FuertongError, match="统计人员"):
            change_indicator(by=world.actor("office"), indicator=deaths, changes=change)
    assert Indicator.objects.get(pk=deaths.pk).sensitivity == "counts"
    change_indicator(
        by=world.actor("statistician"),
        indicator=Indicator.objects.get(pk=deaths.pk),
        changes={"sensitivity": "internal"},
    )
    assert Indicator.objects.get(pk=deaths.pk).sensitivity == "internal"


def test_an_answer_on_polarity_is_judged_at_once(world: World) -> None:
    """The signal does not wait for the next accepted form."""
    target = world.things["judged"]
    stat = world.actor("statistician")
    Indicator.objects.filter(pk=target.indicator_id).update(polarity=None)
    assess_targets(by=stat, place=world.place, data_year=YEAR)
    before = assessments_of([target], YEAR)[target.pk]
    answer_polarities(by=stat, answers={Indicator.objects.get(pk=target.indicator_id): Polarity.DOWN})
    after = assessments_of([target], YEAR)[target.pk]
    assert after.pk != before.pk
    assert after.inputs["target"]["polarity"] == "down"
