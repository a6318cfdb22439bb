"""What a web site prints round a document (网页杂项): sharing, printing, the next page, copyright."""

import re

from fuertong.reading.characters import plain, squeeze
from fuertong.reading.wordlists import rows

_WORDS = tuple(plain(row["word"]) for row in rows("web_lines.csv", key="word"))
_LONGEST = 80
_NUMBERS = re.compile(r"^(?:\[?\d{1,2}\]?){2,}(?:下一页|末页)?$|^\[\d{1,2}\]$")
_REST_OF_PAGE = re.compile(r"^\s*[\[【]接上页[\]】]\s*|\s*[\[【](?:下一页|未完待续)[\]】]\s*$")
_PUBLIC_RECORD = re.compile(r"ICP备\d+号|公网安备\d+号")


def without_page_marks(line: str) -> str:
    """A line without [接上页] before it."""
    return _REST_OF_PAGE.sub("", line)


def is_web_line(line: str) -> bool:
    """Whether a short line is the site's own; never one that ends like a sentence."""
    if len(line) > _LONGEST:
        return False
    bare = squeeze(plain(line))
    if bare.endswith(("。", "；")):
        return False
    return bare.startswith(_WORDS) or bool(_NUMBERS.match(bare)) or bool(_PUBLIC_RECORD.search(bare))
