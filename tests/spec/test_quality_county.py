"""Recall of the rules on slips in small counties' forms, one at a time and two at once, and false alarms (printed)."""

import os
import random
from functools import cache

import pytest
from tests.spec.quality_county import CATALOGUE, SLIPS, County, Values, county

from fuertong import quality
from fuertong.model.observation import Key

COUNTIES = int(os.environ.get("FUERTONG_COUNTIES", "12"))


@cache
def place(seed: int) -> County:
    return county(seed)


def said(of: County, now: Values, key: Key) -> set[tuple[str, str]]:
    """What is said about an indicator."""
    found = quality.check(list(now.values()), history=of.past, catalogue=CATALOGUE)
    return {(row.code, row.message) for row in found if row.key and row.key.indicator == key.indicator}


def is_found(of: County, now: Values, key: Key) -> bool:
    """Whether something is said that the clean form does not say."""
    return bool(said(of, now, key) - said(of, of.now, key))


@pytest.mark.slow
@pytest.mark.parametrize("title", SLIPS)
def test_recall_in_small_counties(title: str, capsys: pytest.CaptureFixture[str]) -> None:
    tried = found = 0
    for seed in range(COUNTIES):
        for turn in range(2):
            seeded = SLIPS[title](place(seed), random.Random(f"{title}{seed}{turn}"))
            if seeded is not None:
                row, key = seeded
                tried += 1
                found += is_found(place(seed), place(seed).now | {key: row}, key)
    with capsys.disabled():
        print(f"\n{title}: {found} of {tried}", end="")
    assert tried >= COUNTIES // 2
    assert found / tried >= 0.95


@pytest.mark.slow
def test_two_slips_in_one_form_do_not_hide_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    tried = found = 0
    for seed in range(COUNTIES):
        for turn in range(4):
            rng = random.Random(f"two{seed}{turn}")
            seeded = [SLIPS[title](place(seed), rng) for title in rng.sample(list(SLIPS), 2)]
            pair = [one for one in seeded if one is not None]
            if len({key.indicator for _, key in pair}) == 2:
                now = place(seed).now | {key: row for row, key in pair}
                tried += 2
                found += sum(is_found(place(seed), now, key) for _, key in pair)
    with capsys.disabled():
        print(f"\ntwo slips: {found} of {tried}", end="")
    assert tried >= 2 * COUNTIES
    assert found / tried >= 0.95


def test_clean_small_counties_ask_about_at_most_one_cell_in_twenty(capsys: pytest.CaptureFixture[str]) -> None:
    asked = cells = 0
    for seed in range(COUNTIES):
        of = place(seed)
        found = quality.check(list(of.now.values()), history=of.past, catalogue=CATALOGUE)
        asked += len({row.key for row in found})
        cells += len(of.now)
    with capsys.disabled():
        print(f"\nclean small counties: {asked} of {cells} cells", end="")
    assert asked / cells <= 0.05
