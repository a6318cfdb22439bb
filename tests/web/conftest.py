"""Fixtures of the web tests: the small county, and clients signed in as its people."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.web import world as county

HERE = Path(__file__).parent


@pytest.fixture
def world(db: None) -> county.World:
    """The county with what every app adds (`world_APP.build(world)`)."""
    made = county.build()
    for path in sorted(HERE.glob("world_*.py")):
        importlib.import_module(f"tests.web.{path.stem}").build(made)
    return made


@pytest.fixture
def sign_in(world: county.World) -> Callable[[str], Client]:
    """A client signed in as the person of a role."""

    def make(role: str) -> Client:
        client = Client()
        client.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
