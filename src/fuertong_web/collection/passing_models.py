"""A round passed down (下发): the form of a lower place in the upper one's round, and the round that answers it."""

import uuid

from django.db import models


class PassedForm(models.Model):
    """What a lower place owes to an upper round: `form` stands in the upper round, its cells are of `region`.

    A place of this installation takes it over (接收) and delivers what it has accepted; another one gets the form as a
    unit does, as a workbook or by a one-time code. `lower_round` is the round in which the place collects.
    """

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    form = models.OneToOneField("collection.Form", models.PROTECT, related_name="passed")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="passed_forms")
    lower_round = models.ForeignKey(
        "collection.Round", models.PROTECT, null=True, blank=True, related_name="for_upper", verbose_name="本级轮次"
    )
    taken_by = models.CharField("接收人", max_length=150, blank=True)
    taken_at = models.DateTimeField("接收时间", null=True, blank=True)

    class Meta:
        ordering = ["form"]

    def __str__(self) -> str:
        return f"{self.region}《{self.form.round}》"
