"""What shows that a mechanism stands (定性目标的进展清单): ticked items, the word they add up to, the sentence."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word


@cache
def checklist() -> dict[str, str]:
    """Code → words, in the order of the page; from checklist.csv."""
    text = files("fuertong_web.assessment").joinpath("checklist.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    found = {row["code"]: row["label"] for row in rows}
    if len(found) != len(rows):
        raise FuertongError("checklist.csv中有两行编号相同，请删去一行。")
    return found


def proposed_word(ticked: Sequence[str]) -> Word:
    """All items: 已建立; some: 推进中; none: 未启动."""
    known = [code for code in checklist() if code in ticked]
    if len(known) == len(checklist()):
        return Word.BUILT
    return Word.UNDER_WAY if known else Word.NOT_BEGUN


def sentence_of(ticked: Sequence[str]) -> str:
    """已办：文件已印发、经费已落实。 - empty without a tick."""
    words = [label for code, label in checklist().items() if code in ticked]
    return f"已办：{'；'.join(words)}。" if words else ""
