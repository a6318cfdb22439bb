"""Reading a document in a process of its own: a crash, a bomb or an endless file costs nobody else anything.

The child gets 2 GB of address space where the system can limit it (`resource`), the parent waits 60 seconds.
The document travels by pipe and touches no disk. Started as `python -m fuertong_web.plans.sandbox`.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from fuertong.errors import FuertongError

MEMORY_BYTES = 2 * 1024**3
SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReading:
    """What the child read, in the JSON form of `fuertong read`; line n of the text is `lines[n - 1]`."""

    plans: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    lines: list[str]


def read_apart(source: bytes, *, name: str, seconds: float = SECONDS) -> RawReading:
    """Read in a child process; FuertongError with the reader's sentence, or when it broke or took too long."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module
            [sys.executable, "-P", "-X", "utf8", "-m", "fuertong_web.plans.sandbox", name],
            input=source,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FuertongError(
            f"《{name}》读了{seconds:.0f}秒还没有读完，已停止，未保存任何内容。请另存为Word（.docx）或文本后重新上传，或按章节拆开。"
        ) from None
    if done.returncode != 0:
        raise FuertongError(
            f"《{name}》无法读取，可能已损坏或内容异常，未保存任何内容。请用WPS或Word打开后另存为.docx再上传。"
        )
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FuertongError(answer["refused"])
    return RawReading(plans=answer["plans"], findings=answer["findings"], lines=answer["lines"])


def limit_memory() -> None:
    """Give this process 2 GB of address space where the system can limit it."""
    if sys.platform != "win32":
        import resource  # absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _child(name: str) -> None:
    limit_memory()
    from fuertong.reading import read  # under the limit

    answer: dict[str, Any]
    try:
        reading = read(sys.stdin.buffer.read(), name=name)
        answer = {**reading.as_dict(), "lines": list(reading.lines)}
    except FuertongError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    _child(sys.argv[1])
