"""What the pages of the collection share: breadcrumb, the address of the other end."""

from django.http import HttpRequest
from django.urls import reverse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.models import Form
from fuertong_web.ui.frame import Crumb


def crumbs(actor: Actor, *steps: tuple[str, str], form: Form | None = None) -> list[Crumb]:
    """监测 and the steps below; a form stands under its round for whoever sees the board, else under the own forms."""
    if actor.code_form_id is not None:
        found = [Crumb(title="监测填报")]
    elif actor.can(Permission.VALUES_SEE) and form is not None:
        found = [Crumb(title=form.round.title, url=reverse("round", args=[form.round.uid]))]
    elif form is not None:
        found = [Crumb(title="填报", url=reverse("forms"))]
    else:
        found = [Crumb(title="监测")]
    return [*found, *(Crumb(title=title, url=url) for title, url in steps)]


def address_of(request: HttpRequest) -> str:
    """The address the request came from, as the server saw it."""
    return str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104  a word for "unknown", nothing is bound
