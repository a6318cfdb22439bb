"""Gaps (差距): one target for each dimension, of what the sentence spoke of or of what the gap itself names."""

import re
from dataclasses import dataclass

from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.wordlists import either, rows

_DIMENSION = either("trends.csv", "dimension")
_GAP = either("trends.csv", "gap")
_BETWEEN = r"(?:相互|彼此)?(?:之间|间)?"
_ONE = rf"{_DIMENSION}(?:{_BETWEEN}|{_GAP})"
_LIST = rf"{_ONE}(?:(?:、|以及|和|与|及|，)?{_ONE})*"
_AFTER = re.compile(rf"^(?P<base>.*?)的?(?P<dims>{_LIST})的?(?:发展)?(?P<gap>{_GAP})$")
_BEFORE = re.compile(rf"^(?P<dims>{_LIST})的?(?P<base>.{{2,}}?)的?(?P<gap>{_GAP})$")
_PAIR = re.compile(rf"^(?P<first>[^、率比例]{{2,8}}?)(?:与|和|同)(?P<second>[^、率比例]{{2,8}}?){_BETWEEN}的?{_GAP}$")
_WITH = re.compile(rf"^与(?P<other>[^、率]{{1,12}}?){_BETWEEN}的?{_GAP}$")
_END = re.compile(rf"的?{_GAP}$")
_MEANS = {row["word"]: row["means"] for row in rows("trends.csv", key="word+role") if row["role"] == "dimension"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap: its full name, its dimension, and the reason to doubt it."""

    name: str
    dimension: str | None
    doubt: str | None = None


def read_gaps(subject: str, clause: Clause, context: Context) -> list[Gap] | None:
    """The gaps a subject names; None when it names none, an empty list when nothing says of what."""
    if not _END.search(subject):
        return None
    several = _several(subject)
    if several:
        return [Gap(name=name, dimension=_dimension_of(name)) for name in several]
    if match := _WITH.match(subject):
        return _against(match["other"], clause, context)
    match = _PAIR.match(subject)
    if match and not re.search(rf"(?:{_DIMENSION})(?:之间|间)?$", match["first"].removesuffix("区县")):
        return _of_pair(match, subject, clause, context)
    if match := _AFTER.match(subject):
        return _of_dimensions(match, clause, context)
    if match := _BEFORE.match(subject):
        return _named_after(match, subject)
    return _whole(subject)


def _several(subject: str) -> list[str]:
    """非农就业率差距和收入差距: each member ends in the word; the people or places named first go for all."""
    parts = re.split(r"(?<=差距|差异|差别|鸿沟)(?:、|以及|和|及)", subject)
    if len(parts) < 2 or any(_dimensions(part) and _END.sub("", part) == _dimensions(part)[0] for part in parts[1:]):
        return []
    if re.match(rf"^.*?{_LIST}的?{_GAP}$", parts[0]):
        return []
    side = re.match(_DIMENSION, parts[0])
    return [parts[0], *(part if not side or re.match(_DIMENSION, part) else side[0] + part for part in parts[1:])]


def _of_dimensions(match: re.Match[str], clause: Clause, context: Context) -> list[Gap]:
    base = match["base"].rstrip("的、在")
    dims, doubt = _dimensions(match["dims"]), None
    word = "差距" if match["gap"].endswith("距") else match["gap"]
    if not base:
        rates = context.rates_before(clause)
        base = factored(rates) if rates else _thing(context.thing_before(clause))
        doubt = "subject" if len(rates) != 1 else None
    return [Gap(name=base + dim + word, dimension=_plain(dim), doubt=doubt) for dim in dims]


_NO_THING = re.compile(
    rf"^(?:{_DIMENSION}|推进|推动|促进|加强|提高|提升|完善|健全|改善|优化|强化|统筹|均衡|深化|落实|实施|建立|保障)"
)
_SHORTEST_THING = 3


def _thing(words: str) -> str:
    """What a clause before speaks of, nothing where that is a doing or too little to be a name."""
    return "" if len(words) < _SHORTEST_THING or _NO_THING.match(words) else words


def _against(other: str, clause: Clause, context: Context) -> list[Gap]:
    """与男性的差距: of what the sentence spoke of before."""
    rates = context.rates_before(clause)
    if not rates:
        return []
    dimension = "性别" if "男" in other else "群体"
    return [Gap(name=f"{factored(rates)}与{other}差距", dimension=dimension, doubt="subject")]


def _of_pair(match: re.Match[str], subject: str, clause: Clause, context: Context) -> list[Gap]:
    """流动人口与户籍人口之间的差距: of the rates before, when the two are of one kind and nothing else is named."""
    first, second = match["first"], match["second"]
    alike = first[-1] == second[-1] or "之间" in subject
    rates = context.rates_before(clause)
    if not alike or not rates:
        return _whole(subject)
    pair = f"{first}与{second}差距"
    dimension = "性别" if "男" in pair else ("区域" if first.endswith(tuple("县市区乡镇村域")) else "群体")
    return [Gap(name=factored(rates) + pair, dimension=dimension, doubt="subject")]


def _named_after(match: re.Match[str], subject: str) -> list[Gap]:
    """城乡、区域、群体之间儿童福利差距: the thing comes after the dimensions."""
    dims, base = _dimensions(match["dims"]), match["base"]
    if len(dims) == 1:
        names = [name.strip("的、") for name in _listed(_END.sub("", subject), dims[0])]
        return [Gap(name=name + match["gap"], dimension=_plain(dims[0])) for name in names]
    return [Gap(name=base + dim + match["gap"], dimension=_plain(dim)) for dim in dims]


def _listed(text: str, dimension: str) -> list[str]:
    """男女非农就业率和男女收入: two things when both say between whom."""
    parts = re.split(rf"(?:、|以及|和|及)(?={dimension})", text)
    return parts if len(parts) > 1 else [text]


def _whole(subject: str) -> list[Gap]:
    """A gap named in full; two sides joined by 与 are one gap."""
    return [Gap(name=subject, dimension=_dimension_of(subject))]


def _dimension_of(name: str) -> str | None:
    found = re.search(_DIMENSION, name)
    if found:
        return _plain(found[0])
    return "性别" if re.search(r"女.*与.*男|男.*与.*女|夫妻", name) else None


def _dimensions(text: str) -> list[str]:
    return re.findall(_DIMENSION, text)


def _plain(word: str) -> str:
    return _MEANS[word]


def factored(names: list[str]) -> str:
    """新生儿死亡率、婴儿死亡率 → 新生儿、婴儿死亡率: the measure is said once."""
    if len(names) == 1:
        return names[0]
    measure = phrases.measure_of(names[-1])
    if measure and all(name.endswith(measure) for name in names):
        heads = [name[: -len(measure)] for name in names]
        return "、".join(heads[:-1]) + "和" + heads[-1] + measure
    return "、".join(names[:-1]) + "和" + names[-1]
