"""This year's 达标率 beside last year's (与上年对比): on its own denominator and on today's (practice 28)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fuertong.assess.attainment import Attainment, Judgement, attainment, grouped, once
from fuertong.assess.denominators import Denominator, Share, share
from fuertong.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoYears:
    """One group in two years.

    `then` is last year's share with last year's denominator. `then_today` puts last year's verdicts on today's
    targets: what was met then among today's denominator; None where the denominator is made of the same targets.
    `joined` and `left` are how many targets came into the denominator and went out of it.
    """

    group: str
    now: Share
    then: Share
    then_today: Share | None
    joined: int
    left: int

    @property
    def sentence(self) -> str:
        """Both years, and that the denominator changed where it did."""
        text = f"{self.group}：今年{_rate(self.now)}，上年{_rate(self.then)}"
        if self.then_today is None:
            return f"{text}，两年分母相同。"
        changed = f"增加{self.joined}项、减少{self.left}项"
        return f"{text}；分母有变化（{changed}），按今年的分母上年为{_rate(self.then_today)}。"


def two_years(
    this_year: Sequence[Judgement],
    last_year: Sequence[Judgement],
    *,
    by: Callable[[Judgement], str | Sequence[str]] = lambda judgement: judgement.plan,
    denominator: Denominator = Denominator.JUDGED,
    nearly_counts: bool = False,
) -> list[TwoYears]:
    """Each group of this year beside the same group last year, in order of appearance; targets by plan and code."""
    then = grouped(last_year, by)
    return [
        _pair(group, once(members), once(then.get(group, [])), denominator, nearly_counts)
        for group, members in grouped(this_year, by).items()
    ]


def _pair(
    group: str, now: list[Judgement], then: list[Judgement], denominator: Denominator, nearly_counts: bool
) -> TwoYears:
    inside = {_key(each) for each in now if counts_in(each, denominator)}
    before = {_key(each) for each in then if counts_in(each, denominator)}
    share_now, share_then = (share(_count(group, each, nearly_counts), denominator) for each in (now, then))
    then_today = None
    if inside != before:
        held = [each for each in then if _key(each) in inside]
        met = _count(group, held, nearly_counts).met
        then_today = replace(share_then, met=met, of=share_now.of, fitting=0, directions=0)
    return TwoYears(
        group=group,
        now=share_now,
        then=share_then,
        then_today=then_today,
        joined=len(inside - before),
        left=len(before - inside),
    )


def counts_in(judgement: Judgement, denominator: Denominator) -> bool:
    """Whether a target stands in a denominator."""
    if denominator == Denominator.ALL:
        return True
    if denominator == Denominator.WITH_DATA:
        return judgement.has_data
    plain = judgement.numbered and not judgement.verdict.is_qualitative
    if denominator == Denominator.QUANTIFIED:
        return plain
    return plain and judgement.verdict not in (Verdict.DUE, Verdict.UNKNOWN, Verdict.OPEN)


def _count(group: str, members: Sequence[Judgement], nearly_counts: bool) -> Attainment:
    found = attainment(members or [_NOBODY], by=lambda _: group, nearly_counts=nearly_counts)[0]
    return found if members else replace(found, targets=0, open=0, goals=0, numbered=0)


_NOBODY = Judgement(target="", goal="", domain="", plan="", verdict=Verdict.OPEN, numbered=False)


def _key(judgement: Judgement) -> tuple[str, str]:
    return judgement.plan, judgement.target


def _rate(found: Share) -> str:
    return "没有可算的指标" if found.rate is None else f"{100 * found.rate:.1f}%（{found.met}/{found.of}）"
