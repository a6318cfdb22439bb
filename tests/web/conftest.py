"""Fixtures of the web tests: the small county, made once a worker, and clients signed in as its people."""

import importlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.web import world as county

HERE = Path(__file__).parent
_made: list[county.World] = []


def build_world() -> county.World:
    """The county with what every app adds (`world_APP.build(world)`)."""
    made = county.build()
    for path in sorted(HERE.glob("world_*.py")):
        importlib.import_module(f"tests.web.{path.stem}").build(made)
    county.open_sessions(made)
    return made


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test data base with the county in it; each test works in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        _made[:] = [build_world()]


@pytest.fixture
def world(db: None) -> county.World:
    """The county; built again where a test that commits has emptied the data base."""
    if not county.Place.objects.exists():
        return build_world()
    return deepcopy(_made[0])


@pytest.fixture
def empty_database(db: None) -> None:
    """No row in any of our tables, for this test."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


@pytest.fixture
def sign_in(world: county.World) -> Callable[[str], Client]:
    """A client signed in as the person of a role."""

    def make(role: str) -> Client:
        client = Client()
        client.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
