"""Fixtures every test may use."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("soak", database=None, deadline=None)
settings.load_profile(os.environ.get("FUERTONG_EXAMPLES", "steady"))  # the same examples every time; `make soak` draws
OFFICE_SECONDS = 600
"""How long LibreOffice may take for a file: some seconds alone, minutes on a busy machine."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared with plans, gold readings and facts; skipped by name when absent, an error under CI."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the folder ../shared is missing, and CI needs it")
        pytest.skip("needs the folder ../shared")
    return folder


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program soffice; skipped by name when absent, an error under CI."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and CI needs it")
        pytest.skip("needs LibreOffice")
    return program


@pytest.fixture
def saved_as(libreoffice: str, tmp_path: Path) -> Callable[..., bytes]:
    """`saved_as(content, "a.xlsx", "xls")`: the file as LibreOffice saves it in another form."""

    def save(content: bytes, name: str, ending: str) -> bytes:
        source, target = tmp_path / name, tmp_path / "saved"
        source.write_bytes(content)
        command = [libreoffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", ending, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_SECONDS)
        return (target / source.with_suffix(f".{ending.split(':')[0]}").name).read_bytes()

    return save


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all browser tests of a process; skipped by name when absent, an error under CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI needs it")
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()
