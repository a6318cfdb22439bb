"""Home (首页), by role: a page of tasks, not of tables."""

from django.http import HttpResponse
from django.shortcuts import render

from fuertong_web.accounts.http import ActorRequest, needs


@needs()
def home(request: ActorRequest) -> HttpResponse:
    """What is due, what was returned, what needs attention - for the roles held."""
    return render(request, "home/home.html", {})
