"""The example county: whole, repeatable, and showing every signal it was designed to show."""

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from examples import make

from fuertong import quality
from fuertong.assess import assess
from fuertong.model.findings import Severity
from fuertong.model.observation import Observation
from fuertong.model.period import Period
from fuertong.model.verdict import Signal, Verdict
from fuertong.place_folder import FormState, PlaceFolder, load, unit_named

FOLDER = Path(make.PLACE)
SIGNALS = list(csv.DictReader(Path(__file__).with_name("signals.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def county() -> PlaceFolder:
    """The place folder as committed."""
    return load(FOLDER)


@pytest.fixture(scope="module")
def judged(county: PlaceFolder) -> dict[str, dict[str, Any]]:
    """The result of every target by its code without county and period: women/d1/g2/t1."""
    results = assess(
        county.observation_frame(),
        county.target_frame(),
        as_of=county.profile.data_year,
        regions=county.region_frame(),
    ).collect()
    return {_short(row["id"]): row for row in results.iter_rows(named=True)}


def _short(code: str) -> str:
    return code.removeprefix("999601-").replace("-2021-2030", "")


def test_the_generator_writes_what_is_committed() -> None:
    """Seeded: every file comes out the same; a Word file is compared by its members."""
    for name, content in make.build().items():
        committed = (FOLDER / name).read_bytes()
        if name.endswith(".docx"):
            assert _members(content) == _members(committed)
        else:
            assert content == committed, f"{name} is stale: python -m examples.make"


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_plans_have_the_breadth_of_the_genre(county: PlaceFolder) -> None:
    """Eight and seven domains, sixty goals and more each, several strategies a domain, all kinds of target."""
    women, children = county.plans
    assert (len(women.domains), len(children.domains)) == (8, 7)
    for plan in county.plans:
        assert sum(len(domain.goals) for domain in plan.domains) >= 60
        assert all(len(domain.strategies) >= 5 for domain in plan.domains)
    assert {target.type for target in county.targets} == {
        *("level", "change", "trend", "keep", "slow", "compare", "term"),
    }
    assert {target.cmp for target in county.targets} == {None, ">=", "<=", "=", "~", ">", "range"}


def test_every_goal_is_led_by_a_unit_of_the_county(county: PlaceFolder) -> None:
    """Names in the text are units or their aliases; collectives stand apart."""
    for plan in county.plans:
        for domain in plan.domains:
            for goal in domain.goals:
                assert goal.lead
                for name in (*goal.lead, *goal.support):
                    assert unit_named(county.units, name)


def test_a_dissolved_unit_has_its_successor(county: PlaceFolder) -> None:
    """乡村振兴局 still leads a goal in print; its duties are with 农业农村局."""
    dissolved = unit_named(county.units, "县乡村振兴局")
    assert dissolved.valid_to is not None
    assert dissolved.successors == (unit_named(county.units, "县农业农村局").code,)
    leads = [goal.lead for plan in county.plans for domain in plan.domains for goal in domain.goals]
    assert ("县乡村振兴局",) in leads


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda row: f"{row['target']} {row['shows']}")
def test_a_designed_series_gets_its_signal(signal: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    """Class, word of direction, and the flags that must and must not stand beside it."""
    row = judged[signal["target"]]
    assert (row["cls"], row["direction_word"] or "") == (signal["cls"], signal["word"])
    assert set(filter(None, signal["flags"].split("|"))) <= set(row["flags"])
    assert not set(filter(None, signal["without"].split("|"))) & set(row["flags"])


def test_every_signal_occurs(judged: dict[str, dict[str, Any]]) -> None:
    """The example shows each class at least once, and what is met does not drown the rest."""
    classes = Counter(row["cls"] for row in judged.values())
    assert set(classes) == {signal.value for signal in Signal}
    assert classes[Signal.MET.value] < 0.65 * len(judged)


def test_the_verdicts_of_the_year_before_are_complete_and_this_year_is_under_way(county: PlaceFolder) -> None:
    """2024: every target and qualitative goal; 2025: no red one that waits for its unit is taken over."""
    subjects = {target.id for target in county.targets}
    goals = {target.goal for target in county.targets}
    given = {year: {row.subject for row in county.verdicts if row.year == year} for year in (2024, 2025)}
    assert subjects <= given[2024]
    assert 0.5 < len(given[2025] & subjects) / len(subjects) < 0.9
    qualitative = {
        f"{profile.code}/d{domain.no}/g{goal.no}"
        for profile, plan in zip(county.profile.plans, county.plans, strict=True)
        for domain in plan.domains
        for goal in domain.goals
        if not goal.targets
    }
    assert qualitative
    assert not qualitative & goals
    assert qualitative <= given[2024]
    assert Verdict.OPEN not in {row.verdict for row in county.verdicts}
    assert any(row.document and row.recorder for row in county.verdicts)


def test_the_unit_slip_stays_in_the_returned_form(county: PlaceFolder) -> None:
    """0.849 for 84.9 % was sent in, came back with its reason, and is no accepted value."""
    assert county.round is not None
    slip = next(cell for cell in county.round.cells if cell.indicator == "elderly_home_service")
    assert (slip.raw, "百分数" in slip.returned_reason) == ("0.849", True)
    state = {form.unit: form.state for form in county.round.forms}
    assert state[slip.unit] is FormState.RETURNED
    periods = {row.key.period for row in county.observations if row.key.indicator == "elderly_home_service"}
    assert "2025" not in periods
    sheet = (FOLDER / "returned" / "999601-mzj-2026.csv").read_text(encoding="utf-8")
    assert "elderly_home_service,社区居家养老服务覆盖率,%,,80.9,,,0.849" in sheet


def test_forms_stand_in_every_state_and_only_accepted_ones_gave_values(county: PlaceFolder) -> None:
    """Some thirty forms; a value of the data year comes from an accepted form."""
    assert county.round is not None
    state = {form.unit: form.state for form in county.round.forms}
    assert set(state.values()) == set(FormState)
    assert len(state) >= 25
    source = {indicator.code: indicator.source_unit for indicator in county.indicators}
    latest = county.observation_frame().filter(pl.col("year") == county.profile.data_year)
    assert {state[source[code]] for code in latest["indicator"]} == {FormState.ACCEPTED}


def test_counts_agree_with_the_printed_rates(county: PlaceFolder) -> None:
    """Numerator over denominator gives the value at its precision."""
    per = {indicator.code: indicator.per or 100 for indicator in county.indicators}
    decimals = {indicator.code: indicator.decimals for indicator in county.indicators}
    with_counts = [row for row in county.observations if row.numerator is not None and row.denominator]
    assert len(with_counts) > 200
    for row in with_counts:
        assert row.numerator is not None
        assert row.denominator is not None
        assert row.value is not None
        computed = row.numerator / row.denominator * per[row.key.indicator]
        assert abs(computed - row.value) <= 10 ** -decimals[row.key.indicator], row.key


def test_the_total_lies_between_city_and_country(county: PlaceFolder) -> None:
    """A quality rule of the product must not fire on the example's accepted values."""
    values = {(row.key.indicator, row.key.period, row.key.breakdown): row.value for row in county.observations}
    compared = 0
    for (code, period, breakdown), urban in values.items():
        if breakdown == "residence=urban":
            total, rural = values[(code, period, "")], values[(code, period, "residence=rural")]
            assert urban is not None
            assert rural is not None
            assert total is not None
            assert min(urban, rural) <= total <= max(urban, rural), (code, period)
            compared += 1
    assert compared > 20


def test_accepted_values_pass_the_rules_on_data(county: PlaceFolder) -> None:
    """No error, and a question at one value in twenty at most."""
    catalogue = {indicator.code: indicator for indicator in county.indicators}
    values = [row for row in county.observations if Period.parse(row.key.period).data_year == 2025]
    history = [row for row in county.observations if Period.parse(row.key.period).data_year < 2025]
    findings = quality.check(values, history=history, catalogue=catalogue)
    assert [finding.message for finding in findings if finding.severity is Severity.ERROR] == []
    assert sum(finding.severity is Severity.WARNING for finding in findings) <= len(values) / 20


def test_the_unit_slip_is_found_by_the_rules_on_data(county: PlaceFolder) -> None:
    """0.849 where 80.9 stood a year before."""
    assert county.round is not None
    catalogue = {indicator.code: indicator for indicator in county.indicators}
    history = [row for row in county.observations if row.key.indicator == "elderly_home_service"]
    slip = next(cell for cell in county.round.cells if cell.indicator == "elderly_home_service")
    key = replace(history[-1].key, period="2025")
    findings = quality.check([Observation(key=key, value=Decimal(slip.raw))], history=history, catalogue=catalogue)
    assert "unit_slip" in {finding.code for finding in findings}


def test_everything_says_that_it_is_an_example(county: PlaceFolder) -> None:
    """No name, source or document may be taken for a true one."""
    assert county.profile.example
    assert "示例" in county.profile.notice
    assert all(row.source.startswith("示例") for row in county.observations)
    assert all(person.name.startswith("示例") for person in county.people)
    assert all("示例" in row.by for row in county.verdicts)
    assert "示例" in (FOLDER / "plan.txt").read_text(encoding="utf-8").splitlines()[2]
