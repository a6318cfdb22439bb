"""The county's year judged: values for the women's plan, signals, one verdict, one warning, one report."""

from decimal import Decimal

from django.utils import timezone
from tests.web import world_collection, world_plans
from tests.web.world import World

from fuertong.model.indicator import Polarity
from fuertong.model.observation import Key, ValueStatus
from fuertong.model.observation import Observation as Row
from fuertong.model.verdict import Verdict as Word
from fuertong_web.assessment.actions import assess_targets, give_verdict
from fuertong_web.assessment.models import VerdictFile, Warning
from fuertong_web.assessment.run_models import JudgingRun
from fuertong_web.collection.actions import import_series
from fuertong_web.indicators.actions import answer_polarities
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.actions import store_file
from fuertong_web.plans.models import Target
from fuertong_web.reports.actions import make_report

YEAR = 2025
# name in the plan: polarity, values 2018-2025
SERIES = {
    "适龄妇女宫颈癌人群筛查率": (Polarity.UP, "52.1 53.8 55.0 56.9 58.1 59.8 61.2 62.0"),
    "适龄妇女乳腺癌人群筛查率": (Polarity.UP, "40.2 41.0 42.3 43.1 44.9 46.0 47.2 48.5"),
    "孕产妇系统管理率": (Polarity.UP, "95.4 95.8 96.0 96.2 96.1 96.5 96.4 96.6"),
    "高中阶段教育毛入学率": (Polarity.UP, "91.9 91.5 91.2 90.8 90.3 90.0 89.6 89.1"),
}


def target(world: World, name: str) -> Target:
    """A target of the women's plan by its name."""
    return Target.objects.select_related("goal__domain__plan__place", "indicator").get(
        goal__domain__plan=world.things["plan"], name=name
    )


def ensure(world: World) -> None:
    """Values, polarities and signals, once."""
    if "judged" in world.things:
        return
    world_plans.ensure(world)
    world_collection.ensure(world)
    stat = world.actor("statistician")
    rows, answers = [], {}
    for name, (polarity, values) in SERIES.items():
        indicator = target(world, name).indicator
        assert indicator is not None
        answers[indicator] = polarity
        rows += [_row(world, indicator, 2018 + place, value) for place, value in enumerate(values.split())]
    deaths = target(world, "孕产妇死亡率").indicator
    assert deaths is not None
    answers[deaths] = Polarity.DOWN
    Indicator.objects.filter(pk=deaths.pk).update(sensitivity="counts")
    rows += [
        _row(world, deaths, 2018 + place, f"{number / births * 100000:.1f}", number, births)
        for place, (number, births) in enumerate([(0, 2900), (1, 2800), (0, 2700), (0, 2600), (0, 2500), (0, 2450),
                                                  (0, 2400), (1, 2300)])
    ]  # fmt: skip
    answer_polarities(by=stat, answers=answers)
    import_series(by=stat, rows=rows, status=None, reason="测试", judge=False)
    assess_targets(by=stat, place=world.place, data_year=YEAR)
    world.things["judged"] = target(world, "适龄妇女宫颈癌人群筛查率")


def _row(
    world: World, indicator: Indicator, year: int, value: str, num: int | None = None, den: int | None = None
) -> Row:
    return Row(
        key=Key(indicator=indicator.code, region=world.place.code, period=str(year)),
        value=Decimal(value),
        numerator=Decimal(num) if num is not None else None,
        denominator=Decimal(den) if den is not None else None,
        decimals=1,
        status=ValueStatus.FINAL,
        source="示例来源",
    )


def build(world: World) -> None:
    """Called by the fixture of the web tests."""
    ensure(world)
    give_verdict(by=world.actor("office"), target=target(world, "孕产妇系统管理率"), data_year=YEAR, word=Word.MET)
    world.things["warning"] = Warning.objects.filter(
        target__goal__domain__plan=world.things["plan"], state="raised"
    ).order_by("pk")[0]
    world.things["version"] = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR)
    file = store_file(
        by=world.actor("office"), place=world.place, name="纪要.pdf", content=b"%PDF-1.4", media_type="application/pdf"
    )
    world.things["verdict_file"] = VerdictFile.objects.create(
        target=target(world, "孕产妇系统管理率"), file=file, data_year=YEAR, by="示例妇儿工委办"
    )
    world.things["judging_run"] = JudgingRun.objects.create(
        place=world.place, state=JudgingRun.State.DONE, by="示例统计局", at=timezone.now()
    )
