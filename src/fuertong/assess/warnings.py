"""Firing warnings (预警): rules over whole tables of results, and what other thresholds would have fired.

The machine only raises (待核实); a person releases. Nothing here knows who sees a warning.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from fuertong.assess.frames import Frame
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.past import judged_then, with_year_before
from fuertong.assess.warning_rules import DEFAULT_RULES, Colour, Rule
from fuertong.model.verdict import Signal

FIRED: dict[str, pl.DataType] = {
    "id": pl.String(),
    "region": pl.String(),
    "year": pl.Int32(),
    "rule": pl.String(),
    "colour": pl.String(),
    "matter": pl.String(),
    "words": pl.String(),
}
_KEY = ["id", "region"]


def fire(
    results: Frame, rules: tuple[Rule, ...] = DEFAULT_RULES, *, as_of: int, before: Frame | None = None
) -> pl.DataFrame:
    """The warnings that results set off: id, region, year, rule, colour, matter, words; gravest first in each target.

    `results` has the columns of `assess` (id, region, cls, p, flags, deadline); `before` those of the data year before
    (id, region, cls), which rules on a second red year look at. Of rules on one matter only the first to fire counts.
    """
    frame = _with_last_year(results.lazy(), before).collect()
    taken: dict[str, pl.Series] = {}
    found = []
    for order, rule in enumerate(rules):
        if not rule.on:
            continue
        hit = frame.select(_fires(rule, as_of).alias("hit"))["hit"]
        earlier = taken.get(rule.matter)
        fresh = hit if earlier is None else hit & ~earlier
        taken[rule.matter] = hit if earlier is None else hit | earlier
        found.append(frame.filter(fresh).select(*_KEY, *_columns(rule, as_of), pl.lit(order).alias("order")))
    if not found:
        return pl.DataFrame(schema=FIRED)
    return pl.concat(found).sort(*_KEY, "order").select(pl.col(name).cast(kind) for name, kind in FIRED.items())


def preview(
    observations: Frame,
    targets: Frame,
    *,
    years: Iterable[int],
    rules: tuple[Rule, ...] = DEFAULT_RULES,
    parameters: Parameters = DEFAULTS,
    regions: Frame | None = None,
) -> pl.DataFrame:
    """What the rules would have fired in past data years, each judged from the points up to that year.

    Values are those that stand today unless the observations say in which year each was known (`past`).
    """
    chosen = sorted(set(years))
    judged = judged_then(observations, targets, years=with_year_before(chosen), parameters=parameters, regions=regions)
    return fired_then(judged, chosen, rules)


def fired_then(judged: Mapping[int, pl.DataFrame], years: Iterable[int], rules: tuple[Rule, ...]) -> pl.DataFrame:
    """The warnings of several years from the results of each year and of the year before."""
    fired = [fire(judged[year], rules, as_of=year, before=judged[year - 1]) for year in years]
    return pl.concat(fired) if fired else pl.DataFrame(schema=FIRED)


def by_year(fired: pl.DataFrame) -> pl.DataFrame:
    """One row a year: how many warnings of each colour, and on how many targets and regions."""
    colours = [(pl.col("colour") == colour.value).sum().alias(colour.value) for colour in Colour]
    return fired.group_by("year").agg(*colours, targets=pl.struct(_KEY).n_unique()).sort("year")


def changes(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Two tables of fired warnings compared by target, region, year and matter: `change` 新增, 取消, 变色, 不变.

    `colour` is the new colour, `old_colour` the old one; null where there is none.
    """
    key = [*_KEY, "year", "matter"]
    both = old.select(*key, old_colour="colour", old_rule="rule").join(
        new.select(*key, "colour", "rule"), on=key, how="full", coalesce=True
    )
    change = (
        pl.when(pl.col("old_colour").is_null())
        .then(pl.lit("新增"))
        .when(pl.col("colour").is_null())
        .then(pl.lit("取消"))
        .when(pl.col("colour") != pl.col("old_colour"))
        .then(pl.lit("变色"))
        .otherwise(pl.lit("不变"))
    )
    return both.with_columns(change=change).sort(key)


def _with_last_year(frame: pl.LazyFrame, before: Frame | None) -> pl.LazyFrame:
    if before is None:
        return frame.with_columns(red_before=pl.lit(False))
    red = before.lazy().filter(pl.col("cls") == Signal.HARD).select(*_KEY, red_before=pl.lit(True)).unique()
    return frame.join(red, on=_KEY, how="left").with_columns(pl.col("red_before").fill_null(False))


def _fires(rule: Rule, as_of: int) -> pl.Expr:
    fires = pl.col("cls") == rule.cls if rule.cls else pl.col("flags").list.contains(rule.flag)
    if rule.years_to_go is not None:
        fires &= pl.col("deadline") - as_of <= rule.years_to_go
    if rule.p_below is not None or rule.second_year:
        low = pl.lit(False) if rule.p_below is None else (pl.col("p") < rule.p_below).fill_null(False)
        fires &= low | (pl.col("red_before") if rule.second_year else pl.lit(False))
    return fires.fill_null(False)


def _columns(rule: Rule, as_of: int) -> list[pl.Expr]:
    values = {
        "year": as_of,
        "rule": rule.code,
        "colour": rule.colour.value,
        "matter": rule.matter,
        "words": rule.words,
    }
    return [pl.lit(value).alias(name) for name, value in values.items()]
