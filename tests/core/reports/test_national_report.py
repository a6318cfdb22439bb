"""The national report: every observed figure was published, every other one is recomputed here from published ones."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from fuertong.place_folder import load
from fuertong.reports import compose, docx
from fuertong.reports.blocks import Paragraph, Role, Run
from fuertong.reports.facts import Facts, TargetFacts
from fuertong.reports.from_folder import facts_from_folder

NATION = load(Path(__file__).resolve().parents[3] / "examples" / "national")
PLANS = [profile.code for profile in NATION.profile.plans]
GROUPS = {"": {"", "全部"}, "residence=rural": {"农村"}, "residence=urban": {"城市", "城镇"}, "sex=F": {"女", "女性"}}
Published = dict[tuple[str, str, int], set[Decimal]]


@pytest.fixture(scope="module")
def published(shared: Path) -> Published:
    """(indicator, group, year) → the values of values.csv, and of derived_2023.csv."""
    found: Published = {}
    for name in ("values.csv", "derived_2023.csv"):
        with (shared / "facts" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["place"] == "全国":
                    key = (row["indicator"], row["group"], int(row["year"]))
                    found.setdefault(key, set()).add(Decimal(row["value"]))
    return found


def runs(plan: str) -> Iterator[tuple[Facts, TargetFacts, Run]]:
    facts = facts_from_folder(NATION, plan=plan)
    targets = {target.uid: target for target in facts.targets}
    for block in compose("monitoring", facts).blocks:
        if isinstance(block, Paragraph):
            for run in block.runs:
                if run.trace is not None:
                    yield facts, targets[run.trace.uid], run


def values(published: Published, target: TargetFacts, breakdown: str, year: int) -> set[Decimal]:
    names = {target.indicator.name}
    for indicator in NATION.indicators:
        if indicator.code == target.indicator.code:
            names |= {indicator.name, *indicator.aliases}
    return {
        value
        for (name, group, when), found in published.items()
        if name in names and when == year and group in GROUPS[breakdown]
        for value in found
    }


def numbers(text: str) -> list[Decimal]:
    plain = re.sub(r"\d{4}年|/10万", "", text)
    return [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)]


@pytest.mark.parametrize("plan", PLANS)
def test_every_observed_figure_of_the_report_was_published(plan: str, published: Published) -> None:
    seen = 0
    for _, target, run in runs(plan):
        trace = run.trace
        assert trace is not None
        if trace.role is not Role.VALUE:
            continue
        assert trace.year is not None
        assert numbers(run.text)[0] in values(published, target, trace.breakdown, trace.year), run.text
        seen += 1
    assert seen >= 5


@pytest.mark.parametrize("plan", PLANS)
def test_every_change_is_recomputed_from_published_figures(plan: str, published: Published) -> None:
    seen = 0
    for facts, target, run in runs(plan):
        trace = run.trace
        assert trace is not None
        if trace.role is not Role.CHANGE:
            continue
        found = re.search(r"(\d{4})年", run.text)
        before = int(found[1]) if found else facts.year - 1
        pairs = [
            (now, then)
            for now in values(published, target, trace.breakdown, facts.year)
            for then in values(published, target, trace.breakdown, before)
        ]
        assert pairs, run.text
        assert any(_says(run.text, now, then) for now, then in pairs), (run.text, pairs)
        seen += 1
    assert seen >= 4


def _says(text: str, now: Decimal, then: Decimal) -> bool:
    if "持平" in text:
        return now == then
    size = numbers(text)[-1]
    falling = "降" in text
    right = abs(now - then)
    if text.endswith("%"):
        right = (right / then * 100).quantize(Decimal("0.1"))
    return size == right and falling == (now < then)


@pytest.mark.parametrize("plan", PLANS)
def test_every_distance_to_a_target_is_recomputed(plan: str, published: Published, shared: Path) -> None:
    with (shared / "facts" / "national_targets.csv").open(encoding="utf-8") as file:
        targets = {Decimal(row["value"]) for row in csv.DictReader(file)}
    seen = 0
    for facts, target, run in runs(plan):
        trace = run.trace
        assert trace is not None
        if trace.role is not Role.TARGET:
            continue
        asked, *distance = numbers(run.text)
        assert asked in targets, run.text
        if distance:
            latest = values(published, target, trace.breakdown, facts.year)
            assert any(abs(value - asked) == distance[0] for value in latest), run.text
        seen += 1
    assert seen >= 3


@pytest.mark.parametrize("plan", PLANS)
def test_no_figure_stands_in_a_domain_without_a_trace(plan: str) -> None:
    facts = facts_from_folder(NATION, plan=plan)
    for block in compose("monitoring", facts).blocks:
        if isinstance(block, Paragraph):
            loose = "".join(run.text for run in block.runs if run.trace is None)
            rates = re.sub(r"达标率为\d+\.\d%|方法版本：[\d.]+", "", loose)
            assert not re.search(r"\d\.\d", rates), loose
    assert docx(compose("monitoring", facts))[:2] == b"PK"
