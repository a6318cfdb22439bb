"""Characters as plans print them: widths, variants and blanks, without moving a single offset.

`plain` maps every character to exactly one character, so a place in the plain text is the same place in the
original: digits, letters, % and / become half width, commas, brackets, colons and semicolons full width.
"""

import re
from functools import lru_cache

from fuertong.reading.wordlists import rows

_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in ",;:()!?"}
_FULL = {
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "∶": "：",
    "﹪": "%",
    "〔": "（",
    "〕": "）",
}
_DASH = dict.fromkeys("—–－-~～―‐‑−", "—")
_QUOTE = {'"': "“", "＂": "“", "〃": "“", "「": "“", "」": "”", "『": "“", "』": "”"}
_TABLE = str.maketrans(
    _HALF | _FULL | _DASH | _QUOTE | {row["variant"]: row["standard"] for row in rows("variants.csv", key="variant")}
)
_BLANK = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_LATIN = re.compile(r"[A-Za-z]")
_NOISE = re.compile(r"\[bookmark:[^\]]*\]|\[/?bookmark[^\]]*\]|\u200b|\ufeff|\u00ad|\x07|\x0c")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text in one width and one script; every offset stays what it was."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """The text without blanks, save those between two Latin words."""
    if not _BLANK.search(text):
        return text

    def keep(found: re.Match[str]) -> str:
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        return " " if _LATIN.match(before) and _LATIN.match(after) else ""

    return _BLANK.sub(keep, text)


def without_noise(line: str) -> str:
    """A line without word-processor bookmarks, invisible characters and outer blanks."""
    return _NOISE.sub("", line).replace("\u3000", " ").replace("\xa0", " ").strip()
