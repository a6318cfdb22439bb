"""The ledger (生成记录) of one composition: what the generator found wrong and refused to write."""

from fuertong.model.findings import Finding, Place, Severity


class Ledger:
    """Collects findings while a report is composed."""

    def __init__(self) -> None:
        self._findings: dict[tuple[str, str], Finding] = {}

    def refuse(self, code: str, subject: str, message: str, remedy: str) -> None:
        """A statement was left out because its numbers do not agree; stops 定稿. Said once a subject."""
        self._keep(Severity.ERROR, code, subject, message, remedy)

    def note(self, code: str, subject: str, message: str, remedy: str) -> None:
        """Something was left out that the text does well without; it does not stop 定稿."""
        self._keep(Severity.WARNING, code, subject, message, remedy)

    def _keep(self, severity: Severity, code: str, subject: str, message: str, remedy: str) -> None:
        finding = Finding(severity=severity, code=code, message=message, where=Place(field=subject), remedy=remedy)
        self._findings.setdefault((code, subject), finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, in the order found."""
        return tuple(self._findings.values())
