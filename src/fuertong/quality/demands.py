"""Breakdowns the scheme demands (分组要求): a total given without them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from fuertong.model.findings import Finding, Severity
from fuertong.quality.partitions import breakdown_label
from fuertong.quality.rule import Batch, BatchRule, Entry, name_of, register


@register
@dataclass(frozen=True, kw_only=True)
class MissingBreakdown(BatchRule):
    """A total whose demanded breakdown is not given at all."""

    code = "missing_breakdown"
    title = "缺少规定的分组"
    severity = Severity.WARNING
    describes = "监测方案要求分组（城乡、性别等）的，填了合计，各分组也要有数或缺数原因。"

    def check(self, batch: Batch) -> Iterator[Finding]:
        families: dict[tuple[str, int, str, str], dict[str, Entry]] = defaultdict(dict)
        for entry in batch.entries:
            key = entry.value.key
            families[key.indicator, key.version, key.region, key.period][key.breakdown] = entry
        for (code, *_), family in families.items():
            total = family.get("")
            if total is None or total.value.value is None:
                continue
            lacking = [group for group in batch.demanded.get(code, ()) if group not in family]
            if lacking:
                shown = "、".join(breakdown_label(group) for group in lacking)
                subject = name_of(total.indicator, total.value.key)
                message = f"{subject}填的是{total.value.value}{total.indicator.unit}，缺少规定的分组：{shown}。"
                yield self.about(total, message, "请补填分组；没有的，请在该分组处选择缺数原因。")
