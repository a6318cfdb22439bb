"""Reading an annex file in a process of its own, as plan documents are (see sandbox): 2 GB, 60 seconds, no disk.

Started as `python -m fuertong_web.plans.annex_sandbox NAME` with the bytes on its input.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from fuertong.errors import FuertongError
from fuertong.model.plan import Table
from fuertong_web.plans.sandbox import SECONDS, limit_memory


def tables_apart(source: bytes, *, name: str, seconds: float = SECONDS) -> tuple[Table, ...]:
    """The tables of an annex; FuertongError with the reader's sentence, or when it broke or took too long."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module
            [sys.executable, "-P", "-X", "utf8", "-m", "fuertong_web.plans.annex_sandbox", name],
            input=source,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FuertongError(
            f"附表《{name}》读了{seconds:.0f}秒还没有读完，已停止。请只保留附表后另存，再重新添加。"
        ) from None
    if done.returncode != 0:
        raise FuertongError(f"附表《{name}》无法读取，可能已损坏。请用WPS、Word或Excel打开后另存，再重新添加。")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FuertongError(answer["refused"])
    return tuple(_table(row) for row in answer["tables"])


def _table(row: dict[str, object]) -> Table:
    rows = row["rows"] if isinstance(row["rows"], list) else []
    header = row["header"] if isinstance(row["header"], list) else []
    return Table(
        title=str(row["title"]),
        line=int(str(row["line"])),
        header=tuple(header),
        rows=tuple(tuple(cells) for cells in rows),
        file=str(row["file"]),
        sheet=str(row["sheet"]),
    )


def _child(name: str) -> None:
    limit_memory()
    from fuertong.reading.annex_files import annex_tables  # under the limit

    try:
        answer: dict[str, object] = {
            "tables": [asdict(table) for table in annex_tables(sys.stdin.buffer.read(), name=name)]
        }
    except FuertongError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    _child(sys.argv[1])
