"""Our signal beside the methods of others (方法对照): for whole tables, or for one series with sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fuertong.assess.frames import Frame, latest_year, read_observations
from fuertong.assess.methods.catalogue import Method, chosen
from fuertong.assess.methods.formulas import FORMULAS
from fuertong.assess.methods.growth import REASONS
from fuertong.assess.methods.inputs import read_inputs
from fuertong.assess.methods.reasons import why, why_sentence
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.model.verdict import Signal

_ACHIEVED = "achieved"
_NUMBERS = ("actual", "required", "measure", "predicted", "score")
_INPUTS = ("base", "base_at", "start", "start_at", "end", "end_at", "points", "target", "deadline")
_OURS = ("cls", "direction_word", "flags", "latest", "recent_per_year", "numbered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One method's answer for one series.

    `words` are the method's own, `signal` the word of ours they stand for, `agrees` whether it is ours (None where the
    method cannot be used: `not_applicable` says why). `numbers` are what it was reckoned from and the results: growth
    rates are shares of 1 a year, `actual` and `required` of ESCAP are in the unit of the indicator.
    """

    method: str
    label: str
    source: str
    url: str
    measure_is: str
    words: str
    original: str
    signal: str
    ours: str
    agrees: bool | None
    numbers: dict[str, float | None]
    why: str
    not_applicable: str


def compare(
    observations: Frame,
    target: Mapping[str, Any],
    *,
    region: str,
    as_of: int,
    methods: tuple[str, ...] | None = None,
    parameters: Parameters = DEFAULTS,
) -> list[Comparison]:
    """Every method (or those named) on one target (a row of D9) in one region, in the order of the catalogue."""
    table = pl.DataFrame([{**target, "region": region}], infer_schema_length=None)
    frame = compare_frame(observations, table, as_of=as_of, methods=methods, parameters=parameters)
    rows = {row["method"]: row for row in frame.to_dicts()}
    return [_comparison(method, rows[method.code]) for method in chosen(methods)]


def compare_frame(
    observations: Frame,
    targets: Frame,
    *,
    as_of: int | None = None,
    methods: tuple[str, ...] | None = None,
    parameters: Parameters = DEFAULTS,
    regions: Frame | None = None,
) -> pl.DataFrame:
    """One row a target, region and method, sorted so; codes and numbers only (`why_sentence` makes the sentence).

    Columns id, region, method, code, words, signal, agrees, why, reason (why it cannot be used), actual, required,
    measure, predicted, score, the inputs base, base_at, start, start_at, end, end_at, points, target, deadline, and our
    cls, direction_word, flags, latest, recent_per_year, numbered.
    """
    wanted = chosen(methods)
    year = latest_year(read_observations(observations)) if as_of is None else as_of
    inputs = read_inputs(observations, targets, as_of=year, parameters=parameters, regions=regions)
    parts = [_apply(method, inputs) for method in wanted]
    return pl.concat(parts).sort("id", "region", "order").drop("order")


def _apply(method: Method, inputs: pl.DataFrame) -> pl.DataFrame:
    formulas = FORMULAS[method.code](method)
    frame = inputs.with_columns(formulas["reason"].alias("reason"))
    usable = pl.col("reason").is_null()
    values = [
        pl.when(usable & formulas[name].is_finite()).then(formulas[name]).alias(name).cast(pl.Float64)
        for name in _NUMBERS
    ]
    frame = frame.with_columns(*values, pl.when(usable).then(formulas["code"]).alias("code"))
    frame = frame.with_columns(_words(method), _signal(method))
    frame = frame.with_columns(_agrees().alias("agrees"))
    frame = frame.with_columns(why().alias("why"), pl.lit(method.code).alias("method"))
    order = list(FORMULAS).index(method.code)
    columns = ("id", "region", "method", "code", "words", "signal", "agrees", "why", "reason")
    return frame.select(*columns, *_NUMBERS, *_INPUTS, *_OURS, pl.lit(order).alias("order"))


def _key() -> pl.Expr:
    return pl.when("numbered").then(pl.lit("number:")).otherwise(pl.lit("no_number:")) + pl.col("code")


def _words(method: Method) -> pl.Expr:
    words = {key: each.words for key, each in method.classes().items()}
    words[f"number:{_ACHIEVED}"] = str(method.settings.get("achieved", ""))
    return _key().replace_strict(words, default=None, return_dtype=pl.String).alias("words")


def _signal(method: Method) -> pl.Expr:
    """The word of ours: what is met now and has the best class is 已达标; in the deadline year nothing is 预计."""
    words = {key: each.signal for key, each in method.classes().items()}
    words[f"number:{_ACHIEVED}"] = Signal.MET.value
    plain = _key().replace_strict(words, default=None, return_dtype=pl.String)
    best = pl.col("code") == (method.number[0].code if method.number else "")
    over = pl.col("end_at") == pl.col("deadline")
    said = (
        pl.when(pl.col("numbered") & pl.col("meets") & (best | over))
        .then(pl.lit(Signal.MET.value))
        .when(pl.col("numbered") & over)
        .then(pl.lit(Signal.MISSED.value))
        .otherwise(plain)
    )
    return pl.when(pl.col("code").is_not_null()).then(said).alias("signal")


def _agrees() -> pl.Expr:
    kept = pl.col("direction_word").replace({"保持良好": "方向符合", "低于基期": "方向不符", "高于基期": "方向不符"})
    ours = pl.when("numbered").then(pl.col("cls")).otherwise(kept)
    return pl.when(pl.col("signal").is_not_null()).then(pl.col("signal") == ours.fill_null(""))


def _comparison(method: Method, row: Mapping[str, Any]) -> Comparison:
    reason = row["reason"]
    return Comparison(
        method=method.code,
        label=method.label,
        source=f"{method.publisher}：{method.edition}",
        url=method.url,
        measure_is=method.measure,
        words=row["words"] or "",
        original=_original(method, row),
        signal=row["signal"] or "",
        ours=row["cls"] if row["numbered"] else row["direction_word"] or row["cls"],
        agrees=row["agrees"],
        numbers={name: row[name] for name in (*_NUMBERS, *_INPUTS)},
        why=why_sentence(row),
        not_applicable="" if reason is None else f"不适用：{REASONS[reason]}。",
    )


def _original(method: Method, row: Mapping[str, Any]) -> str:
    if row["code"] == _ACHIEVED:
        return "target achieved"
    found = method.classes().get(f"{'number' if row['numbered'] else 'no_number'}:{row['code']}")
    return found.original if found else ""
