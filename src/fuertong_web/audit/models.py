"""Audit events (审计日志): one row an act, each sealed with the hash of the one before; no foreign keys."""

import uuid

from django.db import models


class Event(models.Model):
    """Who did what on which object, when, from what to what."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    actor = models.CharField("操作人", max_length=150)
    actor_uid = models.CharField("操作人标识", max_length=36, blank=True)
    roles = models.CharField("身份", max_length=200, blank=True)
    place = models.CharField("地区代码", max_length=20, blank=True)
    action = models.CharField("动作", max_length=80)
    object_kind = models.CharField("对象类别", max_length=80, blank=True)
    object_uid = models.CharField("对象标识", max_length=36, blank=True)
    object_label = models.CharField("对象", max_length=300, blank=True)
    before = models.JSONField("之前", default=dict)
    after = models.JSONField("之后", default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["place", "-number"]),
            models.Index(fields=["object_kind", "object_uid"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.object_label}"


class ChainHead(models.Model):
    """The last link; locking this one row puts the writers in line."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return str(self.number)
