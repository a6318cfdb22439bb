"""Rules on breakdowns (分组平衡): parts that add up to the total, totals that lie between their parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import format_number
from fuertong.model.observation import Observation
from fuertong.quality.partitions import breakdown_label, children_of, partitions
from fuertong.quality.rule import Family, FamilyRule, name_of, register

_FIELDS = (("", "value"), ("的分子", "numerator"), ("的分母", "denominator"))


@register
@dataclass(frozen=True, kw_only=True)
class Balance(FamilyRule):
    """Women and men make the total; a part is never more than the whole."""

    code = "balance"
    title = "分组与合计不平"
    severity = Severity.ERROR
    describes = "人数等绝对数（含分子、分母）：女＋男＝合计，城市＋农村＝合计；分组不全时任一组不大于合计。"

    def check(self, family: Family) -> Iterator[Finding]:
        for total, dimension in _splits(family):
            for label, field in _FIELDS:
                if field == "value" and family.indicator.kind is not Kind.COUNT:
                    continue
                yield from self._field(family, total, dimension, label, field)

    def _field(self, family: Family, total: str, dimension: str, label: str, field: str) -> Iterator[Finding]:
        whole: Decimal | None = getattr(family.values[total], field)
        children = children_of(total, dimension)
        parts = {
            child: part
            for child in children
            if child in family.values and (part := getattr(family.values[child], field)) is not None
        }
        if whole is None or not parts:
            return
        subject = name_of(family.indicator, family.values[total].key) + label
        slack = sum((_half_unit(value) for value in (whole, *parts.values())), Decimal(0))
        added = sum(parts.values(), Decimal(0))
        if len(parts) == len(children) and abs(added - whole) > slack:
            sum_text = "＋".join(f"{breakdown_label(child)}{format_number(part)}" for child, part in parts.items())
            message = (
                f"{subject}：{sum_text}＝{format_number(added)}，合计填的是{format_number(whole)}，"
                f"相差{format_number(abs(added - whole))}。"
            )
            yield _finding(self, family.values[total], message, "请核对合计和各分组。", format_number(added))
            return
        for child, part in parts.items():
            if part > whole + slack:
                message = f"{subject}：{breakdown_label(child)}{format_number(part)}大于合计{format_number(whole)}。"
                yield _finding(self, family.values[child], message, "请核对合计和该分组。", "")


@register
@dataclass(frozen=True, kw_only=True)
class Between(FamilyRule):
    """The rate of the whole lies between the rates of its parts."""

    code = "between"
    title = "合计不在各分组之间"
    severity = Severity.WARNING
    describes = "比率、比重、年数：全部的数值应在城市与农村（女与男）之间。"

    def applies_to(self, indicator: Indicator) -> bool:
        return indicator.kind is not Kind.COUNT

    def check(self, family: Family) -> Iterator[Finding]:
        for total, dimension in _splits(family):
            found = [family.values.get(child) for child in children_of(total, dimension)]
            parts = {item.key.breakdown: item.value for item in found if item and item.value is not None}
            whole = family.values[total].value
            if whole is None or len(parts) < len(found):
                continue
            slack = max(_half_unit(value) for value in (whole, *parts.values())) * 2
            if min(parts.values()) - slack <= whole <= max(parts.values()) + slack:
                continue
            unit = family.indicator.unit
            text = "、".join(f"{breakdown_label(child)}{format_number(part)}{unit}" for child, part in parts.items())
            subject = name_of(family.indicator, family.values[total].key)
            message = f"{subject}全部是{format_number(whole)}{unit}，不在{text}之间。"
            yield _finding(self, family.values[total], message, "请核对全部和各分组的数；数据属实的请说明。", "")


def _splits(family: Family) -> Iterator[tuple[str, str]]:
    """Each total of the family with each dimension that may split it."""
    for total in family.values:
        for dimension in partitions():
            if children_of(total, dimension):
                yield total, dimension


def _half_unit(value: Decimal) -> Decimal:
    """Half of the last written digit, nothing for whole numbers."""
    exponent = int(value.as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if exponent < 0 else Decimal(0)


def _finding(rule: FamilyRule, about: Observation, message: str, remedy: str, expected: str) -> Finding:
    return Finding(
        severity=rule.severity,
        code=rule.code,
        message=message,
        remedy=remedy,
        seen=format_number(about.value),
        expected=expected,
        key=about.key,
    )
