"""Rules on what was copied from an upper plan (照抄上级): areas and bodies that are not this place's."""

import re
from collections.abc import Iterator

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.organisation import Level
from fuertong.planning.rules.registry import Case, about, rule
from fuertong.planning.subjects import Placed

_ONE_COUNTY = re.compile(r"县级覆盖率|县（市、?区?）覆盖率|市县覆盖率|县[（(]?市、区[）)]?覆盖率|县域覆盖率")
_LOOKED_UP_TO = re.compile(
    r"^(?:的?(?:平均|水平|前列|先进|领先|中上|上游|文明|示范|优秀|标准|目标|要求|规定|统一|有关|部署|以上|及以上|认定|达标|试点|"
    r"重点|综合|卫生|园林|健康))"
)
_ABOVE = {
    Level.COUNTY: re.compile(
        r"全国|全省|全自治区|全市|全州|地级市|设区的?市|每个市|各市|每个县|每县|各县|县（市、区）|市级|省级"
    ),
    Level.CITY: re.compile(r"全国|全省|全自治区|每个市|各市(?!场|民|直|政)|省级"),
    Level.PROVINCE: re.compile(r"全国|各省|每个省"),
}


@rule("copied-from-above", "照抄上级规划")
def copied_from_above(case: Case) -> Iterator[Finding]:
    """A share of counties in one county; 每个县, 全省 where the plan is a county's."""
    if case.level not in _ABOVE:
        return
    for item in case.targets:
        target = item.target
        whole = target.value in (0, 100, None)
        if case.level is Level.COUNTY and not whole and target.unit == "%" and _ONE_COUNTY.search(target.indicator):
            yield about(
                item,
                "copied-from-above",
                f"对一个县而言只可能是0%或100%，目标值{target.value:g}%疑似照抄上级规划。",
                "请改为“已建成”一类的表述，或说明口径。",
            )
        elif word := _foreign(case, f"{target.each or ''}｜{target.scope or ''}｜{target.indicator}｜{target.quote}"):
            yield about(
                item,
                "copied-from-above",
                f"写的是“{word}”，不是{case.plan.region or '本地'}自己的范围，疑似照抄上级规划。",
                "请改为本地的范围；确为上级的要求，请说明本地怎样落实。",
            )


def _foreign(case: Case, text: str) -> str:
    """The word for another area, "" where there is none or where it is only looked up to (全省平均水平)."""
    pattern = _ABOVE[case.level] if case.level else None
    for found in pattern.finditer(text) if pattern else ():
        if _LOOKED_UP_TO.match(text[found.end() :]):
            continue
        if found[0] == "全市" and (case.plan.region or "").endswith("市"):
            continue
        return found[0]
    return ""


@rule("not-produced-here", "本级不产生的指标", Severity.INFO)
def not_produced_here(case: Case) -> Iterator[Finding]:
    """Indicators no authority produces at this level, in one finding with the way each value comes."""
    if case.level is None or case.level is Level.NATION:
        return
    ways: dict[str, dict[str, Placed]] = {}
    for item in case.goals:
        made = item.indicator.produced_at(case.level.value) if item.indicator else None
        if made and not made.way.is_asked:
            ways.setdefault(made.way.label, {}).setdefault(item.target.indicator, item)
    if not ways:
        return
    first = min((item for found in ways.values() for item in found.values()), key=lambda item: item.line)
    listed = "；".join(f"{way}：{'、'.join(f'“{name}”' for name in found)}" for way, found in ways.items())
    number = sum(len(found) for found in ways.values())
    yield Finding(
        severity=Severity.INFO,
        code="not-produced-here",
        message=f"有{number}项指标{case.level.label}级报表收不到数。{listed}。",
        where=Place(line=first.line),
        remedy="请在监测方案中写明由谁反馈，或改用本级能取得数据的指标。",
    )
