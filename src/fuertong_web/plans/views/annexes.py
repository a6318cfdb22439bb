"""The page where an annex is added to a draft (添加附表): one file or several, Word or Excel."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.annex_rows import ANNEXES, add_annex
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.views.pages import STEPS, crumbs
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

ACCEPT = ".docx,.xlsx,.xls,.et,.doc,.wps,.html"


@needs(Permission.PLAN_WRITE)
def draft_annex(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Lay one or several annex files to a draft; what they changed can be taken back on the review page."""
    found = draft_for(request.actor, uid)
    problems: list[str] = []
    if request.method == "POST":
        files = request.FILES.getlist("file")
        if is_too_large(request):
            problems = [TOO_LARGE]
        elif not files:
            problems = ["请选择附表文件。"]
        else:
            problems = take_annexes(request, [found], files)
            if not problems:
                return redirect("draft", uid=uid)
    context = {
        "draft": found,
        "problems": problems,
        "annexes": found.plan.get(ANNEXES, []),
        "told": [row for row in found.findings if str(row.get("code", "")).startswith("table-")],
        "accept": ACCEPT,
        "steps": STEPS,
        "crumbs": crumbs(("核对", reverse("draft", args=[uid])), ("添加附表", "")),
    }
    return render(request, "plans/annex.html", context, status=400 if problems else 200)


def take_annexes(request: ActorRequest, drafts: list[PlanDraft], files: "list[UploadedFile[bytes]]") -> list[str]:
    """Lay files to drafts, say what each did; the sentences of those that could not be taken."""
    problems = []
    for file in files:
        try:
            done = add_annex(by=request.actor, drafts=drafts, file_name=file.name or "", content=file.read())
        except FuertongError as error:
            problems.append(str(error))
            continue
        goals, targets = sum(one.goals for one in done), sum(one.targets for one in done)
        told = sum(len(one.findings) for one in done)
        parts = [f"填入{goals}条目标"] + ([f"新增{targets}项指标值"] if targets else [])
        parts += [f"有{told}处请核对"] if told else []
        messages.success(request, f"附表《{file.name}》已读入：{'，'.join(parts)}。")
    return problems
