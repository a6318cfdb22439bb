"""What the commands share that lay plans side by side (逐项比较): their options, the pairs, the screen's output."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.errors import FuertongError

if TYPE_CHECKING:
    from fuertong.model.plan import Plan
    from fuertong.place_folder.sources import Source

_PAPERS = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row compared: what it is called, the cells in the order of the columns, what only JSON tells."""

    label: str
    cells: Sequence[str]
    more: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One comparison as it stands on the screen; `more` stands in every JSON row."""

    title: str
    summary: str
    lines: Sequence[Line]
    more: dict[str, object] = field(default_factory=dict)


def add_output(parser: argparse.ArgumentParser, *, note: str = "") -> None:
    """Add --format and -o; `note` is put behind the help of -o."""
    parser.add_argument("--format", choices=("table", "json"), default="table", help="屏幕输出的形式，默认table")
    parser.add_argument("-o", "--output", metavar="输出文件", help=f"写入Word（.docx）或Excel（.xlsx）{note}")


def paper_path(arguments: argparse.Namespace) -> Path | None:
    """Where to write, None for the screen; FuertongError for a file name that is neither Word nor Excel."""
    output = Path(arguments.output) if arguments.output else None
    if output and output.suffix.lower() not in _PAPERS:
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    return output


def same_audience(mine: "Source", theirs: "Source") -> "Iterator[tuple[Plan, Plan]]":
    """Each plan of `mine` with the plan for the same audience of `theirs`, where there is one."""
    for plan in mine.plans:
        other = theirs.plan(plan.audience)
        if other is not None:
            yield plan, other


def print_compared(found: Sequence[Compared], fields: Sequence[str], *, form: str) -> None:
    """Write the comparisons to the screen as a table or as JSON; `fields` name the cells in JSON."""
    sys.stdout.write(_json(found, fields) if form == "json" else _table(found))


def _table(found: Sequence[Compared]) -> str:
    lines = []
    for one in found:
        lines.append(f"《{one.title.strip('《》')}》{one.summary}")
        lines += ["\t".join((line.label, *line.cells)) for line in one.lines]
    return "\n".join(lines) + "\n"


def _json(found: Sequence[Compared], fields: Sequence[str]) -> str:
    rows = [
        {"plan": one.title} | one.more | line.more | dict(zip(fields, line.cells, strict=True))
        for one in found
        for line in one.lines
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
