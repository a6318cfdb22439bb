"""False alarms of the plan check, counted on three real plans: every warning was looked at and is right."""

from pathlib import Path

import pytest

from fuertong import reading
from fuertong.model.findings import Severity
from fuertong.planning import check

RIGHT = {
    "lianping": ["no-units", "copied-from-above", "no-units"],
    "liaocheng": [],
    "yanbian": ["looser-than-national", "no-units", "no-units"],
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(RIGHT))
def test_warnings_on_real_plans_are_right(name: str, shared: Path) -> None:
    """No error, the warnings known to be right, and at most 22 notes a plan."""
    plans = reading.read(shared / "plans" / f"{name}.txt", name=name).plans
    warnings = []
    for number, plan in enumerate(plans):
        findings = check(plan, other=plans[1 - number])
        assert not [one for one in findings if one.severity is Severity.ERROR]
        warnings += [one.code for one in findings if one.severity is Severity.WARNING]
        assert sum(one.severity is Severity.INFO for one in findings) <= 22
    assert sorted(warnings) == sorted(RIGHT[name])
