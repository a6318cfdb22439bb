"""Every address, every role: matrix/APP.csv says which status a GET gets; an address without a row fails.

Columns: name, kwargs (`uid=plan` takes the uid of `world.things["plan"]`, `code=plan.code` an attribute), then a
status per role, `other` (statistician of another county) and `stranger` (not signed in). POST-only addresses answer
405 to whoever may post.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
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


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_status_for_every_role(row: dict[str, str], world: World) -> None:
    url = reverse(row["name"], kwargs=_kwargs(row["kwargs"], world))
    seen, wanted = {}, {}
    for column, status in row.items():
        if column in ("name", "kwargs"):
            continue
        client = Client()
        if column != "stranger":
            user = world.users[PEOPLE.get(column, column)]
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        wanted[column] = int(status)
        seen[column] = client.get(url).status_code
    assert seen == wanted
