"""The close of the text (落款): 附件说明, issuing body and date."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, ParagraphKind, Run, plain
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.templates import Chapter


@chapter("signature")
def signature(desk: Desk, about: Chapter) -> Iterator[Block]:
    """附件：… after an empty line, then the issuing body and the date; an open date is a marked gap."""
    annex = about.options.get("annex")
    if annex:
        yield Paragraph(())
        yield Paragraph(plain(f"附件：{desk.filled(str(annex))}"))
    yield Paragraph(())
    yield Paragraph(())
    yield Paragraph(plain(desk.facts.bodies.issuer), ParagraphKind.SIGNATURE)
    day = desk.facts.issued_on
    date_run = Run(chinese_date(day)) if day else Run("【成文日期待定】", gap=True)
    yield Paragraph((date_run,), ParagraphKind.SIGNATURE)
