"""The cover (封面) of a long report: title, the line under it, who issues it; the contents follow on a new page."""

from fuertong.reports.blocks import Report
from fuertong.reports.layout import Layout
from fuertong.reports.titles import broken
from fuertong.reports.wordml import line_break, new_page, paragraph, run

_ABOVE, _BETWEEN, _LINES = 5, 1, 17
_LINE = 2


def cover_xml(report: Report, layout: Layout) -> str:
    """Title in the upper half, issuer and month at the foot."""
    empty = paragraph("FtBody", "")
    lines = broken(report.title, layout.title_characters)
    title = paragraph("Title", line_break().join(run(line) for line in lines))
    under = paragraph("Subtitle", run(report.subtitle)) if report.subtitle else empty
    foot = [paragraph("Subtitle", run(text)) for text in (report.author, report.issued) if text]
    room = _LINES - _ABOVE - _BETWEEN - _LINE * len(lines) - len(foot)
    return empty * _ABOVE + title + empty * _BETWEEN + under + empty * max(1, room) + "".join(foot) + new_page()
