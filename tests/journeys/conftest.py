"""Journeys in a real browser: the product as `fuertong serve` runs it, Chromium at 1366x768, no console errors."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.acts import PATIENCE

PASSWORD = "journey-7f3a9c"
ROOT = Path(__file__).resolve().parents[2]
PORTS = 3
START_SECONDS = 1200
"""How long a product may take to migrate and answer: under half a minute alone, minutes on a busy machine."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path) -> dict[str, str]:
    """The environment of a product of its own in `var`."""
    return {**os.environ, "FUERTONG_VAR": str(var), "FUERTONG_DEMO_PASSWORD": PASSWORD, "PYTHONWARNINGS": "default"}


def fuertong(*arguments: str, var: Path) -> subprocess.CompletedProcess[str]:
    """Run one command of the product."""
    return subprocess.run(
        [sys.executable, "-m", "fuertong", *arguments],
        env=environment(var),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )


@contextmanager
def serving(var: Path, command: str = "serve") -> Iterator[str]:
    """The product answering at an address of its own; `command` demo loads the example first."""
    for _ in range(PORTS):
        port = free_port()
        with _process(var, command, port) as process:
            address = f"http://127.0.0.1:{port}"
            if _answers(address, process):
                yield address
                return
        said = (var / "serve.log").read_text(encoding="utf-8")
        assert "已被占用" in said, said  # another process took the port in between: the next one then
    raise AssertionError(f"no port of {PORTS} was free")


@contextmanager
def _process(var: Path, command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    with (var / "serve.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "fuertong", command, "--port", str(port)],
            env=environment(var),
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """True once it answers, False when it ended before."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"{address}/login/", timeout=30) as answer:
                answer.read()
            return True
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the product did not answer within {START_SECONDS} seconds")


@pytest.fixture(scope="session")
def example_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A product with the example county, loaded once for all workers."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    var = shared / "example-var"
    with (shared / "example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "demo-codes.json").exists():
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            done = fuertong("demo", "--no-serve", var=var)
            assert done.returncode == 0, done.stdout + done.stderr
    return var


@pytest.fixture(scope="module")
def example(example_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example county served from a copy of its own."""
    var = tmp_path_factory.mktemp("served") / "var"
    shutil.copytree(example_var, var)
    with serving(var) as address:
        yield address


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product on an empty data base."""
    var = tmp_path_factory.mktemp("empty")
    with serving(var) as address:
        yield address


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages at 1366x768; an error in any page's console fails the test."""
    contexts, errors = [], []

    def make(*, javascript: bool = True, width: int = 1366, height: int = 768) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        expect.set_options(timeout=PATIENCE)
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    expected = ("status of 400", "status of 403", "status of 409", "status of 413")
    assert [text for text in errors if not any(words in text for words in expected)] == []


@pytest.fixture
def sign_in_to(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page signed in as one of the example accounts."""

    def make(address: str, account: str, **options: bool) -> Page:
        page = open_page(**options)
        page.goto(f"{address}/login/")
        page.get_by_label("账号").fill(account)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{address}/")
        return page

    return make
