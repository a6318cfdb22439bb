"""A child process for reading what people send: a bomb or an endless file costs nobody else anything.

The child has 2 GB of address space where the system can limit it, the parent waits 60 seconds; task and answer travel
by pipe as JSON and touch no disk.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.observation import Key

MEMORY_BYTES = 2 * 1024**3
SECONDS = 60


def run_apart(module: str, task: dict[str, Any], *, name: str, seconds: float = SECONDS) -> dict[str, Any]:
    """The answer of `module` to a task; FuertongError with its sentence, or when it broke or took too long."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module
            [sys.executable, "-P", "-X", "utf8", "-m", module],
            input=json.dumps(task, default=plain).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FuertongError(
            f"《{name}》读了{seconds:.0f}秒还没有读完，已停止，没有导入任何数据。请删去表外的内容后再上传。"
        ) from None
    if done.returncode != 0:
        raise FuertongError(f"《{name}》无法读取，可能已损坏，没有导入任何数据。请用Excel或WPS另存为.xlsx后再上传。")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise FuertongError(answer["refused"])
    return answer


def serve_task(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """The child's side: read the task, answer it, or say why it is refused."""
    if sys.platform != "win32":
        import resource  # absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    task = json.loads(sys.stdin.buffer.read())
    try:
        found = answer(task)
    except FuertongError as error:
        found = {"refused": str(error)}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, default=plain))


def plain(value: Any) -> str:
    """What JSON does not know, as text: dates, decimals, members of enumerations."""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def decimal(text: str | None) -> Decimal | None:
    """A decimal back from its text."""
    return None if text is None else Decimal(text)


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding for the pipe."""
    return asdict(finding)


def finding_of(row: dict[str, Any]) -> Finding:
    """A finding back from the pipe."""
    key = Key(**row["key"]) if row["key"] else None
    return Finding(**(row | {"severity": Severity(row["severity"]), "where": Place(**row["where"]), "key": key}))
