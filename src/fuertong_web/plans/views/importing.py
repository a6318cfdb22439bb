"""Pages of the import (规划导入): hand in a document, and see which readings wait."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.actions import import_document
from fuertong_web.plans.forms import ImportForm
from fuertong_web.plans.intake import PASTED_NAME
from fuertong_web.plans.selectors import drafts_for
from fuertong_web.plans.views.annexes import ACCEPT as ANNEX_ACCEPT
from fuertong_web.plans.views.annexes import take_annexes
from fuertong_web.plans.views.pages import STEPS, crumbs
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

ACCEPT = ".docx,.doc,.wps,.pdf,.txt,.html,.htm,.rtf"


@needs(Permission.PLAN_WRITE)
def plan_import(request: ActorRequest) -> HttpResponse:
    """Upload or paste; good documents lead to the review of their first plan."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    status = 200
    if request.method == "POST":
        if is_too_large(request):
            form = ImportForm(request.POST)
            form.is_valid()
            form.errors.clear()
            form.add_error(None, TOO_LARGE)
            status = 413
        elif form.is_valid() and (done := _take_in(request, form)):
            return done
    context = {
        "form": form,
        "drafts": drafts_for(request.actor),
        "accept": ACCEPT,
        "annex_accept": ANNEX_ACCEPT,
        "limit_mb": settings.UPLOAD_LIMIT // 1024**2,
        "steps": STEPS,
        "crumbs": crumbs(("导入规划", "")),
    }
    return render(request, "plans/import.html", context, status=status)


def _take_in(request: ActorRequest, form: ImportForm) -> HttpResponse | None:
    file = form.cleaned_data["file"]
    name, content = (file.name, file.read()) if file else (PASTED_NAME, form.cleaned_data["text"].encode())
    try:
        drafts = import_document(by=request.actor, file_name=name, content=content)
    except FuertongError as error:
        form.add_error(None, str(error))
        return None
    if len(drafts) > 1:
        titles = "、".join(f"《{draft.title}》" for draft in drafts)
        messages.success(request, f"这份文件里有{len(drafts)}部规划：{titles}。请逐部核对，先看第一部。")
    else:
        messages.success(request, f"已读出《{drafts[0].title}》，请核对。")
    for problem in take_annexes(request, drafts, request.FILES.getlist("annex")):
        messages.error(request, f"{problem}规划已经读入，附表可以在核对页重新添加。")
    return redirect("draft", uid=drafts[0].uid)
