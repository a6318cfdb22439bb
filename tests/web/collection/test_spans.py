"""Rounds of a quarter, a month, half a year, a term: cells keep their period; judging leaves parts of a year out."""

from datetime import date
from decimal import Decimal

import pytest
from tests.web.collection.conftest import Desk

from fuertong.errors import FuertongError
from fuertong.model.observation import Key
from fuertong.model.observation import Observation as SeriesRow
from fuertong_web.assessment.models import Assessment
from fuertong_web.collection.actions import accept_form, import_series, open_round, set_cells, sign_form, submit_form
from fuertong_web.collection.actions.cells import Entry
from fuertong_web.collection.enums import Nature, RoundKind, RoundSpan
from fuertong_web.collection.models import Form, Observation, Round
from fuertong_web.collection.selectors import current_years, missing_of, observations_frame, series
from fuertong_web.collection.selectors.values import series_by_region
from fuertong_web.collection.sheet import lines_of
from fuertong_web.collection.workbook import workbook_of
from fuertong_web.indicators.models import Indicator


def opened(desk: Desk, span: RoundSpan, *codes: str, year: int = 2026, title: str = "进度监测") -> Round:
    """A round of the county about a stretch of time."""
    return open_round(
        by=desk.statistician,
        work_year=2026,
        data_year=year,
        title=title,
        opens_on=date(2026, 10, 8),
        deadline=date(2026, 12, 20),
        span=span,
        only=frozenset(codes or ("beds",)),
    )


@pytest.mark.parametrize(
    ("span", "period"),
    [(RoundSpan.HALF1, "2026S1"), (RoundSpan.Q3, "2026Q3"), (RoundSpan.M07, "2026M07"), (RoundSpan.TERM, "J2026")],
)
def test_cells_are_of_the_stretch_whatever_the_indicators_year(desk: Desk, span: RoundSpan, period: str) -> None:
    found = opened(desk, span, "beds", "deaths")
    assert {cell.period for form in found.forms.all() for cell in form.cells.all()} == {period}
    assert found.code == f"2026-2026{span}"


def test_a_quarter_is_kept_beside_the_year_and_compared_with_last_years_quarter(desk: Desk) -> None:
    beds = desk.world.things["beds"]
    key = Key(indicator="beds", region=desk.world.region.code, period="2025Q3")
    import_series(by=desk.statistician, rows=[SeriesRow(key=key, value=Decimal(90))], source="季报")
    form = Form.objects.get(round=opened(desk, RoundSpan.Q3))
    line = lines_of(desk.liaison, form)[0]
    assert (line.last_value, line.period) == ("90", "2026年第3季度")
    assert workbook_of(form, [line]).title == "进度监测（2026年第3季度）"
    set_cells(by=desk.liaison, form=form, entries=[Entry(cell=line.uid, value="93")])
    submit_form(by=desk.liaison, form=form)
    sign_form(by=desk.reviewer, form=form)
    judged = Assessment.objects.count()
    accept_form(by=desk.statistician, form=form)
    assert Assessment.objects.count() == judged
    assert Observation.objects.get(indicator=beds, period="2026Q3").revision.value == 93
    assert [point.period for point in series(desk.statistician, [beds.pk])[beds.pk, ""]] == ["2024"]
    within = series_by_region(desk.statistician, [beds.pk], regions=[desk.world.region], within=True)
    assert len(within[desk.world.region.pk][beds.pk, ""]) == 3
    assert 2026 not in observations_frame(desk.world.place)["year"].to_list()


def test_progress_within_the_year_is_neither_the_round_in_hand_nor_a_gap(desk: Desk) -> None:
    before = current_years(desk.world.place)
    opened(desk, RoundSpan.Q3)
    assert current_years(desk.world.place) == before
    assert missing_of(desk.world.place, 2026) == []


def test_an_indicator_of_a_term_is_asked_again_in_the_next_term(desk: Desk) -> None:
    Indicator.objects.filter(code="school").update(statistical_year="J", breakdowns=[])
    key = Key(indicator="school", region=desk.world.region.code, period="J2021")
    import_series(by=desk.statistician, rows=[SeriesRow(key=key, value=Decimal(90))], source="换届统计")
    between = opened(desk, RoundSpan.YEAR, "school", year=2024, title="2024年度").forms.get().cells.get()
    assert (between.absence, between.note) == ("survey_year", "下次：2026年")
    due = opened(desk, RoundSpan.YEAR, "school", title="2026年度").forms.get().cells.get()
    assert (due.absence, due.period) == ("", "J2026")


def test_history_is_filled_in_by_years(desk: Desk) -> None:
    with pytest.raises(FuertongError, match="按年办理"):
        open_round(
            by=desk.statistician,
            work_year=2026,
            data_year=2025,
            title="补报",
            opens_on=date(2026, 9, 1),
            deadline=date(2026, 12, 1),
            kind=RoundKind.BACKFILL,
            span=RoundSpan.Q1,
        )


def test_a_special_survey_asks_for_what_the_level_does_not_usually_produce(desk: Desk) -> None:
    given = {
        "by": desk.statistician,
        "work_year": 2026,
        "data_year": 2025,
        "title": "专项",
        "opens_on": date(2026, 9, 1),
    }
    named = given | {"deadline": date(2026, 12, 1), "only": frozenset({"above"}), "nature": Nature.WORK}
    with pytest.raises(FuertongError, match="不由本级产生"):
        open_round(**named, kind=RoundKind.SUPPLEMENT)  # type: ignore[arg-type]
    made = open_round(**named, kind=RoundKind.SURVEY)  # type: ignore[arg-type]
    assert [cell.absence for cell in made.forms.get().cells.all()] == [""]
