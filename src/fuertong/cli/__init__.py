"""The command line `fuertong …`: each module of this package registers its subcommand; the web adds its own.

A command module has `register(subparsers)`; the handler gets the parsed arguments and returns the exit code:
0 fine, 1 findings of severity error, 2 wrong usage or unreadable input.
"""

import argparse
import importlib
import pkgutil
import sys
from importlib.metadata import entry_points

from fuertong import __version__
from fuertong.errors import FuertongError


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are Chinese sentences and exit with 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"命令写法有误：{message}。请用“{self.prog} --help”查看用法。", file=sys.stderr)
        raise SystemExit(2)


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand found in this package and in the entry-point group `fuertong.commands`."""
    parser = _Parser(prog="fuertong", description="妇儿通：妇女儿童发展规划监测评估")
    parser.add_argument("--version", action="version", version=f"fuertong {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").register(subparsers)
    for entry in entry_points(group="fuertong.commands"):
        entry.load()(subparsers)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; no traceback reaches the user."""
    arguments = build_parser().parse_args(argv)
    try:
        return int(arguments.handler(arguments))
    except FuertongError as error:
        print(str(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(
            f"读写文件时出错：{error.strerror or error}（{error.filename or ''}）。请检查路径和权限。", file=sys.stderr
        )
        return 2
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 2
