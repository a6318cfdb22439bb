"""The page of one value (一项数据): 取数说明, evidence, 口径问答, an attested verdict, notes of telephone calls."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions import asking, details, evidence
from fuertong_web.collection.detail_forms import AttestForm, EvidenceForm, PhoneForm, QuestionForm, SourceForm
from fuertong_web.collection.enums import Attested
from fuertong_web.collection.evidence_files import keep_evidence
from fuertong_web.collection.filling_models import Evidence, Question
from fuertong_web.collection.models import Cell, Form
from fuertong_web.collection.selectors import form_for, may_write
from fuertong_web.collection.sheet import Line, lines_of, withheld
from fuertong_web.collection.views.filling import SEES
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.ui.downloads import attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large


@needs(*SEES)
def cell_page(request: ActorRequest, uid: UUID, cell: UUID) -> HttpResponse:
    """One value with all that belongs to it; each form of the page posts to it with its `act`."""
    form = form_for(request.actor, uid)
    line = _line(request, form, cell)
    bound: dict[str, forms.Form] = {}
    status = 200
    if request.method == "POST":
        act = str(request.POST.get("act", ""))
        if is_too_large(request):
            messages.error(request, TOO_LARGE)
            status = 413
        elif act in _ACTS:
            kind, do = _ACTS[act]
            given = kind(request.POST, request.FILES or None)
            try:
                if given.is_valid():
                    with transaction.atomic():
                        messages.success(request, do(request, line, given))
                    return redirect(request.path)
            except FuertongError as error:
                given.add_error(None, str(error))
            bound[act], status = given, 400
    return render(request, "collection/cell_page.html", _context(request, form, line, bound), status=status)


@needs(*SEES)
def evidence_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """A file of evidence; always a download, for whoever may see the figures it stands for."""
    found = Evidence.objects.filter(uid=uid).select_related("form", "cell__indicator", "cell__form", "file").first()
    if found is None or found.file is None:
        raise Http404
    form = form_for(request.actor, found.form.uid)
    if request.actor.code_part_id is not None and (
        found.cell is None or found.cell.part_id != request.actor.code_part_id
    ):
        raise Http404
    cells = [found.cell] if found.cell else list(form.cells.select_related("indicator", "form"))
    if any(withheld(request.actor, cell) for cell in cells):
        raise PermissionDenied("佐证材料上有不对您列示的数据，只供填报单位和统计人员查看。")
    return attachment(bytes(found.file.content), found.file.name, found.file.media_type)


def _line(request: ActorRequest, form: Form, cell: UUID) -> Line:
    line = next((line for line in lines_of(request.actor, form) if line.cell.uid == cell), None)
    if line is None:
        raise Http404
    return line


def _describe(request: ActorRequest, line: Line, given: forms.Form) -> str:
    details.describe_source(
        by=request.actor, form=line.cell.form, cell=line.uid, source=details.Source(**given.cleaned_data)
    )
    return "取数说明已保存，明年填报时会再列出。"


def _attest(request: ActorRequest, line: Line, given: forms.Form) -> str:
    data = given.cleaned_data
    attestation = details.Attestation(
        word=Attested(data["word"]), department=data["department"], document=data["document"], on=data["on"]
    )
    details.attest_cell(by=request.actor, form=line.cell.form, cell=line.uid, attestation=attestation)
    return "认证结论已保存，不再要求数值。"


def _unattest(request: ActorRequest, line: Line, given: forms.Form) -> str:
    details.attest_cell(by=request.actor, form=line.cell.form, cell=line.uid, attestation=None)
    return "认证结论已撤销，请填写数值或缺数原因。"


def _attach(request: ActorRequest, line: Line, given: forms.Form) -> str:
    data = given.cleaned_data
    kept = keep_evidence(by=request.actor, form=line.cell.form, file=data["file"])
    evidence.attach_evidence(
        by=request.actor,
        form=line.cell.form,
        cell=line.cell,
        title=data["title"],
        file=kept,
        link=data["link"],
        page=data["page"],
    )
    return "佐证材料已保存。"


def _withdraw(request: ActorRequest, line: Line, given: forms.Form) -> str:
    found = Evidence.objects.filter(uid=_uid(request, "evidence"), cell=line.cell).select_related("form__round").first()
    if found is None:
        raise Http404
    evidence.withdraw_evidence(by=request.actor, evidence=found)
    return "已撤下，历史中仍可查到。"


def _ask(request: ActorRequest, line: Line, given: forms.Form) -> str:
    by_phone = request.actor.can(Permission.ACCEPT)
    asking.ask_question(by=request.actor, cell=line.cell, text=given.cleaned_data["text"], by_phone=by_phone)
    return "问题已记下，请在“口径问答”中答复。" if by_phone else "问题已提交，答复后在这里列出。"


def _phone(request: ActorRequest, line: Line, given: forms.Form) -> str:
    asking.note_phone(by=request.actor, cell=line.cell, **given.cleaned_data)
    return "已记下，可以打印核实单请单位盖章。"


def _carry_note(request: ActorRequest, line: Line, given: forms.Form) -> str:
    text = line.last.note if line.last is not None else ""
    details.explain_cells(by=request.actor, form=line.cell.form, cells=[line.uid], text=text)
    return "已沿用去年的说明，请核对是否仍然适用。"


_ACTS: dict[str, tuple[type[forms.Form], Callable[[ActorRequest, Line, forms.Form], str]]] = {
    "source": (SourceForm, _describe),
    "attest": (AttestForm, _attest),
    "unattest": (forms.Form, _unattest),
    "evidence": (EvidenceForm, _attach),
    "withdraw": (forms.Form, _withdraw),
    "ask": (QuestionForm, _ask),
    "phone": (PhoneForm, _phone),
    "note": (forms.Form, _carry_note),
}


def _uid(request: ActorRequest, name: str) -> UUID:
    try:
        return UUID(str(request.POST.get(name, "")))
    except ValueError:
        raise Http404 from None


def _source(cell: Cell, line: Line) -> dict[str, str]:
    """What stands there, else last year's, so that one click keeps it."""
    row = cell if line.taken else line.last
    names = {"report": "taken_report", "table": "taken_table", "column": "taken_column", "giver": "taken_by"}
    return {name: getattr(row, field) for name, field in names.items()} if row is not None else {}


