"""The same kernel on a real Spark master with two workers, by command: bit for bit the answer of Polars."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from tests.bench import assess_data

from fuertong.cli import main

pytestmark = [pytest.mark.spark, pytest.mark.slow]
_START, _WORKERS = 240, 2


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(log: Path, words: str, times: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if log.exists() and log.read_text("utf-8", "replace").count(words) >= times:
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"the Spark master did not say {words!r}: {log.read_text('utf-8', 'replace')[-2000:]}")


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and two workers of one core each on this machine; without Java skipped by name, under CI an error."""
    try:
        import pyspark
    except ImportError:
        pyspark = None
    if shutil.which("java") is None or pyspark is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Java or pyspark is missing, and CI needs them")
        pytest.skip("needs Java and the extra [spark]")
    folder = tmp_path_factory.mktemp("cluster")
    home = Path(pyspark.__file__).parent
    port = _port()
    url = f"spark://127.0.0.1:{port}"
    env = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    env |= {"SPARK_DAEMON_MEMORY": "256m", "SPARK_WORKER_DIR": str(folder / "work")}
    log = folder / "master.log"
    command = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy.master.Master"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(_port())]
    processes = []
    with log.open("wb") as out:
        processes.append(subprocess.Popen(command, env=env, stdout=out, stderr=out))
        try:
            _wait(log, "Starting Spark master", 1, processes[0])
            for place in range(_WORKERS):
                worker = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy.worker.Worker", "--cores", "1"]
                worker += ["--memory", "1g", "--host", "127.0.0.1", "--webui-port", str(_port()), url]
                with (folder / f"worker{place}.log").open("wb") as lines:
                    processes.append(subprocess.Popen(worker, env=env, stdout=lines, stderr=lines))
            _wait(log, "Registering worker", _WORKERS, processes[0])
            yield url
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def test_cluster_equals_polars_bit_for_bit(master: str, tmp_path: Path) -> None:
    """`assess --engine spark --master spark://…` in a process of its own against the one kernel here."""
    observations, targets, _ = assess_data.write(tmp_path, regions=40, number=50)
    here, there = tmp_path / "polars.parquet", tmp_path / "spark.parquet"
    arguments = ["assess", "--observations", str(observations), "--targets", str(targets), "--as-of", "2025"]
    assert main([*arguments, "-o", str(here)]) == 0
    command = [sys.executable, "-m", "fuertong", *arguments, "--engine", "spark", "--master", master, "-o", str(there)]
    env = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    one, two = pl.read_parquet(here), pl.read_parquet(there)
    assert one.height == 40 * 50
    assert one.equals(two)
