"""Findings (发现的问题): what a reader, a check or an import has to say about one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fuertong.model.observation import Key


class Severity(StrEnum):
    """How grave a finding is; `error` stops an import or a submission, `warning` asks for a look or a reason."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"error": "错误", "warning": "提醒", "info": "说明"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding stands: a line of a text (1-based), a cell of a workbook, or a field of a form."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        parts = [
            f"《{self.file}》" if self.file else "",
            f"工作表“{self.sheet}”" if self.sheet else "",
            f"单元格{self.cell}" if self.cell else "",
            f"第{self.line}行" if self.line is not None else "",
            self.field,
        ]
        return "".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem: `message` is a whole Chinese sentence, `remedy` says how to mend it.

    `key` names the value it is about, where there is one.
    """

    severity: Severity
    code: str
    message: str
    where: Place = Place()
    seen: str = ""
    expected: str = ""
    remedy: str = ""
    key: Key | None = None

    def as_dict(self) -> dict[str, object]:
        """The JSON form of gold/README: severity, code, line, message, and the rest where present."""
        row: dict[str, object] = {
            "severity": self.severity.value,
            "code": self.code,
            "line": self.where.line,
            "message": self.message,
        }
        extra = {
            "place": str(self.where),
            "seen": self.seen,
            "expected": self.expected,
            "remedy": self.remedy,
        }
        return row | {key: value for key, value in extra.items() if value}


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among the findings, None when there are none."""
    order = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    return max((finding.severity for finding in findings), key=order.index, default=None)
