"""Reading a returned form's workbook in a process of its own. Started as `python -m fuertong_web.collection.apart`."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place
from fuertong.model.indicator import Kind
from fuertong.model.observation import Absence, Key
from fuertong.workbooks.delimited import open_any
from fuertong.workbooks.persons import is_person_head
from fuertong_web.apart import decimal, finding_of, finding_row, run_apart, serve_task

_HEADS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a workbook gave back: cells in the form's order, findings, and the people at its foot."""

    cells: list[workbooks.CellIn]
    findings: list[Finding]
    particulars: workbooks.Particulars


def read_apart(data: bytes, *, form: workbooks.Form, name: str) -> Returned:
    """Read in a child process; FuertongError with the reader's sentence, or when it broke or took too long."""
    answer = run_apart(__name__, data, name=name, task={"form": asdict(form)})
    return Returned(
        cells=[_cell(row) for row in answer["cells"]],
        findings=[finding_of(row) for row in answer["findings"]],
        particulars=workbooks.Particulars(**answer["particulars"]),
    )


def _cell(row: dict[str, Any]) -> workbooks.CellIn:
    read = {
        "key": Key(**row["key"]),
        "where": Place(**row["where"]),
        "absence": Absence(row["absence"]) if row["absence"] else None,
    }
    numbers = {name: decimal(row[name]) for name in ("value", "numerator", "denominator")}
    return workbooks.CellIn(**(row | read | numbers))


def _form(row: dict[str, Any]) -> workbooks.Form:
    deadline = date.fromisoformat(row["deadline"]) if row["deadline"] else None
    particulars = workbooks.Particulars(**row["particulars"])
    rows = tuple(_row(item) for item in row["rows"])
    return workbooks.Form(**(row | {"rows": rows, "deadline": deadline, "particulars": particulars}))


def _row(item: dict[str, Any]) -> workbooks.FormRow:
    read = {
        "key": Key(**item["key"]),
        "kind": Kind(item["kind"]),
        "absence": Absence(item["absence"]) if item["absence"] else None,
        "absence_allowed": tuple(Absence(word) for word in item["absence_allowed"]),
    }
    return workbooks.FormRow(**(item | read))


def _refuse_persons(data: bytes, name: str) -> None:
    """FuertongError for a table with a column of people: the system keeps totals only (decisions, Persons)."""
    for sheet in open_any(data, name=name).sheets:
        for row in sheet.rows[:_HEADS]:
            title = next((text for cell in row if isinstance(cell, str) and is_person_head(text := cell.strip())), "")
            if title:
                raise FuertongError(
                    f"《{name}》的工作表“{sheet.name}”中有“{title}”一栏，像是个人信息，没有导入。请只保留汇总数。"
                )


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    name = task["name"]
    _refuse_persons(data, name)
    cells, findings = workbooks.read(data, form=_form(task["form"]), name=name)
    return {
        "cells": [asdict(cell) for cell in cells],
        "findings": [finding_row(finding) for finding in findings],
        "particulars": asdict(workbooks.read_particulars(data, name=name)),
    }


if __name__ == "__main__":
    serve_task(_answer)
