"""`fuertong doctor`: what an operator should know of the instance's health."""

import argparse

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count

from fuertong.model.indicator import Standing
from fuertong_web.accounts.models import User
from fuertong_web.accounts.separation import unmet
from fuertong_web.audit.selectors import check_chain
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check; 1 when one of them found an error."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("✕ 数据库不是最新：请运行 fuertong migrate。")
        return 1
    print("● 数据库已是最新。")
    chain = check_chain()
    if chain.broken_at is None:
        print(f"● 操作日志{chain.checked}条，前后相扣，未被改动。")
    else:
        print(f"✕ 操作日志从第{chain.broken_at}条起对不上，可能被改动或缺失，请用备份核对。")
    _standings()
    for place in Place.objects.select_related("region"):
        for sentence in unmet(place):
            print(f"▲ {place}：{sentence}")
    examples = User.objects.filter(is_example=True, is_active=True).count()
    if examples:
        print(f"▲ 有{examples}个示例账号，正式运行前须停用。")
    if not settings.SECURE and not settings.URL.startswith(("http://127.", "http://localhost")):
        print("▲ 现在以http对外服务，密码和数据未加密，只宜在可信的内网使用。")
    return 0 if chain.broken_at is None else 1


def _standings() -> None:
    counts = dict(
        Indicator.objects.filter(valid_to=None).values_list("standing").annotate(Count("pk")).order_by("standing")
    )
    words = "，".join(f"{standing.label}{counts.get(standing.value, 0)}个" for standing in Standing)
    print(f"● 指标口径来历：{words}。")
