"""`fuertong serve`: one process that answers on SQLite, one a core on PostgreSQL.

Production refuses to start while an example account stands.
"""

import argparse
import socket
from ipaddress import ip_address

from django.conf import settings
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from fuertong.errors import FuertongError
from fuertong_web.accounts.models import User
from fuertong_web.assessment.actions import resume_all
from fuertong_web.commands.migrate import bring_up_to_date
from fuertong_web.places.founding import setup_token
from fuertong_web.places.models import Place
from fuertong_web.tidy.actions import tidy

THREADS = 8  # of each process; one that waits for the data base or a child process leaves the others free


def run(arguments: argparse.Namespace) -> int:
    """Bring the data base up to date and serve until stopped."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    if bring_up_to_date():
        print("数据库已建立或升级。")
    tidy()
    return serve(arguments.host, arguments.port)


def serve(host: str, port: int) -> int:
    """Serve at an address; FuertongError when the port is taken or an example account stands in production."""
    examples = list(User.objects.filter(is_example=True, is_active=True).values_list("username", flat=True))
    if settings.PRODUCTION and examples:
        raise FuertongError(
            f"正式运行时不能保留示例账号（{'、'.join(examples)}）。请用新的数据库启动，或先停用这些账号。"
        )
    _check_port(host, port)
    address = f"http://{host}:{port}"
    if not Place.objects.exists():
        print(f"首次设置地址：{address}/setup/?token={setup_token()}")
    if not _is_local(host) and not settings.SECURE:
        print("提醒：现在以http对外服务，密码和数据未加密，只宜在可信的内网使用。")
    resume_all()
    print(f"妇儿通已启动：{address}  （按 Ctrl+C 停止）", flush=True)
    connection.close()
    Granian(
        "fuertong_web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=5,
        log_level=LogLevels.error,
    ).serve()
    return 0


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise FuertongError(
                f"端口{port}已被占用。请换一个端口，如 PORT={port + 1} make run，或先停止占用它的程序。"
            ) from None
