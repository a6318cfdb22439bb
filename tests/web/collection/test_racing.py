"""Savers at the same moment (同时保存): real threads, so on PostgreSQL only; SQLite has one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, connections
from tests.web.collection.conftest import Desk

from fuertong_web.collection.actions import save_cell
from fuertong_web.collection.models import Cell

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
SAVERS = 8


@pytest.fixture
def racing(transactional_db: None, desk: Desk) -> Desk:
    """The desk in a data base that other threads see."""
    return desk


def _save(desk: Desk, cell: UUID, raw: str, version: int) -> bool:
    """Whether the save went through; False for a conflict."""
    try:
        form = desk.form.uid
        saved = save_cell(by=desk.liaison, form=form, cell=cell, field="value", raw=raw, lock_version=version)
        return not saved.conflict
    finally:
        connections.close_all()


def test_of_many_at_one_cell_one_wins_and_the_others_are_told(racing: Desk) -> None:
    cell = racing.cell("beds").uid
    with ThreadPoolExecutor(SAVERS) as pool:
        won = list(pool.map(lambda number: _save(racing, cell, str(100 + number), 0), range(SAVERS)))
    assert sum(won) == 1
    stored = racing.cell("beds")
    assert (stored.raw, stored.lock_version) == (str(100 + won.index(True)), 1)


def test_many_at_different_cells_lose_nothing(racing: Desk) -> None:
    cell = racing.cell("beds")
    made = [
        Cell(
            form=racing.form, order=9, indicator=cell.indicator, region=cell.region, period="2025", breakdown=f"age={n}"
        )
        for n in range(SAVERS)
    ]
    Cell.objects.bulk_create(made)

    def run(number: int) -> bool:
        return all(_save(racing, made[number].uid, str(turn), turn) for turn in range(5))

    with ThreadPoolExecutor(SAVERS) as pool:
        assert all(pool.map(run, range(SAVERS)))
    assert set(Cell.objects.filter(pk__in=[row.pk for row in made]).values_list("raw", "lock_version")) == {("4", 5)}
