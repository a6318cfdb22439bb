"""Files handed out (下载): one way to answer with a Word file, a workbook or whatever a person once handed in."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from fuertong.reports import Report, docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """The file under its Chinese name, always to be saved: no browser shows or runs it on our address."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": header, "X-Content-Type-Options": "nosniff"},
    )


def word(report: Report) -> HttpResponse:
    """An official paper as Word file."""
    return attachment(docx(report), f"{report.title}.docx", DOCX)


def excel(content: bytes, title: str) -> HttpResponse:
    """A workbook to download."""
    return attachment(content, f"{title}.xlsx", XLSX)
