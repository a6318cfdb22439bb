"""An indicator in the form of the core (`fuertong.model.indicator`), for judging and for the quality rules."""

from fuertong.catalogue import load
from fuertong.model import indicator as core
from fuertong_web.indicators.models import Indicator


def core_indicator(row: Indicator) -> core.Indicator:
    """The indicator as the core knows it, from its own row alone: the source unit is left out."""
    return core.Indicator(
        code=row.code,
        name=row.name,
        unit=row.unit,
        kind=core.Kind(row.kind),
        version=row.version,
        per=row.per,
        decimals=row.decimals,
        freq=row.freq,
        statistical_year=row.statistical_year,
        polarity=core.Polarity(row.polarity) if row.polarity else None,
        aliases=tuple(row.aliases),
        numerator=row.numerator,
        denominator=row.denominator,
        definition=row.definition,
        standing=core.Standing(row.standing),
        source=row.source,
        breakdowns=tuple(row.breakdowns),
        sensitivity=core.Sensitivity(row.sensitivity),
        levels=tuple(row.levels),
        over_100=row.over_100,
        expected_month=row.expected_month,
        domains=tuple(row.domains),
        production=production_of(row),
        aggregation=core.Aggregation(row.aggregation) if row.aggregation else None,
    )


def production_of(row: Indicator) -> tuple[core.Production, ...]:
    """What each level produces of it; rows taken in before this was kept are answered by the catalogue."""
    if row.production:
        return tuple(
            core.Production(
                level=one["level"],
                way=core.Way(one["way"]),
                producer=one.get("producer", ""),
                next_year=one.get("next_year"),
            )
            for one in row.production
        )
    listed = load().by_code.get(row.code)
    return listed.production if listed else ()
