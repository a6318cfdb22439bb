"""Splitting a form (分表): rows to sections, a workbook or a one-time link each, and merging what comes back."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions import Entry
from fuertong_web.collection.actions.details import carry_sources, explain_cells
from fuertong_web.collection.actions.parts import deliver_part, issue_part_code, split_form
from fuertong_web.collection.actions.rounding import round_cells
from fuertong_web.collection.apart import read_apart
from fuertong_web.collection.forms import BOOK_KINDS
from fuertong_web.collection.models import Form
from fuertong_web.collection.selectors import form_for, may_write
from fuertong_web.collection.sheet import Line, count, lines_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.workbook import FIELDS, Change, propose, words_of, workbook_of
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile
from fuertong_web.ui.downloads import XLSX
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

WRITES = (Permission.VALUES_WRITE_OWN, Permission.VALUES_PROXY)
STAGED = "staged_parts"
MOST = 30


@needs(*WRITES)
def form_parts(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The rows of the form by section; saving moves rows and makes new sections."""
    form = _own(request, uid)
    if request.method == "POST":
        try:
            moved = split_form(by=request.actor, form=form, names=_names(request))
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"已保存，改动{moved}项。")
            return redirect("form_parts", uid=form.uid)
    return _page(request, form)


@needs(*WRITES)
@require_POST
def part_code(request: ActorRequest, uid: UUID, part: int) -> HttpResponse:
    """A one-time link for one section, shown once."""
    form = _own(request, uid)
    found = form.parts.filter(pk=part).first()
    if found is None:
        raise Http404
    try:
        code = issue_part_code(by=request.actor, part=found)
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("form_parts", uid=form.uid)
    link = request.build_absolute_uri(f"{reverse('code_entry')}?code={code}")
    number = found.cells.count()
    text = f"{found.name}：请填写{form.round.title}中由你股室提供的{number}项数据，打开{link}，写明姓名和电话后填报。"
    return _page(request, form, issued={"name": found.name, "code": code, "text": text})


