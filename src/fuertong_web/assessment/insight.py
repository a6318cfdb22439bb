"""Behind a signal, for statistician and office: the methods of others, what is still needed, what if (推演).

All of it rests on the series kept with the signal. Nobody gets it who may not see every figure of that series (D7).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from fuertong.assess import Audience, sentence
from fuertong.assess.methods import Comparison, compare
from fuertong.assess.need import need, need_sentence
from fuertong.assess.what_if import WhatIf, least_pace, what_if
from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.explaining import is_of_counts, result_of, unit_of
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.selectors import figures_seen
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import Target


def may_look_behind(actor: Actor, target: Target, signal: Assessment | None) -> bool:
    """Whether forecast, need and what-if of this target may be shown to the actor at all."""
    if signal is None or not actor.can(Permission.SIGNAL_SEE) or not signal.inputs.get("series"):
        return False
    return figures_seen(actor, target) is View.ALL and not signal.inputs["target"].get("each")


def methods_of(signal: Assessment) -> list[Comparison]:
    """What the methods of others say of the same series, with why they disagree."""
    asked = signal.inputs["target"]
    return compare(_frame(signal), asked, region=str(asked["region"]), as_of=signal.data_year)


def need_of(signal: Assessment, target: Target) -> str:
    """从现在起每年还需…, in the indicator's unit, and in people where the parts are known and not sensitive."""
    asked, indicator = signal.inputs["target"], target.indicator
    if indicator is None or asked.get("type") not in ("level", "change") or "小样本" in signal.flags:
        return ""  # a pace from one year's few cases would mislead
    latest = _latest(signal)
    found = need(
        result_of(signal),
        kind=str(asked["kind"]),
        per=asked.get("per"),
        numerator=latest.get("numerator"),
        denominator=latest.get("denominator"),
        denominator_year=signal.latest_year,
        sensitive=is_of_counts(target),
    )
    if found is None:
        return ""
    return need_sentence(
        found,
        unit=target.unit or indicator.unit,
        decimals=int(asked.get("decimals") or 0),
        denominator_name=indicator.denominator or "分母",
    )


def suppose(signal: Assessment, values: Mapping[int, float], changes: Mapping[str, Any]) -> WhatIf:
    """The target judged as it is and as supposed; FuertongError says what cannot be supposed."""
    asked = signal.inputs["target"]
    return what_if(
        _frame(signal),
        asked,
        region=str(asked["region"]),
        as_of=signal.data_year,
        values=values,
        changes=changes,
    )


def next_year_needed(signal: Assessment) -> float | None:
    """The least change next year that would bring the signal to 预计可达标, None where one year cannot."""
    asked = signal.inputs["target"]
    try:
        return least_pace(_frame(signal), asked, region=str(asked["region"]), as_of=signal.data_year)
    except FuertongError:
        return None


def told(row: Mapping[str, Any], signal: Assessment, target: Target, actor: Actor) -> str:
    """The kernel's sentence of a supposed result."""
    return sentence(
        {**signal.inputs["target"], **row},
        unit=unit_of(signal, target),
        name="",
        audience=Audience.STATISTICIAN if actor.sees_counts else Audience.OFFICE,
        sensitive=is_of_counts(target),
        show_p=True,
    )


def _frame(signal: Assessment) -> pl.DataFrame:
    region = str(signal.inputs["target"]["region"])
    rows = [{**point, "region": region} for point in signal.inputs["series"]]
    return pl.DataFrame(rows, infer_schema_length=None)


def _latest(signal: Assessment) -> dict[str, Any]:
    asked = signal.inputs["target"]
    key = (asked["indicator"], asked.get("breakdown") or "")
    own = [point for point in signal.inputs["series"] if (point["indicator"], point.get("breakdown") or "") == key]
    return next((point for point in own if point["year"] == signal.latest_year), {})
