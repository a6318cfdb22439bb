"""The beginning (起步): what a new place has done and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.models import Observation
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is for, whether it is done, where to do it ("" when the actor may not)."""

    title: str
    text: str
    done: bool
    state: str
    url: str
    who: str


def beginning(actor: Actor) -> list[Step]:
    """Units, persons, plan, first values: in this order, each with its link for whoever may take it."""
    place = actor.place
    if place is None:
        return []
    units, persons = place.units.count(), place.grants.values("user").distinct().count()
    plans, values = place.plans.count(), _values(place)
    return [
        Step(
            "录入单位",
            "粘贴成员单位名单，每行一个；也可以先导入规划，由规划原文里的责任单位生成。",
            units > 0,
            f"已有{units}个单位" if units else "还没有单位",
            reverse("units") if actor.can(Permission.UNITS_WRITE) else "",
            "系统管理员、妇儿工委办或统计人员",
        ),
        Step(
            "建立人员账号",
            "为经常使用系统的人建立账号；各单位填报人用一次性填报码，不必建账号。",
            persons > 1,
            f"已有{persons}人",
            reverse("persons") if actor.can(Permission.ACCOUNTS_CREATE) or actor.can(Permission.ACCOUNTS_GRANT) else "",
            "系统管理员（建账号）和安全管理员（授予身份）",
        ),
        Step(
            "导入规划",
            "把印发的规划文件（Word、PDF或文本）放进来，核对识别结果后确认。",
            plans > 0,
            f"已有{plans}部规划" if plans else "还没有规划",
            reverse("plan_import") if actor.can(Permission.PLAN_WRITE) else "",
            "妇儿工委办",
        ),
        Step(
            "录入首批数据",
            "把历年数据整理成一张表（指标在行、年份在列）导入，之后每年由各单位填报。",
            values > 0,
            f"已有{values}个数" if values else "还没有数据",
            reverse("series_import") if actor.can(Permission.VALUES_PROXY) else "",
            "统计人员",
        ),
    ]


def _values(place: Place) -> int:
    return Observation.objects.filter(region=place.region).count()
