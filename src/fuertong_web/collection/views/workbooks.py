"""Workbooks out and back (导出、导入报表), and 代录: what will change is shown before it changes."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions import Paper
from fuertong_web.collection.actions.page_checks import keep_printed
from fuertong_web.collection.apart import Returned, read_apart
from fuertong_web.collection.forms import BOOK_KINDS, BookForm, PaperForm
from fuertong_web.collection.models import Form
from fuertong_web.collection.scans import keep_scan
from fuertong_web.collection.selectors import form_for, may_write
from fuertong_web.collection.sheet import count, lines_of
from fuertong_web.collection.views.page_codes import pages_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.workbook import Proposal, propose, workbook_of
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile
from fuertong_web.ui.downloads import XLSX, attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

STAGED = "staged_workbooks"
WRITES = (Permission.VALUES_WRITE_OWN, Permission.VALUES_PROXY)


@needs(*WRITES)
def form_workbook(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The unit's form as a workbook, with what has been filled in so far."""
    form = form_for(request.actor, uid)
    _require_writer(request, form)
    lines = lines_of(request.actor, form)
    asked = request.GET.get("part", "") if request.actor.code_part_id is None else str(request.actor.code_part_id)
    part = form.parts.filter(pk=asked).first() if asked.isdigit() else None
    if part is not None:
        lines = [line for line in lines if line.cell.part_id == part.pk]
    book = workbook_of(form, lines, part=part.name if part else "")
    keep_printed(by=request.actor, form=form, book=book)
    data = workbooks.write(book)
    name = f"{form.unit.name}{part.name if part else ''}_{form.round.data_year}年报表.xlsx"
    return attachment(data, name, XLSX)


@needs(*WRITES)
def form_upload(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand a filled workbook back; a good one leads to the page that shows what it would change."""
    form = form_for(request.actor, uid)
    _require_writer(request, form)
    return _take(request, form, "form_upload_confirm", "导入Excel")


@needs(*WRITES)
def form_upload_confirm(request: ActorRequest, uid: UUID, file: UUID) -> HttpResponse:
    """What the workbook would change; confirming applies it as a whole."""
    form = form_for(request.actor, uid)
    _require_writer(request, form)
    stored = _staged(request, form, file)
    _, proposal = _proposal(request, form, stored)
    refused = ""
    if request.method == "POST":
        try:
            _refuse_outdated(request, proposal)
            actions.apply_workbook(by=request.actor, form=form, entries=proposal.entries, workbooks=[stored])
        except FuertongError as error:
            refused = str(error)
        else:
            _unstage(request, file)
            messages.success(request, f"已导入{len(proposal.entries)}项，尚未报送。请核对后报送。")
            return redirect("form_fill", uid=form.uid)
    context = _context(request, form, stored, proposal) | {"refused": refused}
    return render(request, "collection/upload_confirm.html", context)


@needs(Permission.VALUES_PROXY)
def form_proxy(request: ActorRequest, uid: UUID) -> HttpResponse:
    """代录, first step: the unit's returned workbook; without one the values are typed into the table."""
    form = form_for(request.actor, uid)
    return _take(request, form, "form_proxy_confirm", "代录")


@needs(Permission.VALUES_PROXY)
def form_proxy_confirm(request: ActorRequest, uid: UUID, file: UUID) -> HttpResponse:
    """代录, second step: what will change, and the paper's particulars; the stamp counts as sign-off."""
    form = form_for(request.actor, uid)
    stored = _staged(request, form, file)
    returned, proposal = _proposal(request, form, stored)
    return _paper(request, form, stored, returned, proposal)


@needs(Permission.VALUES_PROXY)
def form_proxy_paper(request: ActorRequest, uid: UUID) -> HttpResponse:
    """代录 of what was typed into the table: only the paper's particulars are asked for."""
    form = form_for(request.actor, uid)
    return _paper(request, form, None, None, None)


def _refuse_unreadable(proposal: Proposal) -> None:
    """A file in which nothing could be read is no return of the unit, whatever stamp came with it."""
    if proposal.is_empty and not proposal.unchanged and proposal.refused:
        raise FuertongError("这份文件里没有读到可用的数据，不能代录。请按所列问题改正后重新上传，或照纸质表录入。")


def _paper(
    request: ActorRequest, form: Form, stored: StoredFile | None, returned: Returned | None, proposal: Proposal | None
) -> HttpResponse:
    paper = PaperForm(request.POST or None, request.FILES or None, initial=_particulars(form, returned))
    if request.method == "POST" and is_too_large(request):
        paper = PaperForm(initial=_particulars(form, returned))
        messages.error(request, TOO_LARGE)
    elif request.method == "POST" and paper.is_valid():
        try:
            if proposal is not None:
                _refuse_outdated(request, proposal)
                _refuse_unreadable(proposal)
            number = _record_paper(request, form, paper, stored, proposal)
        except FuertongError as error:
            paper.add_error(None, str(error))
        else:
            if stored is not None:
                _unstage(request, stored.uid)
            messages.success(request, f"已代录{form.unit}的报表（{number}项数据），请审核。")
            return redirect("form_review", uid=form.uid)
    lines = lines_of(request.actor, form)
    context = _context(request, form, stored, proposal) | {
        "paper": paper,
        "count": count(lines),
        "open": [line for line in lines if line.is_open],
        "from_table": stored is None,
        "pages": pages_of(form, workbook_of(form, lines)),
        "codes_url": reverse("page_codes", args=[form.uid]),
    }
    return render(request, "collection/proxy_confirm.html", context)


@transaction.atomic
def _record_paper(
    request: ActorRequest, form: Form, paper: PaperForm, stored: StoredFile | None, proposal: Proposal | None
) -> int:
    data = paper.cleaned_data
    particulars = Paper(
        unit_head=data["unit_head"],
        statistics_head=data["statistics_head"],
        filler=data["filler"],
        phone=data["phone"],
        on=data["on"],
        scan=keep_scan(by=request.actor, form=form, file=data["scan"]),
        paper_received=data["paper_received"],
    )
    return actions.proxy_form(
        by=request.actor,
        form=form,
        paper=particulars,
        entries=proposal.entries if proposal is not None else (),
        workbook=stored,
    )


def _particulars(form: Form, returned: Returned | None) -> dict[str, str]:
    foot = returned.particulars if returned is not None else None
    return {
        "unit_head": (foot.head if foot else "") or form.unit_head,
        "statistics_head": (foot.statistics_head if foot else "") or form.statistics_head,
        "filler": (foot.filler if foot else "") or form.filler,
        "phone": (foot.phone if foot else "") or form.filler_phone,
    }


def _take(request: ActorRequest, form: Form, next_page: str, title: str) -> HttpResponse:
    """The upload page; a workbook that cannot be taken at all is not kept, and the page says why by cell."""
    book = BookForm()
    findings: list[object] = []
    status = 200
    if not may_write(request.actor, form):
        messages.warning(request, f"这份报表现在是“{form.get_state_display()}”，不能导入数据。")
        return redirect("form_fill", uid=form.uid)
    if request.method == "POST":
        book, status = BookForm(request.POST, request.FILES), 400
        if is_too_large(request):
            book.is_valid()
            book.errors.clear()
            book.add_error("file", TOO_LARGE)
            status = 413
        elif book.is_valid():
            file = book.cleaned_data["file"]
            content, name = file.read(), file.name or "报表.xlsx"
            try:
                returned = _read(request, form, content, name)
            except FuertongError as error:
                book.add_error("file", str(error))
            else:
                findings = list(returned.findings)
                if returned.cells:
                    return redirect(next_page, uid=form.uid, file=_stage(request, form, name, content))
    context = {
        "form": book,
        "found": form,
        "findings": findings,
        "kinds": BOOK_KINDS,
        "title": title,
        "proxy": next_page == "form_proxy_confirm",
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), (title, ""), form=form
        ),
    }
    return render(request, "collection/upload.html", context, status=status)


