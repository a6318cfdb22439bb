"""Which of two targets asks for more (目标值比较): stricter, equal, looser, or not comparable, with the reason.

The good direction is the bound's (不低于, 不高于), else the catalogue's, else the movement the sentence names; it is
never guessed from a name. Years count: the same number later is looser, a milestone is compared in its own year.
"""

from dataclasses import dataclass
from enum import StrEnum

from fuertong.catalogue import normal_name
from fuertong.model.indicator import Indicator, Polarity
from fuertong.model.plan import Strength, Target, TargetKind
from fuertong.model.units import normal_unit
from fuertong.reading.breakdown import requirement

_SHARES = {"%": 100, "‰": 1000, "/万": 10_000, "/10万": 100_000}
_UP, _DOWN = (">=", ">"), ("<=", "<")
_STRENGTHS = (Strength.ADVOCATE, Strength.STRIVE, Strength.BINDING)
_STRENGTH_WORDS = {Strength.ADVOCATE: "倡导", Strength.STRIVE: "力争", Strength.BINDING: "约束性"}
_EACH = (("县", "区"), ("乡", "镇", "街道"), ("村", "社区"))


class Strictness(StrEnum):
    """How the first target stands to the second."""

    STRICTER = "stricter"
    EQUAL = "equal"
    LOOSER = "looser"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The result with its reason as a sentence; `brief` says the same beside the two demands."""

    strictness: Strictness
    reason: str
    brief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two targets: who sets it, its indicator where known, and the year it is due."""

    name: str
    target: Target
    indicator: Indicator | None = None
    deadline: int | None = None


def compare(mine: Side, theirs: Side, *, years: bool = True) -> Comparison:
    """Whether `mine` asks for more than `theirs`; `years` False where later years are in the nature of the thing."""
    if refusal := _different_things(mine, theirs):
        return _none(refusal)
    a, b = mine.target, theirs.target
    if a.kind is TargetKind.CHANGE or b.kind is TargetKind.CHANGE:
        return _changes(mine, theirs, years=years)
    if a.value is not None and b.value is not None:
        return _numbers(mine, theirs, years=years)
    if a.value is not None or b.value is not None:
        return _number_and_word(mine, theirs)
    return _words(mine, theirs)


def _none(reason: str) -> Comparison:
    return Comparison(strictness=Strictness.NOT_COMPARABLE, reason=reason)


def _different_things(mine: Side, theirs: Side) -> str:
    """Why the two cannot be laid side by side at all."""
    a, b = mine.target, theirs.target
    if (a.kind is TargetKind.MILESTONE) != (b.kind is TargetKind.MILESTONE):
        return "一处是建成或完成的事项，一处是指标值，不能直接比较。"
    if bool(a.gap) != bool(b.gap):
        return "一处说的是差距，一处说的是水平，不能直接比较。"
    if a.gap and b.gap and a.gap != b.gap:
        return f"一处说的是{a.gap}差距，一处说的是{b.gap}差距，不能直接比较。"
    one, two = a.against or a.reference, b.against or b.reference
    if bool(one) != bool(two):
        return f"一处以“{one or two}”为参照，一处没有，不能直接比较。"
    if one and two and normal_name(one) != normal_name(two):
        return f"参照的对象不同（“{one}”与“{two}”），不能直接比较。"
    return _different_definitions(mine, theirs)


def _different_definitions(mine: Side, theirs: Side) -> str:
    a, b = mine.indicator, theirs.indicator
    if a is None or b is None or a is b:
        return ""
    if a.denominator and b.denominator and normal_name(a.denominator) != normal_name(b.denominator):
        return f"口径不同（分母{mine.name}为“{a.denominator}”，{theirs.name}为“{b.denominator}”），不能直接比较。"
    return ""


def good_direction(target: Target, indicator: Indicator | None = None) -> Polarity | None:
    """The direction a target wants: of its bound, else of the catalogue, else of its movement; None when open."""
    if target.comparator in _UP:
        return Polarity.UP
    if target.comparator in _DOWN:
        return Polarity.DOWN
    if indicator and indicator.polarity in (Polarity.UP, Polarity.DOWN):
        return indicator.polarity
    return {"up": Polarity.UP, "down": Polarity.DOWN}.get(target.direction or "")


