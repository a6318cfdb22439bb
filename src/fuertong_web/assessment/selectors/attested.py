"""Verdicts that a department attested in the place of a figure (认证无数字, practice 12): proposed as the verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fuertong.model.verdict import Verdict as Word
from fuertong_web.collection.models import Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.plans.models import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """The word with the department, document and day that stand behind it."""

    word: Word
    department: str
    document: str
    on: date | None

    @property
    def words(self) -> str:
        """县委组织部确认：已达标（文件，2026-03-01）."""
        source = "，".join(part for part in (self.document, f"{self.on:%Y-%m-%d}" if self.on else "") if part)
        return f"{self.department or '责任单位'}确认：{self.word.value}" + (f"（{source}）" if source else "")


def attested_of(targets: Iterable[Target], data_year: int) -> dict[int, Attested]:
    """Target id → what was attested and accepted for the data year at the target's own place; one query."""
    rows = list(targets)
    places = {row.goal.domain.plan.place_id for row in rows}
    found = {
        (item.indicator.code, item.breakdown): item.revision
        for item in Observation.objects.filter(
            WHOLE_YEARS, indicator__place__in=places, data_year=data_year, region__place__in=places
        )
        .exclude(revision__attested="")
        .select_related("revision", "indicator")
        .order_by("pk")
    }
    answer = {}
    for row in rows:
        revision = found.get((row.indicator.code, row.breakdown)) if row.indicator is not None else None
        if revision is not None:
            answer[row.pk] = Attested(
                word=Word(revision.attested),
                department=revision.attested_by,
                document=revision.attested_document,
                on=revision.attested_on,
            )
    return answer
