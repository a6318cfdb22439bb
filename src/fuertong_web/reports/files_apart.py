"""Word files that people send, read in a process of their own: taken back, or checked against the facts."""

import base64
from dataclasses import asdict
from typing import Any

from fuertong import reports as core
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import take_back
from fuertong_web.collection.sandbox import run_apart, serve_task

MODULE = "fuertong_web.reports.files_apart"


def taken_apart(content: bytes, *, name: str, template: str, then: Facts, now: Facts) -> dict[str, Any]:
    """`edits` as stored data and what a person is told; FuertongError for a file that cannot be read."""
    task = {"act": "take", "template": template, "then": to_data(then), "now": to_data(now)}
    return run_apart(MODULE, task | {"data": base64.b64encode(content).decode()}, name=name)


def checked_apart(content: bytes, *, name: str, template: str, facts: Facts) -> list[dict[str, Any]]:
    """The findings of the checker as plain rows; FuertongError for a file that cannot be read."""
    task = {"act": "check", "template": template, "now": to_data(facts)}
    answer = run_apart(MODULE, task | {"data": base64.b64encode(content).decode()}, name=name)
    rows: list[dict[str, Any]] = answer["findings"]
    return rows


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    content = base64.b64decode(task["data"])
    now = from_data(Facts, task["now"])
    if task["act"] == "check":
        return {"findings": [finding.as_dict() for finding in core.check(content, now, template=task["template"])]}
    then = from_data(Facts, task["then"])
    found = take_back(content, core.compose(task["template"], now), core.compose(task["template"], then))
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
