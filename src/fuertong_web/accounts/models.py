"""Persons (用户) and the roles granted to them, with dates; no personal data beyond work contact."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from fuertong_web.accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes accounts; passwords are hashed with Argon2."""

    def create_user(self, *, username: str, name: str, password: str | None, **extra: Any) -> "User":
        """A new account with a usable password, or none when `password` is None."""
        user = self.model(username=username, name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of one person."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        "账号",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9_.\-]*$", "账号只能用小写字母、数字和.-_，并以字母或数字开头。")],
        error_messages={"unique": "这个账号已经有人使用，请换一个。"},
    )
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_example = models.BooleanField("示例账号", default=False)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """One role of one person at one place, for one unit where the role needs one, from and to a day."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="grants")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="grants")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)
    granted_by = models.CharField("授权人", max_length=150)
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(role__in=Role.unit_roles()) & Q(unit__isnull=False))
                | (~Q(role__in=Role.unit_roles()) & Q(unit__isnull=True)),
                name="grant_unit_fits_role",
                violation_error_message="联络员和单位审核人必须指定单位，其他身份不能指定单位。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="grant_dates",
                violation_error_message="终止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
