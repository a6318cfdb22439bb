"""Composing (成稿): a template and the facts become a report of blocks."""

from fuertong.errors import FuertongError
from fuertong.reports import chapters
from fuertong.reports.blocks import Block, Contents, Report
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.conditions import holds
from fuertong.reports.desk import Desk, builder
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts
from fuertong.reports.layout import Layout
from fuertong.reports.ledger import Ledger
from fuertong.reports.narrowing import led_by
from fuertong.reports.paging import page_count
from fuertong.reports.pen import Pen
from fuertong.reports.references import resolved
from fuertong.reports.templates import Template, template
from fuertong.reports.wording import Wording, default_wording
from fuertong.reports.writer import Progress

_LONGEST_LIST = 12
_SPARE = Layout(bottom=35 + 2 * 10.2)  # two lines in hand: a font in place of 仿宋_GB2312 may run wider

__all__ = ["chapters", "compose"]


def compose(
    form: Template | str,
    facts: Facts,
    *,
    wording: Wording | None = None,
    earlier: Facts | None = None,
    unit: str = "",
    progress: Progress | None = None,
) -> Report:
    """Compose a report; `form` is a template or the code of one that comes with the product.

    What may not be printed (decisions D7) is taken out of the facts first. Statements whose numbers contradict each
    other are left out and returned as findings of severity error. `earlier` are the facts of the report a supplement
    (补充稿) replaces, `unit` the department a paper is for; `progress` is told the share done (0 to 1) and the chapter.
    FuertongError for an unknown template or chapter, or when one of these is needed and missing.
    """
    plan = template(form) if isinstance(form, str) else form
    shown = disclosed(facts)
    if plan.needs == "unit":
        if not unit:
            raise FuertongError(f"生成“{plan.name}”要说明是哪个单位，请填单位名称（--unit）。")
        shown = led_by(shown, unit)
    if plan.needs == "earlier" and earlier is None:
        raise FuertongError(f"生成“{plan.name}”要与上一稿比较，请给出上一稿所用的数据（--earlier）。")
    before = disclosed(earlier) if earlier else None
    words = wording or default_wording()
    made = _composed(plan, shown, words, before, unit, 0, progress)
    limit = _LONGEST_LIST
    while plan.pages and limit > 0 and page_count(made, _SPARE) > plan.pages:
        made = _composed(plan, shown, words, before, unit, limit, None)
        limit -= 1
    return made


def _composed(
    plan: Template,
    facts: Facts,
    wording: Wording,
    earlier: Facts | None,
    unit: str,
    limit: int,
    progress: Progress | None,
) -> Report:
    ledger = Ledger()
    pen = Pen(year=facts.year, we=facts.place.short, wording=wording, ledger=ledger)
    issuer = facts.bodies.named(plan.issuer)
    desk = Desk(facts=facts, pen=pen, issuer=issuer, earlier=earlier, unit=unit, limit=limit)
    blocks: list[Block] = []
    for place, chapter in enumerate(plan.chapters):
        if progress:
            progress(place / len(plan.chapters), desk.filled(chapter.heading, domain="分领域情况"))
        if holds(chapter.when, desk):
            blocks.extend(builder(chapter.block)(desk, chapter))
    notice = facts.notice or ("示例数据，仅供演示" if facts.example else "")
    subtitle = f"（{notice}）" if notice else desk.filled(plan.subtitle)
    day = facts.issued_on
    return Report(
        title=desk.filled(plan.title),
        subtitle=subtitle,
        author=issuer,
        day=facts.cutoff.isoformat(),
        blocks=resolved(blocks),
        findings=ledger.findings,
        landscape=plan.landscape,
        contents=Contents(levels=plan.contents) if plan.contents else None,
        issued=chinese_date(day).partition("月")[0] + "月" if day else "",
    )
