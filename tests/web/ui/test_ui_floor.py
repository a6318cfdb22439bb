"""The floor of Chromium 80 and the security policy, held by our own front-end files."""

import re
from pathlib import Path

import pytest
from django.conf import settings

WEB = Path(settings.PACKAGE)
SHEETS = sorted(WEB.glob("**/static/**/*.css"))
SCRIPTS = sorted(WEB.glob("**/static/**/*.js"))
PAGES = sorted(WEB.glob("**/templates/**/*.html"))

TOO_NEW_CSS = re.compile(r"(?<![\w-])(gap|row-gap|column-gap|aspect-ratio|inset)\s*:|:(is|where|has)\(")
TOO_NEW_JS = re.compile(
    r"\.replaceAll\(|\.at\(|\?\?=|\|\|=|&&=|\.replaceChildren\(|structuredClone|\beval\(|new Function|innerHTML"
)
INLINE = re.compile(
    r"""\sstyle=|<style|\son[a-z]+=["']|\shx-on|javascript:|<script(?![^>]*(\ssrc=|type="application/json"))"""
)


def name(path: Path) -> str:
    """The path inside the package, for the test's name."""
    return str(path.relative_to(WEB))


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_style_sheet_works_in_chromium_80(path: Path) -> None:
    assert [found.group() for found in TOO_NEW_CSS.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_is_short_and_works_in_chromium_80(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [found.group() for found in TOO_NEW_JS.finditer(text)] == []
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_template_has_nothing_inline(path: Path) -> None:
    assert [found.group() for found in INLINE.finditer(path.read_text(encoding="utf-8"))] == []


def test_there_is_something_to_check() -> None:
    assert len(SHEETS) >= 6
    assert len(SCRIPTS) >= 8
    assert len(PAGES) >= 30


def test_every_colour_stands_in_the_token_file() -> None:
    loose = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,6}\b", path.read_text(encoding="utf-8"))
        for path in SHEETS
        if path.name in ("frame.css", "tables.css", "forms.css", "parts.css", "paper.css")
    }
    assert {sheet: colours for sheet, colours in loose.items() if colours} == {}
