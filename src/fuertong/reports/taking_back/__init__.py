"""An edited Word report taken back (回收修改稿): paragraph by paragraph, with every sentence a person touched kept.

`take_back` reads the file against the report it was made from, lists what people changed, and writes their changes
into the report as it would be composed today. `reapply` does the latter again after any later change of the data.
"""

from fuertong.reports.taking_back.applying import Diff, Merged, reapply
from fuertong.reports.taking_back.decisions import Decision, Deed, decisions_of, refused
from fuertong.reports.taking_back.edits import CellEdit, Edits, Entry, SentenceEdit
from fuertong.reports.taking_back.numbers import ChangedNumber
from fuertong.reports.taking_back.taking import Edited, take_back

__all__ = [
    "CellEdit",
    "ChangedNumber",
    "Decision",
    "Deed",
    "Diff",
    "Edited",
    "Edits",
    "Entry",
    "Merged",
    "SentenceEdit",
    "decisions_of",
    "reapply",
    "refused",
    "take_back",
]
