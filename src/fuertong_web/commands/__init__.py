"""The commands that need the data base: serve, migrate, demo, doctor, tidy, judge-again.

They are registered through the entry points `fuertong.commands`.

Django is set up only when one of them runs, so that the core's commands start quickly.
"""

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from fuertong.reports.facts import Facts

Handler = Callable[[argparse.Namespace], int]


def _late(module: str) -> Handler:
    """A handler that sets Django up and then calls `run` of a module of this package."""

    def handle(arguments: argparse.Namespace) -> int:
        _set_up()
        run: Handler = import_module(f"fuertong_web.commands.{module}").run
        return run(arguments)

    return handle


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuertong_web.settings")
    django.setup()


def stored_facts(code: str, year: int | None) -> "Facts | None":
    """Facts of a stored plan, for `fuertong report`; Django is set up only when a code is asked for."""
    _set_up()
    return cast("Facts | None", import_module("fuertong_web.commands.stored").stored_facts(code, year))


def serve(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `fuertong serve`."""
    parser = subparsers.add_parser("serve", help="启动服务")
    _address(parser)
    parser.set_defaults(handler=_late("serve"))


def migrate(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `fuertong migrate`."""
    parser = subparsers.add_parser("migrate", help="建立或升级数据库")
    parser.set_defaults(handler=_late("migrate"))


def demo(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `fuertong demo`."""
    parser = subparsers.add_parser("demo", help="装入示例县并启动服务")
    _address(parser)
    parser.add_argument("--reset", action="store_true", help="清空后重新装入示例数据")
    parser.add_argument("--no-serve", action="store_true", help="只装入数据，不启动服务")
    parser.set_defaults(handler=_late("demo"))


def doctor(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `fuertong doctor`, `fuertong tidy` and `fuertong judge-again`."""
    parser = subparsers.add_parser("doctor", help="检查系统：数据库、操作日志、口径来历、示例账号")
    parser.set_defaults(handler=_late("doctor"))
    tidy = subparsers.add_parser("tidy", help="清理：未确认的上传文件、填报码输错记录、过期的登录会话")
    tidy.set_defaults(handler=_late("tidy"))
    again = subparsers.add_parser("judge-again", help="重新研判已存的目标：方法升级、目标调整或下级地区多时用")
    again.add_argument("--place", metavar="代码", help="只研判这个地区（行政区划代码），默认全部地区")
    again.add_argument("--below", action="store_true", help="连同下级地区")
    again.add_argument("--all-years", action="store_true", help="以往研判过的年份也重新研判")
    again.add_argument("--waiting", action="store_true", help="只办理页面上已登记、还没有完成的研判")
    again.set_defaults(handler=_late("judge_again"))


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认8000")
