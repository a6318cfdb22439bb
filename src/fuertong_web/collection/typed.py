"""What a plain POST of the whole table says (整表保存): only what the person changed, against what was shown.

Each row carries a fingerprint of the texts as shown, so that a row left alone is never written over somebody else's.
"""

import hashlib

from django.http import QueryDict

from fuertong_web.collection.actions import Entry
from fuertong_web.collection.actions.cells import COLUMNS
from fuertong_web.collection.models import Cell
from fuertong_web.collection.sheet import Line

WORDS = {
    "value": "数值",
    "numerator": "分子",
    "denominator": "分母",
    "absence": "缺数原因",
    "note": "说明",
    "answer": "答复",
    "status": "数据性质",
}


def fingerprint(cell: Cell) -> str:
    """The lock version and a short hash of the texts as they were shown."""
    texts = "\x1f".join(str(getattr(cell, column)) for column in COLUMNS.values())
    return f"{cell.lock_version}.{hashlib.sha256(texts.encode()).hexdigest()[:12]}"


def typed_entry(data: QueryDict, line: Line) -> Entry | None:
    """What was typed into one row, None when the row was left as it was shown."""
    was = data.get(f"was-{line.uid}", "")
    if not was:
        return None
    typed = {field: data.get(f"{field}-{line.uid}") for field in COLUMNS}
    version, _, mark = was.partition(".")
    texts = "\x1f".join(
        getattr(line.cell, column) if typed[field] is None else str(typed[field]) for field, column in COLUMNS.items()
    )
    if hashlib.sha256(texts.encode()).hexdigest()[:12] == mark:
        return None
    return Entry(cell=line.uid, lock_version=int(version) if version.isdigit() else -1, **typed)


def with_typed(lines: list[Line], entries: list[Entry], *, clash: bool = False) -> list[Line]:
    """The rows with the texts a person typed that were not saved."""
    typed = {entry.cell: entry for entry in entries}
    for line in lines:
        entry = typed.get(line.uid)
        if entry is None:
            continue
        given = {field: getattr(entry, field) for field in COLUMNS}
        line.fields = {field: text for field, text in given.items() if text is not None}
        if clash:
            line.conflict = _both(line.cell, line.fields)
    return lines


def _both(cell: Cell, typed: dict[str, str]) -> str:
    parts = [
        f"{WORDS[field]}：对方“{getattr(cell, COLUMNS[field]) or '空'}”，您“{text or '空'}”"
        for field, text in typed.items()
        if text != getattr(cell, COLUMNS[field])
    ]
    return f"{cell.changed_by or '另一位同事'}已改过这一项。{'；'.join(parts)}。如按您的数保存，请再按一次“保存”。"
