"""缺项: what the plans' indicators still lack (source unit, values), with a proposal each."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from fuertong.model.indicator import Way
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.models import Observation
from fuertong_web.collection.selectors.values import indicators_for
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place

STALE_YEARS = 3
_SURVEYED = ("调查", "素养", "知晓率", "满意")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One indicator with what is lacking and what to do: 定单位, 专项调查, 其他登记, 上级反馈, 商定取消."""

    indicator: Indicator
    targets: int
    latest: int | None
    lacks: tuple[str, ...]
    proposal: str
    act: str


def gaps_of(actor: Actor, data_year: int) -> list[Gap]:
    """The plans' indicators that lack something in the actor's place, those without any value first; two queries."""
    place = actor.place
    if place is None:
        return []
    rows = (
        indicators_for(actor)
        .filter(valid_to=None, targets__isnull=False, targets__dropped_on=None)
        .annotate(target_count=Count("targets", distinct=True, filter=Q(targets__dropped_on=None)))
        .select_related("source_unit")
    )
    latest = _latest(place)
    found = [gap for row in rows if (gap := _gap(row, row.target_count, latest.get(row.code), data_year, place))]
    return sorted(found, key=lambda gap: (gap.latest or 0, gap.indicator.source_unit_id or 0, gap.indicator.code))


def _latest(place: Place) -> dict[str, int]:
    """The newest data year with a value or an attested verdict, by indicator code."""
    rows = Observation.objects.filter(indicator__place=place, region=place.region_id)
    rows = rows.filter(Q(revision__value__isnull=False) | Q(revision__status="attested"))
    return dict(rows.order_by().values_list("indicator__code").annotate(newest=Max("data_year")))


def _gap(row: Indicator, targets: int, latest: int | None, data_year: int, place: Place) -> Gap | None:
    made = core_indicator(row).produced_at(place.region.level)
    is_late = latest is not None and latest < data_year - max(STALE_YEARS, row.freq)
    lacks = tuple(
        words
        for words, holds in (
            ("没有数据来源单位", row.source_unit_id is None),
            ("没有任何数据", latest is None),
            (f"{latest}年以后没有数据", is_late),
        )
        if holds
    )
    if not lacks:
        return None
    act, proposal = _proposal(row, made.way, made.producer, made.next_year, latest)
    return Gap(indicator=row, targets=targets, latest=latest, lacks=lacks, proposal=proposal, act=act)


def _proposal(row: Indicator, way: Way, producer: str, next_year: int | None, latest: int | None) -> tuple[str, str]:
    """What to do about it, and the sentence for the work list."""
    if way in (Way.UPPER, Way.SAMPLE):
        who = producer or "上级部门"
        return "上级反馈", f"本级不产生，请{who}反馈；可采用上级数作参考，采用的上级数不计入达标。"
    if way is Way.NONE:
        return "商定取消", "本级不产生这个数，请与牵头单位商定改用相近指标或在方案中注明不监测。"
    if way is Way.CENSUS:
        when = f"{next_year}年" if next_year else "下一次普查、专项调查"
        return "专项调查", f"只在普查或专项调查年份产生，请列入{when}的安排。"
    if row.source_unit_id is None:
        return "定单位", "请先确定数据来源单位，再列入监测方案。"
    if row.freq > 1 or any(word in row.name + row.denominator for word in _SURVEYED):
        return "专项调查", "需要问卷得出，请列入专项统计调查（报批后进行），或请上级调查时增加本地样本。"
    unit = row.source_unit.name if row.source_unit else ""
    if latest is None:
        return "其他登记", f"请{unit}从业务登记、年报中整理；确实没有登记的，再考虑专项调查。"
    return "催报", f"以前有数，请向{unit}核实停报的原因。"
