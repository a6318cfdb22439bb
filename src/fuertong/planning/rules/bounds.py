"""Rules on the number of a target (指标值): against base, present, nation, and the catalogue's unit and sign."""

from collections.abc import Iterator

from fuertong.model.findings import Finding
from fuertong.model.indicator import Polarity, Sensitivity
from fuertong.model.organisation import Level
from fuertong.model.plan import TargetKind
from fuertong.model.units import is_share, normal_unit
from fuertong.planning.alignment import side
from fuertong.planning.comparing import Strictness, compare, good_direction
from fuertong.planning.national import CAUTION, national_plan
from fuertong.planning.pairing import pair
from fuertong.planning.rules.registry import Case, about, rule
from fuertong.planning.subjects import Placed, placed_targets
from fuertong.reading.breakdown import requirement

_LEVELS = (TargetKind.LEVEL, TargetKind.KEEP)


def _meets(item: Placed, value: float) -> bool:
    """Whether a value meets the target as it is printed."""
    asked = item.target.value
    if asked is None:
        return False
    good = good_direction(item.target, item.indicator)
    return value >= asked if good is Polarity.UP else value <= asked if good is Polarity.DOWN else False


def _is_level(item: Placed) -> bool:
    """A number to be reached, not kept: what is to be kept may be met already."""
    target = item.target
    return target.kind is TargetKind.LEVEL and target.value is not None and target.direction != "hold"


@rule("met-at-base", "基期已经达到目标值")
def met_at_base(case: Case) -> Iterator[Finding]:
    """A target that the base value of the plan's own table meets."""
    for item in case.goals:
        base = item.target.base_value
        if base is not None and _is_level(item) and _meets(item, base):
            unit = item.target.unit or ""
            year = f"{item.target.base_year}年" if item.target.base_year else "基期"
            yield about(
                item,
                "met-at-base",
                f"{year}已是{base:g}{unit}，目标{requirement(item.target)}在规划开始时就已达到。",
                "请核对基期值，或适当提高目标值；确为保持的，请写明“保持在……”。",
            )


@rule("looser-than-present", "目标值比现状还宽")
def looser_than_present(case: Case) -> Iterator[Finding]:
    """A target that asks for less than was known when the plan began; what was reached since is no slip.

    Small counts (deaths and the like) stay out: one year says little of them, and not everybody may read it.
    """
    first = case.plan.period[0] if case.plan.period else None
    for item in case.goals:
        if item.indicator and item.indicator.sensitivity is not Sensitivity.OPEN:
            continue
        now = case.present.get(item.key)
        if (
            now is None
            or (first and now.year > first)
            or not _is_level(item)
            or not _meets(item, now.value)
            or now.value == item.target.value
        ):
            continue
        if item.target.base_value is not None and _meets(item, item.target.base_value):
            continue
        yield about(
            item,
            "looser-than-present",
            f"{now.year}年已是{now.value:g}{item.target.unit or ''}，目标{requirement(item.target)}比现状还宽。",
            "请核对数值；确为保底要求的，请写明“保持在……”。",
        )


@rule("looser-than-national", "宽于国家纲要")
def looser_than_national(case: Case) -> Iterator[Finding]:
    """A target that asks for less than the national outline's headline target."""
    if case.level is Level.NATION:
        return
    national = placed_targets(national_plan(case.plan.audience))
    for one in pair(case.goals, national).pairs:
        if not one.sure:
            continue
        result = compare(side(one.mine, "本规划"), side(one.theirs, "国家纲要"))
        if result.strictness is Strictness.LOOSER:
            yield about(
                one.mine,
                "looser-than-national",
                f"的要求宽于国家纲要：{result.reason}",
                f"请核对数值，或说明原因。{CAUTION}",
            )


@rule("unit-differs", "计量单位与指标目录不同")
def unit_differs(case: Case) -> Iterator[Finding]:
    """‰ where the catalogue counts per 100,000: a slip of ten or a hundred."""
    for item in case.targets:
        target, indicator = item.target, item.indicator
        if indicator is None or target.value is None or target.kind not in _LEVELS or not target.unit or target.gap:
            continue
        written, listed = normal_unit(target.unit), normal_unit(indicator.unit)
        if written != listed and (is_share(written) and is_share(listed)):
            yield about(
                item,
                "unit-differs",
                f"以“{target.unit}”表示，指标目录中这项指标的计量单位是“{indicator.unit}”。",
                f"请核对是否笔误；如数值{target.value:g}本来按“{indicator.unit}”计算，请改单位。",
            )


@rule("unit-missing", "数值没有计量单位")
def unit_missing(case: Case) -> Iterator[Finding]:
    """A number to be reached without a unit; a ratio (女=100) needs none."""
    for item in case.goals:
        target, indicator = item.target, item.indicator
        if target.value is None or target.unit or target.kind not in _LEVELS or target.value2 is not None:
            continue
        if indicator and "=" in indicator.unit:
            continue
        unit = f"（指标目录为“{indicator.unit}”）" if indicator else ""
        yield about(item, "unit-missing", f"写了数值{target.value:g}，没有计量单位{unit}。", "请补写计量单位。")


@rule("against-polarity", "方向与指标目录相反")
def against_polarity(case: Case) -> Iterator[Finding]:
    """A rise asked of what should fall, or the other way round."""
    for item in case.targets:
        target, indicator = item.target, item.indicator
        if indicator is None or indicator.polarity not in (Polarity.UP, Polarity.DOWN):
            continue
        if target.gap or target.slow or target.against or target.reference or target.kind is TargetKind.MILESTONE:
            continue
        asked = _asked_direction(item)
        if asked is None or asked is indicator.polarity:
            continue
        word = {Polarity.UP: "提高", Polarity.DOWN: "降低"}
        yield about(
            item,
            "against-polarity",
            f"要求{word[asked]}（{requirement(target)}），而指标目录中这项指标{indicator.polarity.label}。",
            "请核对原文的方向词；若指标目录有误，请在指标页面改正。",
        )


def _asked_direction(item: Placed) -> Polarity | None:
    target = item.target
    if target.comparator in (">=", ">") and target.kind is not TargetKind.CHANGE:
        return Polarity.UP
    if target.comparator in ("<=", "<") and target.kind is not TargetKind.CHANGE:
        return Polarity.DOWN
    if target.value is not None and target.kind is TargetKind.LEVEL:
        return None
    return {"up": Polarity.UP, "down": Polarity.DOWN}.get(target.direction or "")
