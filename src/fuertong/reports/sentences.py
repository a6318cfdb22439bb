"""The sentence engine (语句生成): what a report says of one target, as the trade says it.

`2025年，我县孕产妇系统管理率为94.2%，比上年提高0.4个百分点，比2030年达到90%以上的目标高4.2个百分点，已提前达标。其中，……。`
Each number is a stored value or computed from printed ones, and carries its trace. Missing data is named with its
reason; what numbers contradict is not written but reported as a finding.
"""

from fuertong.model.numbers import round_half_up
from fuertong.model.observation import ValueStatus
from fuertong.model.verdict import Verdict
from fuertong.reports.asking import direction_asked, keeps
from fuertong.reports.blocks import Role, Run, Trace, Words, plain, text_of
from fuertong.reports.breakdowns import breakdown_sentence
from fuertong.reports.comparison import agrees, compare
from fuertong.reports.early import met_since
from fuertong.reports.facts import PointFacts, TargetFacts
from fuertong.reports.figures import decimals_of, published, short, with_unit
from fuertong.reports.missing import missing_reason
from fuertong.reports.pen import Pen
from fuertong.reports.series import Line, compared, figure, since, year_before
from fuertong.reports.tally import JUDGED, NEARLY_MET, agreed_verdict, is_qualitative

_AT_BOUND = "保持最优"
_SMALL = "小样本"
_SUBSTITUTE = "替代基期"
_FEW = 10


def target_sentences(target: TargetFacts, pen: Pen, *, opening: bool = True, brief: bool = False) -> Words:
    """Everything the report says of one target; `opening` begins with the year and the place (2025年，我县……).

    `brief` leaves out the change from last year and the groups: for lists where the whole was said before.
    """
    name = target.indicator.subject or target.indicator.name
    we = "" if name.startswith(("全国", "全社会", pen.we)) else pen.we
    start = f"{pen.year}年，{we}" if opening else ""
    if target.sealed:
        return plain(f"{start}{name}按规定暂不公布。")
    if is_qualitative(target):
        return plain(f"{start}“{name}”{pen.wording.directions.get(target.verdict, target.verdict.value)}。")
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    point = line.current(pen.year)
    if point is not None:
        start = f"{point.year}年，{we}" if opening or point.year != pen.year else ""
        words = (*plain(f"{start}{name}为"), *_value(target, line, point, pen, brief=brief))
        return words if brief else (*words, *breakdown_sentence(target, point.year, pen))
    body = _without_value(target, line, pen)
    return (*plain(f"{we if opening else ''}{name}"), *body, *_verdict_words(target, pen), Run("。"))


def value_sentence(line: Line, pen: Pen, *, base_year: int | None = None, opening: bool = True) -> Words:
    """The value of the year and its changes, without any target: for background figures; empty when there is none."""
    point = line.printable(pen.year)
    if point is None:
        return ()
    start = f"{pen.year}年，{pen.we}" if opening else ""
    name = line.indicator.subject or line.indicator.name
    years = (year_before(line, point), base_year)
    changes = compared(line, point, years, pen.wording)
    apart = _uncompared(line, point, years[0], pen)
    return (*plain(f"{start}{name}为"), *figure(line, point), *changes, *apart, Run("。"))


def _uncompared(line: Line, point: PointFacts, before: int | None, pen: Pen) -> Words:
    """Why a value stands without a comparison: nothing earlier is known, or the definition changed."""
    if before is None:
        return plain(f"（缺少{point.year - 1}年数据，未作比较）") if line.indicator.freq <= 1 else ()
    if since(line, before, point, pen.wording) is None:
        return plain("（统计口径有调整，与以往年份不可比）")
    return ()


def _value(target: TargetFacts, line: Line, point: PointFacts, pen: Pen, *, brief: bool) -> Words:
    before = year_before(line, point)
    base = _base_year(target, line)
    years = (None if target.quantified else base,) if brief else (before, base)
    words = [*figure(line, point), *_small_number(target, point, pen), *compared(line, point, years, pen.wording)]
    words += _uncompared(line, point, before, pen)
    words += [
        Run("，"),
        *(_against_target(target, line, point, pen) if target.quantified else _trend(target, line, pen)),
    ]
    return (*words, Run("。"))


def _base_year(target: TargetFacts, line: Line) -> int | None:
    """The base year; where its value is missing and another stands in (替代基期), that year."""
    if target.base_year is None or line.printable(target.base_year) or _SUBSTITUTE not in target.flags:
        return target.base_year
    later = (y for y in (target.base_year + 1, target.base_year + 2) if line.printable(y))
    return next(later, target.base_year)


def _against_target(target: TargetFacts, line: Line, point: PointFacts, pen: Pen) -> Words:
    value = published(point, line.indicator)
    found = compare(target, value, pen.wording) if value is not None else None
    if found is None:
        return _verdict_words(target, pen)
    verdict = agreed_verdict(target)
    if not agrees(found, target, verdict):
        name = target.indicator.name
        pen.ledger.refuse(
            "report.contradiction",
            name,
            f"“{name}”{point.year}年为{text_of(figure(line, point))}，{found.phrase}，"
            f"与认定“{verdict.value}”不一致，这句话没有写。",
            "请核对数据或重新认定后再生成报告。",
        )
        return plain("达标情况待核实")
    trace = Trace(uid=target.uid, role=Role.TARGET, year=point.year, revision=point.revision)
    return (Run(found.phrase, trace), Run("，"), *_units(target), *_verdict_words(target, pen))


