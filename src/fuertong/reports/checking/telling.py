"""A finding about a line of a report (核对意见), in one shape for every check."""

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.reading import Line


def told(
    code: str,
    line: Line,
    seen: str,
    what: str,
    remedy: str,
    *,
    wanted: str = "",
    severity: Severity = Severity.ERROR,
    about: str = "",
) -> Finding:
    """第3段“94.2%”：与数据不一致。 `about` is the indicator, `wanted` what would be right."""
    subject = f"“{about}”的" if about else ""
    return Finding(
        severity=severity,
        code=f"check.{code}",
        message=f"第{line.number}段{subject}“{seen}”：{what}。",
        where=line.place,
        seen=seen,
        expected=wanted,
        remedy=f"{remedy}。",
    )
