"""Definitions (指标解释) and suppliers (供数单位) at the end of a yearbook, as texts."""

from collections.abc import Iterator

from fuertong.model.indicator import Indicator, Standing
from fuertong.reports.yearbook.book import Book

_PER = {100: "×100%", 1000: "×1000‰", 10000: "×10000/万", 100000: "×100000/10万"}
_LACKING = "（尚无释义，请向供数单位了解）"


def explained(indicator: Indicator) -> str:
    """What an indicator means, how it is computed, and how far the definition can be relied on."""
    text = indicator.definition.rstrip("。") + "。" if indicator.definition else _LACKING
    if indicator.numerator and indicator.denominator:
        parts = f"{indicator.numerator}÷{indicator.denominator}{_PER.get(indicator.per or 0, '')}"
        text += f"计算公式：{indicator.name}＝{parts}。"
    if indicator.definition and indicator.standing is not Standing.OFFICIAL:
        text += f"［{indicator.standing.label}］"
    return text


def supplied(book: Book) -> Iterator[tuple[str, str]]:
    """Each unit with the numbers of the tables it supplies."""
    tables: dict[str, list[str]] = {}
    for table in book.tables:
        tables.setdefault(table.supplier or "（未注明）", []).append(f"表{table.number}")
    for unit, numbers in tables.items():
        yield unit, "、".join(numbers)
