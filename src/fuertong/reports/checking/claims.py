"""Claims (论断): what a sentence says with each of its numbers: a value, a change, a target, a distance to it.

A number belongs to the indicator named last before it, to the group (农村) and the year named last since.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fuertong.reports.checking.knowledge import FIGURE, Known

RISES = ("提高", "上升", "增加", "增长", "扩大", "提升")
FALLS = ("降低", "下降", "减少", "缩小", "回落", "减小")
_MOVES = "|".join((*RISES, *FALLS))
_REFERENCE = re.compile(r"(?:比|较|与|同)(?:(上年|上一年|去年|前一年)|(\d{4})年)|同比")
_MOVED = re.compile(rf"({_MOVES})(?:了|约|近)?\s*$")
_STATED = re.compile(r"(?:为|是|达|达到|已达|约|到|至)\s*$")
_TARGET_AFTER = re.compile(r"^(?:以上|以下|以内|左右)?(?:的|这一)?(?:目标|要求)")
_TARGET_BEFORE = re.compile(r"目标(?:值)?(?:为|是|要求|：)?(?:达到|控制在|保持在|不低于|不高于)?\s*$")
_APART = re.compile(r"(?:高|低|多|少|差)(?:了|约)?\s*$")
_APART_ALONE = re.compile(r"(?:相差|还差|差距为?|高出|超出)(?:了|约)?\s*$")
_YEAR_BEFORE = re.compile(r"(?<![比较与同])(?:上年|去年)(?:同期)?(?:为|是|的|达到?)?$")
_OF_YEAR = re.compile(r"(?<!\d)(\d{4})年的\s*$")
_BESIDE = re.compile(r"^[（：:\s]*$")
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_BOUND = re.compile(r"(?:超过|不足|突破|接近|将近|近|逾|大于|小于|多于|少于)\s*$")
_MEASURE = re.compile(
    rf"[\u4e00-\u9fff]{{2,}}(?:率|比例|比重|人数|数|水平|覆盖面|寿命|年限)(?=为|达|是|比|较|由|从|{_MOVES})"
)
_BREAK = "，。；：、（）"


class ClaimKind(StrEnum):
    """What a number is said to be."""

    VALUE = "value"
    CHANGE = "change"
    TARGET = "target"
    DISTANCE = "distance"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One number of a sentence. `move` 1 up, -1 down; `reference` the year compared with; `after` what follows it.

    `beside`: it stands at the name without a verb, and may be what the plan asks for as well.
    """

    kind: ClaimKind
    known: Known
    number: Decimal
    unit: str
    written: str
    year: int
    group: str = ""
    stated_year: bool = False
    reference: int | None = None
    move: int = 0
    after: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """与上年持平, said of an indicator and group."""

    known: Known
    year: int
    reference: int
    group: str
    nearly: bool


