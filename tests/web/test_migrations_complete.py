"""The tests build their tables from the models; the migrations that build a place's must say the same."""

from typing import Any

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_every_change_of_a_model_has_its_migration(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}
    written = MigrationLoader(None)
    with translation.override(None):  # as the command that writes migrations does
        found = MigrationAutodetector(written.project_state(), ProjectState.from_apps(apps)).changes(
            graph=written.graph
        )
    assert found == {}
