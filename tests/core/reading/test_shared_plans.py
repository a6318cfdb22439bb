"""The three real plans against what a careful person read in them, whole and damaged."""

import importlib.util
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest
from tests.core.reading import mutators, paper

from fuertong import reading
from fuertong.model.plan import Confidence

pytestmark = pytest.mark.shared
PLANS = ("lianping", "liaocheng", "yanbian")
LEAST = {
    "domains": 1.0,
    "goals": 1.0,
    "strategies": 1.0,
    "units lead": 0.99,
    "units support": 0.99,
    "targets numeric": 0.97,
    "targets trend": 0.85,
}


def _dealt(kinds: Iterable[object]) -> list[tuple[object, str]]:
    """Each kind with one of the plans in turn; with every plan in the long runs (`make soak`)."""
    every = os.environ.get("FUERTONG_EXAMPLES") == "soak"
    pairs = [(kind, name, at + turn) for at, kind in enumerate(kinds) for turn, name in enumerate(PLANS)]
    return [(kind, name) for kind, name, number in pairs if every or number % len(PLANS) == 0]


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", shared / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(shared: Path, name: str) -> list[str]:
    return (shared / "plans" / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def _figures(shared: Path, folder: Path, name: str, source: bytes | str) -> dict[str, float]:
    path = folder / "read.json"
    path.write_text(json.dumps(reading.read(source, name=name).as_dict(), ensure_ascii=False), encoding="utf-8")
    tallies = _scorer(shared).score(str(path), str(shared / "gold" / name))
    return {key: tally.f1() for key, tally in tallies.items()}


@pytest.mark.parametrize("name", PLANS)
def test_the_gold_reading_is_reached(name: str, shared: Path, tmp_path: Path) -> None:
    """Each figure of the score is at least what the reader promises."""
    figures = _figures(shared, tmp_path, name, (shared / "plans" / f"{name}.txt").read_bytes())
    assert {key: value for key, value in figures.items() if value < LEAST[key]} == {}


@pytest.mark.parametrize(("mutator", "name"), _dealt(one for one in mutators.MUTATORS if one != "level_bare_names"))
def test_damage_keeps_the_reading(mutator: str, name: str, shared: Path, tmp_path: Path) -> None:
    """One kind of damage costs at most a hundredth of any figure."""
    damaged = "\n".join(mutators.MUTATORS[mutator](_lines(shared, name)))
    figures = _figures(shared, tmp_path, name, damaged)
    assert {key: value for key, value in figures.items() if value < min(LEAST[key], 0.99)} == {}


FORMS: dict[str, Callable[[list[str]], bytes]] = {
    "gb18030": lambda lines: "\n".join(lines).encode("gb18030"),
    "utf-16": lambda lines: "\n".join(lines).encode("utf-16"),
    "docx": paper.docx_of,
    "html": paper.html_of,
}


@pytest.mark.parametrize(("form", "name"), _dealt(FORMS))
def test_forms_of_file_keep_the_reading(form: str, name: str, shared: Path, tmp_path: Path) -> None:
    """Text encodings, Word and web page."""
    figures = _figures(shared, tmp_path, name, FORMS[form](_lines(shared, name)))
    assert {key: value for key, value in figures.items() if value < LEAST[key]} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "name"), _dealt([1, 2]))
def test_a_printed_pdf_keeps_the_reading(columns: int, name: str, shared: Path, tmp_path: Path) -> None:
    """Running heads, page numbers, wrapped lines, one column or two."""
    lines = [mutators.BOOKMARK.sub("", line) for line in _lines(shared, name) if line.strip()]
    figures = _figures(shared, tmp_path, name, paper.pdf_of(lines, head="某某市人民政府公报", columns=columns))
    assert {key: value for key, value in figures.items() if value < min(LEAST[key], 0.99)} == {}


@pytest.mark.parametrize("name", PLANS)
def test_few_targets_are_asked(name: str, shared: Path) -> None:
    """At most one target in five asks a person to look."""
    result = reading.read(shared / "plans" / f"{name}.txt", name=name)
    targets = [
        target for plan in result.plans for domain in plan.domains for goal in domain.goals for target in goal.targets
    ]
    asked = [target for target in targets if target.confidence is not Confidence.SURE]
    assert len(asked) <= 0.2 * len(targets)
