"""Starting the process that judges in the background: the command `fuertong judge-again --waiting`, detached."""

import subprocess
import sys
from threading import Thread


def start_worker() -> None:
    """Start a process that works off what waits and ends; one too many finds nothing to take and ends at once."""
    child = subprocess.Popen(
        [sys.executable, "-m", "fuertong", "judge-again", "--waiting"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to wait for it, or it stays in the table of processes after its end.
    Thread(target=child.wait, daemon=True).start()
