"""Reading and filling an upper form in a process of its own.

Started as `python -m fuertong_web.collection.upper_forms_apart`.
"""

import base64
from dataclasses import asdict
from typing import Any

from django.conf import settings

from fuertong.upper_forms import (
    Anchor,
    Filled,
    FormGrid,
    GridCell,
    Meaning,
    Measure,
    Slot,
    form_year,
    grids_of,
    read_blank,
    write_form,
)
from fuertong_web.apart import decimal, run_apart, serve_task


def read_apart(data: bytes, *, name: str) -> tuple[int | None, list[FormGrid], list[Slot]]:
    """The form's year, its tables as grids, its open cells without indicator; FuertongError when it cannot be read."""
    answer = run_apart(__name__, data, name=name, task={"filled": None})
    return answer["year"], [grid_of(row) for row in answer["grids"]], [slot_of(row) for row in answer["slots"]]


def write_apart(data: bytes, filled: list[Filled], *, name: str) -> bytes:
    """The form with everything filled in; an old one goes through LibreOffice twice and gets twice the time."""
    task = {"filled": [asdict(one) for one in filled]}
    answer = run_apart(__name__, data, name=name, task=task, seconds=2 * settings.APART_SECONDS)
    return base64.b64decode(answer["data"])


def slot_of(row: dict[str, Any]) -> Slot:
    """A slot back from its JSON."""
    meaning = Meaning(**(row["meaning"] | {"measure": Measure(row["meaning"]["measure"])}))
    return Slot(**(row | {"anchor": Anchor(**row["anchor"]), "meaning": meaning}))


def grid_of(row: dict[str, Any]) -> FormGrid:
    """A grid back from its JSON."""
    return FormGrid(name=row["name"], rows=tuple(tuple(GridCell(**cell) for cell in line) for line in row["rows"]))


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    name = task["name"]
    if task["filled"] is not None:
        filled = [
            Filled(**(row | {"slot": slot_of(row["slot"]), "number": decimal(row["number"])})) for row in task["filled"]
        ]
        return {"data": base64.b64encode(write_form(data, filled, name=name)).decode()}
    year = form_year(data, name=name)
    slots = read_blank(data, name=name, year=year, match=lambda _name, _code: ("", "", False))
    grids = grids_of(data, name=name)
    return {"year": year, "grids": [asdict(grid) for grid in grids], "slots": [asdict(slot) for slot in slots]}


if __name__ == "__main__":
    serve_task(_answer)
