"""The sentence and the reasons of a signal: the kernel's own words over the stored result."""

from typing import Any

import polars as pl

from fuertong.assess import Audience, sentence
from fuertong.assess.explanations import explain
from fuertong.model.indicator import Sensitivity
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.facts_parts import IN_POINTS, is_gap
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.selectors import figures_seen
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import Target

_SAME = (
    "cls",
    "n",
    "latest",
    "gap",
    "forecast",
    "lo",
    "hi",
    "p",
    "p_risk",
    "pooled",
    "pooled_lo",
    "pooled_hi",
    "flags",
    "method_version",
)


def unit_of(signal: Assessment, target: Target) -> str:
    """The unit a value of this target is said in; a distance between two percentages is in 个百分点."""
    unit = target.unit or (target.indicator.unit if target.indicator else "")
    asked = signal.inputs.get("target", {})
    return IN_POINTS.get(unit, unit) if is_gap(asked) and asked.get("mode") != "ratio" else unit


def result_of(signal: Assessment) -> dict[str, Any]:
    """The stored result in the kernel's columns, with the judging row it was made from."""
    row: dict[str, Any] = dict(signal.inputs.get("target", {})) | {name: getattr(signal, name) for name in _SAME}
    row.update(signal.sums)
    row.update(signal.details)
    row["year"], row["target"], row["target_hi"] = signal.latest_year, signal.target_value, signal.target_hi
    row["direction_word"] = signal.direction_word or None
    return row


def sentence_of(signal: Assessment, target: Target, actor: Actor) -> str:
    """One sentence for the statistician and the office; P only where the method lets them see it."""
    seen = figures_seen(actor, target)
    if seen in (View.NOTHING, View.SEALED):
        return f"{seen.words}，不列示数据。"
    return sentence(
        result_of(signal),
        unit=unit_of(signal, target),
        name="",
        audience=Audience.STATISTICIAN if actor.sees_counts else Audience.OFFICE,
        sensitive=seen is not View.ALL or is_of_counts(target),
        show_p=True,
    )


def reasons_of(signal: Assessment, target: Target, actor: Actor) -> list[tuple[str, str]]:
    """The reasons as label and formula with the numbers filled in; none where the actor may not see every figure."""
    asked, points = signal.inputs.get("target", {}), signal.inputs.get("series", [])
    if not points or asked.get("each") or figures_seen(actor, target) is not View.ALL:
        return []
    region = str(asked["region"])
    frame = pl.DataFrame([{**point, "region": region} for point in points], infer_schema_length=None)
    return [(reason.label, reason.formula) for reason in explain(frame, asked, region=region, as_of=signal.data_year)]


def is_of_counts(target: Target) -> bool:
    """Whether the target is about deaths, violence and the like, or compared with such an indicator."""
    both = (target.indicator, target.against_indicator)
    return any(row is not None and row.sensitivity == Sensitivity.COUNTS for row in both)
