"""Reading one messy file in a process of its own. Started as `python -m fuertong_web.collection.day_one_apart`."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from fuertong.intake import Found, read_file
from fuertong.model.findings import Place
from fuertong_web.apart import decimal, finding_row, run_apart, serve_task

_NUMBERS = ("value", "numerator", "denominator")


def read_apart(data: bytes, *, name: str, year: int | None) -> dict[str, Any]:
    """What `fuertong.intake.read_file` gives as JSON: year, tables, values, findings."""
    return run_apart(__name__, data, name=name, task={"year": year})


def found_of(row: dict[str, Any]) -> Found:
    """A value back from its JSON."""
    numbers = {name: decimal(row[name]) for name in _NUMBERS}
    value = numbers["value"] if numbers["value"] is not None else Decimal(0)
    return Found(**(row | numbers | {"value": value, "where": Place(**row["where"])}))


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    reading = read_file(data, name=task["name"], year=task["year"])
    return {
        "year": reading.year,
        "tables": reading.tables,
        "values": [asdict(found) for found in reading.values],
        "findings": [finding_row(finding) for finding in reading.findings],
    }


if __name__ == "__main__":
    serve_task(_answer)
