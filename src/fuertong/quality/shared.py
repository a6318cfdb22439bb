"""The same figure told twice (同一数字不一致): one population or birth figure, different in two units or two plans.

Indicators that name the same quantity as numerator, denominator or themselves (活产数, 0—6岁儿童数) must give the same
number for the same region, period and breakdown. Bases of surveys, of spot checks and of bodies by kind bear the same
words without being the same quantity, and are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Kind, Sensitivity
from fuertong.model.numbers import format_number
from fuertong.quality.rule import Batch, BatchRule, Entry, name_of, register

_OWN_WORDS = ("调查", "检查", "抽检", "筛查", "答对", "测", "代表", "委员", "干部", "班子")
_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_HIDDEN = (Sensitivity.COUNTS, Sensitivity.SEALED)
_Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One telling of a figure: `number` in single persons or pieces, `half` the rounding it was written with."""

    entry: Entry
    part: str
    number: Decimal
    half: Decimal


@register
@dataclass(frozen=True, kw_only=True)
class SharedFigure(BatchRule):
    """One figure that two indicators, units or plans give differently."""

    code = "shared_figure"
    title = "同一数字前后不一致"
    severity = Severity.WARNING
    describes = "同一地区、同一统计期的同一个数（如活产数、人口数），在不同指标、不同单位或两个规划里应当相同。"

    def check(self, batch: Batch) -> Iterator[Finding]:
        tellings: dict[_Place, list[_Told]] = defaultdict(list)
        for entry in batch.entries:
            for label, told in _tellings(entry):
                key = entry.value.key
                tellings[label, key.region, key.period, key.breakdown].append(told)
        for (label, *_), items in tellings.items():
            if len({item.entry.indicator.code for item in items}) > 1:
                yield from self._compare(label, items)

    def _compare(self, label: str, items: Sequence[_Told]) -> Iterator[Finding]:
        usual = _usual(items)
        for item in items:
            others = [other for other in items if not _agree(item, other) and _other(item, other)]
            if not others or (usual is not None and abs(item.number - usual) <= item.half):
                continue
            other = next((one for one in others if usual is not None and one.number == usual), others[0])
            there = name_of(other.entry.indicator, other.entry.value.key)
            figure = "" if other.entry.indicator.sensitivity in _HIDDEN else f"填的{format_number(other.number)}"
            subject = name_of(item.entry.indicator, item.entry.value.key)
            message = (
                f"“{label}”在{subject}{item.part}填的是{format_number(item.number)}，"
                f"与“{there}”{other.part}{figure}不一致。"
            )
            yield self.about(item.entry, message, "请核对以哪个数为准；口径确有不同的请说明。")


def _tellings(entry: Entry) -> Iterator[tuple[str, _Told]]:
    indicator, value = entry.indicator, entry.value
    if indicator.statistical_year == "J":
        return
    named = [
        (indicator.numerator, "的分子", value.numerator, Decimal(1)),
        (indicator.denominator, "的分母", value.denominator, Decimal(1)),
    ]
    if indicator.kind is Kind.COUNT:
        named.append((indicator.name, "", value.value, _scale(indicator.unit)))
    for label, part, number, scale in named:
        if label and number is not None and not any(word in label for word in _OWN_WORDS):
            half = Decimal(5).scaleb(min(int(number.as_tuple().exponent), 0) - 1) * scale
            yield label, _Told(entry=entry, part=part, number=number * scale, half=half if scale > 1 else Decimal(0))


def _scale(unit: str) -> Decimal:
    return next((factor for word, factor in _SCALES if unit.startswith(word)), Decimal(1))


def _agree(one: _Told, other: _Told) -> bool:
    return abs(one.number - other.number) <= one.half + other.half


def _other(one: _Told, other: _Told) -> bool:
    return one.entry.indicator.code != other.entry.indicator.code


def _usual(items: Sequence[_Told]) -> Decimal | None:
    """The figure more indicators give than any other, None where they are evenly split."""
    counted = Counter(item.number for item in items).most_common(2)
    return counted[0][0] if len(counted) == 1 or counted[0][1] > counted[1][1] else None
