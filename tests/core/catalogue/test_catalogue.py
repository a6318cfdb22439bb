"""The catalogue shipped with the product, and a place's own indicators on top of it."""

from pathlib import Path

import pytest

from fuertong import catalogue
from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator, Kind, Polarity, Sensitivity, Standing, Way
from fuertong.model.organisation import is_region_code


def of(code: str, name: str, *aliases: str, version: int = 1) -> Indicator:
    """An indicator for a test."""
    return Indicator(code=code, name=name, unit="%", kind=Kind.PCT, aliases=aliases, version=version)


def test_the_shipped_catalogue_has_every_field_it_needs() -> None:
    """Rates have a base, shares 100, every indicator a polarity and a source unit."""
    shipped = catalogue.load()
    assert len(shipped.indicators) >= 150
    for indicator in shipped.indicators:
        assert indicator.polarity is not None, indicator.name
        assert indicator.source_unit, indicator.name
        if indicator.kind is Kind.RATE:
            assert indicator.per in (1000, 10_000, 100_000), indicator.name
        if indicator.unit == "‰":
            assert indicator.per == 1000, indicator.name


def test_every_indicator_says_what_it_is_and_where_it_belongs() -> None:
    """A definition, plan domains that exist, a base that goes with the unit; no denominator is counted in thousands."""
    shipped = catalogue.load()
    known = {domain.code for domain in shipped.domains}
    assert len(known) == 15
    bases = {"%": 100, "‰": 1000, "/万": 10_000, "/10万": 100_000}
    for indicator in shipped.indicators:
        assert indicator.definition.endswith("。"), indicator.name
        assert indicator.domains, indicator.name
        assert set(indicator.domains) <= known, indicator.name
        assert "千人" not in indicator.denominator, indicator.name
        if indicator.unit in bases:
            assert indicator.per == bases[indicator.unit], indicator.name
        if indicator.kind is Kind.RATE:
            assert indicator.numerator, indicator.name
            assert indicator.denominator, indicator.name


def test_every_domain_has_indicators_enough() -> None:
    """Both plans, each domain."""
    shipped = catalogue.load()
    for domain in shipped.domains:
        assert sum(domain.code in row.domains for row in shipped.indicators) >= 8, domain.label


def test_forms_ask_only_for_what_a_level_produces() -> None:
    """Practice 16: the levels of an indicator are those that produce it."""
    shipped = catalogue.load()
    for indicator in shipped.indicators:
        for row in indicator.production:
            assert row.way.is_asked == (row.level in indicator.levels), (indicator.name, row.level)
    county = shipped.indicator("women_science").produced_at("county")
    assert (county.way, county.way.label) == (Way.NONE, "本级不产生")
    assert shipped.indicator("women_illiteracy").produced_at("county").next_year == 2030
    assert shipped.indicator("maternal_mortality").produced_at("county").way is Way.OWN


def test_maternal_and_child_health_runs_from_october() -> None:
    """The yearly returns of maternal and child health; schools count by the school year."""
    shipped = catalogue.load()
    assert shipped.indicator("neonatal_mortality").statistical_year == "H"
    assert shipped.indicator("senior_gross").statistical_year == "X"
    assert shipped.indicator("npc_female").statistical_year == "J"


def test_no_definition_claims_to_be_official() -> None:
    """Without a document at hand every definition is a reference."""
    assert {indicator.standing for indicator in catalogue.load().indicators} == {Standing.REFERENCE}


def test_reported_violence_has_no_good_direction_and_hidden_counts() -> None:
    """Practice 11."""
    letters = catalogue.load().indicator("dv_warning")
    assert (letters.polarity, letters.sensitivity) == (Polarity.NONE, Sensitivity.COUNTS)
    assert catalogue.load().indicator("maternal_mortality").sensitivity is Sensitivity.COUNTS


def test_breakdowns_of_indicators_are_known_dimensions() -> None:
    """Dimensions and their codes are catalogue data."""
    shipped = catalogue.load()
    known = {dimension.code: dimension for dimension in shipped.dimensions}
    used = {code for indicator in shipped.indicators for code in indicator.breakdowns}
    assert used <= set(known)
    assert known["residence"].labels == {"urban": "城市", "rural": "农村"}
    assert known["sex"].additive


def test_regions_are_the_provinces_of_the_nation() -> None:
    """34 provinces under 000000."""
    nation, *provinces = catalogue.load().regions
    assert (nation.code, len(provinces)) == ("000000", 34)
    assert all(is_region_code(province.code) and province.parent == "000000" for province in provinces)


def test_two_indicators_of_one_name_are_refused() -> None:
    """Names are compared in normal spelling."""
    with pytest.raises(FuertongError, match=r"“产检率”（a）与“孕妇产检比例”（b）有相同的名称或别名，请改掉"):
        catalogue.Catalogue.of([of("a", "产检率"), of("b", "孕妇产检比例", "产检率")])


def test_an_alias_may_spell_its_own_name_otherwise() -> None:
    """占比 and 比例 are one spelling; one indicator may have both."""
    own = catalogue.Catalogue.of([of("a", "女党员占比", "女党员比例")])
    assert list(own.by_name.values()) == [own.by_code["a"]]


def test_the_newest_version_answers_for_a_code() -> None:
    """A redefinition is a new version of the same code."""
    own = catalogue.Catalogue.of([of("a", "新筛查率", version=2), of("a", "旧筛查率")])
    assert own.indicator("a").name == "新筛查率"
    assert len(own.indicators) == 2


def test_a_place_adds_and_replaces_indicators() -> None:
    """The place's row stands for the shipped one of the same code and version."""
    shipped = catalogue.load()
    own = shipped.extended([of("maternal_mortality", "本县孕产妇死亡率"), of("x-1", "妇女夜校开课率")])
    assert own.indicator("maternal_mortality").name == "本县孕产妇死亡率"
    assert len(own.indicators) == len(shipped.indicators) + 1
    with pytest.raises(FuertongError, match="没有代码为“x-2”的指标"):
        own.indicator("x-2")


def test_a_folder_needs_only_the_indicators(tmp_path: Path) -> None:
    """Regions and breakdowns are optional."""
    (tmp_path / "indicators.csv").write_text("code,name,unit,kind\na,产检率,%,pct\n", encoding="utf-8")
    own = catalogue.load_folder(tmp_path)
    assert (own.regions, own.dimensions, own.indicator("a").name) == ((), (), "产检率")
