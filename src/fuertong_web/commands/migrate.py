"""`fuertong migrate`: build or upgrade the data base."""

import argparse

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def bring_up_to_date() -> bool:
    """Apply what is missing; True when something was."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def run(arguments: argparse.Namespace) -> int:
    """Say whether anything had to be done."""
    print("数据库已升级。" if bring_up_to_date() else "数据库已是最新，无需升级。")
    return 0
