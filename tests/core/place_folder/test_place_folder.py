"""A place folder is read into typed rows."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from fuertong.errors import FuertongError
from fuertong.model.observation import ValueStatus
from fuertong.model.organisation import Level
from fuertong.model.verdict import Verdict
from fuertong.place_folder import load, split_id, unit_named


def test_profile_names_the_place_its_plans_and_its_year(folder: Path) -> None:
    """place.toml gives code, level, plans and years; the short name defaults to the name."""
    profile = load(folder).profile
    assert (profile.code, profile.short, profile.level, profile.levels) == (
        "999602",
        "小样县",
        Level.COUNTY,
        (Level.COUNTY,),
    )
    assert (profile.work_year, profile.data_year, profile.cut_off) == (2026, 2025, date(2026, 6, 30))
    assert profile.plans[0].period == (2021, 2030)


def test_values_keep_their_written_decimals_and_their_period(folder: Path) -> None:
    """61.20 has two decimals; the period code follows the indicator's statistical year; pairs are sorted."""
    health, rural, attested = load(folder).observations
    assert (health.key.period, health.numerator, health.denominator) == ("2025H", Decimal(1), Decimal(2480))
    assert (rural.value, rural.decimals, rural.break_before) == (Decimal("61.20"), 2, True)
    assert rural.key.breakdown == "residence=rural;sex=F"
    assert (attested.value, attested.decimals, attested.status) == (None, None, ValueStatus.ATTESTED)


def test_frames_have_the_columns_of_the_judge(folder: Path) -> None:
    """One row an observation, one a target, with defaults where a column is missing."""
    place = load(folder)
    observed = place.observation_frame()
    assert observed.schema["year"] == pl.Int32
    assert observed.row(0, named=True) == {
        "region": "999602",
        "indicator": "mm",
        "breakdown": "",
        "year": 2025,
        "value": 40.3,
        "numerator": 1.0,
        "denominator": 2480.0,
        "break": False,
        "splice": None,
        "status": "final",
    }
    targets = place.target_frame()
    assert targets["substitute_base"].to_list() == [True, True]
    assert targets["breakdown"].to_list() == ["", ""]
    assert targets["freq"].to_list() == [1, 1]
    assert "name" not in targets.columns


def test_a_target_knows_its_plan_goal_and_numbers(folder: Path) -> None:
    """D1: plan/d1/g2/t1."""
    target = load(folder).targets[1]
    assert target.plan == "999602-women-2021-2030"
    assert target.goal == "999602-women-2021-2030/d1/g2"
    assert (target.domain_no, target.goal_no, target.target_no) == (1, 2, 1)
    assert target.is_quantified
    with pytest.raises(FuertongError, match="编号“x/d1”"):
        split_id("x/d1")


def test_units_are_found_by_any_name(folder: Path) -> None:
    """Code, name, short name and alias; an unknown name says what to do."""
    units = load(folder).units
    assert unit_named(units, "县卫健委").code == "999602-wjj"
    assert units[1].successors == ("999602-wjj",)
    with pytest.raises(FuertongError, match=r"units\.csv"):
        unit_named(units, "县气象局")


def test_verdicts_and_settings_are_read(folder: Path) -> None:
    """A verdict has its word, year and person; a setting its day."""
    place = load(folder)
    assert (place.verdicts[0].verdict, place.verdicts[0].on) == (Verdict.HARD, date(2026, 6, 1))
    assert (place.settings[0].value, place.settings[0].valid_from) == (2026, date(2022, 6, 30))


def test_parquet_is_as_good_as_csv(folder: Path) -> None:
    """The same observations from observations.parquet."""
    before = load(folder).observation_frame()
    frame = pl.read_csv(folder / "observations.csv", schema_overrides={"value": pl.Float64, "region": pl.String})
    frame.write_parquet(folder / "observations.parquet")
    (folder / "observations.csv").unlink()
    assert load(folder).observation_frame().equals(before)


def test_a_confirmed_plan_is_read_from_json(folder: Path) -> None:
    """plan.json is what `fuertong read` prints; its goals may carry verdicts."""
    goals = [{"no": no, "line": 0, "text": f"目标{no}"} for no in (1, 2, 3)]
    plan = {
        "audience": "women",
        "title": "小样县妇女发展规划",
        "period": [2021, 2030],
        "domains": [{"no": 1, "title": "妇女与健康", "goals": goals}],
    }
    (folder / "plan.json").write_text(json.dumps({"plans": [plan]}), encoding="utf-8")
    with (folder / "verdicts.csv").open("a", encoding="utf-8") as file:
        file.write("999602-women-2021-2030/d1/g3,2025,定性：推进中,张三,2026-06-01\n")
    place = load(folder)
    profile, read = place.plan("999602-women-2021-2030")
    assert (profile.title, read.domains[0].goals[2].text) == ("小样县妇女发展规划", "目标3")
    assert place.verdicts[1].verdict is Verdict.UNDER_WAY
    with pytest.raises(FuertongError, match="没有编号为“x”的规划"):
        place.plan("x")


def test_only_place_toml_is_required(folder: Path) -> None:
    """A folder may begin with the profile alone."""
    for path in folder.iterdir():
        if path.name != "place.toml":
            path.unlink()
    place = load(folder)
    assert (place.plans, place.document, place.round, place.targets) == ((), None, None, ())
    assert place.observation_frame().is_empty()


def test_the_document_is_read_where_no_plan_is_confirmed(folder: Path) -> None:
    """plan.txt is read by the reader."""
    text = (
        "小样县妇女发展规划（2021—2030年）\n一、发展领域、主要目标和策略措施\n（一）妇女与健康\n主要目标\n"
        "1.孕产妇死亡率控制在12/10万以下。\n2.适龄妇女宫颈癌人群筛查率达到70%以上。\n策略措施\n1.加强服务。办好县妇幼保健院。\n"
    )
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    place = load(folder)
    assert place.document == folder / "plan.txt"
    assert [goal.no for goal in place.plans[0].domains[0].goals] == [1, 2]
