"""The national example carries published figures only, each with its source."""

import csv
from decimal import Decimal
from pathlib import Path

from examples import make_national

from fuertong.assess import assess
from fuertong.model.observation import ValueStatus
from fuertong.place_folder import PlaceFolder, load
from fuertong.place_folder.observations import data_year

NATION = load(make_national.HERE / "national")


def _published(shared: Path, name: str) -> set[tuple[str, int, Decimal]]:
    with (shared / "facts" / name).open(encoding="utf-8") as file:
        return {(row["indicator"], int(row["year"]), Decimal(row["value"])) for row in csv.DictReader(file)}


def _figures(place: PlaceFolder, *, derived: bool) -> list[tuple[set[str], int, Decimal]]:
    names = {indicator.code: {indicator.name, *indicator.aliases} for indicator in place.indicators}
    return [
        (names[row.key.indicator], data_year(row), row.value)
        for row in place.observations
        if row.value is not None and (row.status is ValueStatus.DERIVED) == derived
    ]


def test_every_observed_figure_was_published(shared: Path) -> None:
    """Indicator, year and value stand in values.csv."""
    published = _published(shared, "values.csv")
    figures = _figures(NATION, derived=False)
    assert len(figures) > 150
    for names, year, value in figures:
        assert any((name, year, value) in published for name in names), (names, year, value)


def test_every_derived_figure_is_marked(shared: Path) -> None:
    """Computed values are 推算 and stand in derived_2023.csv."""
    published = _published(shared, "derived_2023.csv")
    figures = _figures(NATION, derived=True)
    assert figures
    for names, year, value in figures:
        assert any((name, year, value) in published for name in names), (names, year, value)


def test_the_generator_writes_what_is_committed(shared: Path) -> None:
    """From the facts folder, byte for byte."""
    for name, text in make_national.build(shared / "facts").items():
        assert (NATION.path / name).read_text(encoding="utf-8") == text, f"{name} is stale"


def test_every_figure_has_its_source_and_what_is_left_out_is_counted() -> None:
    """No figure without source; reasons for the rest."""
    assert all(row.source for row in NATION.observations)
    with (NATION.path / "left_out.csv").open(encoding="utf-8") as file:
        left_out = list(csv.DictReader(file))
    assert {row["reason"] for row in left_out} >= {"目录中没有该指标", "是目标值，不是实际值"}
    assert sum(int(row["rows"]) for row in left_out) > 0


def test_the_nation_is_judged_as_the_method_shows() -> None:
    """Maternal mortality: 11.7 [9.7, 14.2] by 2030, P .57 (worked example B)."""
    results = assess(NATION.observation_frame(), NATION.target_frame(), as_of=NATION.profile.data_year).collect()
    assert results.height == len(NATION.targets) == 17
    row = next(row for row in results.iter_rows(named=True) if row["indicator"] == "maternal_mortality")
    assert (row["cls"], row["flags"]) == ("预计可达标", ["临界", "缺年"])
    assert [round(row[name], 1) for name in ("forecast", "lo", "hi")] == [11.7, 9.7, 14.2]
    assert round(row["p"], 2) == 0.57
