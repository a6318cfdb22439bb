"""Work that takes longer than a person waits (后台办理): a detached process of its own that says it is alive.

What is to be done stands in rows of the app it belongs to (a run with state and heartbeat); here is what all of them
share. See docs/adr/0011-work-in-the-background.md.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import connection

SILENT = timedelta(seconds=30)
"""Without a sign of life for so long a process counts as broken off."""
UNTAKEN = timedelta(seconds=60)
"""How long a run may wait to be taken up: a process has to start first, slowly on a busy machine."""


def start_detached(module: str, *arguments: str) -> None:
    """Start `python -m module …`, which outlives the request and a restart of the server."""
    child = subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=child.wait, daemon=True).start()  # or it stays in the table of processes after its end


@contextmanager
def beating(beat: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """Call `beat` every `seconds` from a thread with a connection of its own, because the work holds the other."""
    stopped = Event()

    def keep() -> None:
        try:
            while not stopped.wait(seconds):
                beat()
        finally:
            connection.close()

    thread = Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
