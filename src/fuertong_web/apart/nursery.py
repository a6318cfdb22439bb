"""A process that has loaded the readers (预备进程) and forks one child a file, so that nobody waits for loading.

Started as `python -m fuertong_web.apart.nursery SOCKET`. It reads no file itself. A request names the module and its
arguments and brings the child's input and output; the child says its number first, then answers as if started alone.
"""

import json
import os
import runpy
import signal
import socket
import sys

IDLE_SECONDS = 900
"""Without a file for so long it ends; the next file starts another."""
READY_NAME = "fuertong_web_apart_ready"


def serve(requests: socket.socket) -> None:
    """Fork a child for every request until the other side is gone or nothing was asked for long."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that have ended leave nothing behind
    loaded: set[str] = set()
    requests.settimeout(IDLE_SECONDS)
    while True:
        try:
            said, given, _, _ = socket.recv_fds(requests, 4096, 2)
        except TimeoutError:
            return
        if not said:
            return
        module, *arguments = json.loads(said)
        if module not in loaded:
            runpy.run_module(module, run_name=READY_NAME)  # its imports stay loaded
            loaded.add(module)
        if os.fork() == 0:
            requests.close()
            _child(module, arguments, *given)
        for one in given:
            os.close(one)


def _child(module: str, arguments: list[str], source: int, target: int) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for place, one in enumerate((source, target)):
            os.dup2(one, place)
            os.close(one)
        os.write(1, f"{os.getpid()}\n".encode())
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__")
        sys.stdout.flush()
        os.write(1, b"\n")
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        serve(given)
