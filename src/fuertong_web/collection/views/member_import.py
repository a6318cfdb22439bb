"""Importing a list from Excel (名录导入): hand in, look at what it changes, confirm."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.workbooks.members import write_members_template
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.member_import import import_members
from fuertong_web.collection.entity_forms import MembersFileForm
from fuertong_web.collection.member_import import propose
from fuertong_web.collection.members_apart import read_members_apart
from fuertong_web.collection.selectors.entities import list_for
from fuertong_web.collection.views.entities import entity_crumbs
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile
from fuertong_web.ui.downloads import XLSX, attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

STAGED = "staged_members"


@needs(Permission.SCHEME_WRITE)
def entity_template(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The empty table of a list."""
    found = list_for(request.actor, uid)
    return attachment(write_members_template(f"{found.name}名录"), f"{found.name}名录.xlsx", XLSX)


@needs(Permission.SCHEME_WRITE)
def entity_import(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand in a table; one that could be read leads to the preview."""
    found = list_for(request.actor, uid)
    form, status = MembersFileForm(), 200
    findings: list[Finding] = []
    if request.method == "POST":
        form, status = MembersFileForm(request.POST, request.FILES), 400
        if is_too_large(request):
            form.is_valid()
            form.errors.pop("file", None)
            form.add_error("file", TOO_LARGE)
            status = 413
        elif form.is_valid():
            file = form.cleaned_data["file"]
            content, name = file.read(), file.name or "名录.xlsx"
            try:
                lines, findings = read_members_apart(content, name=name)
            except FuertongError as error:
                form.add_error("file", str(error))
            else:
                if lines:
                    return redirect("entity_preview", uid=found.uid, file=_stage(request, name, content, form))
    context = {
        "found": found,
        "form": form,
        "findings": findings,
        "crumbs": entity_crumbs((found.name, reverse("entity_list", args=[found.uid])), ("导入", "")),
    }
    return render(request, "collection/entity_import.html", context, status=status)


@needs(Permission.SCHEME_WRITE)
def entity_preview(request: ActorRequest, uid: UUID, file: UUID) -> HttpResponse:
    """What the table would change, line by line; confirming takes it over."""
    found = list_for(request.actor, uid)
    staged = request.session.get(STAGED, {}).get(str(file))
    stored = StoredFile.objects.filter(uid=file, place=found.place).first() if staged else None
    if stored is None:
        raise Http404
    lines, findings = read_members_apart(bytes(stored.content), name=stored.name)
    refused = ""
    if request.method == "POST":
        try:
            done = import_members(
                by=request.actor, found=found, lines=lines, on=date.fromisoformat(staged), document=stored
            )
        except FuertongError as error:
            refused = str(error)
        else:
            request.session[STAGED] = {key: value for key, value in request.session[STAGED].items() if key != str(file)}
            words = "，".join(f"{what}{done.count(what)}个" for what in ("新增", "更名", "终止") if done.count(what))
            messages.success(request, f"已导入：{words or '没有变化'}。")
            return redirect("entity_list", uid=found.uid)
    context = {
        "found": found,
        "file": stored,
        "on": date.fromisoformat(staged),
        "proposal": propose(found, lines),
        "findings": findings,
        "refused": refused,
        "crumbs": entity_crumbs((found.name, reverse("entity_list", args=[found.uid])), ("核对", "")),
    }
    return render(request, "collection/entity_preview.html", context)


@transaction.atomic
def _stage(request: ActorRequest, name: str, content: bytes, form: MembersFileForm) -> UUID:
    assert request.actor.place is not None
    stored = store_file(by=request.actor, place=request.actor.place, name=name, content=content, media_type=XLSX)
    request.session[STAGED] = request.session.get(STAGED, {}) | {str(stored.uid): form.cleaned_data["on"].isoformat()}
    return stored.uid