def _numbers(mine: Side, theirs: Side, *, years: bool) -> Comparison:
    a, b = mine.target, theirs.target
    factor = _factor(a.unit, b.unit)
    if factor is None:
        return _none(f"计量单位不同（{_unit(a)}与{_unit(b)}），不能直接比较。")
    good, other = (good_direction(side.target, side.indicator) for side in (mine, theirs))
    if good and other and good is not other:
        return _none("一处要求不低于，一处要求不高于，方向不同，请先核对原文。")
    good = good or other
    first, second, note = _values(mine, theirs, factor, years=years)
    difference = round(first - second, 9)
    if difference and good is None:
        return _none("没有写明越高越好还是越低越好，数值又不相同，请先确定指标好的方向。")
    number = 0 if not difference else (1 if (difference > 0) == (good is Polarity.UP) else -1)
    return _weighed(mine, theirs, number, note, years=years)


def _values(mine: Side, theirs: Side, factor: float, *, years: bool) -> tuple[float, float, str]:
    """The two numbers in one unit and, where the years differ, of the same year when a milestone gives one."""
    a, b = mine.target, theirs.target
    first, second = (a.value or 0.0) * factor, b.value or 0.0
    note = f"（已折算为{b.unit}）" if factor != 1 else ""
    if years and mine.deadline != theirs.deadline:
        for step in b.milestones:
            if step.year == mine.deadline:
                return first, step.value, f"（与{theirs.name}{step.year}年的分年目标{step.value:g}{b.unit or ''}相比）"
        for step in a.milestones:
            if step.year == theirs.deadline:
                return step.value * factor, second, f"（以{mine.name}{step.year}年的分年目标{step.value:g}相比）"
    return first, second, note


def _weighed(mine: Side, theirs: Side, number: int, note: str, *, years: bool) -> Comparison:
    """Number, year, bound, scope and force together; where two of them pull apart a person has to say."""
    year = _year_sign(mine, theirs) if years and "分年目标" not in note else 0
    signs = {
        "数值": number,
        "期限": year,
        "写法": _bound_sign(mine.target, theirs.target) if not number else 0,
        "达标单位": _each_sign(mine.target, theirs.target),
        "约束力": _strength_sign(mine.target, theirs.target),
    }
    words = f"{mine.name}{_asked(mine)}，{theirs.name}{_asked(theirs)}{note}"
    stricter = [name for name, sign in signs.items() if sign > 0]
    looser = [name for name, sign in signs.items() if sign < 0]
    if stricter and looser:
        brief = f"{'、'.join(stricter)}更严，{'、'.join(looser)}更宽，不能简单比较"
        result = Strictness.NOT_COMPARABLE
    elif not stricter and not looser:
        brief, result = "要求相同", Strictness.EQUAL
    else:
        brief = f"{'、'.join(stricter or looser)}{'更严' if stricter else '更宽'}"
        result = Strictness.STRICTER if stricter else Strictness.LOOSER
    return Comparison(strictness=result, reason=f"{words}，{brief}。", brief=f"{brief}{note}。")


def _asked(side: Side) -> str:
    year = f"（{side.deadline}年）" if side.deadline else ""
    force = _STRENGTH_WORDS[side.target.strength] if side.target.strength is not Strength.BINDING else ""
    each = f"，以每个{side.target.each}为单位" if side.target.each else ""
    return f"{force}{requirement(side.target)}{each}{year}"


def _year_sign(mine: Side, theirs: Side) -> int:
    """Earlier is stricter."""
    if mine.deadline is None or theirs.deadline is None:
        return 0
    return (theirs.deadline > mine.deadline) - (theirs.deadline < mine.deadline)


def _bound_sign(mine: Target, theirs: Target) -> int:
    """With the same number: 超过 is stricter than 达到, 左右 is looser."""
    ranks = {">": 2, "<": 2, "~": 0}
    first, second = ranks.get(mine.comparator or "", 1), ranks.get(theirs.comparator or "", 1)
    return (first > second) - (first < second)


def _each_sign(mine: Target, theirs: Target) -> int:
    """Every unit passing is stricter than the average; small units are stricter than large ones."""
    first, second = _fineness(mine.each), _fineness(theirs.each)
    return (first > second) - (first < second)


def _fineness(each: str | None) -> int:
    if not each:
        return 0
    return next((rank for rank, words in enumerate(_EACH, start=1) if any(word in each for word in words)), 1)


