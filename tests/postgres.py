"""`python -m tests.postgres COMMAND…` runs a command on a PostgreSQL cluster of its own, which it stops and removes.

The server's programs come from the machine; without them the run is skipped by name, and fails under CI=true.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNT = "postgres"
SWIFT = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB"]


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3].split(".")[0]),
        reverse=True,
    )
    if found:
        return found[0].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


def _account() -> dict[str, int | list[int]]:
    """Whom the server runs as: it refuses root, so root hands over to the account `postgres`."""
    if os.geteuid() != 0:
        return {}
    row = pwd.getpwnam(ACCOUNT)
    return {"user": row.pw_uid, "group": row.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*arguments: str | Path) -> None:
    done = subprocess.run(
        [str(one) for one in arguments], capture_output=True, text=True, check=False, cwd="/", **_account()
    )
    if done.returncode:
        raise SystemExit(f"{arguments[0]}: {done.stdout}{done.stderr}")


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """The address of a cluster that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="fuertong-pg-") as name:
        folder, port = Path(name), _free_port()
        given = _account()
        if given:
            os.chown(folder, int(str(given["user"])), int(str(given["group"])))
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", "fuertong", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = " ".join([f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}", *(f"-c {one}" for one in SWIFT)])
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "-t", "60", "start")
        try:
            yield f"postgresql://fuertong@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def leave_on_term() -> None:
    """SIGTERM unwinds like Ctrl+C, so that the cluster is stopped and removed."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))


def main(command: list[str]) -> int:
    """Run the command with FUERTONG_DATABASE set; its exit code."""
    programs = binaries()
    if programs is None:
        print("skipped: needs the PostgreSQL server programs")
        return 1 if os.environ.get("CI") == "true" else 0
    leave_on_term()
    with cluster(programs) as address:
        return subprocess.run(command, env={**os.environ, "FUERTONG_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
