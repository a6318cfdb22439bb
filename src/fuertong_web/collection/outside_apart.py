"""Reading an export of another system in a process of its own.

Started as `python -m fuertong_web.collection.outside_apart`.
"""

from dataclasses import asdict
from typing import Any

from fuertong.outside import Dimension, OutsideRow, OutsideTable, read_outside
from fuertong_web.apart import run_apart, serve_task


def read_apart(data: bytes, *, name: str) -> OutsideTable:
    """What `fuertong.outside.read_outside` gives."""
    return table_of(run_apart(__name__, data, name=name))


def table_of(row: dict[str, Any]) -> OutsideTable:
    """A table back from its JSON."""
    return OutsideTable(
        kind=row["kind"],
        title=row["title"],
        dimensions=tuple(Dimension(**one | {"codes": dict(one["codes"])}) for one in row["dimensions"]),
        rows=tuple(OutsideRow(codes=tuple(codes), raw=raw, note=note) for codes, raw, note in row["rows"]),
    )


def table_row(table: OutsideTable) -> dict[str, Any]:
    """A table as it is stored; codes as pairs, since a data base keeps no order of keys."""
    return {
        "kind": table.kind,
        "title": table.title,
        "dimensions": [asdict(one) | {"codes": list(one.codes.items())} for one in table.dimensions],
        "rows": [[list(row.codes), row.raw, row.note] for row in table.rows],
    }


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    return table_row(read_outside(data, name=task["name"]))


if __name__ == "__main__":
    serve_task(_answer)
