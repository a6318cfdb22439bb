"""The reader's word lists (词表): rows of the package's CSV files, duplicates refused."""

import csv
from functools import cache
from importlib.resources import files

from fuertong.errors import FuertongError


@cache
def rows(name: str, *, key: str) -> tuple[dict[str, str], ...]:
    """The rows of one list; FuertongError when two rows share the `key` column (`a+b` joins columns)."""
    text = (files("fuertong.reading") / "data" / name).read_text(encoding="utf-8")
    found = tuple(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))
    seen: set[tuple[str, ...]] = set()
    for row in found:
        value = tuple(row[column] for column in key.split("+"))
        if value in seen:
            raise FuertongError(f"词表{name}中“{'、'.join(value)}”出现了两次，请删去一行。")
        seen.add(value)
    return found


@cache
def words(name: str, role: str) -> tuple[str, ...]:
    """The words of one role in a list with the columns word and role, longest first."""
    found = [row["word"] for row in rows(name, key="word+role") if row["role"] == role]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def either(name: str, role: str) -> str:
    """A regular-expression alternative of the words of one role, longest first."""
    return "(?:" + "|".join(words(name, role)) + ")"
