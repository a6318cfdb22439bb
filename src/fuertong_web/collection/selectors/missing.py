"""缺数据: what a data year still lacks, and why."""

from dataclasses import dataclass

from django.utils import timezone

from fuertong.model.observation import Absence
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.models import Cell, Observation
from fuertong_web.places.models import Place

EXCUSED = (Absence.FROM_ABOVE, Absence.SURVEY_YEAR, Absence.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One value that was asked for and is not there; `reason` the unit's word, or that nothing came yet."""

    indicator_id: int
    code: str
    name: str
    breakdown: str
    period: str
    unit: str
    unit_id: int
    reason: str
    note: str = ""
    member: str = ""

    @property
    def shown(self) -> str:
        """The indicator with the member of a list and the breakdown in words."""
        words = "，".join(part for part in (self.member, breakdown_label(self.breakdown)) if part)
        return f"{self.name}（{words}）" if words else self.name


def missing_of(place: Place, data_year: int) -> list[Missing]:
    """The cells of the year's rounds without an accepted value; what a level does not produce, what a later batch
    (批次) will still bring and what lower places owe is no gap; neither is progress within the year.
    """
    held = set(
        Observation.objects.filter(indicator__place=place, data_year=data_year)
        .exclude(revision__value=None)
        .values_list("indicator_id", "region_id", "period", "breakdown")
    )
    cells = (
        Cell.objects.filter(
            form__round__place=place, form__round__data_year=data_year, form__round__span="", form__passed=None
        )
        .exclude(absence__in=EXCUSED)
        .exclude(
            form__round__main__isnull=False,
            form__round__state=RoundState.OPEN,
            form__round__deadline__gte=timezone.localdate(),
        )
        .select_related("indicator", "form__unit", "region")
        .order_by("form__unit__order", "order")
    )
    found: dict[tuple[int, int, str, str], Missing] = {}
    for cell in cells:
        key = (cell.indicator_id, cell.region_id, cell.period, cell.breakdown)
        if key not in held:
            found[key] = Missing(
                indicator_id=cell.indicator_id,
                code=cell.indicator.code,
                name=cell.indicator.name,
                breakdown=cell.breakdown,
                period=cell.period,
                unit=cell.form.unit.name,
                unit_id=cell.form.unit_id,
                reason=_reason(cell),
                note=cell.note,
                member="" if cell.region_id == place.region_id else cell.region.name,
            )
    return list(found.values())


def _reason(cell: Cell) -> str:
    if cell.absence:
        return Absence(cell.absence).label
    return "已填，待审核" if cell.value is not None else "尚未报送"
