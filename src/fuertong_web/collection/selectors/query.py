"""The data query (数据查询): indicators × years of a place, filtered, as the actor may see them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models import Observation
from fuertong_web.collection.selectors.values import Point, indicators_for, series
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place

YEARS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What was asked for; empty fields do not restrict."""

    words: str = ""
    unit: str = ""
    domain: str = ""
    until: int | None = None
    grouped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One indicator (and group) with its points by year, None where there is none."""

    indicator: Indicator
    breakdown: str
    points: list[Point | None]
    first_of_unit: bool

    @property
    def name(self) -> str:
        """指标（分组）."""
        group = breakdown_label(self.breakdown)
        return f"{self.indicator.name}（{group}）" if group else self.indicator.name


def last_year(place: Place) -> int | None:
    """The newest data year with an accepted value."""
    found = Observation.objects.filter(indicator__place=place).aggregate(year=Max("data_year"))["year"]
    return int(found) if found else None


def asked(actor: Actor, wanted: Filter) -> QuerySet[Indicator]:
    """The indicators the filter leaves, in the order of the units."""
    rows = indicators_for(actor).filter(valid_to=None)
    if wanted.words:
        rows = rows.filter(Q(name__icontains=wanted.words) | Q(code__icontains=wanted.words))
    if _is_uuid(wanted.unit):
        rows = rows.filter(source_unit__uid=wanted.unit)
    if wanted.domain:
        with_target = Indicator.objects.filter(targets__goal__domain__code=wanted.domain)
        rows = rows.filter(pk__in=with_target.values("pk"))
    return rows


def domains_of(actor: Actor) -> list[tuple[str, str]]:
    """(code, 规划·领域) of the domains whose targets use an indicator the actor may see."""
    rows = (
        indicators_for(actor)
        .filter(targets__isnull=False)
        .order_by("targets__goal__domain__plan", "targets__goal__domain__no")
        .values_list(
            "targets__goal__domain__code",
            "targets__goal__domain__title",
            "targets__goal__domain__plan__audience",
        )
    )
    words = {"women": "妇女", "children": "儿童"}
    return list(dict.fromkeys((code, f"{words.get(plan, '')}·{title}") for code, title, plan in rows))


def grid(actor: Actor, indicators: list[Indicator], years: list[int], *, grouped: bool) -> list[GridRow]:
    """The rows with their points; two queries. Whole years only: quarters and months have their own page."""
    found = series(actor, [row.pk for row in indicators], breakdown=None if grouped else "")
    rows: list[GridRow] = []
    unit: int | None = -1
    for indicator in indicators:
        groups = sorted(breakdown for pk, breakdown in found if pk == indicator.pk) or [""]
        for breakdown in groups:
            points = {
                point.year: point
                for point in found.get((indicator.pk, breakdown), [])
                if "Q" not in point.period and "M" not in point.period
            }
            rows.append(
                GridRow(
                    indicator=indicator,
                    breakdown=breakdown,
                    points=[points.get(year) for year in years],
                    first_of_unit=indicator.source_unit_id != unit,
                )
            )
            unit = indicator.source_unit_id
    return rows


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
