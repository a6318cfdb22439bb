"""The close of the text (落款): 附件说明, issuing body and date."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, ParagraphKind, Run, plain
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.templates import Chapter


@chapter("signature")
def signature(desk: Desk, about: Chapter) -> Iterator[Block]:
    """附件：… after an empty line (option `annex`, or `annexes` for several), then the issuing body and the date.

    An open date is a marked gap; `tight` leaves out the empty lines.
    """
    one = about.text("annex")
    names = [desk.filled(str(name)) for name in about.options.get("annexes", [one] if one else [])]
    if names:
        yield Paragraph(())
    if len(names) == 1:
        yield Paragraph(plain(f"附件：{names[0]}"), ParagraphKind.ATTACHMENT)
    for place, name in enumerate(names if len(names) > 1 else (), start=1):
        yield Paragraph(plain(f"{'附件：' if place == 1 else ''}{place}. {name}"), ParagraphKind.ATTACHMENT)
    if not about.flag("tight"):
        yield from (Paragraph(()), Paragraph(()))
    yield Paragraph(plain(desk.issuer), ParagraphKind.SIGNATURE)
    day = desk.facts.issued_on
    date_run = Run(chinese_date(day)) if day else Run("【成文日期待定】", gap=True)
    yield Paragraph((date_run,), ParagraphKind.SIGNATURE)
