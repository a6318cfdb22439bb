"""The invented county as facts, as a report and as a Word file."""

import io
from typing import Any

import pytest
from docx import Document
from tests.core.reports.sample_facts import county_facts

from fuertong.reports import Facts, Report, compose, docx


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Facts of 示例县 for the data year 2025."""
    return county_facts()


@pytest.fixture(scope="session")
def report(facts: Facts) -> Report:
    """Its monitoring report."""
    return compose("monitoring", facts)


@pytest.fixture(scope="session")
def word(report: Report) -> bytes:
    """The report as a Word file."""
    return docx(report)


@pytest.fixture
def document(word: bytes) -> Any:
    """The Word file opened again."""
    return Document(io.BytesIO(word))
