"""Reading plan documents and annex files (规划文件、附表) in a process of its own.

Started as `python -m fuertong_web.plans.sandbox`.
"""

from dataclasses import asdict, dataclass
from typing import Any

from fuertong.model.plan import Table
from fuertong.reading import read
from fuertong.reading.annex_files import annex_tables
from fuertong_web.apart import Sentences, run_apart, serve_task

_DOCUMENT = Sentences(
    slow="《{name}》读了{seconds}秒还没有读完，已停止，未保存任何内容。"
    "请另存为Word（.docx）或文本后重新上传，或按章节拆开。",
    broken="《{name}》无法读取，可能已损坏或内容异常，未保存任何内容。请用WPS或Word打开后另存为.docx再上传。",
)
_ANNEX = Sentences(
    slow="附表《{name}》读了{seconds}秒还没有读完，已停止。请只保留附表后另存，再重新添加。",
    broken="附表《{name}》无法读取，可能已损坏。请用WPS、Word或Excel打开后另存，再重新添加。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReading:
    """What the child read, in the JSON form of `fuertong read`; line n of the text is `lines[n - 1]`."""

    plans: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    lines: list[str]


def read_apart(source: bytes, *, name: str, seconds: float | None = None) -> RawReading:
    """A document as `fuertong.reading.read` reads it; FuertongError with the reader's sentence."""
    answer = run_apart(__name__, source, name=name, task={"annex": False}, seconds=seconds, sentences=_DOCUMENT)
    return RawReading(plans=answer["plans"], findings=answer["findings"], lines=answer["lines"])


def tables_apart(source: bytes, *, name: str) -> tuple[Table, ...]:
    """The tables of an annex; FuertongError with the reader's sentence."""
    answer = run_apart(__name__, source, name=name, task={"annex": True}, sentences=_ANNEX)
    return tuple(_table(row) for row in answer["tables"])


def _table(row: dict[str, Any]) -> Table:
    header, rows = tuple(row["header"]), tuple(tuple(cells) for cells in row["rows"])
    return Table(**(row | {"header": header, "rows": rows}))


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    if task["annex"]:
        return {"tables": [asdict(table) for table in annex_tables(data, name=task["name"])]}
    reading = read(data, name=task["name"])
    return {**reading.as_dict(), "lines": list(reading.lines)}


if __name__ == "__main__":
    serve_task(_answer)
