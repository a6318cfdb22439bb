"""Which of two targets asks for more."""

import pytest

from fuertong.catalogue import load
from fuertong.model.plan import Milestone, Strength, Target, TargetKind
from fuertong.planning.comparing import Side, Strictness, compare

STRICTER, EQUAL, LOOSER, NOT = (
    Strictness.STRICTER,
    Strictness.EQUAL,
    Strictness.LOOSER,
    Strictness.NOT_COMPARABLE,
)


def level(comparator: str = ">=", value: float = 90, unit: str = "%", **more: object) -> Target:
    """A target with a number."""
    return Target(indicator="率", comparator=comparator, value=value, unit=unit, **more)  # type: ignore[arg-type]


def trend(direction: str, **more: object) -> Target:
    """A target without a number."""
    return Target(indicator="率", kind=TargetKind.TREND, direction=direction, **more)  # type: ignore[arg-type]


def change(value: float, base: int = 2020, unit: str = "%", direction: str = "down") -> Target:
    """A fall against a base year."""
    return Target(indicator="率", kind=TargetKind.CHANGE, value=value, unit=unit, base_year=base, direction=direction)


CASES = [
    (level(value=95), level(value=90), STRICTER, "数值更严"),
    (level(value=85), level(value=90), LOOSER, "数值更宽"),
    (level(), level(), EQUAL, "要求相同"),
    (level("<=", 8, "/10万"), level("<=", 12, "/10万"), STRICTER, "数值更严"),
    (level("<=", 0.1, "‰"), level("<=", 12, "/10万"), STRICTER, "已折算为/10万"),
    (level("<=", 12, "‰"), level("<=", 12, "/10万"), LOOSER, "已折算为/10万"),
    (level(unit="人"), level(unit="%"), NOT, "计量单位不同"),
    (level(">="), level("<="), NOT, "方向不同"),
    (level("~"), level(">="), LOOSER, "写法更宽"),
    (level(">"), level(">="), STRICTER, "写法更严"),
    (level("="), level(">="), EQUAL, "要求相同"),
    (level("~", 45), level("~", 40), NOT, "没有写明越高越好"),
    (level("~", 45, direction="up"), level("~", 40, direction="up"), STRICTER, "数值更严"),
    (level(each="乡镇"), level(), STRICTER, "达标单位更严"),
    (level(each="县"), level(each="乡镇"), LOOSER, "达标单位更宽"),
    (level(value=85, each="乡镇"), level(value=90), NOT, "不能简单比较"),
    (level(strength=Strength.STRIVE), level(), LOOSER, "约束力更宽"),
    (level(value=95, strength=Strength.STRIVE), level(), NOT, "不能简单比较"),
    (level(), trend("up"), STRICTER, "只写“提高”"),
    (trend("up"), level(), LOOSER, "只写“提高”"),
    (trend("down"), level(), NOT, "方向不同"),
    (trend("up"), trend("up"), EQUAL, "都只写方向"),
    (trend("up"), trend("down"), NOT, "方向不同"),
    (trend("up", quote="逐年提高"), trend("up"), STRICTER, "逐年提高"),
    (trend("down", slow=True), trend("down"), LOOSER, "上升趋势减缓"),
    (Target(indicator="率", kind=TargetKind.KEEP, direction="hold"), trend("up"), LOOSER, "保持"),
    (change(20), change(15), STRICTER, "数值更严"),
    (change(20), change(20, base=2025), NOT, "基期不同"),
    (change(20), change(20, unit="个百分点"), NOT, "计量不同"),
    (change(20), level("<=", 5), NOT, "基期值"),
    (change(20), trend("down"), STRICTER, "只写“降低”"),
    (trend("down", gap="城乡"), trend("down"), NOT, "差距"),
    (trend("down", gap="城乡"), trend("down", gap="区域"), NOT, "城乡差距"),
    (trend("down", gap="城乡"), trend("down", gap="城乡"), EQUAL, "城乡差距缩小"),
    (level(value=None, against="党员总数中女性比例"), level(value=None), NOT, "参照"),  # type: ignore[arg-type]
    (Target(indicator="站", kind=TargetKind.MILESTONE), level(), NOT, "建成"),
]


@pytest.mark.parametrize(("mine", "theirs", "expected", "words"), CASES)
def test_which_asks_for_more(mine: Target, theirs: Target, expected: Strictness, words: str) -> None:
    """The verdict and its reason."""
    result = compare(Side(name="本级", target=mine, deadline=2030), Side(name="市", target=theirs, deadline=2030))
    assert result.strictness is expected
    assert words in result.reason
    assert result.reason.endswith("。")


@pytest.mark.parametrize(
    ("value", "year", "expected"),
    [(90, 2025, STRICTER), (90, 2035, LOOSER), (95, 2035, NOT), (85, 2025, NOT), (85, 2035, LOOSER)],
)
def test_years_count(value: float, year: int, expected: Strictness) -> None:
    """The same number earlier is stricter, later looser; number and year pulling apart is for a person."""
    result = compare(
        Side(name="本级", target=level(value=value), deadline=year), Side(name="市", target=level(), deadline=2030)
    )
    assert result.strictness is expected


def test_a_milestone_is_compared_in_its_own_year() -> None:
    """A five-year plan meets the ten-year plan's value for 2025, whichever of the two has the milestone."""
    steps = (Milestone(year=2025, value=85.0),)
    upper = Side(name="市", target=level(milestones=steps), deadline=2030)
    result = compare(Side(name="本级", target=level(value=85), deadline=2025), upper)
    assert result.strictness is EQUAL
    assert "2025年的分年目标85%" in result.reason
    mine = Side(name="本级", target=level(value=95, milestones=steps), deadline=2030)
    assert compare(mine, Side(name="市", target=level(value=88), deadline=2025)).strictness is LOOSER


def test_different_denominators_are_not_compared() -> None:
    """Two old definitions of one rate are both real."""
    births = load().indicator("maternal_management")
    from dataclasses import replace

    women = replace(births, denominator="孕产妇人数")
    one, two = Side(name="本级", target=level(), indicator=births), Side(name="市", target=level(), indicator=women)
    result = compare(one, two)
    assert result.strictness is NOT
    assert "口径不同" in result.reason


@pytest.mark.parametrize(("mine", "theirs", "expected", "words"), CASES)
def test_the_other_way_round_is_the_opposite(mine: Target, theirs: Target, expected: Strictness, words: str) -> None:
    """Stricter and looser change places; equal and not comparable stay."""
    opposite = {STRICTER: LOOSER, LOOSER: STRICTER}.get(expected, expected)
    one, two = Side(name="本级", target=theirs, deadline=2030), Side(name="市", target=mine, deadline=2030)
    assert compare(one, two).strictness is opposite
