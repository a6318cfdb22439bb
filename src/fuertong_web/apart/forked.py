"""The parent's side where the system forks: a child of the nursery, its bytes there and back, and its end."""

import atexit
import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from io import FileIO

_PIECE = 65536


@dataclass(slots=True)
class Nursery:
    """The nursery of this process: started at the first file, again when it has ended."""

    owner: int = 0
    requests: socket.socket | None = None
    process: "subprocess.Popen[bytes] | None" = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: bytes, given: list[int]) -> None:
        """Hand a request over with the child's input and output."""
        with self.lock:
            if self.requests is not None and self.owner == os.getpid():
                with contextlib.suppress(OSError):  # it has ended: another one then
                    socket.send_fds(self.requests, [request], given)
                    return
            socket.send_fds(self._started(), [request], given)

    def _started(self) -> socket.socket:
        self.end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-X", "utf8", "-m", "fuertong_web.apart.nursery", str(theirs.fileno())]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.requests, self.owner = ours, os.getpid()
        return ours

    def end(self) -> None:
        """Close the line, upon which it ends; of a parent's copy only the line."""
        if self.requests is not None:
            self.requests.close()
        if self.process is not None and self.owner == os.getpid():
            self.process.wait()
        self.requests = self.process = None


NURSERY = Nursery()
atexit.register(NURSERY.end)


class NotStarted(Exception):
    """The nursery made no child."""


def forked(module: str, arguments: list[str], sent: bytes, seconds: float) -> bytes | None:
    """What a child of the nursery answers, None when it broke.

    TimeoutError when `seconds` by the clock were not enough, NotStarted when there is no child.
    """
    source, to_child = os.pipe()
    from_child, target = os.pipe()
    answer = bytearray()
    with FileIO(to_child, "wb") as writer, FileIO(from_child, "rb") as reader:
        try:
            NURSERY.ask(json.dumps([module, *arguments]).encode(), [source, target])
        except OSError:
            raise NotStarted from None
        finally:
            os.close(source)
            os.close(target)
        os.set_blocking(to_child, False)
        try:
            _exchange(writer, reader, memoryview(sent), answer, time.monotonic() + seconds)
        except TimeoutError:
            _kill(answer)
            raise
    _, found, said = bytes(answer).partition(b"\n")
    if not found:
        raise NotStarted
    return said if said.endswith(b"\n") else None


def _exchange(writer: FileIO, reader: FileIO, rest: memoryview, answer: bytearray, until: float) -> None:
    """Send everything and read to the end, whichever side is ready; TimeoutError at `until` by the clock."""
    with selectors.DefaultSelector() as ready:
        ready.register(reader, selectors.EVENT_READ)
        ready.register(writer, selectors.EVENT_WRITE)
        while (left := until - time.monotonic()) > 0:
            for key, _ in ready.select(left):
                if key.fileobj is reader:
                    piece = reader.read(_PIECE)
                    if not piece:
                        return
                    answer += piece
                    continue
                rest = _written(writer, rest)
                if not rest:
                    ready.unregister(writer)
                    writer.close()
    raise TimeoutError


def _written(writer: FileIO, rest: memoryview) -> memoryview:
    """What is left to send; nothing when the child no longer reads."""
    try:
        return rest[writer.write(rest[:_PIECE]) or 0 :]
    except BrokenPipeError:
        return rest[:0]


def _kill(answer: bytearray) -> None:
    """Stop a child that still runs, and whatever it started itself (LibreOffice)."""
    number, found, _ = bytes(answer).partition(b"\n")
    if found:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(int(number), signal.SIGKILL)
