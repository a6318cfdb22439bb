"""Reading a table of several years in a process of its own.

Started as `python -m fuertong_web.collection.series_apart`.
"""

from typing import Any

from fuertong.model.findings import Finding, Place
from fuertong.model.observation import Absence, ValueStatus
from fuertong.workbooks.series import SeriesRow, read_series
from fuertong_web.apart import decimal, finding_of, finding_row, run_apart, serve_task

_TEXTS = ("year", "indicator", "code", "region", "breakdown", "unit", "raw", "decimals", "source")
_NUMBERS = ("value", "numerator", "denominator")


def read_series_apart(data: bytes, *, name: str) -> tuple[list[SeriesRow], list[Finding]]:
    """What `workbooks.series.read_series` gives, read in a child process."""
    answer = run_apart(__name__, data, name=name)
    rows = [_series_row(row, name) for row in answer["rows"]]
    return rows, [finding_of(row) for row in answer["findings"]]


def _series_row(row: list[Any], name: str) -> SeriesRow:
    sheet, cell, absence, status, *rest = row
    texts: dict[str, Any] = dict(zip(_TEXTS, rest[: len(_TEXTS)], strict=True))
    numbers: dict[str, Any] = {field: decimal(text) for field, text in zip(_NUMBERS, rest[len(_TEXTS) :], strict=True)}
    return SeriesRow(
        where=Place(file=name, sheet=sheet, cell=cell),
        absence=Absence(absence) if absence else None,
        status=ValueStatus(status) if status else None,
        **texts,
        **numbers,
    )


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    rows, findings = read_series(data, name=task["name"])
    return {
        "rows": [
            [
                row.where.sheet,
                row.where.cell,
                row.absence,
                row.status,
                *(getattr(row, name) for name in _TEXTS),
                *(getattr(row, name) for name in _NUMBERS),
            ]
            for row in rows
        ],
        "findings": [finding_row(finding) for finding in findings],
    }


if __name__ == "__main__":
    serve_task(_answer)
