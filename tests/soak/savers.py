"""Many people saving at once (同时填报) on PostgreSQL: nothing lost, no error, the wait against the unloaded one.

Decision "Speed": 300 users each save 5 cells every 10 s ± 5 s for 60 s, then one burst of all at once. The page sends
what gathered as one request; `together` 1 sends every cell alone instead, as nobody types.
"""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psycopg
from tests.postgres import binaries, cluster

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a" * 32
SAVES, PAUSE, SPREAD = 5, 10.0, 5.0


@dataclass
class Saver:
    """One signed-in person: saves values of their own form and remembers what the server confirmed."""

    session: str
    form: str
    cells: list[str]
    port: int
    versions: dict[str, int] = field(default_factory=dict)
    confirmed: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def save(self, values: dict[str, str]) -> None:
        """One autosave of some cells, timed."""
        cells = [
            {"cell": cell, "field": "value", "raw": value, "lock_version": self.versions.get(cell, 0)}
            for cell, value in values.items()
        ]
        body = json.dumps({"cells": cells}).encode()
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        begun = time.perf_counter()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
                connection.request("POST", f"/forms/{self.form}/cell/", body, headers)
                answer = connection.getresponse()
                said = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(repr(error))
            return
        self.waits.append(time.perf_counter() - begun)
        if answer.status != 200:
            self.errors.append(f"{answer.status} {said[:120].decode(errors='replace')}")
            return
        for (cell, value), one in zip(values.items(), json.loads(said)["answers"], strict=True):
            if one["outcome"] != "saved":
                self.errors.append(f"{one['outcome']} {one.get('message', '')[:120]}")
                continue
            self.versions[cell] = one["lock_version"]
            self.confirmed[cell] = value

    def keep_saving(self, seconds: float, seed: int, together: int) -> None:
        """Five cells in requests of `together`, a pause, again."""
        chance = random.Random(seed)
        end = time.monotonic() + seconds
        time.sleep(chance.uniform(0, min(PAUSE, seconds)))
        while time.monotonic() < end:
            cells = chance.sample(self.cells, SAVES)
            for start in range(0, SAVES, together):
                self.save({cell: f"{chance.randint(100, 999) / 10}" for cell in cells[start : start + together]})
            time.sleep(chance.uniform(PAUSE - SPREAD, PAUSE + SPREAD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it; waits in seconds."""

    together: int
    requests: int
    lost: int
    errors: tuple[str, ...]
    unloaded: float
    p95: float
    burst_p95: float

    @property
    def ratio(self) -> float:
        """p95 under load over the unloaded median; at most 10."""
        return self.p95 / self.unloaded

    def __str__(self) -> str:
        mark = "ok" if self.ratio <= 10 and not self.lost and not self.errors else "too slow"
        return (
            f"{self.together} cells a request: {self.requests} requests, {self.lost} lost, "
            f"{len(self.errors)} errors, unloaded {self.unloaded * 1000:.0f} ms, "
            f"p95 {self.p95 * 1000:.0f} ms, ratio {self.ratio:.1f} (limit 10) {mark}; "
            f"burst p95 {self.burst_p95 * 1000:.0f} ms"
        )


def run(users: int, seconds: float, together: int = SAVES) -> Outcome | None:
    """The soak on a cluster of its own; None where the server's programs are missing."""
    programs = binaries()
    if programs is None:
        return None
    with cluster(programs) as address, tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        given = {
            **os.environ,
            "FUERTONG_DATABASE": address,
            "FUERTONG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "fuertong_web.settings",
        }
        people = var / "people"
        subprocess.run(
            [sys.executable, "-m", "tests.soak.county", str(users), str(people)], check=True, cwd=ROOT, env=given
        )
        port = _free_port()
        server = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys; from fuertong.cli import main; sys.exit(main())",
                "serve",
                "--port",
                str(port),
            ],
            cwd=ROOT,
            env=given,
            stdout=subprocess.DEVNULL,
        )
        try:
            _until_answering(server, port)
            lines = [json.loads(line) for line in people.read_text(encoding="utf-8").splitlines()]
            return _load([Saver(**line, port=port) for line in lines], seconds, address, together)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _load(savers: list[Saver], seconds: float, address: str, together: int) -> Outcome:
    first = savers[0]
    for number in range(40):
        at = [(number + more) % len(first.cells) for more in range(together)]
        first.save({first.cells[cell]: f"{50 + number / 10:.1f}" for cell in at})
    unloaded = median(first.waits[5:])
    first.waits.clear()
    _together(savers, lambda saver, number: saver.keep_saving(seconds, number, together))
    waits = [wait for saver in savers for wait in saver.waits]
    for saver in savers:
        saver.waits.clear()
    _together(savers, lambda saver, number: saver.save(dict.fromkeys(saver.cells[:together], f"{number % 100}.5")))
    burst = [wait for saver in savers for wait in saver.waits]
    with psycopg.connect(address) as base:
        stored = {str(uid): raw for uid, raw in base.execute("SELECT uid, raw FROM collection_cell").fetchall()}
    confirmed = {cell: value for saver in savers for cell, value in saver.confirmed.items()}
    return Outcome(
        together=together,
        requests=len(waits) + len(burst),
        lost=sum(stored.get(cell) != value for cell, value in confirmed.items()),
        errors=tuple(error for saver in savers for error in saver.errors),
        unloaded=unloaded,
        p95=quantiles(waits, n=20)[-1],
        burst_p95=quantiles(burst, n=20)[-1],
    )


def _together(savers: list[Saver], act: Callable[[Saver, int], None]) -> None:
    threads = [threading.Thread(target=act, args=(saver, number)) for number, saver in enumerate(savers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_answering(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + 600
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the server has stopped")
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/login/")
                if connection.getresponse().status < 500:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server does not answer")
