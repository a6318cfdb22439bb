"""Separation of duties (三员分立): what one person's several roles leave unmet, said plainly."""

from django.utils import timezone

from fuertong_web.accounts.roles import Role
from fuertong_web.accounts.selectors import grants_on
from fuertong_web.places.models import Place

PAIRS = [
    (Role.SYSADMIN, Role.SECADMIN, "建立账号和授予身份由同一人办理"),
    (Role.SYSADMIN, Role.AUDITOR, "系统管理和日志审计由同一人办理"),
    (Role.SECADMIN, Role.AUDITOR, "授予身份和日志审计由同一人办理"),
    (Role.LIAISON, Role.REVIEWER, "填报和单位审核由同一人办理"),
    (Role.LIAISON, Role.STATISTICIAN, "填报和统计审核由同一人办理"),
    (Role.STATISTICIAN, Role.OFFICE, "数据审核和认定由同一人办理"),
]


def unmet(place: Place) -> list[str]:
    """One sentence for each pair of roles that a person holds though they should be apart."""
    held: dict[str, set[str]] = {}
    for name, role in (
        grants_on(timezone.localdate()).filter(place=place).order_by("pk").values_list("user__name", "role")
    ):
        held.setdefault(name, set()).add(role)
    return [
        f"{name}同时是{first.label}和{second.label}：{words}，未做到分立。"
        for name, roles in held.items()
        for first, second, words in PAIRS
        if {first.value, second.value} <= roles
    ]
