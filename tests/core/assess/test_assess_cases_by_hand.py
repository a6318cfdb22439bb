"""Cases of every kind written by hand from the text of the method, at its borders; the kernel and the plain rules.

`flags` is the whole set, `flags_in` must be among the flags, `flags_out` must not; other keys as in the method's files.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.core.assess.plain_judging import judge

from fuertong.assess import assess_case
from fuertong.cli.assess_cases import agrees

FILE = Path(__file__).with_name("cases_by_hand.jsonl")
ENTRIES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
OF_SEVERAL = ("goal", "suggest", "all_units")
P_TOLERANCE = 0.006


def _differs(key: str, got: dict[str, Any], wanted: Any) -> bool:
    flags = set(got["flags"])
    if key == "flags":
        return flags != set(wanted)
    if key == "flags_in":
        return not flags >= set(wanted)
    if key == "flags_out":
        return bool(flags & set(wanted))
    return not agrees(got.get(key), wanted, P_TOLERANCE if key == "p" else 1e-9)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["case"]["id"])
def test_the_text_gives_the_answer(entry: dict[str, Any]) -> None:
    case, got = entry["case"], assess_case(entry["case"])
    wrong = {key: (got.get(key), wanted) for key, wanted in entry["expect"].items() if _differs(key, got, wanted)}
    assert wrong == {}, entry["note"]
    if case["target"]["type"] in OF_SEVERAL:
        return
    plain = judge(case)
    keys = [key for key in plain if not (key == "target" and plain["n"] == 0)]
    other = {key: (got[key], plain[key]) for key in keys if not agrees(got[key], plain[key], 1e-6)}
    assert other == {}, entry["note"]


def test_every_kind_of_target_has_cases() -> None:
    kinds = {entry["case"]["target"]["type"] for entry in ENTRIES}
    assert kinds == {
        *("level", "keep", "trend", "slow", "change", "compare", "all_units"),
        *("yearly", "cumulative", "term", "goal", "suggest"),
    }