def _context(request: ActorRequest, form: Form, line: Line, bound: dict[str, forms.Form]) -> dict[str, object]:
    actor, cell = request.actor, line.cell
    writes = may_write(actor, form)
    own = actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    reviews = actor.can(Permission.ACCEPT)
    questions = Question.objects.filter(place=form.round.place_id, code=line.indicator.code).select_related("unit")
    shown = [] if line.withheld else list(cell.evidence.select_related("file").defer("file__content"))
    return {
        "found": form,
        "line": line,
        "writes": writes and not line.withheld,
        "may_attach": (own or actor.can(Permission.VALUES_PROXY)) and form.round.state == "open" and not line.withheld,
        "may_attest": writes and not cell.breakdown and not line.withheld,
        "may_ask": own or reviews,
        "reviews": reviews,
        "evidence": shown,
        "questions": [row for row in questions.order_by("asked_at") if row.answer or own or reviews],
        "notes": [] if line.withheld else list(cell.phone_notes.all()),
        "source": bound.get("source") or SourceForm(initial=_source(cell, line)),
        "source_is_offered": bool(not line.taken and line.last_taken),
        "attest": bound.get("attest") or AttestForm(),
        "attach": bound.get("evidence") or EvidenceForm(),
        "ask": bound.get("ask") or QuestionForm(),
        "phone": bound.get("phone") or PhoneForm(initial={"said_on": timezone.localdate(), "said_by": form.filler}),
        "refused": [error for given in bound.values() for error in given.non_field_errors()],
        "crumbs": crumbs(
            actor, (form.unit.name, reverse("form_fill", args=[form.uid])), (line.indicator.name, ""), form=form
        ),
    }
