"""The commands that need the database: serve, migrate, demo, doctor …; registered through `fuertong.commands`."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the web's subcommands to the command line."""
