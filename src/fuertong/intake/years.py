"""Which year a text speaks of (数据年): titles, sheet names, file names, heads."""

import re

_SPAN = re.compile(r"(?:19|20)\d\d\s*年?\s*(?:[-—–－~～至]+|—{2})\s*(?:19|20)\d\d")
_DATE = re.compile(r"(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]")
_DATA = re.compile(r"数据年(?:度|份)?\s*[:：]?\s*((?:19|20)\d\d)|((?:19|20)\d\d)\s*年?度?\s*数据")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"(?<!\d)([12]\d)\s*年")
_HEAD = re.compile(r"((?:19|20)\d\d)(?:\.0)?(?:年度?)?(?:数|值|实际|实际值|数据)?(?:[（(].{0,6}[）)])?")


def year_in(text: str) -> int | None:
    """The year a title or name speaks of; spans (2021—2030) and dates of filling do not count, 数据年 comes first."""
    data = _DATA.search(text)
    if data:
        return int(data[1] or data[2])
    rest = _DATE.sub(" ", _SPAN.sub(" ", text))
    found = _YEAR.search(rest)
    if found:
        return int(found[1])
    short = _SHORT.search(rest)
    return 2000 + int(short[1]) if short else None


def year_of_head(text: str) -> int | None:
    """The year a head cell or row label is: 2023, 2023年, 2023年实际."""
    found = _HEAD.fullmatch(text)
    return int(found[1]) if found else None
