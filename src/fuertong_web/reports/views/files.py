"""A version's files: Word, PDF, its list of sources, the proof that it can be written again, 更正说明."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuertong import __version__
from fuertong import reports as core
from fuertong.errors import FuertongError
from fuertong.reports.facts import Facts
from fuertong.reports.pdf import pdf
from fuertong.reports.sources_list import sources_report, sources_sheet
from fuertong.reports.storing import from_data
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.reports.actions.making import edits_of, printed_again, written
from fuertong_web.reports.correcting import note_of
from fuertong_web.reports.models import ReportVersion
from fuertong_web.reports.selectors import WRITERS, version_for
from fuertong_web.ui.downloads import DOCX, attachment, excel, word

PDF = "application/pdf"


@needs(Permission.REPORT_SEE)
def report_download(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The Word file; `?public` gives a final version without the internal mark."""
    content, name = _word(request, version_for(request.actor, uid))
    return attachment(content, f"{name}.docx", DOCX)


@needs(Permission.REPORT_SEE)
def report_pdf(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The same as PDF where LibreOffice is installed, else a sentence on what to do."""
    content, name = _word(request, version_for(request.actor, uid))
    try:
        return attachment(pdf(content), f"{name}.pdf", PDF)
    except FuertongError as error:
        messages.warning(request, str(error))
        return redirect("report_version", uid=uid)


@needs(*WRITERS)
def report_sources(request: ActorRequest, uid: UUID) -> HttpResponse:
    """出处清单 as a paper, or with `?xlsx` as a workbook."""
    version = version_for(request.actor, uid)
    facts = from_data(Facts, version.facts)
    made = written(version.report, facts, style=version.style, edits=edits_of(version)).report
    if "xlsx" in request.GET:
        return excel(sources_sheet(made, facts), f"{version.report.title}出处清单")
    return word(sources_report(made, facts))


@needs(*WRITERS)
@require_POST
def report_again(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write the version again from what is stored and compare it with its file, byte by byte."""
    version = version_for(request.actor, uid)
    again = hashlib.sha256(printed_again(version)).hexdigest()
    if again == version.file.sha256:
        messages.success(request, "已按存档的数据、修改和样式重新生成，与存档文件逐字节相同。")
    elif version.generator_version != __version__:
        messages.info(
            request,
            f"本稿由{version.generator_version}版程序生成，现在是{__version__}版，重新生成的文件与存档不完全相同；"
            "请以存档文件为准。",
        )
    else:
        messages.error(request, "重新生成的文件与存档文件不同，请联系系统管理员核对。")
    return redirect("report_version", uid=uid)


@needs(*WRITERS)
def report_correction(request: ActorRequest, uid: UUID) -> HttpResponse:
    """更正说明 on a final version: what it printed and what is right today."""
    version = version_for(request.actor, uid)
    note = note_of(request.actor, version, timezone.localdate())
    if note is None:
        messages.info(request, "定稿以后，这一稿用到的数据没有变动，不需要更正说明。")
        return redirect("report_version", uid=uid)
    return attachment(core.docx(note), f"{note.title}.docx", DOCX)


def _word(request: ActorRequest, version: ReportVersion) -> tuple[bytes, str]:
    if "public" in request.GET and version.is_final:
        return printed_again(version, public=True), version.report.title
    return bytes(version.file.content), version.file.name.removesuffix(".docx")
