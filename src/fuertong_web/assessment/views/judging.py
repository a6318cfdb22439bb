"""重新研判: ask for it, watch how far it came, take it up again after a break."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import ask_for_judging, go_on
from fuertong_web.assessment.selectors.runs import judged_by_old_method, past_runs, places_below, progress_of, run_for
from fuertong_web.ui.frame import Crumb


@needs(Permission.SIGNAL_SEE)
def judging(request: ActorRequest) -> HttpResponse:
    """The newest run with its progress, the button, the runs before."""
    place = request.actor.place
    assert place is not None  # the right to see signals is held at a place
    runs = past_runs(place)
    below = places_below(place)
    context: dict[str, Any] = {
        "newest": progress_of(runs[0].run) if runs else None,
        "runs": runs[1:],
        "below": below,
        "old": judged_by_old_method([place, *below]),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="重新研判")],
    }
    return render(request, "assessment/judging.html", context)


@needs(Permission.SIGNAL_SEE)
@require_POST
def judging_start(request: ActorRequest) -> HttpResponse:
    """Ask for a run; pressed twice it starts once."""
    place = request.actor.place
    assert place is not None
    try:
        _, begun = ask_for_judging(
            by=request.actor,
            place=place,
            below=bool(request.POST.get("below")),
            all_years=bool(request.POST.get("all_years")),
        )
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        if begun:
            messages.success(request, "已登记，正在后台研判。")
        else:
            messages.info(request, "已有一次研判正在办理，没有重复发起。")
    return redirect("judging")


@needs(Permission.SIGNAL_SEE)
def judging_progress(request: ActorRequest, uid: UUID) -> HttpResponse:
    """How far a run came, for the page that looks again every two seconds."""
    run = run_for(request.actor, uid)
    return render(request, "assessment/parts/judging_run.html", {"one": progress_of(run)})


@needs(Permission.SIGNAL_SEE)
@require_POST
def judging_go_on(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take up a run that broke off."""
    run = run_for(request.actor, uid)
    try:
        if go_on(by=request.actor, run=run):
            messages.success(request, "已接着办理，已完成的部分不再重复。")
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("judging")
