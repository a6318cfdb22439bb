"""Signing in and out, the own password, switching place and plan; persons and roles (设置)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts import actions, selectors
from fuertong_web.accounts.forms import GrantForm, PasswordForm, PersonForm, ResetForm, SignInForm
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.models import RoleGrant
from fuertong_web.accounts.roles import Permission, Role, rights
from fuertong_web.accounts.separation import unmet
from fuertong_web.home.context import AUDIENCE_KEY, AUDIENCES
from fuertong_web.places.selectors import units_of
from fuertong_web.ui.frame import Crumb


class SignIn(LoginView):
    """The sign-in page; no list of names, the classified-data notice on it."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        user = self.request.user
        if getattr(user, "must_change_password", False):
            return reverse("password")
        return super().get_success_url()


@needs()
def password(request: ActorRequest) -> HttpResponse:
    """Change the own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(by=request.actor, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            if request.actor.user:
                update_session_auth_hash(request, request.actor.user)
            messages.success(request, "密码已修改。")
            return redirect("home")
    return render(request, "accounts/password.html", {"form": form, "crumbs": [Crumb(title="修改密码")]})


def _back(request: HttpRequest) -> str:
    address = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return reverse("home")


@needs()
def place_switch(request: ActorRequest, uid: str) -> HttpResponse:
    """Work at another of the own places; only this session's view changes."""
    if request.actor.user is None:
        raise Http404
    place = get_object_or_404(selectors.places_of(request.actor.user), uid=uid)
    request.session[selectors.PLACE_KEY] = place.pk
    return redirect("home")


@needs()
def audience_switch(request: ActorRequest, audience: str) -> HttpResponse:
    """See the women's plan, the children's plan or both; only this session's view changes."""
    if audience not in AUDIENCES:
        raise Http404
    request.session[AUDIENCE_KEY] = audience
    return redirect(_back(request))


@needs()
@require_POST
def ping(request: ActorRequest) -> HttpResponse:
    """Keep the session alive while somebody works on a long page."""
    request.session.modified = True
    return HttpResponse(status=204)


def _crumbs(*titles: tuple[str, str]) -> list[Crumb]:
    return [Crumb(title="设置"), *(Crumb(title=title, url=url) for title, url in titles)]


@needs(Permission.ACCOUNTS_CREATE, Permission.ACCOUNTS_GRANT)
def persons(request: ActorRequest) -> HttpResponse:
    """Persons and roles of the place; new accounts by the system administrator."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.create_user(by=request.actor, **form.cleaned_data)
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已为{user.name}建立账号{user.username}。还没有身份，请安全管理员授予。")
            return redirect("person", uid=user.uid)
    people = selectors.users_for(request.actor).prefetch_related("grants__unit", "grants__place")
    context = {
        "form": form,
        "people": [
            (user, [g for g in user.grants.all() if g.place_id == _place_id(request) and not g.valid_to])
            for user in people
        ],
        "unmet": unmet(request.actor.place) if request.actor.place else [],
        "crumbs": _crumbs(("人员与身份", "")),
        "may_create": request.actor.can(Permission.ACCOUNTS_CREATE),
        "example": settings.PRODUCTION is False,
    }
    return render(request, "accounts/persons.html", context)


def _place_id(request: ActorRequest) -> int:
    return request.actor.place.pk if request.actor.place else 0


@needs(Permission.ACCOUNTS_CREATE, Permission.ACCOUNTS_GRANT)
def person(request: ActorRequest, uid: str) -> HttpResponse:
    """One person: roles held and held before; granting, taking back, a new first password, closing the account."""
    user = get_object_or_404(selectors.users_for(request.actor), uid=uid)
    grant_form, reset_form = GrantForm(), ResetForm()
    if request.method == "POST":
        grant_form = GrantForm(request.POST if "grant" in request.POST else None)
        reset_form = ResetForm(request.POST if "reset" in request.POST else None)
    if request.actor.place:
        grant_form.fields["unit"].queryset = units_of(request.actor.place)  # type: ignore[attr-defined]
    try:
        if grant_form.is_bound and grant_form.is_valid():
            role = Role(grant_form.cleaned_data["role"])
            actions.grant_role(by=request.actor, user=user, role=role, unit=grant_form.cleaned_data["unit"])
            messages.success(request, f"已授予{user.name}{role.label}身份。")
            return redirect("person", uid=uid)
        if reset_form.is_bound and reset_form.is_valid():
            actions.reset_password(by=request.actor, user=user, password=reset_form.cleaned_data["password"])
            messages.success(request, f"已重设{user.name}的密码，请当面告知，本人登录后须修改。")
            return redirect("person", uid=uid)
        if request.POST.get("active") in ("0", "1"):
            active = request.POST["active"] == "1"
            actions.switch_account(by=request.actor, user=user, active=active)
            messages.success(request, f"已{'启用' if active else '停用'}{user.name}的账号。")
            return redirect("person", uid=uid)
    except (FuertongError, PermissionDenied) as error:
        messages.error(request, str(error))
    context = {
        "person": user,
        "grants": user.grants.filter(place=request.actor.place).select_related("unit"),
        "grant_form": grant_form,
        "reset_form": reset_form,
        "roles": [rights()[role] for role in Role],
        "may_grant": request.actor.can(Permission.ACCOUNTS_GRANT),
        "may_create": request.actor.can(Permission.ACCOUNTS_CREATE),
        "crumbs": _crumbs(("人员与身份", reverse("persons")), (user.name, "")),
    }
    return render(request, "accounts/person.html", context)


@needs(Permission.ACCOUNTS_GRANT)
@require_POST
def grant_revoke(request: ActorRequest, uid: str) -> HttpResponse:
    """Take a role back."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), uid=uid, place=request.actor.place)
    try:
        actions.revoke_role(by=request.actor, grant=grant)
        messages.success(request, f"已收回{grant.user.name}的{grant.get_role_display()}身份。")
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("person", uid=grant.user.uid)
