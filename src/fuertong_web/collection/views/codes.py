"""The door of one-time codes: no account, one form, name and phone first."""

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.accounts.selectors import CODE_KEY
from fuertong_web.collection.actions import name_filler, redeem_code
from fuertong_web.collection.forms import CodeForm, FillerForm
from fuertong_web.collection.models import Form
from fuertong_web.collection.selectors import FILLER_KEY, PHONE_KEY
from fuertong_web.collection.views.pages import address_of

WRONG = "填报码不对，或已经作废、本轮监测已结束。请核对通知上的填报码；仍不能进入的，请与统计人员联系。"


@never_cache
def code_entry(request: HttpRequest) -> HttpResponse:
    """Enter a one-time code; whoever is signed in is signed out first."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            found = redeem_code(code=form.cleaned_data["code"], address=address_of(request))
        except FuertongError as error:
            form.add_error(None, str(error))
            status = 429
        else:
            if found is not None:
                logout(request)
                request.session[CODE_KEY] = found.pk
                return redirect("code_filler")
            form.add_error("code", WRONG)
    return render(request, "collection/code_entry.html", {"form": form}, status=status)


@never_cache
@needs(Permission.VALUES_WRITE_OWN)
def code_filler(request: ActorRequest) -> HttpResponse:
    """Who fills in: name and phone, before anything can be written."""
    if request.actor.code_form_id is None:
        raise PermissionDenied("这一页只供凭填报码填报的人员使用。")
    found = Form.objects.select_related("unit", "round").filter(pk=request.actor.code_form_id).first()
    if found is None:
        raise Http404
    initial = {"filler": request.session.get(FILLER_KEY, ""), "phone": request.session.get(PHONE_KEY, "")}
    form = FillerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        name_filler(by=request.actor, form=found, **form.cleaned_data)
        request.session[FILLER_KEY] = form.cleaned_data["filler"]
        request.session[PHONE_KEY] = form.cleaned_data["phone"]
        return redirect("form_fill", uid=found.uid)
    return render(request, "collection/code_filler.html", {"form": form, "found": found})
