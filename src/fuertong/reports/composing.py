"""Composing (成稿): a template and the facts become a report of blocks."""

from fuertong.reports import chapters
from fuertong.reports.blocks import Block, Report
from fuertong.reports.desk import Desk, builder
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts
from fuertong.reports.ledger import Ledger
from fuertong.reports.pen import Pen
from fuertong.reports.templates import Template, template
from fuertong.reports.wording import Wording, default_wording

__all__ = ["chapters", "compose"]


def compose(form: Template | str, facts: Facts, *, wording: Wording | None = None) -> Report:
    """Compose a report; `form` is a template or the code of one that comes with the product.

    What may not be printed (decisions D7) is taken out of the facts first. Statements whose numbers contradict each
    other are left out and returned as findings of severity error. FuertongError for an unknown template or chapter.
    """
    plan = template(form) if isinstance(form, str) else form
    shown = disclosed(facts)
    ledger = Ledger()
    pen = Pen(year=facts.year, we=facts.place.short, wording=wording or default_wording(), ledger=ledger)
    desk = Desk(facts=shown, pen=pen)
    blocks: list[Block] = []
    for chapter in plan.chapters:
        if _holds(chapter.when, shown):
            blocks.extend(builder(chapter.block)(desk, chapter))
    notice = facts.notice or ("示例数据，仅供演示" if facts.example else "")
    subtitle = f"（{notice}）" if notice else desk.filled(plan.subtitle)
    return Report(
        title=desk.filled(plan.title),
        subtitle=subtitle,
        author=facts.bodies.issuer,
        day=facts.cutoff.isoformat(),
        blocks=tuple(blocks),
        findings=ledger.findings,
    )


def _holds(condition: str, facts: Facts) -> bool:
    conditions = {"": True, "has_background": bool(facts.background), "has_changes": bool(facts.changes)}
    return conditions.get(condition, True)