def _units(target: TargetFacts) -> Words:
    """按乡镇统计，有数据的8个乡镇中1个未达到目标，: only where every unit must pass."""
    units = target.units
    if units is None or not units.known:
        return ()
    rest = f"{units.failing}个未达到目标" if units.failing else "均达到目标"
    joint = "中" if units.failing else ""
    return plain(f"按{units.word}统计，有数据的{units.known}个{units.word}{joint}{rest}，")


def _trend(target: TargetFacts, line: Line, pen: Pen) -> Words:
    """A direction word is written only when it fits the change that is printed."""
    verdict = agreed_verdict(target)
    base, point = _base_year(target, line), line.current(pen.year)
    moved = since(line, base, point, pen.wording) if base is not None and point else None
    wanted = {"up": 1, "down": -1}.get(target.direction or "")
    if moved is not None and wanted is not None and not _direction_fits(verdict, moved.direction, wanted):
        name = target.indicator.name
        pen.ledger.refuse(
            "report.direction",
            name,
            f"“{name}”{moved.against(f'{base}年')}，与认定“{verdict.value}”不一致，这句话没有写。",
            "请核对数据或重新认定后再生成报告。",
        )
        return plain("目标实现情况待核实")
    return _verdict_words(target, pen)


def _direction_fits(verdict: Verdict, moved: int, wanted: int) -> bool:
    fits = {Verdict.FITS: (wanted,), Verdict.FLAT: (0,), Verdict.AGAINST: (-wanted,)}.get(verdict)
    return fits is None or moved in fits


def _verdict_words(target: TargetFacts, pen: Pen) -> Words:
    verdict = agreed_verdict(target)
    if not target.quantified:
        words = pen.wording.directions.get(verdict, verdict.value)
        return plain(words.format(asked=direction_asked(target, pen.wording)))
    words = pen.wording.verdicts[verdict]
    if verdict is Verdict.MET and _AT_BOUND in target.flags:
        words = f"{words}，{pen.wording.phrases['at_bound']}"
    elif verdict is Verdict.MET and target.deadline is not None and not keeps(target):
        words = _met(target, target.deadline, words, pen)
    elif verdict in JUDGED and verdict is not Verdict.MET and NEARLY_MET in target.flags:
        words = f"{words}（{pen.wording.phrases['nearly_met']}）"
    elif verdict is Verdict.DUE and target.due:
        words = f"{words}（{target.due}）"
    return plain(words)


def _met(target: TargetFacts, deadline: int, words: str, pen: Pen) -> str:
    """已提前达标（2023年起达到目标，提前7年）: since when only where the step over the number was seen."""
    ahead = pen.year < deadline
    first = met_since(target, pen.year) if _SMALL not in target.flags else None
    if first is not None:
        phrase = pen.wording.phrases["early_since" if ahead else "met_since"]
        return phrase.format(first=first, years=deadline - first)
    return pen.wording.phrases["early"] if ahead else words


def _small_number(target: TargetFacts, point: PointFacts, pen: Pen) -> Words:
    """（1例，小样本，不作单年判断）: only where the count itself may be printed."""
    if _SMALL not in target.flags or point.numerator is None or point.numerator >= _FEW:
        return ()
    return plain(pen.wording.phrases["small"].format(count=short(point.numerator)))


def _without_value(target: TargetFacts, line: Line, pen: Pen) -> Words:
    """Why no value of the year is printed: kept back, attested without a figure, or missing."""
    point = target.point(pen.year)
    if point is not None and point.withheld:
        return _withheld(target)
    if point is not None and point.status is ValueStatus.ATTESTED:
        return plain(f"由{point.source or '主管部门'}确认，不列数值，")
    return _missing(target, line, pen)


def _withheld(target: TargetFacts) -> Words:
    """Small counts: no value of the year; the pooled rate where there is one (practice 11)."""
    pooled = target.pooled
    words = plain("因年度发生数较少，按规定不单列年度数值，")
    if pooled is None:
        return words
    years = f"{pooled.first_year}—{pooled.last_year}年" if pooled.first_year else "近年"
    trace = Trace(uid=target.uid, role=Role.POOLED, year=pooled.last_year)
    value = round_half_up(pooled.value, min(target.indicator.decimals, decimals_of(pooled.value)))
    words = (*words, Run(f"{years}合并计算为"), Run(with_unit(value, target.indicator.unit), trace), Run("，"))
    if pooled.meets_target is None or not target.quantified:
        return words
    down = target.comparator in ("<=", "<")
    good, bad = ("控制在目标以内", "高于目标") if down else ("达到目标", "低于目标")
    return (*words, Run(f"{good if pooled.meets_target else bad}，"))


def _on_what(target: TargetFacts, latest: PointFacts) -> str:
    """A verdict given on older data says so; one still open rests on nothing."""
    settled = agreed_verdict(target) not in (Verdict.OPEN, Verdict.DUE, Verdict.UNKNOWN)
    return f"按{latest.year}年数据" if settled else ""


def _missing(target: TargetFacts, line: Line, pen: Pen) -> Words:
    reason = missing_reason(target, pen.year)
    latest = line.latest(pen.year)
    if latest is None:
        return plain(f"尚无可用数据（原因：{reason}），")
    start = plain(f"{pen.year}年数据暂缺（原因：{reason}），最近一次为{latest.year}年的")
    return (*start, *figure(line, latest), Run(f"，{_on_what(target, latest)}"))
