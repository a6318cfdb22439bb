"""The page 新增指标: a local indicator by hand, near names shown before it is made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong.catalogue import load
from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.indicators.actions import take_in
from fuertong_web.indicators.choosing import known_of
from fuertong_web.indicators.forms import NewIndicatorForm
from fuertong_web.indicators.making import alike, make_indicator
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.views.pages import crumbs


@needs(Permission.INDICATOR_WRITE)
def indicator_new(request: ActorRequest) -> HttpResponse:
    """All fields; a name near another asks once whether it is really another indicator."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    if request.method == "POST" and (listed := load().by_code.get(request.POST.get("take", ""))):
        for row in take_in(by=request.actor, rows=[listed]) or place.indicators.filter(code=listed.code):
            messages.success(request, f"已采用目录中的指标“{row.name}”。")
            return redirect("indicator", uid=row.uid)
    form = NewIndicatorForm(
        request.POST if request.method == "POST" else None, instance=Indicator(place=place), place=place
    )
    near: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        known = known_of(place)
        found = alike(form.cleaned_data["name"], known)
        near = [{"row": one.indicator, "own": known.by_code.get(one.indicator.code)} for one in found]
        if not near or request.POST.get("sure") == "1":
            try:
                row = make_indicator(by=request.actor, fields=form.changes())
            except FuertongError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"已新增指标“{row.name}”。")
                return redirect("indicator", uid=row.uid)
    context = {"form": form, "near": near, "crumbs": crumbs(("新增指标", ""))}
    return render(request, "indicators/new.html", context)