@needs(Permission.VALUES_WRITE_OWN)
@require_POST
def part_done(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The section hands its rows back."""
    form = form_for(request.actor, uid)
    try:
        part = deliver_part(by=request.actor, form=form)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{part.name}的数据已交回，由本单位填报人汇总报送。报送前仍可修改。")
    return redirect("form_fill", uid=form.uid)


@needs(*WRITES)
@require_POST
def form_many(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Acts on several values: last year's 取数说明 or rounding for all, one explanation for those ticked."""
    form = form_for(request.actor, uid)
    try:
        if request.POST.get("act") == "sources":
            number = carry_sources(by=request.actor, form=form)
            messages.success(request, f"已沿用{number}项去年的取数说明，请逐项核对是否仍然适用。")
        elif request.POST.get("act") == "round":
            number = round_cells(by=request.actor, form=form)
            messages.success(request, f"已把{number}项数据按规定的小数位数四舍五入。")
        else:
            cells = [str(_uuid(text)) for text in request.POST.getlist("cell")]
            number = explain_cells(by=request.actor, form=form, cells=cells, text=str(request.POST.get("text", "")))
            messages.success(request, f"已为{number}项数据写上说明。")
    except FuertongError as error:
        messages.error(request, str(error))
    if request.POST.get("back") == "submit":
        return redirect("form_submit", uid=form.uid)
    proxy = "?proxy=1" if request.POST.get("proxy") == "1" else ""
    return redirect(reverse("form_fill", args=[form.uid]) + proxy)


# --- merging workbooks


@dataclass(slots=True, kw_only=True)
class Clash:
    """One value that two workbooks give differently."""

    cell: str
    name: str
    choices: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Merged:
    """What several workbooks say together."""

    entries: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    options: dict[str, dict[int, Entry]] = field(default_factory=dict)


@needs(*WRITES)
def parts_merge(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Several part workbooks handed in together; conflicts are shown, one choice each, then all is written as one."""
    form = _own(request, uid)
    if request.method == "POST" and is_too_large(request):
        messages.error(request, TOO_LARGE)
    elif request.method == "POST" and request.FILES:
        try:
            _stage(request, form)
        except FuertongError as error:
            messages.error(request, str(error))
        return redirect("parts_merge", uid=form.uid)
    files = _staged(request, form)
    merged = _merge(request, form, files) if files else None
    if request.method == "POST" and merged is not None and "confirm" in request.POST:
        chosen, left = _chosen(request, merged)
        if left:
            messages.error(request, f"还有{left}项两份表不一致，请逐项选定一个数。")
        else:
            try:
                actions.apply_workbook(by=request.actor, form=form, entries=[*merged.entries, *chosen], workbooks=files)
            except FuertongError as error:
                messages.error(request, str(error))
            else:
                request.session.pop(STAGED, None)
                messages.success(request, f"已合并{len(files)}份分表，写入{len(merged.entries) + len(chosen)}项。")
                return redirect("form_fill", uid=form.uid)
    context = {
        "found": form,
        "files": files,
        "merged": merged,
        "kinds": BOOK_KINDS,
        "crumbs": crumbs(
            request.actor,
            (form.unit.name, reverse("form_fill", args=[form.uid])),
            ("分表", reverse("form_parts", args=[form.uid])),
            ("合并", ""),
            form=form,
        ),
    }
    return render(request, "collection/parts_merge.html", context)


def _merge(request: ActorRequest, form: Form, files: list[StoredFile]) -> Merged:
    lines = lines_of(request.actor, form)
    book = workbook_of(form, lines)
    by_uid = {line.uid: line for line in lines}
    merged = Merged()
    for number, file in enumerate(files):
        returned = read_apart(bytes(file.content), form=book, name=file.name)
        merged.findings += [row for row in returned.findings if row.code not in ("missing_rows", "old_version")]
        proposal = propose(lines, returned.cells, ())
        for entry in proposal.entries:
            merged.options.setdefault(entry.cell, {})[number] = entry
    for cell, options in merged.options.items():
        first = next(iter(options.values()))
        if all(replace(entry, lock_version=first.lock_version) == first for entry in options.values()):
            merged.entries.append(first)
            merged.changes += _changes(by_uid[cell], first, files[next(iter(options))].name)
            continue
        clash = Clash(cell=cell, name=by_uid[cell].name)
        clash.choices = [(number, files[number].name, _words(entry)) for number, entry in options.items()]
        merged.clashes.append(clash)
    return merged


def _changes(line: Line, entry: Entry, file: str) -> list[Change]:
    given = {name: getattr(entry, name) for name in FIELDS}
    return [
        Change(
            where=file,
            name=line.name,
            field=FIELDS[name][0],
            before=words_of(name, getattr(line.cell, FIELDS[name][1])),
            after=words_of(name, text),
        )
        for name, text in given.items()
        if text is not None
    ]


def _words(entry: Entry) -> str:
    given = {name: getattr(entry, name) for name in FIELDS}
    return "，".join(f"{FIELDS[name][0]}{words_of(name, text)}" for name, text in given.items() if text)


def _chosen(request: ActorRequest, merged: Merged) -> tuple[list[Entry], int]:
    chosen, left = [], 0
    for clash in merged.clashes:
        number = str(request.POST.get(f"take-{clash.cell}", ""))
        options = merged.options[clash.cell]
        if number.isdigit() and int(number) in options:
            chosen.append(options[int(number)])
        elif number != "none":
            left += 1
    return chosen, left


def _stage(request: ActorRequest, form: Form) -> None:
    """Keep the workbooks that can be read while their person looks at them."""
    uploads = request.FILES.getlist("files")[:MOST]
    book = workbook_of(form, lines_of(request.actor, form))
    kept = []
    for upload in uploads:
        content, name = upload.read(), upload.name or "分表.xlsx"
        returned = read_apart(content, form=book, name=name)
        if not returned.cells:
            raise FuertongError(
                "".join(row.message for row in returned.findings) or f"《{name}》中没有读到本表的数据。"
            )
        stored = store_file(by=request.actor, place=form.round.place, name=name, content=content, media_type=XLSX)
        kept.append(str(stored.uid))
    request.session[STAGED] = {"form": str(form.uid), "files": kept}


def _staged(request: ActorRequest, form: Form) -> list[StoredFile]:
    staged = request.session.get(STAGED, {})
    if staged.get("form") != str(form.uid):
        return []
    rows = {str(row.uid): row for row in StoredFile.objects.filter(uid__in=staged["files"], place=form.round.place)}
    return [rows[uid] for uid in staged["files"] if uid in rows]


def _own(request: ActorRequest, uid: UUID) -> Form:
    form = form_for(request.actor, uid)
    own = request.actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    if request.actor.code_part_id is not None or not (own or request.actor.can(Permission.VALUES_PROXY)):
        raise PermissionDenied("分表由本单位填报人或统计人员办理。")
    return form


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FuertongError("提交的内容不完整，没有保存。请刷新页面后再试。") from None


def _names(request: ActorRequest) -> dict[str, str]:
    """The section of each row: a new name typed on top goes to the rows ticked."""
    new = str(request.POST.get("new", "")).strip()
    ticked = {str(_uuid(text)) for text in request.POST.getlist("row")}
    names = {str(_uuid(key[5:])): str(text) for key, text in request.POST.items() if key.startswith("part-")}
    if ticked and not new:
        raise FuertongError("请写明勾选的数据分给哪个股室。")
    return names | dict.fromkeys(ticked, new)


def _page(request: ActorRequest, form: Form, *, issued: dict[str, str] | None = None) -> HttpResponse:
    lines = lines_of(request.actor, form)
    by_part: dict[int | None, list[Line]] = {}
    for line in lines:
        by_part.setdefault(line.cell.part_id, []).append(line)
    parts = [{"part": part, "count": count(by_part.get(part.pk, []))} for part in form.parts.all()]
    context = {
        "found": form,
        "lines": lines,
        "parts": parts,
        "issued": issued,
        "writes": may_write(request.actor, form),
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("分表", ""), form=form
        ),
    }
    return render(request, "collection/form_parts.html", context)
