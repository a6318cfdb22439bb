"""Pages of 评估预警: who sees what, and counts that agree with the report."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.world import World
from tests.web.world_review import YEAR, target

from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.models import Verdict
from fuertong_web.assessment.selectors import assessments_of, default_word, figures_seen, targets_for, verdicts_of
from fuertong_web.assessment.standing import standing_of
from fuertong_web.collection.disclosure import View
from fuertong_web.indicators.models import Indicator

SignIn = Callable[[str], Client]
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # its digits are no figures


def page(client: Client, name: str, **kwargs: str) -> str:
    answer = client.get(reverse(name, kwargs=kwargs) + f"?year={YEAR}")
    assert answer.status_code == 200
    return IDENTIFIER.sub("", answer.content.decode())


def test_signal_and_chance_are_for_office_and_statistician(world: World, sign_in: SignIn) -> None:
    code = world.things["judged"].code
    for role in ("statistician", "office"):
        text = page(sign_in(role), "target", code=code)
        assert "趋势研判" in text
        assert "为什么这样判断" in text
    for role in ("leader", "group", "liaison", "upper", "evaluator"):
        text = page(sign_in(role), "target", code=code)
        assert "趋势研判" not in text
        assert "预计达标困难" not in text.replace("<option>预计达标困难</option>", "").replace(
            '<option value="预计达标困难">预计达标困难</option>', ""
        )


def test_a_leader_sees_verdicts_but_no_values(world: World, sign_in: SignIn) -> None:
    text = page(sign_in("leader"), "target", code=target(world, "孕产妇系统管理率").code)
    assert "已达标" in text
    assert "96.6" not in text


def test_counts_of_deaths_are_for_the_unit_and_the_statistician(world: World, sign_in: SignIn) -> None:
    code = target(world, "孕产妇死亡率").code
    assert "2300" in page(sign_in("statistician"), "target", code=code)
    for role in ("office", "upper", "group", "evaluator"):
        text = page(sign_in(role), "target", code=code)
        assert "2300" not in text
        assert "43.5" not in text


def test_the_standing_says_its_denominator(world: World, sign_in: SignIn) -> None:
    text = page(sign_in("leader"), "standing")
    assert "可量化且已认定的1项中，1项已达标（100.0%）" in text
    assert "待认定" in text
    standing = standing_of(world.actor("leader"), world.things["plan"], YEAR)
    assert standing.tally.judged == 1
    assert sum(count for _, count in standing.counts) == standing.tally.total


def test_filters_narrow_the_list(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    answer = client.get(reverse("standing") + f"?year={YEAR}&verdict=已达标").content.decode()
    assert "孕产妇系统管理率" in answer
    assert "适龄妇女乳腺癌人群筛查率" not in answer


def test_verdicts_page_saves_what_it_can_and_names_what_it_refused(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    green, hard = target(world, "适龄妇女乳腺癌人群筛查率"), target(world, "高中阶段教育毛入学率")
    answer = client.post(
        reverse("verdicts") + f"?year={YEAR}",
        {f"word-{green.uid}": Word.FITS.value, f"word-{hard.uid}": Word.HARD.value, f"reason-{hard.uid}": "下降"},
        follow=True,
    )
    text = answer.content.decode()
    assert "已保存1项认定" in text
    assert "答复期限" in text
    assert f'name="reason-{hard.uid}" maxlength="500" aria-label="高中阶段教育毛入学率的理由">下降</textarea>' in text
    assert f'name="word-{hard.uid}" value="预计达标困难" checked' in text
    assert Verdict.objects.filter(target=green).exists()
    assert not Verdict.objects.filter(target=hard).exists()


def test_a_reason_without_a_word_is_kept_and_asked_about(world: World, sign_in: SignIn) -> None:
    row = target(world, "高中阶段教育毛入学率")
    answer = sign_in("office").post(reverse("verdicts") + f"?year={YEAR}", {f"reason-{row.uid}": "待补充材料"})
    text = answer.content.decode()
    assert "还没有选认定" in text
    assert ">待补充材料</textarea>" in text


def test_a_word_that_must_wait_is_not_the_first_offered(world: World, sign_in: SignIn) -> None:
    row = target(world, "高中阶段教育毛入学率")
    words = re.findall(
        rf'name="word-{row.uid}" value="([^"]+)"', sign_in("office").get(reverse("verdicts")).content.decode()
    )
    assert words[-1] == Word.HARD.value
    assert len(words) > 1


def test_a_wrong_entry_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    url = reverse("target_verdict", kwargs={"code": world.things["judged"].code}) + f"?year={YEAR}"
    answer = sign_in("office").post(url, {"word": "未达标", "reason": "写好的理由", "offline_body": "领导小组"})
    assert answer.status_code == 200
    assert "写好的理由" in answer.content.decode()
    assert "认定机构和日期" in answer.content.decode()


@pytest.mark.parametrize("name", ["standing", "verdicts", "warnings"])
def test_pages_ask_a_bounded_number_of_queries(
    world: World, sign_in: SignIn, name: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = sign_in("office")
    with django_assert_max_num_queries(60):  # type: ignore[attr-defined]
        assert client.get(reverse(name) + f"?year={YEAR}").status_code == 200


def test_the_verdicts_page_prints_no_rate_of_few_deaths(world: World, sign_in: SignIn) -> None:
    """The office gives verdicts, but a single year's death rate is for the unit and the statistician (D7)."""
    text = page(sign_in("office"), "verdicts")
    assert "孕产妇死亡率" in text
    assert "43.5" not in text


def test_sealed_figures_stay_out_of_sentence_reasons_and_chart(world: World, sign_in: SignIn) -> None:
    """An embargo holds against everybody but the owner, the statistician included (D7)."""
    row = world.things["judged"]
    Indicator.objects.filter(pk=row.indicator_id).update(sensitivity="sealed", embargo_until=date(2999, 1, 1))
    for role in ("statistician", "office"):
        text = page(sign_in(role), "target", code=row.code)
        assert "限期保密" in text
        assert "62.0" not in text
        assert "61.2" not in text
    assert "最新62" not in page(sign_in("office"), "verdicts")


def test_what_a_target_is_compared_with_is_protected_too(world: World, sign_in: SignIn) -> None:
    """The reasons quote both series: an indicator of deaths beside an open one keeps its parts."""
    row = world.things["judged"]
    row.against_indicator = target(world, "孕产妇死亡率").indicator
    assert figures_seen(world.actor("office"), row) is View.RATES
    assert figures_seen(world.actor("statistician"), row) is View.ALL


def test_the_order_of_the_verdicts_page_gives_no_signal_away(world: World, sign_in: SignIn) -> None:
    """The group decides without seeing signals: doubtful targets stand in the plan's order."""
    text = page(sign_in("group"), "verdicts")
    signals = assessments_of(targets_for(world.actor("office"), world.things["plan"]), YEAR)
    doubtful = [
        row.name
        for row in targets_for(world.actor("office"), world.things["plan"]).order_by("pk")
        if row.pk not in verdicts_of([row], YEAR) and default_word(signals.get(row.pk)) is None
    ]
    assert len(doubtful) > 3
    places = [text.index(f">{name}</a>") for name in doubtful]
    assert places == sorted(places)
