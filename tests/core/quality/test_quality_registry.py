"""The registry of rules and its reference page."""

from pathlib import Path

import pytest

from fuertong import quality
from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.quality.partitions import breakdown_label, children_of
from fuertong.quality.reference import markdown
from fuertong.quality.rule import REGISTRY, CellRule, Registry

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "quality.md"


class Sample(CellRule):
    """A rule for these tests only."""

    code = "sample"
    title = "样例"
    severity = Severity.WARNING
    describes = "样例。"


def test_a_code_is_registered_once() -> None:
    registry = Registry()
    registry.register(Sample)
    with pytest.raises(FuertongError, match="重复"):
        registry.register(Sample)


def test_the_registry_is_frozen_after_its_first_use() -> None:
    registry = Registry()
    assert registry.rules() == ()
    with pytest.raises(FuertongError, match="太晚"):
        registry.register(Sample)


def test_every_rule_is_told_apart_and_described() -> None:
    rules = REGISTRY.rules()
    assert len({rule.code for rule in rules}) == len(rules) >= 11
    known = {rule.code for rule in rules}
    for rule in rules:
        assert rule.describes.endswith("。")
        assert rule.covers <= known
        assert rule.code not in rule.covers


def test_the_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown()


def test_breakdowns_in_words() -> None:
    assert breakdown_label("residence=rural;sex=F") == "农村，女"
    assert breakdown_label("age=0-3") == "0-3"
    assert breakdown_label("") == ""


def test_breakdowns_split_by_one_dimension_more() -> None:
    assert children_of("", "sex") == ("sex=F", "sex=M")
    assert children_of("residence=rural", "sex") == ("residence=rural;sex=F", "residence=rural;sex=M")
    assert children_of("sex=F", "sex") == ()


def test_a_large_batch_is_checked_in_linear_time() -> None:
    from decimal import Decimal

    from fuertong.model.indicator import Indicator, Kind
    from fuertong.model.observation import Key, Observation

    catalogue = {f"i{n}": Indicator(code=f"i{n}", name=f"指标{n}", unit="%", kind=Kind.PCT) for n in range(100)}
    values = [
        Observation(key=Key(indicator=f"i{n}", region=f"{370000 + r}", period="2025"), value=Decimal(n), decimals=0)
        for r in range(50)
        for n in range(100)
    ]
    assert quality.check(values, history=[], catalogue=catalogue) == []
