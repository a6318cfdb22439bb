"""The parent's side: start the child, wait, read its answer or say what happened."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from fuertong.errors import FuertongError
from fuertong_web.apart.forked import NotStarted, forked
from fuertong_web.apart.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What a person is told when the child takes too long or breaks; {name} and {seconds} stand in them."""

    slow: str
    broken: str


IMPORTING = Sentences(
    slow="《{name}》读了{seconds}秒还没有读完，已停止，没有导入任何数据。请删去表外的内容后再上传。",
    broken="《{name}》无法读取，可能已损坏，没有导入任何数据。请用Excel或WPS另存为.xlsx后再上传。",
)


def run_apart(
    module: str,
    data: bytes,
    *,
    name: str,
    task: dict[str, Any] | None = None,
    seconds: float | None = None,
    sentences: Sentences = IMPORTING,
) -> dict[str, Any]:
    """The answer of `module` to a file and a task, which also carries `name`.

    FuertongError with the child's own sentence when it refuses the file, with one of `sentences` when it broke or took
    longer than `seconds` (settings.APART_SECONDS by default).
    """
    limit = settings.APART_SECONDS if seconds is None else seconds
    header = json.dumps({"name": name} | (task or {}), default=plain).encode()
    try:
        said = _said(module, [str(settings.APART_MEMORY_BYTES), str(limit)], b"\n".join((header, data)), limit)
    except TimeoutError:
        raise FuertongError(sentences.slow.format(name=name, seconds=f"{limit:.0f}")) from None
    if said is None:
        raise FuertongError(sentences.broken.format(name=name))
    answer: dict[str, Any] = json.loads(said)
    if "refused" in answer:
        raise FuertongError(answer["refused"])
    return answer


def _said(module: str, arguments: list[str], sent: bytes, seconds: float) -> bytes | None:
    """What the child answered, None when it broke; TimeoutError when it took too long."""
    if settings.APART_FORKED:
        with contextlib.suppress(NotStarted):  # the nursery has just ended: a child of our own then
            return forked(module, arguments, sent, seconds)
    return _spawned(module, arguments, sent, seconds)


def _spawned(module: str, arguments: list[str], sent: bytes, seconds: float) -> bytes | None:
    command = [sys.executable, "-P", "-X", "utf8", "-m", module, *arguments]
    with subprocess.Popen(  # noqa: S603  our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            said, _ = child.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end(child)
    return said if child.returncode == 0 else None


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Stop a child that still runs, and whatever it started itself (LibreOffice)."""
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
