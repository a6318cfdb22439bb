"""Backtest (回测): had the warning rules run in past years, what would they have caught, how early, how many in vain.

Each past data year is judged as known then, through the same kernel; the truth is the final class of the deadline
year. A target whose last value is missing or not yet due has no truth and is counted apart, never as met or missed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from fuertong.assess.frames import Frame, assess, latest_year, read_observations
from fuertong.assess.intervals import wilson_interval
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.past import DELAY, KNOWN, judged_then, with_year_before
from fuertong.assess.warning_rules import DEFAULT_RULES, Colour, Rule
from fuertong.assess.warnings import fired_then
from fuertong.model.verdict import Signal

_KEY = ["id", "region"]
_ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """The answer of a backtest.

    `cases`: one row a target, region and year before the deadline: id, region, year, deadline, cls, missed (true, false
    or null without truth), colour (the gravest fired that year), lead (years to the deadline where fired) and outcome
    (命中, 误报, 漏报, 未预警且达标; null without truth). `fired`: the warnings. `by_rule`: the counts of each rule, of
    each colour and graver, and of any warning. `by_target`: first warning and lead time of each target with truth.
    `notes`: what the reader must know, in sentences.
    """

    cases: pl.DataFrame
    fired: pl.DataFrame
    by_rule: pl.DataFrame
    by_target: pl.DataFrame
    notes: list[str]


def backtest(
    observations: Frame,
    targets: Frame,
    *,
    years: Iterable[int],
    rules: tuple[Rule, ...] = DEFAULT_RULES,
    parameters: Parameters = DEFAULTS,
    regions: Frame | None = None,
    delay: int = DELAY,
    counting: Colour = Colour.ORANGE,
) -> Backtest:
    """Run the rules in past data years; observations may say in which year each value was known (`known`).

    `counting` is the colour from which on (or graver) a warning counts in `cases` and `by_target`.
    """
    seen = observations.lazy().collect()
    chosen = sorted(set(years))
    judged = judged_then(
        seen, targets, years=with_year_before(chosen), parameters=parameters, regions=regions, delay=delay
    )
    last = latest_year(read_observations(seen))
    truth = _truth(assess(seen, targets, as_of=last, parameters=parameters, regions=regions).collect(), last)
    cases = _cases(judged, chosen, targets.lazy().collect(), truth)
    fired = fired_then(judged, chosen, rules).join(cases.select(*_KEY, "year"), on=[*_KEY, "year"], how="semi")
    return Backtest(
        cases=_with_outcome(cases, _at_least(fired, counting)),
        fired=fired,
        by_rule=_by_rule(cases, fired, rules),
        by_target=_by_target(cases, _at_least(fired, counting)),
        notes=_notes(cases, truth, known=KNOWN in seen.columns),
    )


def _truth(final: pl.DataFrame, last: int) -> pl.DataFrame:
    """Whether each target was finally missed; null while due or when the last value never came."""
    over = final.filter(pl.col("deadline") <= last)
    missed = (
        pl.when(pl.col("cls") == Signal.MISSED)
        .then(True)
        .when(pl.col("cls") == Signal.MET)
        .then(False)
        .otherwise(pl.lit(None, dtype=pl.Boolean))
    )
    return over.select(*_KEY, missed=missed)


def _cases(
    judged: dict[int, pl.DataFrame], years: list[int], targets: pl.DataFrame, truth: pl.DataFrame
) -> pl.DataFrame:
    """One row a target and year after its base year and before its deadline."""
    rows = [judged[year].select(*_KEY, "cls", "p", deadline="deadline").with_columns(year=year) for year in years]
    schema = {"id": pl.String, "region": pl.String, "cls": pl.String, "deadline": pl.Int32, "year": pl.Int32}
    cases = pl.concat(rows) if rows else pl.DataFrame(schema=schema)
    base = targets.select("id", base="base_year") if {"id", "base_year"} <= set(targets.columns) else None
    if base is not None:
        cases = cases.join(base.unique("id"), on="id", how="left")
        cases = cases.filter(pl.col("base").is_null() | (pl.col("year") > pl.col("base"))).drop("base")
    cases = cases.filter(pl.col("year") < pl.col("deadline"))
    joined = cases.join(truth, on=_KEY, how="left").with_columns(pl.col("year").cast(pl.Int32))
    return joined.select(*_KEY, "year", "deadline", "cls", "missed").sort(*_KEY, "year")


def _by_rule(cases: pl.DataFrame, fired: pl.DataFrame, rules: tuple[Rule, ...]) -> pl.DataFrame:
    """One row a rule (scope rule), a colour or graver (colour), and all (any)."""
    on = [rule for rule in rules if rule.on]
    groups = [("rule", rule.code, rule.words, [rule.code]) for rule in on]
    for colour in Colour:
        codes = [rule.code for rule in on if rule.colour.gravity >= colour.gravity]
        groups.append(("colour", colour.value, f"{colour.label}及以上" if colour != Colour.RED else "红色", codes))
    groups.append((_ANY, _ANY, "任何预警", [rule.code for rule in on]))
    rows = [
        {"scope": scope, "code": code, "label": label} | _counts(cases, fired.filter(pl.col("rule").is_in(codes)))
        for scope, code, label, codes in groups
    ]
    return _with_intervals(pl.DataFrame(rows, schema_overrides={"lead_mean": pl.Float64, "lead_median": pl.Float64}))


def _counts(cases: pl.DataFrame, fired: pl.DataFrame) -> dict[str, object]:
    known = cases.filter(pl.col("missed").is_not_null())
    hit = known.join(fired.select(*_KEY, "year").unique(), on=[*_KEY, "year"], how="semi")
    hits, false_alarms = (hit.filter(pl.col("missed") == missed).height for missed in (True, False))
    wrong, right = (known.filter(pl.col("missed") == missed).height for missed in (True, False))
    first = hit.filter("missed").group_by(_KEY).agg(lead=(pl.col("deadline") - pl.col("year")).max())
    return {
        "hits": hits,
        "misses": wrong - hits,
        "false_alarms": false_alarms,
        "quiet": right - false_alarms,
        "targets_missed": known.filter("missed").select(_KEY).unique().height,
        "targets_warned": first.height,
        "lead_mean": first["lead"].mean(),
        "lead_median": first["lead"].median(),
        "without_truth": cases.height - known.height,
    }


def _with_intervals(frame: pl.DataFrame) -> pl.DataFrame:
    """Precision, recall and the rate of false alarms with Wilson intervals; null where nothing is to be counted."""
    shares = {
        "precision": ("hits", pl.col("hits") + pl.col("false_alarms")),
        "recall": ("hits", pl.col("hits") + pl.col("misses")),
        "false_alarm_rate": ("false_alarms", pl.col("false_alarms") + pl.col("quiet")),
    }
    for name, (cases, among) in shares.items():
        of = frame.select(among.cast(pl.Float64)).to_series().to_numpy()
        low, high = wilson_interval(frame[cases].to_numpy(), of)
        share = pl.when(among > 0).then(pl.col(cases) / among)
        frame = frame.with_columns(
            share.alias(name),
            pl.Series(f"{name}_lo", low).fill_nan(None),
            pl.Series(f"{name}_hi", high).fill_nan(None),
        )
    return frame


def _at_least(fired: pl.DataFrame, colour: Colour) -> pl.DataFrame:
    return fired.filter(pl.col("colour").is_in([each.value for each in Colour if each.gravity >= colour.gravity]))


def _by_target(cases: pl.DataFrame, fired: pl.DataFrame) -> pl.DataFrame:
    """Each target with truth: first year warned, lead in years, rules, and what became of it."""
    first = fired.group_by(_KEY).agg(
        first_warned=pl.col("year").min(),
        years_warned=pl.col("year").n_unique(),
        rules=pl.col("rule").unique().sort(),
    )
    known = (
        cases.filter(pl.col("missed").is_not_null())
        .group_by(_KEY)
        .agg(deadline=pl.col("deadline").first(), years_judged=pl.len(), missed=pl.col("missed").first())
    )
    joined = known.join(first, on=_KEY, how="left").with_columns(lead=pl.col("deadline") - pl.col("first_warned"))
    return joined.with_columns(outcome=_outcome(pl.col("first_warned").is_not_null())).sort(_KEY)


def _with_outcome(cases: pl.DataFrame, fired: pl.DataFrame) -> pl.DataFrame:
    """The gravest colour of each year, and whether it was right."""
    order = {colour.value: -colour.gravity for colour in Colour}
    gravest = fired.sort(pl.col("colour").replace_strict(order, return_dtype=pl.Int64)).unique(
        [*_KEY, "year"], keep="first", maintain_order=True
    )
    joined = cases.join(gravest.select(*_KEY, "year", "colour"), on=[*_KEY, "year"], how="left")
    warned = pl.col("colour").is_not_null()
    return joined.with_columns(
        lead=pl.when(warned).then(pl.col("deadline") - pl.col("year")), outcome=_outcome(warned)
    ).sort(*_KEY, "year")


def _outcome(warned: pl.Expr) -> pl.Expr:
    right = pl.when(warned).then(pl.lit("命中")).otherwise(pl.lit("漏报"))
    wrong = pl.when(warned).then(pl.lit("误报")).otherwise(pl.lit("未预警且达标"))
    return pl.when("missed").then(right).when(~pl.col("missed")).then(wrong)


def _notes(cases: pl.DataFrame, truth: pl.DataFrame, *, known: bool) -> list[str]:
    notes = []
    open_ = cases.filter(pl.col("missed").is_null()).select(_KEY).unique()
    late = open_.join(truth, on=_KEY, how="semi").height
    if open_.height - late:
        notes.append(f"有{open_.height - late}项目标尚未到期，没有结果可对照，不计入命中和误报。")
    if late:
        notes.append(f"有{late}项目标已到期但到期年份的数据尚未取得，不计入命中和误报。")
    silent = cases.filter((pl.col("cls") == Signal.UNKNOWN) & pl.col("missed").is_not_null()).height
    if silent:
        notes.append(f"有{silent}个目标年当时无法判断，没有发出困难类预警，未达标的按漏报计。")
    if known:
        notes.append("按每个数当时是否已经取得来研判，当时还没有的数没有使用。")
    else:
        notes.append("观测数据没有取得时间，按现在的数研判；后来订正过的数与当时看到的可能不同。")
    if not cases.filter(pl.col("missed").is_not_null()).height:
        notes.append("没有一项目标可以对照结果，本次回测只能看出会发出多少预警。")
    return notes
