"""What a form is compared with beyond its own rows: groups the scheme demands, rows and places below."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.web.collection.conftest import Desk
from tests.web.world import World

from fuertong.model.findings import Place as Location
from fuertong.model.observation import Key, ValueStatus
from fuertong.model.observation import Observation as SeriesRow
from fuertong.workbooks.series import SeriesRow as TableRow
from fuertong_web.collection.checking import findings_of
from fuertong_web.collection.models import Cell, Form, Observation, Revision
from fuertong_web.collection.rules import demanded_groups
from fuertong_web.collection.series import understand
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region


def codes(form: Form, *, whole: bool = True) -> set[str]:
    """The codes of everything said about the form."""
    cells = list(form.cells.select_related("indicator", "region"))
    return {row.code for rows in findings_of(form, cells, whole=whole).values() for row in rows}


def town(desk: Desk, number: int) -> Region:
    """A township of the county."""
    made, _ = Region.objects.get_or_create(
        code=f"99990190{number}", name=f"示例{number}镇", level="town", parent=desk.world.region
    )
    return made


def add_rows(desk: Desk, code: str, *values: str) -> None:
    """Rows of the form for townships."""
    whole = desk.cell(code)
    for number, value in enumerate(values, start=1):
        Cell.objects.create(
            form=desk.form,
            order=100 + number,
            indicator=whole.indicator,
            region=town(desk, number),
            period=whole.period,
            raw=value,
            value=Decimal(value),
            decimals=0,
        )


def test_a_group_the_scheme_demands_and_the_form_lacks_is_said(desk: Desk) -> None:
    Indicator.objects.filter(code="coverage").update(breakdowns=["residence"])
    desk.fill(coverage={"value": "95.0"})
    assert demanded_groups(desk.form, [desk.cell("coverage")])["coverage"] == ["residence=urban", "residence=rural"]
    assert "missing_breakdown" in codes(desk.form)
    assert "missing_breakdown" not in codes(desk.form, whole=False)


def test_a_back_fill_demands_no_groups(desk: Desk) -> None:
    Indicator.objects.filter(code="coverage").update(breakdowns=["residence"])
    desk.form.round.__class__.objects.filter(pk=desk.form.round_id).update(kind="backfill")
    assert demanded_groups(desk.form, [desk.cell("coverage")]) == {}


def test_the_county_against_the_sum_of_its_townships(desk: Desk) -> None:
    desk.fill(beds={"value": "126"})
    add_rows(desk, "beds", "60", "50")
    assert "cross_level" in codes(desk.form)
    Cell.objects.filter(form=desk.form, region=town(desk, 2)).update(raw="66", value=Decimal(66))
    assert "cross_level" not in codes(desk.form)


@pytest.mark.parametrize(("second", "said"), [(50, True), (66, False), (None, False)])
def test_a_city_against_its_counties(desk: Desk, second: int | None, said: bool) -> None:
    """A county whose value is not there yet is no fault of the city's form."""
    Region.objects.filter(pk=desk.world.region.pk).update(level="city")
    desk.fill(beds={"value": "126"})
    for number, value in ((1, 60), (2, second)):
        region = Region.objects.create(
            code=f"99992{number}", name=f"示例{number}县", level="county", parent=desk.world.region
        )
        if value is not None:
            _accepted(region, value)
    assert ("cross_level" in codes(desk.form)) is said


def _accepted(region: Region, value: int) -> None:
    place = Place.objects.create(region=region, short_name="我县")
    indicator = Indicator.objects.create(
        place=place, code="beds", name="示例床位数", unit="张", kind="count", decimals=0
    )
    at = datetime(2026, 5, 1, tzinfo=UTC)
    key = {"indicator": indicator, "region": region, "period": "2025", "data_year": 2025}
    revision = Revision.objects.create(
        **key, value=value, decimals=0, status=ValueStatus.FINAL, cause="import", entered_by="示例", at=at
    )
    Observation.objects.create(**key, revision=revision, accepted_at=at)


def test_a_series_keeps_the_decimals_it_is_written_in(world: World) -> None:
    rows = [
        TableRow(
            indicator="示例管理率",
            year=year,
            value=Decimal(text),
            decimals=len(text.partition(".")[2]),
            where=Location(),
        )
        for year, text in ((2019, "86.5"), (2020, "87"))
    ]
    found: list[SeriesRow] = list(understand(rows, [], world.place).values)
    assert [(row.key, row.decimals) for row in found] == [
        (Key(indicator="coverage", region="999901", period=str(year)), 1) for year in (2019, 2020)
    ]