def _strength_sign(mine: Target, theirs: Target) -> int:
    first, second = _STRENGTHS.index(mine.strength), _STRENGTHS.index(theirs.strength)
    return (first > second) - (first < second)


def _factor(mine: str | None, theirs: str | None) -> float | None:
    """What a number in the first unit is multiplied by to stand in the second; None when there is no way."""
    one, two = normal_unit(mine or ""), normal_unit(theirs or "")
    if one == two or not one or not two:
        return 1.0
    if one in _SHARES and two in _SHARES:
        return _SHARES[two] / _SHARES[one]
    return None


def _unit(target: Target) -> str:
    return target.unit or "未写单位"


def _changes(mine: Side, theirs: Side, *, years: bool) -> Comparison:
    a, b = mine.target, theirs.target
    if a.kind is not b.kind:
        if b.kind is TargetKind.TREND or a.kind is TargetKind.TREND:
            return _number_and_word(mine, theirs)
        return _none("一处写升降幅度，一处写要达到的水平，须有基期值折算后才能比较。")
    if (a.base_year or 0) != (b.base_year or 0):
        return _none(f"比较的基期不同（{a.base_year or '未写'}年与{b.base_year or '未写'}年），不能直接比较。")
    if (a.scope or "") != (b.scope or ""):
        return _none(f"幅度的算法不同（“{a.scope or '规划期末'}”与“{b.scope or '规划期末'}”），不能直接比较。")
    if a.direction != b.direction:
        return _none("升降的方向不同，请先核对原文。")
    if a.value is None or b.value is None or normal_unit(a.unit or "") != normal_unit(b.unit or ""):
        return _none(f"幅度的计量不同（{_unit(a)}与{_unit(b)}），不能直接比较。")
    difference = round(a.value - b.value, 9)
    return _weighed(mine, theirs, (difference > 0) - (difference < 0), "", years=years)


def _number_and_word(mine: Side, theirs: Side) -> Comparison:
    """A number asks for more than a direction, where the number goes that way."""
    with_number, with_word = (mine, theirs) if mine.target.value is not None else (theirs, mine)
    movement = _movement(with_word.target)
    good = good_direction(with_number.target, with_number.indicator)
    if movement in ("up", "down") and good and movement != good.value:
        return _none("一处要求提高，一处要求降低，方向不同，请先核对原文。")
    words = (
        f"{with_number.name}写明{requirement(with_number.target)}，{with_word.name}只写“{_phrase(with_word.target)}”"
    )
    result = Strictness.STRICTER if with_number is mine else Strictness.LOOSER
    return Comparison(strictness=result, reason=f"{words}，{mine.name}更{'严' if with_number is mine else '宽'}。")


def _words(mine: Side, theirs: Side) -> Comparison:
    """Targets without number: improving asks for more than keeping, falling for more than growing less."""
    a, b = mine.target, theirs.target
    if a.kind is TargetKind.MILESTONE or (a.against or a.reference):
        return Comparison(strictness=Strictness.EQUAL, reason="两处要求相同。")
    first, second = _movement(a), _movement(b)
    if {first, second} == {"up", "down"}:
        return _none("一处要求提高，一处要求降低，方向不同，请先核对原文。")
    ranks = (_ambition(a), _ambition(b))
    if ranks[0] == ranks[1]:
        return Comparison(strictness=Strictness.EQUAL, reason=f"两处都只写方向（{_phrase(a)}），要求相同。")
    result = Strictness.STRICTER if ranks[0] > ranks[1] else Strictness.LOOSER
    words = f"{mine.name}为“{_phrase(a)}”，{theirs.name}为“{_phrase(b)}”"
    return Comparison(strictness=result, reason=f"{words}，{mine.name}更{'严' if ranks[0] > ranks[1] else '宽'}。")


def _movement(target: Target) -> str:
    return "hold" if target.kind is TargetKind.KEEP else (target.direction or "")


def _ambition(target: Target) -> int:
    """Keeping or growing less 0, a movement 1, a movement every year 2."""
    if target.slow or _movement(target) in ("hold", ""):
        return 0
    return 2 if "逐年" in target.quote else 1


def _phrase(target: Target) -> str:
    if target.gap:
        return f"{target.gap}差距缩小"
    if target.slow:
        return "上升趋势减缓"
    word = {"up": "提高", "down": "降低", "hold": "保持"}.get(_movement(target), "趋于合理")
    return ("逐年" if "逐年" in target.quote else "") + word
