"""Numbers as people write them (数字写法): wide digits, thousands and words (百分之九十四点二) as plain numbers."""

import re
import unicodedata

_WIDE = re.compile(r"[０-９．％]+")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?![\d,])")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMERAL = "[零〇一二两三四五六七八九十百千万]"
_SHARE = re.compile(
    rf"(?<![\d{_NUMERAL[1:-1]}])(10万|十万|[百千万])分之({_NUMERAL}+|\d+)(?:点([零〇一二三四五六七八九]+)|(\.\d+))?"
)
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万", "10万": "/10万"}
_COUNTED = re.compile(
    rf"(?<![第之几数多{_NUMERAL[1:-1]}])({_NUMERAL}{{2,}}|[一二两三四五六七八九])(?:点([零〇一二三四五六七八九]+))?"
    "(个百分点|个千分点)"
)
_PEOPLE = re.compile(rf"(?<![第之几数多{_NUMERAL[1:-1]}])({_NUMERAL}{{3,}})(人次|人|名|户|件|例|所)")


def plain_numbers(text: str) -> str:
    """The text with its numbers in ordinary digits; what is no number stays as it is."""
    text = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _THOUSANDS.sub(lambda found: re.sub("[,，]", "", found[0]), text)
    text = _SHARE.sub(_share, text)
    text = _COUNTED.sub(lambda found: _with_rest(found[1], found[2]) + found[3], text)
    return _PEOPLE.sub(lambda found: f"{_value(found[1])}{found[2]}", text)


def _share(found: re.Match[str]) -> str:
    whole = found[2] if found[2].isdigit() else str(_value(found[2]))
    rest = "." + "".join(str(_DIGITS[sign]) for sign in found[3]) if found[3] else found[4] or ""
    return f"{whole}{rest}{_SHARE_UNITS[found[1]]}"


def _with_rest(whole: str, rest: str | None) -> str:
    return f"{_value(whole)}{'.' + ''.join(str(_DIGITS[sign]) for sign in rest) if rest else ''}"


def _value(text: str) -> int:
    """一千四百零二 as 1402; digits in a row (九四) as they stand."""
    if not any(sign in _SIZES for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, part, digit = 0, 0, 0
    for sign in text:
        if sign == "万":
            total, part, digit = (total + part + digit) * 10000, 0, 0
        elif sign in _SIZES:
            part, digit = part + (digit or 1) * _SIZES[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + part + digit
