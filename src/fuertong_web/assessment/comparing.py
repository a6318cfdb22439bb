"""Comparing regions and groups of one indicator (比较): intervals, funnel, gaps; protected values never enter (D7)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from fuertong.assess.funnel import Funnel, funnel
from fuertong.assess.gaps import DIMENSIONS, Gap, Spread, group_gap, region_gap
from fuertong.assess.region_groups import RegionComparison, compare_regions, region_rows
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.collection.selectors import indicators_for, observations_frame
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region

LEAST = 2
DIMENSION_WORDS = {"sex": "性别差距", "residence": "城乡差距"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One indicator and year: regions where the place has several, gaps between groups, and why nothing is shown."""

    indicator: Indicator
    year: int | None
    regions: RegionComparison | None
    names: dict[str, str]
    uids: dict[str, str]
    funnel: Funnel | None
    spread: Spread | None
    gaps: list[tuple[str, tuple[str, str], Gap]]
    groups: list[tuple[str, str, dict[str, Any]]]
    withheld: str


def comparable(actor: Actor) -> list[Indicator]:
    """The indicators with values of several regions or groups, newest version of each; two queries."""
    if actor.place is None:
        return []
    rows = {row.code: row for row in indicators_for(actor).order_by("name", "version")}
    parts = observations_frame(actor.place).filter((pl.col("region") != actor.place.code) | (pl.col("breakdown") != ""))
    codes = set(parts["indicator"].to_list())
    return [row for code, row in rows.items() if code in codes]


def compare(actor: Actor, indicator: Indicator, year: int | None) -> Comparison:
    """What may be compared; of protected indicators nothing but the reason."""
    assert actor.place is not None
    seen = view_of(actor, indicator)
    if seen is not View.ALL:
        return _nothing(indicator, year, seen.words)
    frame = observations_frame(actor.place).filter(pl.col("indicator") == indicator.code)
    last = frame.filter(pl.col("year") <= year)["year"].max() if year is not None else frame["year"].max()
    at = int(last) if isinstance(last, int) else None
    if at is None:
        return _nothing(indicator, year, "还没有已接受的数据")
    below_rows = Region.objects.filter(parent=actor.place.region).values_list("code", "name", "uid")
    names = {code: name for code, name, _ in below_rows}
    below = frame.filter(pl.col("region").is_in(list(names)))
    base = int(frame["year"].min())  # type: ignore[arg-type]
    per = float(indicator.per) if indicator.per else None
    several = below.filter((pl.col("year") == at) & (pl.col("breakdown") == ""))["region"].n_unique() >= LEAST
    terms: dict[str, Any] = {
        "indicator": indicator.code,
        "kind": indicator.kind,
        "base_year": base,
        "deadline": at + 1,
        "as_of": at,
    }
    gaps = [
        (
            DIMENSION_WORDS[name],
            DIMENSIONS[name],
            group_gap(frame, region=actor.place.code, dimension=name, **terms | {"base_year": first}),
        )
        for name in DIMENSIONS
        if (first := _first_year(frame, actor.place.code, name)) is not None
    ]
    rows = region_rows(below, indicator=indicator.code, year=at) if several else None
    return Comparison(
        indicator=indicator,
        year=at,
        regions=compare_regions(
            below, indicator=indicator.code, year=at, kind=indicator.kind, per=per, polarity=indicator.polarity or None
        )
        if several
        else None,
        names=names,
        uids={code: str(uid) for code, _, uid in below_rows},
        funnel=funnel(rows, kind=indicator.kind, per=per) if rows is not None else None,
        spread=region_gap(below, per=per, **terms) if several else None,
        gaps=[row for row in gaps if row[2].years.height],
        groups=_groups(frame, actor.place.code, at),
        withheld="",
    )


def _nothing(indicator: Indicator, year: int | None, why: str) -> Comparison:
    return Comparison(
        indicator=indicator,
        year=year,
        regions=None,
        names={},
        uids={},
        funnel=None,
        spread=None,
        gaps=[],
        groups=[],
        withheld=why,
    )


def _groups(frame: pl.DataFrame, region: str, year: int) -> list[tuple[str, str, dict[str, Any]]]:
    """The place's own groups of the year: code, words, values."""
    own = frame.filter((pl.col("region") == region) & (pl.col("year") == year)).sort("breakdown")
    return [
        (row["breakdown"], breakdown_label(row["breakdown"]) if row["breakdown"] else "合计", row)
        for row in own.to_dicts()
    ]


def _first_year(frame: pl.DataFrame, region: str, dimension: str) -> int | None:
    """The first year in which one of the groups has a value: whether a gap narrows is asked since then."""
    own = frame.filter((pl.col("region") == region) & pl.col("breakdown").is_in(list(DIMENSIONS[dimension])))
    first = own["year"].min()
    return first if isinstance(first, int) else None
