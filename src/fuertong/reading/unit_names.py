"""The many names of one unit (责任单位别名): 市卫健委, 市卫生健康委 and 云溪市卫生健康委员会 are one.

Names are compared by their stem: without the place before and the general noun (局, 委, 厅) behind, abbreviations and
names before the reform of 2018 written out. Units of different levels (市教育局, 县教育局) are different units.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from fuertong.model.organisation import UnitKind
from fuertong.reading.wordlists import rows

_NOISE = re.compile(r"[\s\W_]+")
_JOINING = re.compile(r"[和与及]")
_LEVEL = re.compile(r"^(?:自治区|自治州|自治县|[省州县旗盟]|市(?!场|监|政(?!府|协|法))|区(?!域))(?=..)")
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?)??(?P<level>自治区|自治州|自治县|省|市(?!场|监|政(?!府|协|法))|县|区(?!域)|州|旗|盟)(?=[\u4e00-\u9fff])"
)
_COMMITTEE = re.compile(r"^委(?=.{2,})")
_OFFICE = re.compile(r"办公室$")
_LONG_LEVEL = {"自治区": "省", "自治州": "州", "自治县": "县"}


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean one unit; a level named in both must be the same."""
    levels = [level_of(name) for name in (one, other)]
    if all(levels) and levels[0] != levels[1]:
        return False
    first, second = canonical_unit(one), canonical_unit(other)
    return bool(first) and first == second


def canonical_unit(name: str) -> str:
    """The stem of a name with whatever place before it: 云溪县卫健局 gives 卫生健康."""
    text = _without_prefix(squeezed(name))
    group = _group(text)
    if group:
        return group
    found = _PLACE.match(text)
    return unit_stem(text[found.end() :] if found and len(text) > found.end() + 1 else text)


def level_of(name: str) -> str | None:
    """省, 市, 县, 区, 州, 旗 or 盟 when the name says it."""
    text = re.sub(r"^团(?=[省市县区州旗])", "", _without_prefix(squeezed(name)))
    for word, _ in name_words("group"):
        text = text.removeprefix(word)
    found = _PLACE.match(text)
    return _LONG_LEVEL.get(found["level"], found["level"]) if found else None


def unit_stem(name: str, *, regions: Iterable[str] = ()) -> str:
    """What is left of a name to compare, the regions given taken off before it."""
    text = squeezed(name)
    for region in regions:
        if text.startswith(region) and len(text) > len(region) + 1:
            text = text[len(region) :]
            break
    text = _COMMITTEE.sub("", _LEVEL.sub("", text))
    text = _JOINING.sub("", _OFFICE.sub("办", text))
    stems = _stems()
    if text in stems:
        return stems[text]
    for ending in _endings():
        if text.endswith(ending) and len(text) > len(ending) + 1:
            text = text[: -len(ending)]
            break
    return stems.get(text, text)


def proposed_kind(name: str) -> UnitKind:
    """The kind of a unit known only by name; a person may change it."""
    return next((UnitKind(kind) for word, kind in name_words("kind") if word in name), UnitKind.GOVERNMENT)


def squeezed(name: str) -> str:
    """A name without blanks, punctuation and widths."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


@cache
def name_words(sense: str) -> tuple[tuple[str, str], ...]:
    """Words of one sense in the list of names, with what each stands for."""
    return tuple(
        (row["word"], row["value"]) for row in rows("unit_names.csv", key="word+sense") if row["sense"] == sense
    )


def _without_prefix(text: str) -> str:
    for word, _ in name_words("prefix"):
        if text.startswith(word) and len(text) > len(word) + 2:
            return text[len(word) :]
    return text


def _group(text: str) -> str:
    return next((value for word, value in name_words("group") if text.startswith(word)), "")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted((word for word, _ in name_words("ending")), key=len, reverse=True))


@cache
def _stems() -> dict[str, str]:
    return dict(name_words("stem"))
