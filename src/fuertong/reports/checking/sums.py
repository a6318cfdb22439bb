"""Sums and shares (合计与占比): counts that add up, shares that are right, rates with their denominator."""

import re
from collections.abc import Iterator
from decimal import Decimal

from fuertong.model.findings import Finding
from fuertong.model.numbers import round_half_up
from fuertong.reports.checking.claims import FALLS, RISES
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.facts import Facts
from fuertong.reports.figures import decimals_of

_WORDS = (
    "已达标|部分达标|预计可达标·临界|预计可达标|预计达标困难|单年未达标|未达标|到期待数|无法判断|待认定"
    "|方向符合|持平|方向不符|保持良好|低于基期|已建立|推进中|未启动"
)
_COUNT = re.compile(rf"(?:其中)?(?:{_WORDS})(?:的|指标)*(?:有|为)?(\d+)项")
_WHOLE = re.compile(r"(?:共|共有|计|总计)?(\d+)项[^，。；]{0,14}(?:指标|目标)")
_OPEN_END = re.compile(r"其余|其他|另有|以及|等")
_RATE = re.compile(
    r"(\d+)项[^。；]*?(?:已)?达标(?:的)?(?:有)?(\d+)项[^。；]*?达标率(?:为|达到|达|是)?\s*(\d+(?:\.\d+)?)%"
)
_BARE_RATE = re.compile(r"达标率(?:为|达到|达|是)\s*(\d+(?:\.\d+)?)%")
_SHARE = re.compile(
    r"(\d+(?:\.\d+)?)(人|例|件|个|户|名)[^。；]{0,12}?(?:中|，其中)[^。；\d]{0,16}?(\d+(?:\.\d+)?)\2[^。；\d]{0,14}?"
    r"占(?:比|比重)?(?:为|达)?\s*(\d+(?:\.\d+)?)%"
)
_PARTS = re.compile(
    r"为(\d+(?:\.\d+)?)(%|‰|/10万)[^；]{0,40}?其中[，：]?农村[^；。\d]{0,6}(\d+(?:\.\d+)?)\2[^。]{0,30}?[；，](?:城镇|城市|城区)[^；。\d]{0,6}"
    r"(\d+(?:\.\d+)?)\2"
)
_OVER = re.compile(r"([^，。；、\d]{2,24}(?:率|比例|比重|覆盖面))(?:为|达到|达|是)(\d+(?:\.\d+)?)%")
_FROM_TO = re.compile(
    r"(?:由|从)[^，。；\d]{0,10}(?:\d{4}年的?)?(?P<first>\d+(?:\.\d+)?)(?P<unit>%|‰|/10万|/万|人次|人|个|岁|件|名)"
    rf"(?P<verb>{'|'.join((*RISES, *FALLS))})(?:到|至|为)了?(?:\d{{4}}年的?)?(?P<last>\d+(?:\.\d+)?)(?P=unit)"
)
_DOMAINS = re.compile(r"(\d+)个领域")


def sum_findings(text: str, line: Line, facts: Facts) -> Iterator[Finding]:
    """What does not add up in one paragraph."""
    yield from _counts(text, line)
    names = sorted({t.indicator.name for t in facts.targets if "达标率" in t.indicator.name}, key=len, reverse=True)
    yield from _rates(re.sub("|".join(map(re.escape, names)) or "(?!)", "", text), line)
    yield from _turned(text, line)
    yield from _shares(text, line)
    for total, unit, rural, urban in _PARTS.findall(text):
        low, high = sorted((Decimal(rural), Decimal(urban)))
        if not low <= Decimal(total) <= high:
            what = f"合计数不在农村{rural}{unit}和城镇{urban}{unit}之间"
            yield told("parts", line, f"{total}{unit}", what, "请核对合计数与分组数")
    for name, value in _OVER.findall(text):
        if Decimal(value) > 100 and "毛" not in name:
            yield told("over_100", line, f"{value}%", f"{name[-12:]}不会超过100%", "请核对数字")
    for count in _DOMAINS.findall(text):
        if facts.domains and int(count) != len(facts.domains) and "《" in text:
            yield told(
                "count",
                line,
                f"{count}个领域",
                f"规划共有{len(facts.domains)}个领域",
                f"请改为{len(facts.domains)}个领域",
                wanted=f"{len(facts.domains)}个领域",
            )


def _counts(text: str, line: Line) -> Iterator[Finding]:
    """N项指标中，已达标A项，未达标B项: the parts make up the whole."""
    for sentence in re.split("。", text):
        counts = [int(number) for number in _COUNT.findall(sentence)]
        whole = _WHOLE.search(_COUNT.sub("", sentence))
        if len(counts) < 2 or whole is None:
            continue
        total, parts = int(whole[1]), sum(counts)
        if parts > total or (parts < total and not _OPEN_END.search(sentence) and len(counts) > 2):
            what = f"各项相加为{parts}项，与合计{total}项不一致"
            yield told("sum", line, f"{total}项", what, "请核对各项数目", wanted=f"{parts}项")


def _rates(text: str, line: Line) -> Iterator[Finding]:
    for whole, part, rate in _RATE.findall(text):
        right = _percent(Decimal(part), Decimal(whole), Decimal(rate))
        if right is not None and right != Decimal(rate):
            what = f"{whole}项中{part}项，应为{right}%"
            yield told("share", line, f"{rate}%", what, f"请改为{right}%", wanted=f"{right}%")
    bare = _BARE_RATE.search(text)
    if bare and not re.search(r"\d+项|分母", text):
        what = "没有说明达标率的分母是多少项指标"
        yield told("denominator", line, bare[0], what, "请写明有数据并已认定的指标有多少项、其中达标多少项")


def _turned(text: str, line: Line) -> Iterator[Finding]:
    """由93.8%下降到94.2%: the verb against its own numbers."""
    for found in _FROM_TO.finditer(text):
        first, last = Decimal(found["first"]), Decimal(found["last"])
        up = found["verb"] in RISES
        if first == last or up != (last > first):
            right = "持平" if first == last else "提高" if last > first else "下降"
            what = f"由{first}到{last}是{right}"
            yield told("direction", line, found["verb"], what, f"请改为{right}", wanted=right)


def _shares(text: str, line: Line) -> Iterator[Finding]:
    for whole, unit, part, rate in _SHARE.findall(text):
        right = _percent(Decimal(part), Decimal(whole), Decimal(rate))
        if right is not None and right != Decimal(rate):
            what = f"{whole}{unit}中{part}{unit}，应为{right}%"
            yield told("share", line, f"{rate}%", what, f"请改为{right}%", wanted=f"{right}%")


def _percent(part: Decimal, whole: Decimal, as_written: Decimal) -> Decimal | None:
    return round_half_up(part * 100 / whole, decimals_of(as_written)) if whole else None
