"""Roles (身份) and permissions (权限): who may do what, as declared in roles.toml (decisions D6)."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from django.db import models


class Role(models.TextChoices):
    """The roles of a place."""

    LIAISON = "liaison", "联络员"
    REVIEWER = "reviewer", "单位审核人"
    STATISTICIAN = "statistician", "统计人员"
    OFFICE = "office", "妇儿工委办"
    GROUP = "group", "监测评估组"
    LEADER = "leader", "领导"
    EVALUATOR = "evaluator", "评估专家"
    UPPER = "upper", "上级查阅"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全管理员"
    AUDITOR = "auditor", "审计员"

    @classmethod
    def unit_roles(cls) -> list[str]:
        """The roles that are held for a unit."""
        return [cls.LIAISON.value, cls.REVIEWER.value]


class Permission(StrEnum):
    """One thing that may be done; `own` means: for the own unit only."""

    VALUES_WRITE_OWN = "values.write.own"
    VALUES_SEE_OWN = "values.see.own"
    VALUES_SEE = "values.see"
    VALUES_SEE_ACCEPTED = "values.see.accepted"
    VALUES_PROXY = "values.proxy"
    COUNTS_SEE = "counts.see"
    SIGN_OWN = "sign.own"
    SIGN_OFFLINE = "sign.offline"
    ACCEPT = "accept"
    ROUND_MANAGE = "round.manage"
    SIGNAL_SEE = "signal.see"
    VERDICT_SEE = "verdict.see"
    VERDICT_SEE_OWN = "verdict.see.own"
    VERDICT_WRITE = "verdict.write"
    VERDICT_ANSWER_OWN = "verdict.answer.own"
    PLAN_SEE = "plan.see"
    PLAN_WRITE = "plan.write"
    INDICATOR_WRITE = "indicator.write"
    SCHEME_SEE = "scheme.see"
    SCHEME_WRITE = "scheme.write"
    SCHEME_APPROVE = "scheme.approve"
    REPORT_SEE = "report.see"
    REPORT_WRITE_MONITORING = "report.write.monitoring"
    REPORT_WRITE_EVALUATION = "report.write.evaluation"
    REPORT_WRITE_OWN = "report.write.own"
    REPORT_APPROVE = "report.approve"
    SETTINGS_WRITE = "settings.write"
    UNITS_WRITE = "units.write"
    ACCOUNTS_CREATE = "accounts.create"
    ACCOUNTS_GRANT = "accounts.grant"
    LOG_SEE = "log.see"


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What a role may do, with the sentence shown to administrators."""

    role: Role
    sentence: str
    permissions: frozenset[Permission]


@cache
def rights() -> dict[Role, RoleRights]:
    """Every role's rights from roles.toml; a role without an entry is an error of the file."""
    table = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    found = {
        Role(name): RoleRights(Role(name), row["sentence"], frozenset(Permission(word) for word in row["may"]))
        for name, row in table.items()
    }
    missing = set(Role) - set(found)
    if missing:
        raise ValueError(f"roles.toml lacks {sorted(missing)}")
    return found
