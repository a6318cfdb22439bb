"""The command line `fuertong …`: each module of this package registers its subcommand; the web adds its own.

A command module has `register(subparsers)`; one whose name begins with _ is shared by commands and none itself.
The handler gets the parsed arguments and returns the exit code:
0 fine, 1 findings of severity error, 2 wrong usage or unreadable input.
"""

import argparse
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from typing import cast

from fuertong import __version__
from fuertong.errors import FuertongError

_WORDS = [
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"“\1”中没有“\2”，可选：\3"),
    (r"the following arguments are required: (.*)", r"缺少\1"),
    (r"unrecognized arguments: (.*)", r"多出了不认识的“\1”"),
    (r"argument (.+?): expected .*", r"“\1”后面要写一个值"),
    (r"argument (.+?): invalid int value: '(.*)'", r"“\1”应填整数，现填“\2”"),
]


def _in_chinese(message: str) -> str:
    """What argparse says, in the user's language; a message without translation stays as it is."""
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(words).replace("'", "").replace(", ", "、")
    return message


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are Chinese sentences and exit with 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"命令写法有误：{_in_chinese(message)}。请用“{self.prog} --help”查看用法。", file=sys.stderr)
        raise SystemExit(2)


Register = Callable[["argparse._SubParsersAction[_Parser]"], None]


def _commands() -> dict[str, Callable[[], Register]]:
    """Command → how to load its `register`: the modules of this package, then the group `fuertong.commands`."""

    def own(module: str) -> Callable[[], Register]:
        return lambda: cast(Register, importlib.import_module(f"{__name__}.{module}").register)

    found = {
        module.name.replace("_", "-"): own(module.name)
        for module in pkgutil.iter_modules(__path__)
        if module.name[0] != "_"
    }
    return found | {entry.name: entry.load for entry in entry_points(group="fuertong.commands")}


def build_parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the subcommand that `given` names, or with all of them where it names none.

    Only the module of that command is loaded, so that each starts without the others' libraries.
    """
    parser = _Parser(prog="fuertong", description="妇儿通：妇女儿童发展规划监测评估")
    parser.add_argument("--version", action="version", version=f"fuertong {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)
    commands = _commands()
    wanted = [given[0]] if given and given[0] in commands else list(commands)
    if given[:1] != ["--version"]:
        for name in wanted:
            commands[name]()(subparsers)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; no traceback reaches the user."""
    given = sys.argv[1:] if argv is None else argv
    arguments = build_parser(given).parse_args(given)
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
