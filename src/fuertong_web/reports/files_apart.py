"""Word files that people send, read in a process of their own: taken back, checked, or a unit's report."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from fuertong import reports as core
from fuertong.errors import FuertongError
from fuertong.model.organisation import Unit
from fuertong.reports.blocks import Report
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import take_back
from fuertong.reports.unit_reports import Occasion, read_unit_report, whose
from fuertong_web.apart import run_apart, serve_task


def taken_apart(content: bytes, *, name: str, then: Report, now: Report) -> dict[str, Any]:
    """`edits` as stored data and what a person is told; `then` is the report the file was made from.

    FuertongError for a file that cannot be read.
    """
    task = {"act": "take", "then": to_data(then), "now": to_data(now)}
    return run_apart(__name__, content, name=name, task=task)


def checked_apart(
    content: bytes,
    *,
    name: str,
    facts: Facts,
    template: str | None = None,
    known: Sequence[Report] = (),
    also: Sequence[Facts] = (),
) -> list[dict[str, Any]]:
    """The findings of the checker as plain rows; FuertongError for a file that cannot be read.

    Without a `template` the file is compared with every kind; `known` are reports whose sentences count as ours,
    `also` the facts of the other plans.
    """
    task = {
        "act": "check",
        "template": template,
        "now": to_data(facts),
        "known": [to_data(one) for one in known],
        "also": [to_data(one) for one in also],
    }
    answer = run_apart(__name__, content, name=name, task=task)
    rows: list[dict[str, Any]] = answer["findings"]
    return rows


def unit_report_apart(
    content: bytes, *, name: str, plans: Sequence[Facts], units: Sequence[Unit], unit: str, occasion: Occasion
) -> dict[str, Any]:
    """What a unit wrote, as stored data with the unit's `code`; the file's own title wins over what is given."""
    task = {
        "act": "unit",
        "plans": [to_data(facts) for facts in plans],
        "units": [to_data(one) for one in units],
        "unit": unit,
        "occasion": occasion.value,
    }
    return run_apart(__name__, content, name=name, task=task)


def _unit_report(content: bytes, task: dict[str, Any]) -> dict[str, Any]:
    plans = [from_data(Facts, facts) for facts in task["plans"]]
    units = [from_data(Unit, row) for row in task["units"]]
    year: int | None
    try:
        unit, occasion, year = whose(content, units)
    except FuertongError:
        given = [one for one in units if one.code == task["unit"]]
        if not given:
            raise
        unit, occasion, year = given[0], Occasion(task["occasion"]), None
    found: dict[str, Any] = to_data(read_unit_report(content, plans, unit, occasion, year=year))
    return found | {"code": unit.code}


def _answer(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    if task["act"] == "unit":
        return _unit_report(content, task)
    if task["act"] == "check":
        facts = from_data(Facts, task["now"])
        known = [from_data(Report, one) for one in task["known"]]
        also = [from_data(Facts, one) for one in task["also"]]
        found_slips = core.check(content, facts, template=task["template"], known=known, also=also)
        return {"findings": [one.as_dict() for one in found_slips]}
    found = take_back(content, from_data(Report, task["now"]), from_data(Report, task["then"]))
    return {
        "edits": to_data(found.edits),
        "numbers": [asdict(number) for number in found.numbers],
        "diffs": [asdict(diff) for diff in found.diffs],
        "added": list(found.added),
        "deleted": list(found.deleted),
        "moved": list(found.moved),
        "comments": [asdict(one) for one in found.comments],
        "findings": [one.as_dict() for one in found.findings if one.code not in ("taken.number", "taken.outdated")],
    }


if __name__ == "__main__":
    serve_task(_answer)
