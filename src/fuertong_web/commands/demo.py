"""`fuertong demo`: the example county on SQLite, its accounts printed, served."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.models import User
from fuertong_web.accounts.selectors import actor_for
from fuertong_web.collection.actions import issue_code
from fuertong_web.collection.models import Form
from fuertong_web.commands.migrate import bring_up_to_date
from fuertong_web.commands.serve import serve
from fuertong_web.example.loading import load_city, load_example
from fuertong_web.example.people import account_lines, city_account_lines
from fuertong_web.places.models import Place

CODES_FILE = "demo-codes.json"
CODE_UNITS = ("民政局", "残联")


def run(arguments: argparse.Namespace) -> int:
    """Load the example where there is none yet (or again with --reset), print the accounts, serve."""
    if settings.PRODUCTION:
        raise FuertongError("正式运行时不能装入示例数据。")
    settings.VAR.mkdir(parents=True, exist_ok=True)
    if arguments.reset:
        _clear()
    bring_up_to_date()
    if not Place.objects.exists():
        print("正在装入示例县（示例数据），大约需要半分钟……", flush=True)
        (settings.VAR / CODES_FILE).unlink(missing_ok=True)
        if arguments.no_serve:
            load_example(str(settings.ROOT / "examples" / "yunxi"))
            load_city(str(settings.ROOT / "examples" / "lanjiang"))
        else:
            _load_apart()
    if User.objects.filter(is_example=True).exists():
        for line in (*account_lines(), *city_account_lines()):
            print(line)
        for name, code in _codes().items():
            print(f"一次性填报 {name} http://{arguments.host}:{arguments.port}{reverse('code_entry')}?code={code}")
    return 0 if arguments.no_serve else serve(arguments.host, arguments.port)


def _load_apart() -> None:
    """Load in a process of its own: the server forks, and threads that judging has started do not survive a fork."""
    connection.close()
    command = [sys.executable, "-m", "fuertong", "demo", "--no-serve"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  our own command
    if done.returncode != 0:
        raise FuertongError("示例数据没有装入，原因见上面的提示。")


def _clear() -> None:
    if connection.vendor != "sqlite":
        raise FuertongError("只有默认的SQLite示例库可以用 --reset 清空，其他数据库请由管理员清空。")
    place = Place.objects.filter(is_example=False).first() if _has_tables() else None
    if place is not None:
        raise FuertongError(f"数据库里有正式的地区“{place}”，不能清空。")
    connection.close()
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    for suffix in ("", "-wal", "-shm"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)


def _has_tables() -> bool:
    return Place._meta.db_table in connection.introspection.table_names()


def _codes() -> dict[str, str]:
    """The two one-time codes, made at the first start; only here, for the example, are they kept readable."""
    path = settings.VAR / CODES_FILE
    if not path.exists():
        by: Actor = actor_for(User.objects.get(username="stat"))
        forms = [
            form
            for word in CODE_UNITS
            for form in Form.objects.filter(unit__name__contains=word, round__place__is_example=True).order_by("pk")[:1]
        ]
        path.write_text(
            json.dumps({form.unit.name: issue_code(by=by, form=form) for form in forms}, ensure_ascii=False),
            encoding="utf-8",
        )
        path.chmod(0o600)
    return dict(json.loads(path.read_text(encoding="utf-8")))
