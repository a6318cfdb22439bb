"""A plan of 170 targets: its year's verdicts take few acts, its warnings as many queries as those of a small plan."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong_web.assessment.charting import chart_of
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict, Warning, WarningStep
from fuertong_web.collection.selectors import Point
from fuertong_web.plans.models import Target
from fuertong_web.ui.trend import chart_rows

SignIn = Callable[[str], Client]
MANY = 170
# class, flags, how many: 150 clear ones, 20 that a person decides
SIGNALS = (
    ("已达标", ["提前达标"], 90),
    ("预计可达标", [], 60),
    ("预计可达标", ["临界"], 8),
    ("预计达标困难", [], 6),
    ("无法判断", ["数据不足"], 6),
)
GREEN, DOUBTFUL = 150, 20


@pytest.fixture
def many(world: World) -> list[Target]:
    """The county's only targets, judged; every red one was answered for by its unit."""
    goal, now = world.things["judged"].goal, timezone.now() - timedelta(days=1)
    plan = world.things["plan"]
    Target.objects.filter(goal__domain__plan__place=world.place).update(dropped_on=now.date())
    made = Target.objects.bulk_create(
        Target(
            goal=goal,
            no=100 + place,
            code=f"{plan.code}/d1/g1/t{100 + place}",
            name=f"示例指标{place}",
            kind="level",
            comparator=">=",
            value=70,
            unit="%",
        )
        for place in range(MANY)
    )
    signals = [(cls, flags) for cls, flags, times in SIGNALS for _ in range(times)]
    Assessment.objects.bulk_create(
        Assessment(
            target=target,
            region=world.region,
            data_year=YEAR,
            cls=cls,
            flags=flags,
            n=6,
            latest=71.0,
            latest_year=YEAR,
            target_value=70.0,
            gap=0.0,
            p=0.5,
            method_version="1.0",
            at=now,
        )
        for target, (cls, flags) in zip(made, signals, strict=True)
    )
    UnitAnswer.objects.bulk_create(
        UnitAnswer(
            target=target,
            data_year=YEAR,
            unit=world.health,
            word="预计达标困难",
            reason="经费不足",
            by="联络员",
            at=now,
        )
        for target, (cls, _) in zip(made, signals, strict=True)
        if cls == "预计达标困难"
    )
    return made


def test_a_years_verdicts_take_one_act_for_the_clear_and_one_for_each_doubtful_target(
    many: list[Target], sign_in: SignIn
) -> None:
    office, address = sign_in("office"), reverse("verdicts") + f"?year={YEAR}"
    page = office.get(address).content.decode()
    assert f"采纳全部明确信号（{GREEN}项）" in page
    office.post(reverse("verdicts_green") + f"?year={YEAR}")
    assert Verdict.objects.filter(target__in=many, taken_over=True).count() == GREEN
    page = office.get(address).content.decode()
    assert "采纳全部明确信号" not in page.split("怎样认定")[0]
    offered = re.findall(r'name="(word-[0-9a-f-]+)" value="([^"]+)"', page)
    first = dict(reversed(offered))  # the first word of each row
    assert len(first) == DOUBTFUL
    acts = 1 + len(first) + 1  # the clear ones, a click each, saving
    office.post(address, first)
    assert set(Verdict.objects.filter(target__in=many).values_list("target", flat=True)) == {row.pk for row in many}
    assert acts <= 1 + 2 * DOUBTFUL


@pytest.mark.parametrize("name", ["warnings", "warnings_docx", "warnings_xlsx", "warning_questions", "verdicts"])
def test_pages_of_many_warnings_ask_no_more_queries(
    world: World, many: list[Target], sign_in: SignIn, name: str
) -> None:
    role = "liaison" if name == "warning_questions" else "office"
    client, address = sign_in(role), reverse(name) + f"?year={YEAR}"
    _warn(world, many[:10])
    client.get(address)
    few = _queries(client, address)
    _warn(world, many[10:50])
    assert _queries(client, address) <= few + 2  # a list longer than one parcel of keys is fetched in two


def test_the_bell_counts_what_a_unit_was_asked_about(world: World, many: list[Target], sign_in: SignIn) -> None:
    before = _bell(sign_in("liaison"))
    _warn(world, many[:3])
    assert _bell(sign_in("liaison")) == before + 3
    Warning.objects.filter(target=many[0]).update(
        state=Warning.State.CLEARED, decided_by="系统", decided_at=timezone.now()
    )
    assert _bell(sign_in("liaison")) == before + 2


def test_no_line_of_the_chart_crosses_a_new_definition(world: World) -> None:
    points = [
        Point(year=year, period=str(year), value=value, break_before=year == 2023)
        for year, value in [(2021, 83), (2022, 84), (2023, 70), (2024, 71)]
    ]
    chart = chart_of(world.things["judged"], points, None)  # type: ignore[arg-type]
    drawn = [(point["year"], point["value"]) for point in chart["series"][0]["points"]]
    assert drawn == [(2021, 83.0), (2022, 84.0), (2023, None), (2023, 70.0), (2024, 71.0)]
    assert [row.cells[0] for row in chart_rows(chart) if row.year == 2023] == ["70.0"]


def _warn(world: World, targets: list[Target]) -> None:
    """A warning of each target, its unit asked."""
    now = timezone.now()
    signals = {row.target_id: row for row in Assessment.objects.filter(target__in=targets)}
    made = Warning.objects.bulk_create(
        Warning(
            assessment=signals[target.pk],
            target=target,
            data_year=YEAR,
            colour="orange",
            rule="hard",
            sentence=f"{target.name}：按近年趋势到期达标困难。",
            raised_at=now,
        )
        for target in targets
    )
    WarningStep.objects.bulk_create(
        WarningStep(warning=row, kind="asked", unit=world.health, text=row.sentence, by="示例妇儿工委办", at=now)
        for row in made
    )


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def _bell(client: Client) -> int:
    page = client.get(reverse("home")).content.decode()
    shown = re.search(r'class="ft-bell.*?<b>(\d+)', page, re.DOTALL)
    return int(shown.group(1)) if shown else 0