@dataclass(slots=True)
class Reader:
    """Reads the sentences of one paragraph; an indicator named in one sentence carries over to 其中，…… after it."""

    names: dict[str, Known]
    data_year: int
    _carried: Known | None = None

    def named(self, sentence: str) -> list[tuple[int, Known]]:
        """Where indicators are named, the longest name winning at each place."""
        found: list[tuple[int, Known]] = []
        taken = [False] * len(sentence)
        for name in sorted((n for n in self.names if n in sentence), key=len, reverse=True):
            for match in re.finditer(re.escape(name), sentence):
                if not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = [True] * len(name)
                    found.append((match.end(), self.names[name]))
        return sorted(found, key=lambda entry: entry[0])

    def claims(self, sentence: str) -> Iterator[Claim]:
        """The claims of a sentence, in order."""
        places = self.named(sentence)
        carried = self._carried if sentence.startswith("其中") or not places else None
        for found in FIGURE.finditer(sentence):
            if (found[2] == "年" and len(found[1]) == 4) or _BOUND.search(sentence[: found.start()]):
                continue
            owner = self._owner(places, found.start(), carried)
            if owner is not None and not _of_another(sentence[owner[1] : found.start()]):
                yield self._claim(sentence, found, *owner)
        self.follow(sentence, places)

    def flats(self, sentence: str) -> Iterator[Flat]:
        """与……持平 in a sentence."""
        places = self.named(sentence)
        for found in re.finditer(r"与(?:(上年|去年)|(\d{4})年)(基本)?持平", sentence):
            owner = self._owner(places, found.start(), self._carried if sentence.startswith("其中") else None)
            if owner is not None:
                known, since = owner
                year = self._year(sentence[since : found.start()], sentence[: found.start()])[0]
                reference = int(found[2]) if found[2] else year - 1
                group = _group(known, sentence[since : found.start()])
                yield Flat(known=known, year=year, reference=reference, group=group, nearly=bool(found[3]))

    def follow(self, sentence: str, places: list[tuple[int, Known]] | None = None) -> None:
        """Remember the indicator a sentence ends with."""
        places = self.named(sentence) if places is None else places
        if places:
            self._carried = places[-1][1]
        elif not sentence.startswith("其中"):
            self._carried = None

    @staticmethod
    def _owner(places: list[tuple[int, Known]], at: int, carried: Known | None) -> tuple[Known, int] | None:
        before = [(known, end) for end, known in places if end <= at]
        if before:
            return before[-1]
        return (carried, 0) if carried is not None else None

    def _claim(self, sentence: str, found: re.Match[str], known: Known, since: int) -> Claim:
        before, after = sentence[: found.start()], sentence[found.end() :]
        clause = re.split(f"[{_BREAK}]", before)[-1]
        year, stated = self._year(sentence[since : found.start()], before)
        kind, move, reference = self._kind(before, clause, after, year)
        group = _group(known, sentence[since : found.start()])
        of_year = _OF_YEAR.search(clause)
        if kind is ClaimKind.ANY and of_year:
            kind, year, stated = ClaimKind.VALUE, int(of_year[1]), True
        elif kind is ClaimKind.ANY and _YEAR_BEFORE.search(clause):
            kind, year, stated = ClaimKind.VALUE, year - 1, True
        beside = kind is ClaimKind.ANY and _beside(sentence[since : found.start()], after, group)
        kind = ClaimKind.VALUE if beside else kind
        return Claim(
            kind=kind,
            known=known,
            number=Decimal(found[1]),
            unit=found[2],
            written=found[0].replace(" ", ""),
            year=year,
            group=group,
            stated_year=stated,
            reference=reference,
            move=move,
            after=after[:12],
            beside=beside,
        )

    def _kind(self, before: str, clause: str, after: str, year: int) -> tuple[ClaimKind, int, int | None]:
        if _TARGET_AFTER.match(after) or _TARGET_BEFORE.search(clause):
            return ClaimKind.TARGET, 0, None
        if re.match(r"以[上下内]|左右", after):
            return ClaimKind.ANY, 0, None
        if ("目标" in clause and _APART.search(clause)) or ("目标" in before and _APART_ALONE.search(clause)):
            return ClaimKind.DISTANCE, 0, None
        moved = _MOVED.search(clause)
        if moved:
            references = list(_REFERENCE.finditer(clause)) or list(_REFERENCE.finditer(before))
            reference = None
            if references:
                named = references[-1][2]
                reference = int(named) if named else year - 1
            return ClaimKind.CHANGE, 1 if moved[1] in RISES else -1, reference
        if _STATED.search(clause) and "目标" not in clause:
            return ClaimKind.VALUE, 0, None
        return ClaimKind.ANY, 0, None

    def _year(self, near: str, before: str) -> tuple[int, bool]:
        """The year named last, years compared with and years of targets left out."""
        for text in (near, before):
            plain = re.sub(r"\d{4}[—-]\d{4}年|\d{4}年[^，。；]*?目标", "", _REFERENCE.sub("", text))
            years = _YEAR.findall(plain)
            if years:
                return int(years[-1]), True
        return self.data_year, False


def _beside(between: str, after: str, group: str) -> bool:
    """Whether the number stands at its name without a verb: X（94.2%）, X：94.2%, X94.2%, 其中农村93.6%."""
    if after.startswith(("以", "左右")) or "目标" in after[:12]:
        return False
    rest = re.split("[，。；]", between)[-1].replace("其中", "") if group else between
    return bool(_BESIDE.match(rest.replace(group, "", 1) if group else rest))


def _of_another(text: str) -> bool:
    """Whether something else that is measured is named between the indicator and the number: ，学前教育毛入园率为."""
    *between, clause = re.split(f"[{_BREAK}]", text)
    return bool(between) and _MEASURE.search(clause) is not None


def _group(known: Known, text: str) -> str:
    """The group named last, "" for the total."""
    places = {label: text.rfind(label) for label, _ in known.series if label}
    best = max(places, key=lambda label: places[label], default="")
    return best if best and places[best] >= 0 else ""
