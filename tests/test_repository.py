"""The repository itself: no registry or machine in its files, small modules, tables that load, links that lead."""

import csv
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REGISTRY = re.compile(r"https?://[^\s\"']*(?:npm|pypi|registry|mirror|simple)[^\s\"']*", re.I)
MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|home|Users)/")
THIS = Path(__file__).relative_to(ROOT)


@cache
def tracked(*endings: str) -> list[Path]:
    """The files of the repository with one of these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    paths = [ROOT / name for name in listed if name and name.endswith(endings)]
    return [path for path in paths if path.is_file()]


def words_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_lock_files_name_no_registry(name: str) -> None:
    assert REGISTRY.findall(words_of(ROOT / name)) == []


def test_npm_leaves_registries_out_of_the_lock() -> None:
    settings = words_of(ROOT / ".npmrc")
    assert "omit-lockfile-registry-resolved=true" in settings
    assert "registry=" not in settings.replace("omit-lockfile-registry-resolved=", "")
    packages = json.loads(words_of(ROOT / "package-lock.json"))["packages"]
    assert [name for name, row in packages.items() if "resolved" in row] == []


def test_every_locked_package_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = words_of(ROOT / name).replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pinned
        assert [line for line in pinned if "--hash=sha256:" not in line] == []


def test_no_file_names_a_machine() -> None:
    kinds = (".py", ".toml", ".md", ".html", ".js", ".css", ".csv", ".json", ".yml", ".lock", "Makefile", "run")
    found = {
        str(path.relative_to(ROOT)): MACHINE.findall(text)
        for path in tracked(*kinds)
        if path.relative_to(ROOT) != THIS and (text := words_of(path))
    }
    assert {path: seen for path, seen in found.items() if seen} == {}


def test_every_dependency_says_what_it_is_for() -> None:
    text = words_of(ROOT / "pyproject.toml")
    project = tomllib.loads(text)["project"]
    named = project["dependencies"] + [one for rows in project["optional-dependencies"].values() for one in rows]
    for dependency in named:
        line = next(line for line in text.splitlines() if f'"{dependency}"' in line)
        assert "#" in line, dependency


def test_no_module_has_six_hundred_lines() -> None:
    long = {str(path.relative_to(ROOT)): len(words_of(path).splitlines()) for path in tracked(".py", ".html", ".css")}
    assert {path: lines for path, lines in long.items() if lines >= 600} == {}


def test_own_scripts_are_small_and_plain() -> None:
    scripts = [path for path in tracked(".js") if (ROOT / "src") in path.parents]
    assert scripts
    for path in scripts:
        text = words_of(path)
        assert len(text.splitlines()) <= 150, path.name
        assert not re.search(r"\beval\(|new Function|\?\?=|\|\|=|\.replaceAll\(|\.at\(", text), path.name


def test_templates_carry_no_inline_script_or_style() -> None:
    for path in tracked(".html"):
        if (ROOT / "src") in path.parents:
            text = words_of(path)
            assert not re.search(
                r"<script(?![^>]*\bsrc=)[^>]*>\s*[^<\s]", text.replace('type="application/json"', "")
            ), path
            assert not re.search(r"<style|\sstyle=\"|\son[a-z]+=\"|hx-on", text), path


def test_tables_load_with_the_columns_of_their_head() -> None:
    tables = [path for path in tracked(".csv") if (ROOT / "tests") not in path.parents]
    assert len(tables) > 10
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(line for line in file if not line.startswith("#")))
        assert len(set(head)) == len(head), path
        assert [number for number, row in enumerate(rows, start=2) if len(row) != len(head)] == [], path


def test_settings_tables_load() -> None:
    for path in tracked(".toml"):
        tomllib.loads(words_of(path))


def test_links_between_documents_lead_somewhere() -> None:
    lost = []
    for path in tracked(".md"):
        for link in re.findall(r"\]\(([^)#\s]+)", words_of(path)):
            if not re.match(r"[a-z]+:", link) and not (path.parent / link).exists():
                lost.append(f"{path.relative_to(ROOT)}: {link}")
    assert lost == []
