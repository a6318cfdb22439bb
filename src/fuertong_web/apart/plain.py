"""What travels between the two processes as JSON."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.observation import Key


def plain(value: Any) -> str:
    """What JSON does not know, as text: dates, decimals, members of enumerations."""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def decimal(text: str | None) -> Decimal | None:
    """A decimal back from its text."""
    return None if text is None else Decimal(text)


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding for the pipe."""
    return asdict(finding)


def finding_of(row: dict[str, Any]) -> Finding:
    """A finding back from the pipe."""
    key = Key(**row["key"]) if row["key"] else None
    return Finding(**(row | {"severity": Severity(row["severity"]), "where": Place(**row["where"]), "key": key}))
