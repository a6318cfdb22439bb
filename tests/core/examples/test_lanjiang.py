"""The example city: repeatable, and its counties differ mostly by chance, one of them by more."""

import polars as pl
from examples import make_city

from fuertong.assess.region_groups import compare_regions
from fuertong.place_folder import load


def test_the_generator_writes_what_is_committed() -> None:
    for name, content in make_city.build().items():
        assert content == (make_city.PLACE / name).read_bytes(), f"{name} is stale: python -m examples.make_city"


def test_counties_add_up_to_the_city_and_groups_to_the_whole() -> None:
    frame = load(make_city.PLACE).observation_frame()
    for _, rows in frame.group_by("indicator", "year"):
        city = rows.filter(region=make_city.CITY, breakdown="")
        groups = rows.filter(pl.col("region") == make_city.CITY, pl.col("breakdown") != "")
        for name in ("numerator", "denominator"):
            assert rows.filter(pl.col("region") != make_city.CITY)[name].sum() == city[name].item()
            assert groups.is_empty() or groups[name].sum() == city[name].item()


def test_the_county_that_lags_is_told_apart_where_numbers_are_large() -> None:
    folder = load(make_city.PLACE)
    below = folder.observation_frame()
    counties = below.filter(below["region"] != make_city.CITY)
    found = compare_regions(counties, indicator="cervical_screening", year=2025, kind="pct", per=None, polarity="up")
    last = found.rows.sort("group").row(-1, named=True)
    assert last["region"] == "999607"
    few = compare_regions(counties, indicator="child_home", year=2025, kind="pct", per=None, polarity="up")
    assert few.rows["group"].n_unique() < few.rows.height
