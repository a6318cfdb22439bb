"""The county's collection: indicators of two units, last year's accepted values, an open round."""

from datetime import date
from decimal import Decimal

from tests.web.world import World

from fuertong.model.observation import Key
from fuertong.model.observation import Observation as SeriesRow
from fuertong_web.collection.actions import import_series, open_round
from fuertong_web.collection.actions.evidence import attach_evidence
from fuertong_web.collection.models import Cell, Form
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.actions import store_file

DATA_YEAR = 2025


def indicator(world: World, code: str, name: str, **extra: object) -> Indicator:
    """An indicator of the county, once."""
    given = {"unit": "%", "kind": "pct", "per": 100, "decimals": 1, "levels": ["county"]} | extra
    made, _ = Indicator.objects.get_or_create(place=world.place, code=code, version=1, defaults={"name": name} | given)
    return made


def ensure(world: World) -> None:
    """Indicators and accepted values, made once; other builders may call it first."""
    if "coverage" in world.things:
        return
    parts = {"numerator": "接受服务人数", "denominator": "应服务人数", "source_unit": world.health}
    world.things["coverage"] = indicator(
        world, "coverage", "示例管理率", definition="接受服务的占应服务的比重。", **parts
    )
    world.things["deaths"] = indicator(
        world,
        "deaths",
        "示例死亡率",
        unit="/10万",
        kind="rate",
        per=100000,
        sensitivity="counts",
        statistical_year="H",
        numerator="死亡人数",
        denominator="活产数",
        source_unit=world.health,
    )
    world.things["beds"] = indicator(
        world, "beds", "示例床位数", unit="张", kind="count", per=None, decimals=0, source_unit=world.health
    )
    world.things["school"] = indicator(world, "school", "示例入园率", breakdowns=["sex"], source_unit=world.education)
    indicator(world, "above", "示例省级指标", levels=["province"], source_unit=world.health)
    rows = [row("coverage", year, f"{year - 1930}.5", world) for year in range(2021, DATA_YEAR)]
    rows += [
        row("deaths", year, "25.0", world, numerator="1", denominator="4000", suffix="H")
        for year in range(2021, DATA_YEAR)
    ]
    rows += [row("beds", DATA_YEAR - 1, "120", world)]
    import_series(by=world.actor("statistician"), rows=rows, source="示例年鉴", judge=False)


def row(
    code: str, year: int, value: str, world: World, *, numerator: str = "", denominator: str = "", suffix: str = ""
) -> SeriesRow:
    """One row of a series of the county."""
    return SeriesRow(
        key=Key(indicator=code, region=world.region.code, period=f"{year}{suffix}"),
        value=Decimal(value),
        numerator=Decimal(numerator) if numerator else None,
        denominator=Decimal(denominator) if denominator else None,
        decimals=len(value.partition(".")[2]),
    )


def build(world: World) -> None:
    """The open round with its two forms and one cell by name."""
    ensure(world)
    opened = open_round(
        by=world.actor("statistician"),
        work_year=DATA_YEAR + 1,
        data_year=DATA_YEAR,
        title="2025年度统计监测",
        opens_on=date(2026, 9, 1),
        deadline=date(2026, 12, 31),
    )
    world.things["round"] = opened
    world.things["form"] = Form.objects.get(round=opened, unit=world.health)
    world.things["form_education"] = Form.objects.get(round=opened, unit=world.education)
    world.things["cell"] = Cell.objects.get(form=world.things["form"], indicator=world.things["coverage"])
    world.things["evidence"] = attach_evidence(
        by=world.actor("liaison"),
        form=world.things["form"],
        cell=world.things["cell"],
        file=store_file(
            by=world.actor("liaison"),
            place=world.place,
            name="年报.pdf",
            content=b"%PDF-",
            media_type="application/pdf",
        ),
        page="3",
    )
