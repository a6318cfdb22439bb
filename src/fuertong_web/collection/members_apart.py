"""Reading a list of members in a process of its own.

Started as `python -m fuertong_web.collection.members_apart`.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from fuertong.model.findings import Finding, Place
from fuertong.workbooks.members import MemberLine, read_members
from fuertong_web.apart import finding_of, finding_row, run_apart, serve_task


def read_members_apart(data: bytes, *, name: str) -> tuple[list[MemberLine], list[Finding]]:
    """What `workbooks.members.read_members` gives, read in a child process."""
    answer = run_apart(__name__, data, name=name)
    return [_line(row) for row in answer["lines"]], [finding_of(row) for row in answer["findings"]]


def _line(row: dict[str, Any]) -> MemberLine:
    days = {field: date.fromisoformat(row[field]) if row[field] else None for field in ("since", "until")}
    return MemberLine(name=row["name"], code=row["code"], where=Place(**row["where"]), **days)


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    lines, findings = read_members(data, name=task["name"])
    return {"lines": [asdict(line) for line in lines], "findings": [finding_row(finding) for finding in findings]}


if __name__ == "__main__":
    serve_task(_answer)
