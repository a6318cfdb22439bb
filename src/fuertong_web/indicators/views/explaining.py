"""Pages of official explanations (指标解释): hand in a file, compare old and new side by side, take over by row."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.indicators.explaining import (
    Overlay,
    TakenOver,
    Taking,
    explanation_file_for,
    keep_explanations,
    overlays_of,
    take_over,
    words_of,
)
from fuertong_web.indicators.explanations_apart import read_explanations_apart
from fuertong_web.indicators.forms import ExplanationForm
from fuertong_web.indicators.models import ExplanationFile
from fuertong_web.indicators.views.pages import crumbs
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

ACCEPT = ".docx,.doc,.wps,.pdf,.txt,.html,.htm,.xlsx,.xls,.et"
FIELDS = (("definition", "口径"), ("numerator", "分子"), ("denominator", "分母"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of a definition, old and new, as pieces that are kept, gone or added."""

    label: str
    old: list[tuple[str, str]]
    new: list[tuple[str, str]]
    is_same: bool


@needs(Permission.INDICATOR_WRITE)
def explanations(request: ActorRequest) -> HttpResponse:
    """Hand in a file of official explanations; those handed in before."""
    form, status = ExplanationForm(), 200
    if request.method == "POST":
        form = ExplanationForm(request.POST, request.FILES)
        if is_too_large(request):
            form.is_valid()
            form.errors.clear()
            form.add_error(None, TOO_LARGE)
            status = 413
        elif form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                entries = read_explanations_apart(content, name=file.name)
                kept = keep_explanations(
                    by=request.actor,
                    title=form.cleaned_data["title"],
                    name=file.name,
                    content=content,
                    entries=entries,
                )
            except FuertongError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"读到{len(entries)}条指标解释，请逐条核对后采用。")
                return redirect("explanation_file", uid=kept.uid)
    files = ExplanationFile.objects.filter(place=request.actor.place).prefetch_related("entries")
    context = {"form": form, "files": files, "accept": ACCEPT, "crumbs": crumbs(("官方指标解释", ""))}
    return render(request, "indicators/explanations.html", context, status=status)


@needs(Permission.INDICATOR_WRITE)
def explanation_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Each entry beside the definition in force; what is chosen is taken over in one act."""
    file = explanation_file_for(request.actor, uid)
    overlays = overlays_of(file)
    problem = ""
    if request.method == "POST":
        try:
            done = take_over(by=request.actor, decisions=_decisions(request, overlays), since=_since(request))
        except FuertongError as error:
            problem = str(error)
        else:
            messages.success(request, f"已采用{done}条官方解释。" if done else "没有选定要采用的解释，什么也没有改。")
            return redirect("explanation_file", uid=uid)
    rows = [_row(overlay, request) for overlay in overlays]
    context = {
        "file": file,
        "rows": [row for row in rows if row["indicator"] and not row["entry"].taken_id],
        "unmatched": [row for row in rows if not row["indicator"] and not row["entry"].taken_id],
        "taken": [row["entry"] for row in rows if row["entry"].taken_id],
        "problem": problem,
        "since": request.POST.get("since", ""),
        "crumbs": crumbs(("官方指标解释", reverse("explanations")), (file.title, "")),
    }
    return render(request, "indicators/explanation_file.html", context)


def _row(overlay: Overlay, request: ActorRequest) -> dict[str, Any]:
    entry, indicator = overlay.entry, overlay.indicator
    lines = []
    if indicator is not None:
        words = words_of(entry, indicator)
        lines = [_line(label, getattr(indicator, field), words[field]) for field, label in FIELDS]
        lines.append(_line("单位", indicator.unit, entry.unit or indicator.unit))
    return {
        "entry": entry,
        "indicator": indicator,
        "others": overlay.others,
        "listed_name": overlay.listed_name,
        "lines": lines,
        "given": request.POST.get(f"t-{entry.no}", ""),
    }


def _line(label: str, old: str, new: str) -> Line:
    """The pieces of both texts, letter by letter."""
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[a:b]:
            before.append(("" if tag == "equal" else "gone", old[a:b]))
        if new[c:d]:
            after.append(("" if tag == "equal" else "added", new[c:d]))
    return Line(label=label, old=before, new=after, is_same=old == new)


def _decisions(request: ActorRequest, overlays: list[Overlay]) -> list[TakenOver]:
    """What the person chose: a taking for a matched entry, an indicator as well for one that was not."""
    known = {item.value: item for item in Taking}
    found = []
    for overlay in overlays:
        taking = known.get(request.POST.get(f"t-{overlay.entry.no}", ""))
        chosen = request.POST.get(f"i-{overlay.entry.no}", "")
        indicator = overlay.indicator or next((row for row in overlay.others if str(row.uid) == chosen), None)
        if taking is not None and overlay.entry.taken_id is None:
            if indicator is None:
                raise FuertongError(f"“{overlay.entry.name}”还没有选定对应哪个指标。")
            found.append(TakenOver(entry=overlay.entry, indicator=indicator, taking=taking))
    return found


def _since(request: ActorRequest) -> date | None:
    text = request.POST.get("since", "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FuertongError("启用日期请写成2026-01-01的形式。") from None
