"""What the pages of plans hand out (下载): official papers as Word, lists as Excel."""

from urllib.parse import quote

from django.http import HttpResponse

from fuertong.reports import Report, docx
from fuertong_web.indicators.sheets import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(report: Report) -> HttpResponse:
    """A report as a Word file named by its title."""
    return attachment(docx(report), f"{report.title}.docx", DOCX)


def excel(content: bytes, title: str) -> HttpResponse:
    """A workbook to download."""
    return attachment(content, f"{title}.xlsx", XLSX)


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to download under a Chinese name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
