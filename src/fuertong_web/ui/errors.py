"""Error pages: what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def _page(request: HttpRequest, status: int, exception: Exception | None = None) -> HttpResponse:
    return render(request, f"{status}.html", {"reason": str(exception or "")}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the thing may be known, but not opened with these roles."""
    return _page(request, 403, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such thing, or its existence is not to be known."""
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: drawn without the request, because what broke may be the data base the frame would ask."""
    return HttpResponse(get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a stale page: the input stays in the browser, going back keeps it."""
    return render(request, "403_csrf.html", status=403)
