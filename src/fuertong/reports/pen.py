"""The pen (行文条件): what every sentence of one report has in common."""

from dataclasses import dataclass

from fuertong.reports.ledger import Ledger
from fuertong.reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """The data year, how the place calls itself (我县), the wording, and the ledger of what was refused."""

    year: int
    we: str
    wording: Wording
    ledger: Ledger
