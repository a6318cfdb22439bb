"""Verdicts (认定) given to targets and qualitative goals, a row for each subject and data year."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One 认定: `subject` is the code of a target (…/d1/g2/t1) or of a qualitative goal (…/d1/g2).

    `own_view` and `own_reason` are the lead unit's 预判 and its reason; `body`, `document` and `recorder` are filled
    when it was decided on paper (线下办理).
    """

    subject: str
    year: int
    verdict: Verdict
    by: str
    on: date
    reason: str = ""
    own_view: str = ""
    own_reason: str = ""
    body: str = ""
    document: str = ""
    recorder: str = ""


def read_verdicts(path: Path) -> tuple[VerdictRow, ...]:
    """The rows of verdicts.csv, in their order."""
    rows = read_rows(
        path,
        needed=("subject", "year", "verdict", "by", "on"),
        allowed=("reason", "own_view", "own_reason", "body", "document", "recorder"),
    )
    refuse_duplicates(rows, ("subject", "year"))
    return tuple(_verdict(row) for row in rows)


def _verdict(row: Row) -> VerdictRow:
    on = row.day("on")
    if on is None:
        row.fail("on", "是空的", "请补填认定日期")
    return VerdictRow(
        subject=row.needed("subject"),
        year=row.whole("year"),
        verdict=row.choice("verdict", Verdict),
        by=row.needed("by"),
        on=on,
        reason=row.text("reason"),
        own_view=row.text("own_view"),
        own_reason=row.text("own_reason"),
        body=row.text("body"),
        document=row.text("document"),
        recorder=row.text("recorder"),
    )
