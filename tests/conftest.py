"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared with plans, gold readings and facts; skipped by name when absent, an error under CI."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the folder ../shared is missing, and CI needs it")
        pytest.skip("needs the folder ../shared")
    return folder
