"""Rules across levels (上下级核对): the value above against the sum or the recomputed rate of the regions below."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Kind
from fuertong.model.numbers import format_number, round_half_up
from fuertong.quality.parts import base_of
from fuertong.quality.rule import Batch, BatchRule, Entry, name_of, register

_Group = tuple[str, int, str, str]


@register
@dataclass(frozen=True, kw_only=True)
class CrossLevel(BatchRule):
    """The upper value against the sum, the recomputed rate or the range of the lower regions."""

    code = "cross_level"
    title = "与下级数据不符"
    severity = Severity.WARNING
    describes = (
        "各下级地区都有数时：人数等应等于下级之和；比率应等于按下级分子、分母合计重新计算的数；"
        "没有分子、分母的应在下级最低值与最高值之间。"
    )

    def check(self, batch: Batch) -> Iterator[Finding]:
        for upper, lower in _upper_and_lower(batch):
            if upper.value.value is not None and lower and all(item.value.value is not None for item in lower):
                yield from self._compare(upper, lower)

    def _compare(self, upper: Entry, lower: Sequence[Entry]) -> Iterator[Finding]:
        indicator, value = upper.indicator, upper.value.value or Decimal(0)
        unit, subject = indicator.unit, name_of(indicator, upper.value.key)
        numbers = [item.value.value for item in lower if item.value.value is not None]
        if indicator.kind is Kind.COUNT:
            added = sum(numbers, Decimal(0))
            if abs(added - value) > sum((_half(number) for number in (value, *numbers)), Decimal(0)):
                message = (
                    f"{subject}填的是{format_number(value)}{unit}，{len(lower)}个下级地区合计是"
                    f"{format_number(added)}{unit}，相差{format_number(abs(added - value))}{unit}。"
                )
                yield self.about(upper, message, _REMEDY, expected=format_number(added))
            return
        rate = recomputed(lower)
        if rate is not None:
            if abs(rate - value) > max(_half(value) * 2, Decimal(1).scaleb(-indicator.decimals)):
                right = format_number(round_half_up(rate, indicator.decimals), indicator.decimals)
                message = (
                    f"{subject}填的是{format_number(value)}{unit}，按{len(lower)}个下级地区的分子、分母合计计算是"
                    f"{right}{unit}。"
                )
                yield self.about(upper, message, _REMEDY, expected=right)
        elif len(lower) > 1 and not min(numbers) - _half(value) <= value <= max(numbers) + _half(value):
            message = (
                f"{subject}填的是{format_number(value)}{unit}，不在各下级地区的"
                f"{format_number(min(numbers))}—{format_number(max(numbers))}{unit}之间。"
            )
            yield self.about(upper, message, _REMEDY)


@register
@dataclass(frozen=True, kw_only=True)
class AllUnits(BatchRule):
    """Some of the lower regions or entities without value or reason where others have one."""

    code = "all_units"
    title = "下级地区、单位不全"
    severity = Severity.WARNING
    describes = "由下级地区（乡镇、学校等）逐个填报的指标，每一个都要有数或缺数原因；都达标的，不能有一个为零。"

    def check(self, batch: Batch) -> Iterator[Finding]:
        below = _below(batch.parents)
        groups: dict[tuple[str, _Group], list[Entry]] = defaultdict(list)
        for entry in batch.entries:
            parent = batch.parents.get(entry.value.key.region)
            if parent:
                groups[parent, _group(entry)].append(entry)
        uppers = {(entry.value.key.region, _group(entry)): entry for entry in batch.entries}
        for (parent, group), entries in groups.items():
            missing = sorted(set(below[parent]) - {entry.value.key.region for entry in entries})
            upper = uppers.get((parent, group))
            subject = name_of(entries[0].indicator, entries[0].value.key)
            if missing:
                shown = "、".join(missing[:5]) + ("等" if len(missing) > 5 else "")
                message = (
                    f"{subject}应由{len(below[parent])}个下级地区填报，还缺{len(missing)}个（{shown}），"
                    f"既没有数，也没有缺数原因。"
                )
                yield self.about(upper or entries[0], message, "请补齐，或逐个选择缺数原因。")
            if upper is not None and _is_full(upper):
                yield from self._not_all(upper, entries)

    def _not_all(self, upper: Entry, entries: Sequence[Entry]) -> Iterator[Finding]:
        short = [entry for entry in entries if entry.value.value is not None and entry.value.value < 100]
        if short:
            worst = min(short, key=lambda entry: entry.value.value or Decimal(0))
            message = (
                f"{name_of(upper.indicator, upper.value.key)}填的是100%，下级地区却有{len(short)}个不到100%"
                f"（如{worst.value.key.region}为{format_number(worst.value.value)}%）。"
            )
            yield self.about(upper, message, "请核对是否每个下级地区都已达到。")


_REMEDY = "请核对本级与下级的数；市本级、开发区等另有数据的请说明。"


def recomputed(lower: Sequence[Entry]) -> Decimal | None:
    """The rate from the added numerators and denominators, None where one is not given."""
    base = base_of(lower[0].indicator)
    tops = [item.value.numerator for item in lower if item.value.numerator is not None]
    bottoms = [item.value.denominator for item in lower if item.value.denominator is not None]
    whole = sum(bottoms, Decimal(0))
    if base is None or not whole or len(tops) < len(lower) or len(bottoms) < len(lower):
        return None
    return sum(tops, Decimal(0)) / whole * base


def _upper_and_lower(batch: Batch) -> Iterator[tuple[Entry, list[Entry]]]:
    """Each value above with the values of all its lower regions, where none of them is missing."""
    below = _below(batch.parents)
    held = {(entry.value.key.region, _group(entry)): entry for entry in batch.entries}
    for (region, group), upper in held.items():
        lower = [held[child, group] for child in below.get(region, ()) if (child, group) in held]
        if lower and len(lower) == len(below[region]):
            yield upper, lower


def _below(parents: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for region, parent in parents.items():
        found[parent].append(region)
    return found


def _group(entry: Entry) -> _Group:
    key = entry.value.key
    return (key.indicator, key.version, key.period, key.breakdown)


def _is_full(entry: Entry) -> bool:
    return entry.indicator.kind is Kind.PCT and entry.value.value == 100


def _half(value: Decimal) -> Decimal:
    exponent = int(value.as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if exponent < 0 else Decimal(0)
