"""Every address, every role: matrix/APP.csv says which status a GET gets; an address without a row fails.

Columns: name, kwargs (`uid=plan` takes the uid of `world.things["plan"]`, `code=plan.code` an attribute), then a
status per role, `other` (statistician of another county) and `stranger` (not signed in). POST-only addresses answer
405 to whoever may post. All of it on SQLite; on PostgreSQL, where only the queries can differ, each address is asked by
the first three who may and the first who may not.
"""

import csv
import logging
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.web.world import World

FOLDER = Path(__file__).parent / "matrix"
PEOPLE = {"other": "stranger_place"}


def rows() -> list[dict[str, str]]:
    """All rows of all apps."""
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def names(resolver: URLResolver) -> set[str]:
    """Every name of every address."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(pattern.name)
    return found


def test_every_address_stands_in_the_matrix() -> None:
    assert names(get_resolver()) - {row["name"] for row in rows()} == set()


def _kwargs(text: str, world: World) -> dict[str, Any]:
    kwargs: dict[str, Any] = {}
    for pair in filter(None, text.split(";")):
        key, _, source = pair.partition("=")
        if source.startswith("'"):
            kwargs[key] = source.strip("'")
            continue
        thing, _, attribute = source.partition(".")
        kwargs[key] = getattr(world.things[thing], attribute or "uid")
    return kwargs


def _wanted(row: dict[str, str]) -> dict[str, int]:
    """The statuses of a row to be looked at on this data base."""
    wanted = {column: int(status) for column, status in row.items() if column not in ("name", "kwargs")}
    if connection.vendor == "sqlite":
        return wanted
    may = [column for column, status in wanted.items() if status == HTTPStatus.OK]
    others = [column for column in wanted if column not in may]
    return {column: wanted[column] for column in (*may[:3], *others[:1])}


@pytest.fixture
def quiet() -> Iterator[None]:
    """No line in the log for each of a thousand refusals."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_status_for_every_role(row: dict[str, str], world: World) -> None:
    url = reverse(row["name"], kwargs=_kwargs(row["kwargs"], world))
    seen, wanted = {}, _wanted(row)
    for column in wanted:
        client = Client()
        if column != "stranger":
            client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[PEOPLE.get(column, column)]
        seen[column] = client.get(url).status_code
    assert seen == wanted
