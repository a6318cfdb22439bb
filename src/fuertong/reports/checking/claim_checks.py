"""Claims against the data (论断核对): each number of a sentence must be one that its indicator can give there."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from fuertong.model.findings import Finding
from fuertong.reports.changes import family
from fuertong.reports.checking.claims import Claim, ClaimKind, Flat
from fuertong.reports.checking.knowledge import Figure, Known, figures
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.figures import number
from fuertong.reports.series import TENTATIVE

_RATES = ("%", "‰", "/10万", "/万")
_PARTS = ("人", "例")
_POINTS = ("个百分点", "个千分点")
_NAMED = {1: "提高或增加", -1: "降低或减少", 0: "持平"}


def claim_findings(claim: Claim, line: Line, names: dict[str, Known]) -> Iterator[Finding]:
    """What is wrong with one number, at most one finding."""
    figure, known = (claim.number, claim.unit), claim.known
    if not _is_about(claim):
        return
    if claim.kind is ClaimKind.VALUE:
        yield from _value(claim, figure, line, names)
    elif claim.kind is ClaimKind.CHANGE and claim.reference is not None:
        yield from _change(claim, figure, line)
    elif claim.kind is ClaimKind.TARGET:
        asked = known.asked()
        if known.targets and asked and figure not in asked:
            wanted = _nearest(figure, asked)
            yield _told("target", claim, line, "与规划中的目标值不一致", wanted)
    elif claim.kind is ClaimKind.DISTANCE:
        apart = known.distances(claim.year)
        if figure not in apart:
            yield _unknown(claim, figure, line, apart)
    elif claim.kind in (ClaimKind.ANY, ClaimKind.CHANGE) and figure not in known.anything():
        yield _unknown(claim, figure, line, known.anything())


def flat_findings(flat: Flat, line: Line) -> Iterator[Finding]:
    """持平 where the data moved."""
    moved = flat.known.changed(flat.reference, flat.year, flat.group)
    if moved is not None and moved.direction and not (flat.nearly and "基本持平" in moved.phrase):
        right = moved.against(f"{flat.reference}年")
        yield told(
            "direction",
            line,
            "持平",
            f"与数据不一致，按数据应为{right}",
            f"请改为{right}",
            wanted=right,
            about=flat.known.name,
        )


def _is_about(claim: Claim) -> bool:
    """Whether the number can be meant for the indicator at all: 300人次 after a percentage is another matter."""
    own = claim.known.indicator.unit
    if claim.unit == own or claim.kind in (ClaimKind.TARGET, ClaimKind.DISTANCE):
        return True
    if own in _RATES or own in _POINTS:
        return claim.unit in (*_RATES, *_POINTS) or (claim.known.withheld and claim.unit in _PARTS)
    return claim.unit.endswith(own) or own.endswith(claim.unit)


def _value(claim: Claim, figure: Figure, line: Line, names: dict[str, Known]) -> Iterator[Finding]:
    known, year, group = claim.known, claim.year, claim.group
    right = known.values(year, group)
    if figure in right:
        point = known.point(year, group)
        if point is not None and point.status in TENTATIVE and point.status.label not in claim.after:
            words = f"{claim.written}（{point.status.label}）"
            yield _told("status", claim, line, f"这是{point.status.label}，没有注明", words)
        return
    if not right and not claim.stated_year and figure in known.anything():
        return
    if claim.beside and figure in known.asked():
        return
    wanted = _nearest(figure, right)
    if known.withheld and not right:
        yield _told("withheld", claim, line, "这项指标发生数少，按规定不能写出数值", "", "请删去")
    elif any(number_ == claim.number and unit != claim.unit for number_, unit in known.every_value()):
        own = known.indicator.unit
        yield _told("unit", claim, line, f"单位应为{own}", f"{number(claim.number)}{own}")
    elif figure in known.values_of_other_groups(year, group):
        what = f"不是{group or '合计'}的数，{year}年{group or '合计'}为{wanted}" if wanted else "不是这个分组的数"
        yield _told("group", claim, line, what, wanted)
    elif figure in known.every_value():
        what = f"不是{year}年的数，{year}年为{wanted}" if wanted else f"不是{year}年的数，{year}年没有数据"
        yield _told("other_year", claim, line, what, wanted)
    elif figure in known.pooled():
        return
    else:
        other = next((one for one in names.values() if one is not known and figure in one.values(year, "")), None)
        if other is not None and right:
            yield _told("pair", claim, line, f"这是“{other.name}”的数，本指标{year}年为{wanted}", wanted)
        else:
            yield _unknown(claim, figure, line, right or known.every_value())


def _change(claim: Claim, figure: Figure, line: Line) -> Iterator[Finding]:
    known, reference = claim.known, claim.reference or 0
    moved = known.changed(reference, claim.year, claim.group)
    right = set(figures(moved.phrase)) if moved else set()
    if figure in right and moved is not None:
        if moved.direction != claim.move:
            words = moved.against(f"{reference}年")
            yield _told("direction", claim, line, f"方向写反了，按数据是{_NAMED[moved.direction]}", words)
        return
    if claim.unit == "%" and family(known.indicator) in ("point", "gap"):
        wanted = f"{number(claim.number)}个百分点"
        yield _told("points", claim, line, "百分比的变动应写成百分点", wanted)
        return
    other = _other_reference(claim, figure)
    if other is not None:
        what = f"这是与{other}年相比的变动，不是与{reference}年相比"
        yield _told("reference", claim, line, what, moved.against(f"{reference}年") if moved else "")
    elif known.withheld and not right:
        yield _told("withheld", claim, line, "这项指标发生数少，按规定不能写出数值", "", "请删去")
    else:
        yield _unknown(claim, figure, line, right)


def _other_reference(claim: Claim, figure: Figure) -> int | None:
    """The year against which the change would be right."""
    years = sorted({p.year for label, points in claim.known.series if label == claim.group for p in points})
    for year in years:
        moved = claim.known.changed(year, claim.year, claim.group) if year < claim.year else None
        if moved is not None and figure in set(figures(moved.phrase)):
            return year
    return None


def _unknown(claim: Claim, figure: Figure, line: Line, right: Iterable[Figure]) -> Finding:
    if claim.known.withheld and claim.unit in (*_RATES, *_PARTS):
        return _told("withheld", claim, line, "这项指标发生数少，按规定不能写出数值", "", "请删去")
    own = claim.known.indicator.unit
    same = any(value == claim.number and unit == own for value, unit in claim.known.every_value())
    if claim.unit in _RATES and own in _RATES and claim.unit != own and same:
        return _told("unit", claim, line, f"单位应为{own}", f"{number(claim.number)}{own}")
    nearest = _nearest(figure, right)
    hint = f"数据中最接近的是{nearest}" if nearest else "数据中没有这个数"
    return _told("unknown", claim, line, f"与数据不一致，{hint}", nearest, "请核对后改正")


def _nearest(figure: Figure, right: Iterable[Figure]) -> str:
    alike = [(value, unit) for value, unit in right if unit == figure[1]] or list(right)
    best = min(alike, key=lambda one: (abs(one[0] - figure[0]), one[0]), default=None)
    return f"{number(Decimal(best[0]))}{best[1]}" if best else ""


def _told(code: str, claim: Claim, line: Line, what: str, wanted: str, remedy: str = "") -> Finding:
    mend = remedy or (f"请改为{wanted}，数据有误的请责任单位更正" if wanted else "请核对后改正")
    return told(code, line, claim.written, what, mend, wanted=wanted, about=claim.known.name)
