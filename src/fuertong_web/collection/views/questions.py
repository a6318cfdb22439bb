"""口径问答 in one place (unanswered first), and the 核实单 of telephone calls for the unit's stamp."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.asking import answer_question
from fuertong_web.collection.filling_models import Question
from fuertong_web.collection.selectors import form_for
from fuertong_web.collection.views.pages import crumbs

SHOWN = 200


@needs(Permission.ACCEPT)
def questions(request: ActorRequest) -> HttpResponse:
    """Answer questions, each once; answered ones may be answered better."""
    rows = Question.objects.filter(place=request.actor.place).select_related("unit", "cell__form")
    refused, typed = "", ""
    if request.method == "POST":
        typed = str(request.POST.get("question", ""))
        found = next((row for row in rows if str(row.uid) == typed), None)
        if found is None:
            raise Http404
        try:
            answer_question(by=request.actor, question=found, answer=str(request.POST.get("answer", "")))
        except FuertongError as error:
            refused = str(error)
        else:
            messages.success(request, "已答复，填报这项指标的单位都看得到，明年继续列出。")
            return redirect("questions")
    names = dict(request.actor.place.indicators.values_list("code", "name")) if request.actor.place else {}
    listed = [(names.get(row.code, row.code), row) for row in rows.order_by("-asked_at")[:SHOWN]]
    context = {
        "open": [{"name": name, "row": row} for name, row in listed if not row.answer],
        "answered": [{"name": name, "row": row} for name, row in listed if row.answer],
        "refused": refused,
        "typed": typed,
        "answer": request.POST.get("answer", "") if refused else "",
        "crumbs": crumbs(request.actor, ("口径问答", "")),
    }
    return render(request, "collection/questions.html", context)


@needs(Permission.ACCEPT)
def verification_sheet(request: ActorRequest, uid: UUID) -> HttpResponse:
    """核实单: what the unit said by telephone, to print and have stamped."""
    form = form_for(request.actor, uid)
    notes = form.phone_notes.select_related("cell__indicator").order_by("said_on", "pk")
    context = {
        "found": form,
        "notes": notes,
        "crumbs": crumbs(
            request.actor,
            (f"审核{form.unit.name}", reverse("form_review", args=[form.uid])),
            ("数据核实单", ""),
            form=form,
        ),
    }
    return render(request, "collection/verification_sheet.html", context)