def _read(request: ActorRequest, form: Form, content: bytes, name: str) -> Returned:
    return read_apart(content, form=workbook_of(form, lines_of(request.actor, form)), name=name)


def _proposal(request: ActorRequest, form: Form, stored: StoredFile) -> tuple[Returned, Proposal]:
    lines = lines_of(request.actor, form)
    returned = read_apart(bytes(stored.content), form=workbook_of(form, lines), name=stored.name)
    return returned, propose(lines, returned.cells, returned.findings)


def _stage(request: ActorRequest, form: Form, name: str, content: bytes) -> UUID:
    """Keep the workbook while its person looks at it; only this session can confirm it."""
    stored = store_file(by=request.actor, place=form.round.place, name=name, content=content, media_type=XLSX)
    request.session[STAGED] = request.session.get(STAGED, {}) | {str(stored.uid): str(form.uid)}
    return stored.uid


def _staged(request: ActorRequest, form: Form, file: UUID) -> StoredFile:
    if request.session.get(STAGED, {}).get(str(file)) != str(form.uid):
        raise Http404
    found = StoredFile.objects.filter(uid=file, place=form.round.place).first()
    if found is None:
        raise Http404
    return found


def _unstage(request: ActorRequest, file: UUID) -> None:
    request.session[STAGED] = {uid: form for uid, form in request.session[STAGED].items() if uid != str(file)}


def _locks(proposal: Proposal) -> str:
    return ".".join(str(entry.lock_version) for entry in proposal.entries)


def _refuse_outdated(request: ActorRequest, proposal: Proposal) -> None:
    if request.POST.get("locks", "") != _locks(proposal):
        raise FuertongError("核对期间有人改动了这份报表，没有导入。下面是按最新内容列出的变动，请重新核对后再确认。")


def _require_writer(request: ActorRequest, form: Form) -> None:
    own = request.actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    if not (own or request.actor.can(Permission.VALUES_PROXY)):
        raise PermissionDenied("只有填报单位和统计人员可以导出、导入这份报表。")


def _context(
    request: ActorRequest, form: Form, stored: StoredFile | None, proposal: Proposal | None
) -> dict[str, object]:
    return {
        "found": form,
        "file": stored,
        "proposal": proposal,
        "locks": _locks(proposal) if proposal is not None else "",
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("核对变动", ""), form=form
        ),
    }
