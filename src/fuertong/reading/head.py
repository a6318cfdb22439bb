"""The head of a plan (规划名称、地区、规划期、文号、印发日期、上级规划) from title, notice and first paragraphs."""

import re
from dataclasses import dataclass

from fuertong.model.plan import Audience
from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze

_YEARS = re.compile(r"(\d{4})年?\s*—+\s*(\d{4})年?")
_FIVE = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030), "十六五": (2031, 2035)}
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*\d{1,4}\s*号")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_BOOK = re.compile(r"《([^《》]{2,40}(?:妇女|儿童)(?:事业)?发展(?:纲要|规划)[^《》]{0,20})》")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """What the head of a plan says."""

    title: str
    region: str | None
    period: tuple[int, int] | None
    document_number: str | None
    issued_on: str | None
    parent_plans: tuple[str, ...]


def read_head(*, title: str, audience: Audience, notice: list[str], front: list[str]) -> PlanHead:
    """The head of one plan: `notice` the lines before the first plan, `front` those before its first domain."""
    found = headings.plan_title(title)
    period = _period(title) or next(
        (years for line in [*front[:3], *notice] if (years := _period_of(line, audience))), None
    )
    region = found["place"] if found and found["place"] else _region_from_notice(notice, audience)
    return PlanHead(
        title=title or _title_from_notice(notice, audience),
        region=region,
        period=period,
        document_number=_first(_NUMBER, [squeeze(line) for line in notice + front[:5]]),
        issued_on=_issued(notice),
        parent_plans=_parents(notice + front, audience, region),
    )


def _period(text: str) -> tuple[int, int] | None:
    found = _YEARS.search(plain(squeeze(text)))
    if found:
        return int(found[1]), int(found[2])
    return next((years for word, years in _FIVE.items() if word in text), None)


def _period_of(line: str, audience: Audience) -> tuple[int, int] | None:
    return _period(line) if audience.label + "发展规划" in squeeze(line) or headings.is_period_line(line) else None


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    return next((found[0] for line in lines if (found := pattern.search(line))), None)


def _issued(notice: list[str]) -> str | None:
    """The notice's own date: a line that holds nothing else, else 印发 at the end."""
    alone = [found for line in notice if (found := _DATE.fullmatch(plain(squeeze(line))))]
    printed = [found for line in notice if (found := _DATE.search(plain(squeeze(line)))) and "印发" in line]
    found = next(iter(alone + printed), None)
    if found is None or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return None
    return f"{int(found[1]):04d}-{int(found[2]):02d}-{int(found[3]):02d}"


def _parents(lines: list[str], audience: Audience, region: str | None) -> tuple[str, ...]:
    """Plans of upper levels the text goes by, its own title left out."""
    text = squeeze("".join(lines))
    names = [found[1] for found in _BOOK.finditer(text) if audience.label in found[1]]
    own = [name for name in names if region and name.startswith(region)]
    return tuple(dict.fromkeys(name for name in names if name not in own))


def _region_from_notice(notice: list[str], audience: Audience) -> str | None:
    found = headings.plan_title(_title_from_notice(notice, audience))
    return found["place"] if found else None


def _title_from_notice(notice: list[str], audience: Audience) -> str:
    text = squeeze("".join(notice))
    return next((found[1] for found in _BOOK.finditer(text) if audience.label in found[1]), "")
