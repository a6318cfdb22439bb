"""Verdicts attested without a figure (认证无数字): they count as judged, by the department that confirms them."""

from dataclasses import dataclass
from datetime import date

from fuertong.model.verdict import Verdict
from fuertong_web.collection.enums import Attested
from fuertong_web.collection.models import Observation
from fuertong_web.places.models import Place

_WORDS = {Attested.MET: Verdict.MET, Attested.NOT_MET: Verdict.MISSED, Attested.FITS: Verdict.FITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedVerdict:
    """What a department confirmed: the word of the verdict, the department, its document and date."""

    word: Verdict
    department: str
    document: str
    on: date | None

    @property
    def remark(self) -> str:
        """How it reads beside the verdict."""
        return "，".join(part for part in (f"由{self.department}确认，无数字", self.document) if part)


def attested_of(place: Place, data_year: int) -> dict[tuple[int, str], AttestedVerdict]:
    """(indicator id, breakdown) → the accepted attested verdict of a data year, one query."""
    rows = Observation.objects.filter(indicator__place=place, region=place.region_id, data_year=data_year).exclude(
        revision__attested=""
    )
    return {
        (row.indicator_id, row.breakdown): AttestedVerdict(
            word=_WORDS[Attested(row.revision.attested)],
            department=row.revision.attested_by,
            document=row.revision.attested_document,
            on=row.revision.attested_on,
        )
        for row in rows.select_related("revision")
    }
