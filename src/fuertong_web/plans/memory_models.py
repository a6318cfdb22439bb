"""What people said once and is kept for later readings (记住的做法): append-only, the last row of a key counts."""

import uuid

from django.db import models


class Memory(models.Model):
    """A sentence ticked off as no target, or a remembered correction no longer wanted; `on` False takes it back."""

    class Kind(models.TextChoices):
        NO_TARGET = "no_target", "不是指标值"
        LESSON_OFF = "lesson_off", "不再照改"

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="memories")
    kind = models.CharField("内容", max_length=12, choices=Kind.choices)
    key = models.CharField("识别键", max_length=64, help_text="文字除去数字后的摘要")
    written = models.CharField("原文", max_length=300)
    on = models.BooleanField("有效", default=True)
    draft = models.ForeignKey("plans.PlanDraft", models.PROTECT, null=True, blank=True, related_name="memories")
    by = models.CharField("办理人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["place", "kind"], name="memory_of_place")]

    def __str__(self) -> str:
        return self.written
