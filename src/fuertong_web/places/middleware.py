"""Leads to the set-up pages as long as no place exists."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fuertong_web.places.models import Place


class SetupMiddleware:
    """Until the first place stands, every page but static files and the set-up itself leads to the set-up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.ready = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.ready:
            self.ready = Place.objects.exists()
        if not self.ready and not request.path.startswith(reverse("setup")):
            return redirect("setup")
        return self.get_response(request)
