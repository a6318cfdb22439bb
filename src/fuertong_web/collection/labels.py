"""Words for periods (统计期): what pages and workbooks print instead of codes."""

from functools import cache

from fuertong.model.period import Period

_PARTS = {"H": "年（上年10月至本年9月）", "X": "学年"}


@cache
def period_label(code: str) -> str:
    """The period in words: 2025年, 2025学年, 2025年上半年, 2025年第3季度."""
    period = Period.parse(code)
    if code.startswith("J"):
        return f"{period.data_year}年起的一届"
    if "S" in code:
        return f"{period.data_year}年{'上' if code[-1] == '1' else '下'}半年"
    if "Q" in code:
        return f"{period.data_year}年第{code[-1]}季度"
    if "M" in code:
        return f"{period.data_year}年{int(code[-2:])}月"
    return f"{period.data_year}{_PARTS.get(code[4:], '年')}"
